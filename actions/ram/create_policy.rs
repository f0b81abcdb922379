//! `CreatePolicy` creates a custom policy with version `v1`.
//!
//! A system policy may have the same name: policies are identified by type and name.
//!
//! Assumed: a name of a system policy may be taken.

use serde::Serialize;

use super::{
    policies::{self, NewPolicy},
    policy_faults::{MALFORMED_POLICY, POLICY_EXISTS, TOO_MANY_POLICIES},
    policy_params::{DESCRIPTION, POLICY_DOCUMENT, POLICY_NAME},
    policy_views::PolicyView,
    tags,
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, text};

pub(super) struct CreatePolicy(NewPolicy);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policy: PolicyView,
}

impl Action for CreatePolicy {
    const NAME: &'static str = "CreatePolicy";
    const DOC: &'static str = "Creates a custom policy.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/*"];
    const TAGS: Option<TagReader> = Some(tags::TAGS);
    const FAULTS: &'static [Fault] = &[MALFORMED_POLICY, POLICY_EXISTS, TOO_MANY_POLICIES];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let about = text("Description").prose(1, DESCRIPTION).doc("What the policy is for.");
        Ok(Self(NewPolicy {
            name: p.required(POLICY_NAME)?,
            document: p.required(POLICY_DOCUMENT)?,
            about: p.default(about, "")?,
            tags: tags::read(p)?,
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { policy: policies::create(cx, self.0)? })
    }
}
