//! `AttachControlPolicy` attaches a control policy to a folder or a member. It binds the members below
//! at once.

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

pub(in crate::resourcedirectory) struct AttachControlPolicy {
    policy: String,
    target: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

/// How many policies may be attached to a target.
const LIMIT: usize = 10;

/// Code and words for a policy that is attached already are assumed after those of resource control policies.
const ATTACHED: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.ControlPolicyAttachment",
    message: "The control policy attachment already exists.",
};
/// The number is documented; code and words for an eleventh policy are assumed.
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.ControlPolicyAttachment",
    message: "The number of control policies that are attached to the target exceeds the limit.",
};

impl Action for AttachControlPolicy {
    const NAME: &'static str = "AttachControlPolicy";
    const DOC: &'static str = "Attaches a control policy to a folder or a member.";
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
        ATTACHED,
        TOO_MANY,
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
        if attached.iter().any(|it| it.policy == policy) {
            return Err(ATTACHED.into());
        }
        if attached.len() >= LIMIT {
            return Err(TOO_MANY.into());
        }
        control_policies::attach(cx.tx, &directory.id, (&target, &policy), cx.now)?;
        Ok(Response {})
    }
}
