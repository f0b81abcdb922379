//! `GetPolicyVersion` returns a version of a policy. System policies have only their current
//! version.

use serde::Serialize;

use super::{
    policies::{self, AnyPolicy, PolicyVersionView},
    policy_faults::{NO_POLICY, NO_VERSION},
    policy_params::{POLICY_NAME, POLICY_TYPE, VERSION_ID, version_number},
    tables::policies::version,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct GetPolicyVersion {
    kind: String,
    name: String,
    version: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policy_version: PolicyVersionView,
}

impl Action for GetPolicyVersion {
    const NAME: &'static str = "GetPolicyVersion";
    const DOC: &'static str = "Queries a version of a policy.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, NO_VERSION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            kind: p.required(POLICY_TYPE)?,
            name: p.required(POLICY_NAME)?,
            version: p.required(VERSION_ID)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let number = version_number(&self.version).ok_or(NO_VERSION)?;
        let policy_version = match policies::find(cx, &self.kind, &self.name)? {
            AnyPolicy::System(policy) if policy.version == self.version => {
                PolicyVersionView::of_system(policy)
            }
            AnyPolicy::System(_) => return Err(NO_VERSION.into()),
            AnyPolicy::Custom(policy) => {
                let found = version(cx.tx, &cx.caller.account, policy.seq, number)?;
                PolicyVersionView::of(found.ok_or(NO_VERSION)?, policy.current)
            }
        };
        Ok(Response { policy_version })
    }
}
