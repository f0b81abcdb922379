//! `ListPoliciesForGroup` lists the policies attached to a group for the whole account.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use super::{
    attach,
    attached_policies::{self, AttachedPolicy},
    faults::NO_GROUP,
    policy_params::GROUP_NAME,
    policy_views::List,
    tables::attachments::Entity,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct ListPoliciesForGroup {
    group: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policies: List<AttachedPolicy>,
}

impl Action for ListPoliciesForGroup {
    const NAME: &'static str = "ListPoliciesForGroup";
    const DOC: &'static str = "Lists the policies attached to a group.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:group/{GroupName}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { group: p.required(GROUP_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = attach::seq(cx, Entity::Group, &self.group)?;
        Ok(Response { policies: attached_policies::attached(cx, (Entity::Group, group))? })
    }
}
