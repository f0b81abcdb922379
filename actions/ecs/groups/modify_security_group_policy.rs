//! `ModifySecurityGroupPolicy` sets whether the members of a security group reach each other.

use serde_json::Value;

use super::membership;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            self,
            groups::{BAD_INNER_POLICY, FIXED_INNER_POLICY, NO_GROUP},
        },
        given::{Given, Parameter, need, text},
        lists,
        tables::resources::{self, GROUP},
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), need("SecurityGroupId"), need("InnerAccessPolicy"), text("ClientToken")];

/// A call without a region.
const NO_REGION_ID: Fault = Fault {
    status: 400,
    code: "MissingParamter.RegionId",
    message: "The RegionId should not be null.",
};

pub(in crate::ecs) struct ModifySecurityGroupPolicy(Given);

impl Action for ModifySecurityGroupPolicy {
    const NAME: &'static str = "ModifySecurityGroupPolicy";
    const DOC: &'static str = "Sets whether the members of a security group reach each other.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const FAULTS: &'static [Fault] =
        &[NO_GROUP, BAD_INNER_POLICY, FIXED_INNER_POLICY, NO_REGION_ID];
    const WORDING: Option<Wording> = Some(|bad| faults::without_region(bad, NO_REGION_ID));
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
