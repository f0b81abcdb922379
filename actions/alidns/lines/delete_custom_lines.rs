//! `DeleteCustomLines` deletes custom lines.

use serde::Serialize;

use super::segments;
use crate::alidns::{
    faults::{BAD_PARAMETER, NO_LINE},
    hosted::ALL_RESOURCES,
    tables::lines,
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::text::comma_list, text};

pub(in crate::alidns) struct DeleteCustomLines {
    ids: String,
}

#[derive(Serialize)]
pub(in crate::alidns) struct Response {}

impl Action for DeleteCustomLines {
    const NAME: &'static str = "DeleteCustomLines";
    const DOC: &'static str = "Deletes custom lines.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_LINE, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = text("LineIds").doc("The custom lines, with commas between them.");
        Ok(Self { ids: p.required(ids)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        for id in comma_list(&self.ids) {
            let id = id.parse().map_err(|_| BAD_PARAMETER.with("LineIds"))?;
            let (line, _) = segments::find(cx, id)?;
            lines::delete(cx.tx, line.id)?;
        }
        Ok(Response {})
    }
}
