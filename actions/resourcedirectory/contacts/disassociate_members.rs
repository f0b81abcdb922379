//! `DisassociateMembers` unbinds a contact from targets.
//!
//! The targets change at once; a task removes the contact from the members. It stays where nobody else receives
//! messages of some of its types. A target that the contact is not bound to changes nothing (assumed).

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, Wording,
    resourcedirectory::{
        callers::MANAGER,
        contacts::{
            contact_rules::{NO_CONTACT, WRONG_STATUS, contact_id},
            contact_targets::{
                self, Changed, DUPLICATE, NOT_A_MEMBER, check_ids, resolve, target_wording,
            },
            contact_tasks,
        },
        faults::{CONCURRENT, NO_DIRECTORY},
        tables::{contacts, tasks::TaskKind},
        tasks,
    },
};

pub(in crate::resourcedirectory) struct DisassociateMembers {
    contact: String,
    members: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    members: Vec<Changed>,
}

const TOO_MANY: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Members.Length",
    message: "The maximum number of Members exceeds the limit.",
};

impl Action for DisassociateMembers {
    const NAME: &'static str = "DisassociateMembers";
    const DOC: &'static str =
        "Unbinds a message contact from the directory, from folders or from members.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] =
        &[TOO_MANY, DUPLICATE, NO_DIRECTORY, NO_CONTACT, WRONG_STATUS, NOT_A_MEMBER, CONCURRENT];
    const WORDING: Option<Wording> = Some(target_wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { contact: p.required(contact_id())?, members: contact_targets::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check_ids(&self.members, TOO_MANY)?;
        let (directory, contact, named) = resolve(cx, &self.contact, self.members)?;
        let bound = contacts::targets(cx.tx, &contact.id)?;
        contact_tasks::check_idle(cx.tx, &contact)?;
        let is_bound = |scope: &str| bound.iter().any(|target| target.scope == scope);
        let scopes: Vec<String> = named.iter().map(|it| it.scope.clone()).collect();
        let scopes: Vec<String> = scopes.into_iter().filter(|it| is_bound(it)).collect();
        for scope in &scopes {
            contacts::unbind(cx.tx, &contact.id, scope)?;
        }
        if !scopes.is_empty() {
            tasks::begin(cx, &directory, TaskKind::UnbindContact, &contact.id, scopes)?;
        }
        let members = named.iter().map(|it| Changed::of(&contact, it, cx.now)).collect();
        Ok(Response { members })
    }
}
