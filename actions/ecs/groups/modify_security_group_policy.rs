//! `ModifySecurityGroupPolicy` sets whether the members of a security group reach each other.

use serde_json::Value;

use super::membership;
use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::core::client_tokens::Repeats;
use crate::ecs::calls;
use crate::ecs::faults::groups::BAD_INNER_POLICY;
use crate::ecs::faults::groups::FIXED_INNER_POLICY;
use crate::ecs::faults::groups::NO_GROUP;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::need;
use crate::ecs::given::text;
use crate::ecs::lists;
use crate::ecs::tables::resources;
use crate::ecs::tables::resources::GROUP;

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), need("SecurityGroupId"), need("InnerAccessPolicy"), text("ClientToken")];

pub(in crate::ecs) struct ModifySecurityGroupPolicy(Given);

impl Action for ModifySecurityGroupPolicy {
    const NAME: &'static str = "ModifySecurityGroupPolicy";
    const DOC: &'static str = "Sets whether the members of a security group reach each other.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP, BAD_INNER_POLICY, FIXED_INNER_POLICY];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
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
    let mut group = lists::own(cx, &GROUP, it, it.text("SecurityGroupId"), NO_GROUP)?;
    let asked = it.text("InnerAccessPolicy");
    let policy = ["Accept", "Drop"].into_iter().find(|it| it.eq_ignore_ascii_case(asked));
    let policy = policy.ok_or(BAD_INNER_POLICY)?;
    if membership::is_enterprise(&group) {
        return Err(FIXED_INNER_POLICY.into());
    }
    group.set("InnerAccessPolicy", policy);
    resources::put(cx.tx, &GROUP, &account, &group)?;
    Ok(calls::nothing())
}
