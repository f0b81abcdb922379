//! `GetMessageContact` shows a contact.
//!
//! An address that is not verified is shown as long as none is effective (observed: Terraform reads it
//! back); one that is pending is not.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result,
    resourcedirectory::{
        arns,
        callers::{MANAGER, managed},
        contacts::{
            contact_rules::{NO_CONTACT, contact_id, find},
            contact_view::ContactView,
        },
        faults::NO_DIRECTORY,
    },
};

pub(in crate::resourcedirectory) struct GetMessageContact {
    contact: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    contact: ContactView,
}

impl Action for GetMessageContact {
    const NAME: &'static str = "GetMessageContact";
    const DOC: &'static str = "Shows a message contact.";
    const ACCESS: Access = Access::Get;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::CONTACT;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_CONTACT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { contact: p.required(contact_id())? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let contact = find(cx, &directory, &self.contact)?;
        Ok(Response { contact: ContactView::of(cx.tx, contact, None)? })
    }
}
