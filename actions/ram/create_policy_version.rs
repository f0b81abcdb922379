//! `CreatePolicyVersion` adds a version to a custom policy; at most five.
//!
//! Version numbers are never reused.

use serde::Serialize;

use super::{
    policies::{self, PolicyVersionView},
    policy_faults::{MALFORMED_POLICY, NO_POLICY},
    policy_params::{POLICY_DOCUMENT, POLICY_NAME},
    tables::policies::{Version, add_version, delete_version, put_policy, versions},
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

/// How many versions a policy may have.
const LIMIT: usize = 5;

const ROTATE: &str = "DeleteOldestNonDefaultVersionWhenLimitExceeded";

const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.Policy.Version",
    message: "The count of policy version beyond the current limits.",
};

impl Action for CreatePolicyVersion {
    const NAME: &'static str = "CreatePolicyVersion";
    const DOC: &'static str = "Adds a version to a custom policy.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[MALFORMED_POLICY, NO_POLICY, TOO_MANY];
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
        policies::check(&self.document)?;
        let mut policy = policies::custom(cx, &self.name)?;
        let account = &cx.caller.account;
        let existing = versions(cx.tx, account, policy.seq)?;
        if existing.len() >= LIMIT {
            let oldest = existing.iter().find(|v| v.number != policy.current && self.rotate);
            let oldest_number = oldest.ok_or(TOO_MANY)?.number;
            delete_version(cx.tx, account, policy.seq, oldest_number)?;
        }
        policy.last_version += 1;
        if self.as_default {
            policy.current = policy.last_version;
        }
        policy.changed = cx.now;
        put_policy(cx.tx, account, &mut policy)?;
        let new = Version { number: policy.last_version, document: self.document, made: cx.now };
        add_version(cx.tx, account, policy.seq, &new)?;
        Ok(Response { policy_version: PolicyVersionView::of(new, policy.current) })
    }
}
