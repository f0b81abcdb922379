//! `GetMessageContactDeletionStatus` shows how the deletion of a contact goes: whether it runs, or which members
//! it could not be removed from.
//!
//! A contact whose deletion has succeeded, or was never started, is not found (assumed of the latter).
//!
//! Assumed: the state of a contact after a deletion that failed.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result,
    resourcedirectory::{
        arns,
        callers::{MANAGER, managed},
        contacts::{
            contact_rules::{NO_CONTACT, contact_id, find},
            message_types::MessageTypes,
        },
        faults::NO_DIRECTORY,
        tables::contacts,
    },
};

pub(in crate::resourcedirectory) struct GetMessageContactDeletionStatus {
    contact: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    contact_deletion_status: Deletion,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Deletion {
    contact_id: String,
    status: &'static str,
    fail_reason_list: Vec<Kept>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Kept {
    account_id: String,
    message_types: Vec<&'static str>,
}

impl Action for GetMessageContactDeletionStatus {
    const NAME: &'static str = "GetMessageContactDeletionStatus";
    const DOC: &'static str = "Shows how the deletion of a message contact goes.";
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
        let failures = contacts::failures(cx.tx, &contact.id)?;
        let status = match (contact.is_deleting(), failures.is_empty()) {
            (true, _) => "Deleting",
            (false, false) => "Failed",
            (false, true) => return Err(NO_CONTACT.into()),
        };
        let kept = |(account_id, types): (String, MessageTypes)| Kept {
            account_id,
            message_types: types.names(),
        };
        Ok(Response {
            contact_deletion_status: Deletion {
                contact_id: contact.id,
                status,
                fail_reason_list: failures.into_iter().map(kept).collect(),
            },
        })
    }
}
