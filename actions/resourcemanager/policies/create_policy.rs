//! `CreatePolicy` creates a custom policy with version `v1`.

use serde::Serialize;

use crate::resourcemanager::{
    policies::policy_errors::{EXISTS, MALFORMED, TOO_MANY},
    ram_errors::{reworded, wording},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{
        policies::{self, NewPolicy},
        policy_params::{DESCRIPTION, POLICY_DOCUMENT, POLICY_NAME},
        policy_views::PolicyView,
    },
    text,
};

pub(in crate::resourcemanager) struct CreatePolicy(NewPolicy);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    policy: PolicyView,
}

impl Action for CreatePolicy {
    const NAME: &'static str = "CreatePolicy";
    const DOC: &'static str = "Creates a custom policy.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "ram:CreatePolicy";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/*"];
    const FAULTS: &'static [Fault] = &[MALFORMED, EXISTS, TOO_MANY];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let about = text("Description").prose(1, DESCRIPTION).doc("What the policy is for.");
        Ok(Self(NewPolicy {
            name: p.required(POLICY_NAME)?,
            about: p.default(about, "")?,
            document: p.required(POLICY_DOCUMENT)?,
            tags: Vec::new(),
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { policy: reworded(policies::create(cx, self.0), Self::FAULTS)? })
    }
}
