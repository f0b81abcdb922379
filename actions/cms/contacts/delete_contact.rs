//! `DeleteContact` deletes an alert contact and removes it from its groups, which are kept.

use serde::Serialize;

use super::contact_rules::CONTACT_NOT_EXISTS;
use crate::cms::{lookup_text, tables};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::verification};

pub(in crate::cms) struct DeleteContact {
    name: String,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for DeleteContact {
    const NAME: &'static str = "DeleteContact";
    const DOC: &'static str = "Deletes an alert contact.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[CONTACT_NOT_EXISTS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(lookup_text("ContactName").doc("The contact to delete."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let deleted =
            tables::delete_contact(cx.tx, account, &self.name)?.ok_or(CONTACT_NOT_EXISTS)?;
        verification::delete_links(cx.tx, cx.product, account, &deleted.to_string())?;
        Ok(Response {})
    }
}
