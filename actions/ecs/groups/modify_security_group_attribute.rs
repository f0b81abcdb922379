//! `ModifySecurityGroupAttribute` changes the name or the description of a security group.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::groups::NO_GROUP,
        given::{Given, Parameter, checked, need},
        lists,
        tables::resources::{self, GROUP},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("SecurityGroupId"),
    checked("SecurityGroupName"),
    checked("Description"),
];

pub(in crate::ecs) struct ModifySecurityGroupAttribute(Given);

impl Action for ModifySecurityGroupAttribute {
    const NAME: &'static str = "ModifySecurityGroupAttribute";
    const DOC: &'static str = "Changes the name or the description of a security group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP];
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
    if let Some(name) = it.opt("SecurityGroupName") {
        name.clone_into(&mut group.name);
    }
    if let Some(text) = it.opt("Description") {
        group.set("Description", text);
    }
    resources::put(cx.tx, &GROUP, &account, &group)?;
    Ok(calls::nothing())
}
