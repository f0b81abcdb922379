//! `GetPolicy` returns a policy with its default version.

use serde::Serialize;

use super::{
    policies::{self, AnyPolicy, PolicyVersionView, PolicyView},
    policy_faults::{NO_POLICY, NO_VERSION},
    policy_params::{POLICY_NAME, POLICY_TYPE},
    tables::{attachments::count_of_policy, policies::version},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct GetPolicy {
    kind: String,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policy: PolicyView,
    default_policy_version: PolicyVersionView,
}

impl Action for GetPolicy {
    const NAME: &'static str = "GetPolicy";
    const DOC: &'static str = "Queries a policy and its default version.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { kind: p.required(POLICY_TYPE)?, name: p.required(POLICY_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = policies::find(cx, &self.kind, &self.name)?;
        let name = (&*self.kind, found.name());
        let attached = count_of_policy(cx.tx, &cx.caller.account, name, None)?;
        let (policy, default_policy_version) = match found {
            AnyPolicy::System(policy) => {
                (PolicyView::of_system(policy), PolicyVersionView::of_system(policy))
            }
            AnyPolicy::Custom(policy) => {
                let (account, current) = (&cx.caller.account, policy.current);
                let version = version(cx.tx, account, policy.seq, current)?.ok_or(NO_VERSION)?;
                (PolicyView::of_custom(policy), PolicyVersionView::of(version, current))
            }
        };
        let policy = PolicyView {
            attachment_count: Some(attached),
            policy_document: Some(default_policy_version.policy_document.clone()),
            ..policy
        };
        Ok(Response { policy, default_policy_version })
    }
}
