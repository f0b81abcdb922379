//! `DeleteSecurityGroup` deletes a security group.

use serde_json::Value;

use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::ecs::calls;
use crate::ecs::faults::groups::HAS_MEMBERS;
use crate::ecs::faults::groups::IS_NAMED;
use crate::ecs::faults::groups::NO_GROUP_TO_DELETE;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::need;
use crate::ecs::lists;
use crate::ecs::tables::members;
use crate::ecs::tables::resources;
use crate::ecs::tables::resources::GROUP;
use crate::ecs::tables::rules;
use crate::ecs::tagged;

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("SecurityGroupId")];

pub(in crate::ecs) struct DeleteSecurityGroup(Given);

impl Action for DeleteSecurityGroup {
    const NAME: &'static str = "DeleteSecurityGroup";
    const DOC: &'static str = "Deletes a security group.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const FAULTS: &'static [Fault] = &[HAS_MEMBERS, NO_GROUP_TO_DELETE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let account = cx.account().to_owned();
    let group = lists::own(cx, &GROUP, it, it.text("SecurityGroupId"), NO_GROUP_TO_DELETE)?;
    if !members::of(cx.tx, &account, &group.id)?.is_empty() {
        return Err(HAS_MEMBERS.into());
    }
    if !rules::referring(cx.tx, &account, &group.id)?.is_empty() {
        return Err(IS_NAMED.into());
    }
    rules::delete_all(cx.tx, &account, &group.id)?;
    tagged::forget(cx, &GROUP, &group.id)?;
    resources::delete(cx.tx, &GROUP, &account, &group)?;
    Ok(calls::nothing())
}
