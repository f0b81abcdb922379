//! `DeleteTemplate` deletes a template.

use serde::Serialize;

use crate::dm::{
    faults::NO_TEMPLATE,
    tables::{Owner, templates},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::dm) struct DeleteTemplate {
    id: i64,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for DeleteTemplate {
    const NAME: &'static str = "DeleteTemplate";
    const DOC: &'static str = "Deletes a template.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_TEMPLATE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(int("FromType").doc("Where it comes from; it has no effect."))?;
        Ok(Self { id: p.required(int("TemplateId").doc("The template."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if !templates::delete(cx.tx, owner, self.id)? {
            return Err(NO_TEMPLATE.into());
        }
        Ok(Response {})
    }
}
