//! `CreatePolicyVersion` adds a version to a custom policy; at most five.
//!
//! Version numbers are never reused.

use serde::Serialize;

use super::{
    policy_faults::{MALFORMED_POLICY, NO_POLICY, TOO_MANY_VERSIONS},
    policy_params::{POLICY_DOCUMENT, POLICY_NAME},
    policy_versions,
    policy_views::PolicyVersionView,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(super) struct CreatePolicyVersion {
    name: String,
    document: String,
    as_default: bool,
    rotate: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policy_version: PolicyVersionView,
}

const ROTATE: &str = "DeleteOldestNonDefaultVersionWhenLimitExceeded";

impl Action for CreatePolicyVersion {
    const NAME: &'static str = "CreatePolicyVersion";
    const DOC: &'static str = "Adds a version to a custom policy.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[MALFORMED_POLICY, NO_POLICY, TOO_MANY_VERSIONS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let as_default = flag("SetAsDefault").doc("Whether it becomes the default version.");
        let rotate = text("RotateStrategy").one_of(&["None", ROTATE]);
        Ok(Self {
            name: p.required(POLICY_NAME)?,
            document: p.required(POLICY_DOCUMENT)?,
            as_default: p.default(as_default, false)?,
            rotate: p.default(rotate.doc("What to delete for a sixth version."), "None")? == ROTATE,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (new, as_default) = ((&*self.name, self.document), self.as_default);
        let policy_version = policy_versions::add(cx, new, as_default, self.rotate)?;
        Ok(Response { policy_version })
    }
}
