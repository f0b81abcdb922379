//! `ListControlPolicyAttachmentsForTarget` lists the control policies that are attached to a folder or a
//! member, the oldest attachment first, without those that it is bound by through the folders above.
//!
//! Assumed: the oldest attachment comes first.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    control_policies::{
        full_access, policy_arns,
        policy_rules::{LANGUAGE, NO_TARGET, TARGET_ID, target},
        type_of,
    },
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::control_policies::{self, Attached},
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, shared::format::iso,
};

pub(in crate::resourcedirectory) struct ListControlPolicyAttachmentsForTarget {
    target: String,
    language: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    control_policy_attachments: List,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct List {
    control_policy_attachment: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    policy_id: String,
    policy_name: String,
    policy_type: &'static str,
    description: String,
    effect_scope: String,
    attach_date: String,
}

impl Action for ListControlPolicyAttachmentsForTarget {
    const NAME: &'static str = "ListControlPolicyAttachmentsForTarget";
    const DOC: &'static str = "Lists the control policies of a folder or a member.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = policy_arns::TARGET;
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_arns::TARGET_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, MEMBER_CALLS, NO_TARGET];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { target: p.required(TARGET_ID)?, language: p.default(LANGUAGE, "")? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let target = target(cx.tx, &directory, self.target)?;
        let attached = control_policies::attached_to(cx.tx, &directory.id, &target)?;
        let shown = attached.into_iter().map(|Attached { policy: id, made, custom }| {
            let policy = custom.unwrap_or_else(|| full_access::policy(&self.language));
            Shown {
                policy_type: type_of(&id),
                policy_id: id,
                policy_name: policy.name,
                description: policy.about,
                effect_scope: policy.scope,
                attach_date: iso(made),
            }
        });
        let control_policy_attachment = shown.collect();
        Ok(Response { control_policy_attachments: List { control_policy_attachment } })
    }
}
