//! `GetControlPolicy` shows a control policy with its document.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    control_policies::{
        policy_arns,
        policy_rules::{LANGUAGE, NO_POLICY, POLICY_ID, find},
        policy_view::Shown,
    },
    faults::{MEMBER_CALLS, NO_DIRECTORY},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct GetControlPolicy {
    policy: String,
    language: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    control_policy: Shown,
}

impl Action for GetControlPolicy {
    const NAME: &'static str = "GetControlPolicy";
    const DOC: &'static str = "Shows a control policy with its document.";
    const ACCESS: Access = Access::Get;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = policy_arns::POLICY;
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_arns::POLICY_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, MEMBER_CALLS, NO_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { policy: p.required(POLICY_ID)?, language: p.default(LANGUAGE, "")? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let policy = find(cx, &directory, &self.policy, &self.language)?;
        let document = policy.document.clone();
        let shown = Shown::of(cx.tx, &directory.id, policy)?;
        Ok(Response { control_policy: shown.with_document(document) })
    }
}
