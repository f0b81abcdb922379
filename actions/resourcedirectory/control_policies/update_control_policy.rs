//! `UpdateControlPolicy` changes name, description or document of a custom control policy, wherever it is
//! attached, at once. What the call leaves out stays.
//!
//! The system policy is none that this action finds (assumed).

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    control_policies::{
        policy_arns,
        policy_rules::{
            LONG_NEW_DOCUMENT, NO_POLICY, POLICY_EXISTS, POLICY_ID, check_document, description,
            document, policy_name, wording,
        },
        policy_view::Shown,
    },
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::control_policies,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, Wording};

pub(in crate::resourcedirectory) struct UpdateControlPolicy {
    policy: String,
    name: Option<String>,
    about: Option<String>,
    document: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    control_policy: Shown,
}

impl Action for UpdateControlPolicy {
    const NAME: &'static str = "UpdateControlPolicy";
    const DOC: &'static str = "Changes a control policy.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = policy_arns::POLICY;
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_arns::POLICY_ID);
    const FAULTS: &'static [Fault] =
        &[LONG_NEW_DOCUMENT, NO_DIRECTORY, MEMBER_CALLS, NO_POLICY, POLICY_EXISTS];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            policy: p.required(POLICY_ID)?,
            name: p.optional(policy_name("NewPolicyName"))?,
            about: p.optional(description("NewDescription"))?,
            document: p.optional(document("NewPolicyDocument"))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        if let Some(document) = &self.document {
            check_document("NewPolicyDocument", document)?;
        }
        let found = control_policies::policy(cx.tx, &directory.id, &self.policy)?;
        let mut policy = found.ok_or(NO_POLICY)?;
        if let Some(name) = self.name {
            let holder = control_policies::named(cx.tx, &directory.id, &name)?;
            if holder.is_some_and(|holder| holder != policy.id) {
                return Err(POLICY_EXISTS.into());
            }
            policy.name = name;
        }
        policy.about = self.about.unwrap_or(policy.about);
        policy.document = self.document.unwrap_or(policy.document);
        policy.changed = cx.now;
        control_policies::update(cx.tx, &policy)?;
        Ok(Response { control_policy: Shown::of(cx.tx, &directory.id, policy)? })
    }
}
