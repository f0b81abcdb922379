//! `UpdatePolicyDescription` changes the description of a custom policy; an empty text clears it.

use serde::Serialize;

use super::{
    policies,
    policy_faults::NO_POLICY,
    policy_params::{DESCRIPTION, POLICY_NAME},
    policy_views::PolicyView,
    tables::policies::put_policy,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct UpdatePolicyDescription {
    name: String,
    about: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policy: PolicyView,
}

impl Action for UpdatePolicyDescription {
    const NAME: &'static str = "UpdatePolicyDescription";
    const DOC: &'static str = "Changes the description of a custom policy.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let about = text("NewDescription").prose(1, DESCRIPTION).keep_empty();
        Ok(Self {
            name: p.required(POLICY_NAME)?,
            about: p.required(about.doc("What the policy is for."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut policy = policies::custom(cx, &self.name)?;
        (policy.about, policy.changed) = (self.about, cx.now);
        put_policy(cx.tx, &cx.caller.account, &mut policy)?;
        Ok(Response { policy: PolicyView::of_custom(policy) })
    }
}
