//! `DeleteControlPolicy` deletes a custom control policy, which must be attached to nothing.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    control_policies::{
        policy_arns,
        policy_rules::{NO_POLICY, POLICY_ID, find},
        type_of,
    },
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::{
        control_policies,
        tags::{self, CONTROL_POLICY},
    },
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct DeleteControlPolicy {
    policy: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

/// The vendor documents that a policy must be detached first, but not the error: its code and words are assumed after
/// those of RAM's policies.
const ATTACHED: Fault = Fault {
    status: 409,
    code: "DeleteConflict.ControlPolicy",
    message: "The control policy cannot be attached to any target when you delete it.",
};
/// Code and words for the system's policy are assumed after those of resource control policies.
const SYSTEM: Fault = Fault {
    status: 409,
    code: "DeleteConflict.SystemControlPolicy",
    message: "The system control policy cannot be deleted.",
};

impl Action for DeleteControlPolicy {
    const NAME: &'static str = "DeleteControlPolicy";
    const DOC: &'static str = "Deletes a control policy.";
    const ACCESS: Access = Access::Delete;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = policy_arns::POLICY;
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_arns::POLICY_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, MEMBER_CALLS, NO_POLICY, SYSTEM, ATTACHED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { policy: p.required(POLICY_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let policy = find(cx, &directory, &self.policy, "")?.id;
        if type_of(&policy) == "System" {
            return Err(SYSTEM.into());
        }
        if control_policies::attachments(cx.tx, &directory.id, &policy)? > 0 {
            return Err(ATTACHED.into());
        }
        tags::remove_all(cx.tx, (&directory.id, CONTROL_POLICY, &policy))?;
        control_policies::remove(cx.tx, &directory.id, &policy)?;
        Ok(Response {})
    }
}
