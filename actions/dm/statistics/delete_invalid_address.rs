//! `DeleteInvalidAddress` lets an address get mail again.

use serde::Serialize;

use crate::dm::{
    faults::NO_INVALID_ADDRESS,
    tables::{Owner, suppressions},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::dm) struct DeleteInvalidAddress {
    address: String,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for DeleteInvalidAddress {
    const NAME: &'static str = "DeleteInvalidAddress";
    const DOC: &'static str = "Takes an address off the list of those to which mail came back.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_INVALID_ADDRESS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { address: p.required(text("ToAddress").doc("The address."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = suppressions::find(cx.tx, owner, &self.address.to_ascii_lowercase())?;
        let it = found.filter(|it| it.bounced > 0).ok_or(NO_INVALID_ADDRESS)?;
        suppressions::delete(cx.tx, owner, it.id)?;
        Ok(Response {})
    }
}
