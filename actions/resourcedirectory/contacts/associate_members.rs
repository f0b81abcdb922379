//! `AssociateMembers` binds a contact to targets, all or none of them (assumed).
//!
//! A target that it is bound to already stays as it is (assumed). A task makes the contact a recipient of the
//! members.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, Wording,
    resourcedirectory::{
        callers::MANAGER,
        contacts::{
            contact_rules::{NO_CONTACT, WRONG_STATUS, contact_id},
            contact_targets::{
                self, Changed, DUPLICATE, NOT_A_MEMBER, Named, check_ids, resolve, target_wording,
            },
            contact_tasks,
        },
        faults::{CONCURRENT, NO_DIRECTORY},
        tables::{
            contacts::{self, BoundTarget},
            tasks::TaskKind,
        },
        tasks,
    },
};

/// How many targets a contact may have (documented).
const MOST: usize = 10;

pub(in crate::resourcedirectory) struct AssociateMembers {
    contact: String,
    members: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    members: Vec<Changed>,
}

const TOO_MANY: Fault =
    Fault { status: 400, code: "InvalidParameter.Members", message: "The Members is invalid." };
const TOO_MANY_IN_ALL: Fault = Fault {
    status: 400,
    code: "LimitExceeded.ContactMembers",
    message: "The maximum number of contact members exceeds the limit.",
};

impl Action for AssociateMembers {
    const NAME: &'static str = "AssociateMembers";
    const DOC: &'static str = "Binds a message contact to the directory, to folders or to members.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[
        TOO_MANY,
        DUPLICATE,
        NO_DIRECTORY,
        NO_CONTACT,
        WRONG_STATUS,
        NOT_A_MEMBER,
        TOO_MANY_IN_ALL,
        CONCURRENT,
    ];
    const WORDING: Option<Wording> = Some(target_wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { contact: p.required(contact_id())?, members: contact_targets::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check_ids(&self.members, TOO_MANY)?;
        let (directory, contact, named) = resolve(cx, &self.contact, self.members)?;
        let bound = contacts::targets(cx.tx, &contact.id)?;
        let is_bound = |scope: &str| bound.iter().any(|target| target.scope == scope);
        let new: Vec<_> = named.iter().filter(|it| !is_bound(&it.scope)).collect();
        if bound.len() + new.len() > MOST {
            return Err(TOO_MANY_IN_ALL.into());
        }
        contact_tasks::check_idle(cx.tx, &contact)?;
        let bind = |it: &&Named| {
            let (scope, named) = (it.scope.clone(), it.id.clone());
            BoundTarget { scope, named, bound: cx.now }
        };
        contacts::bind(cx.tx, &contact.id, &new.iter().map(bind).collect::<Vec<_>>())?;
        if !new.is_empty() {
            let scopes = new.iter().map(|it| it.scope.clone()).collect();
            tasks::begin(cx, &directory, TaskKind::BindContact, &contact.id, scopes)?;
        }
        let since = |scope: &str| {
            let target = bound.iter().find(|it| it.scope == scope);
            target.map_or(cx.now, |it| it.bound)
        };
        let members = named.iter().map(|it| Changed::of(&contact, it, since(&it.scope))).collect();
        Ok(Response { members })
    }
}
