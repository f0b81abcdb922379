//! `DeleteMessageContact` deletes a contact: at once if it is not active, reaches no member, or is to be kept by the
//! members; else by a task that removes it from them.
//!
//! Assumed: folders without members do not count as what a contact reaches.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, flag,
    ports::store::{self, Tx},
    resourcedirectory::{
        arns,
        callers::{MANAGER, managed},
        contacts::{
            contact_rules::{NO_CONTACT, contact_id, find},
            contact_states::{ACTIVE, DELETING, Event},
            contact_tasks,
        },
        faults::{CONCURRENT, NO_DIRECTORY},
        tables::{
            contacts::{self, Contact},
            folders, members, recipients,
            tasks::TaskKind,
        },
        tasks,
        tree::is_account_id,
    },
};

pub(in crate::resourcedirectory) struct DeleteMessageContact {
    contact: String,
    retain: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    status: &'static str,
}

impl Action for DeleteMessageContact {
    const NAME: &'static str = "DeleteMessageContact";
    const DOC: &'static str = "Deletes a message contact.";
    const ACCESS: Access = Access::Delete;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::CONTACT;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_CONTACT, CONCURRENT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let retain = flag("RetainContactInMembers").doc("Whether members keep it.");
        Ok(Self { contact: p.required(contact_id())?, retain: p.default(retain, true)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let mut contact = find(cx, &directory, &self.contact)?;
        contact_tasks::check_idle(cx.tx, &contact)?;
        let active = contact.state.as_str() == ACTIVE;
        if self.retain || !active || !reaches_a_member(cx.tx, &contact)? {
            contact_tasks::delete_now(cx, &contact)?;
            return Ok(Response { status: "Deleted" });
        }
        contact.state.move_to(cx, Event::Deleted, DELETING)?;
        contacts::put(cx.tx, &contact)?;
        contacts::clear_failures(cx.tx, &contact.id)?;
        tasks::begin(cx, &directory, TaskKind::DeleteContact, &contact.id, Vec::new())?;
        Ok(Response { status: "Deleting" })
    }
}

/// Whether one of its targets is a member, or has one below it; or a member still has it from a folder that
/// it has moved out of.
fn reaches_a_member(tx: &mut dyn Tx, contact: &Contact) -> store::Result<bool> {
    for target in contacts::targets(tx, &contact.id)? {
        if is_account_id(&target.scope) {
            return Ok(true);
        }
        let folder = folders::folder(tx, &contact.directory, &target.scope)?;
        if let Some(folder) = folder
            && members::any_below(tx, &contact.directory, &folder.path)?
        {
            return Ok(true);
        }
    }
    Ok(!recipients::bound_accounts(tx, &contact.id, "", 1)?.is_empty())
}
