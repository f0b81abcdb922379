//! `DetachControlPolicy` detaches a control policy from a folder or a member, to which another one must be
//! attached.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::MANAGER,
    control_policies::{
        enablement::{NOT_ENABLED, enabled},
        policy_arns,
        policy_rules::{NO_POLICY, NO_TARGET, POLICY_ID, TARGET_ID, find, target},
    },
    faults::{CONCURRENT, MEMBER_CALLS, NO_DIRECTORY},
    tables::control_policies,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct DetachControlPolicy {
    policy: String,
    target: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

/// Code and words for a policy that is not attached are assumed after those of policies and targets.
const NOT_ATTACHED: Fault = Fault {
    status: 404,
    code: "EntityNotExists.ControlPolicyAttachment",
    message: "The specified control policy attachment does not exist.",
};
const LAST: Fault = Fault {
    status: 400,
    code: "NotSupport.DetachLastControlPolicy",
    message: "It is not detach the last control policy on the target node.",
};

impl Action for DetachControlPolicy {
    const NAME: &'static str = "DetachControlPolicy";
    const DOC: &'static str = "Detaches a control policy from a folder or a member.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = policy_arns::ATTACHMENT;
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_arns::BOTH_IDS);
    const FAULTS: &'static [Fault] = &[
        NO_DIRECTORY,
        MEMBER_CALLS,
        NOT_ENABLED,
        CONCURRENT,
        NO_POLICY,
        NO_TARGET,
        NOT_ATTACHED,
        LAST,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { policy: p.required(POLICY_ID)?, target: p.required(TARGET_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = enabled(cx)?;
        let policy = find(cx, &directory, &self.policy, "")?.id;
        let target = target(cx.tx, &directory, self.target)?;
        let attached = control_policies::attached_to(cx.tx, &directory.id, &target)?;
        if !attached.iter().any(|it| it.policy == policy) {
            return Err(NOT_ATTACHED.into());
        }
        if attached.len() == 1 {
            return Err(LAST.into());
        }
        control_policies::detach(cx.tx, &directory.id, (&target, &policy))?;
        Ok(Response {})
    }
}
