//! `DeleteContactGroup` deletes an alert contact group; its contacts are kept.

use serde::Serialize;

use crate::cms::{lookup_text, tables};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::cms) struct DeleteContactGroup {
    name: String,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

/// The code names a contact and the message a group, as in the vendor's table.
const NOT_FOUND: Fault =
    Fault { status: 404, code: "ContactNotExists", message: "ContactGroupName Not Exists" };

impl Action for DeleteContactGroup {
    const NAME: &'static str = "DeleteContactGroup";
    const DOC: &'static str = "Deletes an alert contact group.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(lookup_text("ContactGroupName").doc("The group to delete."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if !tables::delete_group(cx.tx, &cx.caller.account, &self.name)? {
            return Err(NOT_FOUND.into());
        }
        Ok(Response {})
    }
}
