//! `DeleteCloudAccess` deletes an access key of another cloud. Deployments that need it fail.
//!
//! The id is a string here, though a number in the list; it is optional in the schema, but required
//! here.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, cloud_accesses},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct DeleteCloudAccess {
    id: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeleteCloudAccess {
    const NAME: &'static str = "DeleteCloudAccess";
    const DOC: &'static str = "Deletes an access key of another cloud.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let number = |id: &str| id.parse::<i64>().is_ok();
        Ok(Self { id: p.required(text("AccessId").form("number", number).doc("The access key."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if !cloud_accesses::delete(cx.tx, owner, self.id.parse().unwrap_or_default())? {
            return Err(NOT_FOUND.into());
        }
        Ok(Response {})
    }
}
