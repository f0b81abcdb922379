//! `DeletePolicy` deletes a custom policy that is attached to nothing.
//!
//! A policy with several versions is deleted only with `CascadingDelete`.

use serde::Serialize;

use super::{
    policies,
    policy_faults::NO_POLICY,
    policy_params::POLICY_NAME,
    tables::{
        attachments::{Entity, count_of_policy},
        policies::{delete_policy, versions},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag};

pub(super) struct DeletePolicy {
    name: String,
    cascading: bool,
}

#[derive(Serialize)]
pub(super) struct Response {}

const HAS_USER: Fault = Fault {
    status: 409,
    code: "DeleteConflict.Policy.User",
    message: "The policy CAN NOT been attached to any user while deleting the policy.",
};
const HAS_GROUP: Fault = Fault {
    status: 409,
    code: "DeleteConflict.Policy.Group",
    message: "The policy CAN NOT been attached to any group while deleting the policy.",
};
/// In the form of the two above; the pages list no such error.
const HAS_ROLE: Fault = Fault {
    status: 409,
    code: "DeleteConflict.Policy.Role",
    message: "The policy CAN NOT been attached to any role while deleting the policy.",
};
const HAS_VERSIONS: Fault = Fault {
    status: 409,
    code: "DeleteConflict.Policy.Version",
    message: "The policy CAN NOT has any version except the default version.",
};

impl Action for DeletePolicy {
    const NAME: &'static str = "DeletePolicy";
    const DOC: &'static str = "Deletes a custom policy.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, HAS_USER, HAS_GROUP, HAS_ROLE, HAS_VERSIONS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let cascading = flag("CascadingDelete").doc("Whether to delete its other versions, too.");
        Ok(Self { name: p.required(POLICY_NAME)?, cascading: p.default(cascading, false)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let policy = policies::custom(cx, &self.name)?;
        let account = &cx.caller.account;
        let conflicts =
            [(Entity::User, HAS_USER), (Entity::Group, HAS_GROUP), (Entity::Role, HAS_ROLE)];
        for (entity, conflict) in conflicts {
            if count_of_policy(cx.tx, account, ("Custom", &policy.name), Some(entity))? > 0 {
                return Err(conflict.into());
            }
        }
        if !self.cascading && versions(cx.tx, account, policy.seq)?.len() > 1 {
            return Err(HAS_VERSIONS.into());
        }
        delete_policy(cx.tx, account, &policy)?;
        Ok(Response {})
    }
}
