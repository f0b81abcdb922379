//! `DeleteTag` deletes a tag.

use serde::Serialize;

use crate::dm::{
    faults::NO_TAG,
    tables::{Owner, tags},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::dm) struct DeleteTag {
    id: i64,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for DeleteTag {
    const NAME: &'static str = "DeleteTag";
    const DOC: &'static str = "Deletes a tag.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_TAG];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("TagId").doc("The tag."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if !tags::delete(cx.tx, owner, self.id)? {
            return Err(NO_TAG.into());
        }
        Ok(Response {})
    }
}
