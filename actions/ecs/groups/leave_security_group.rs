//! `LeaveSecurityGroup` takes an instance or a network interface out of a security group.

use serde_json::Value;

use super::joining;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::groups::{LAST_GROUP, NO_GROUP, NOT_MEMBER},
        given::{Given, Parameter, need, text},
        lists,
        tables::{members, resources::GROUP},
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[text("RegionId"), need("SecurityGroupId"), text("InstanceId"), text("NetworkInterfaceId")];

pub(in crate::ecs) struct LeaveSecurityGroup(Given);

impl Action for LeaveSecurityGroup {
    const NAME: &'static str = "LeaveSecurityGroup";
    const DOC: &'static str = "Takes an instance or a network interface out of a security group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}",
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
    ];
    const FAULTS: &'static [Fault] = &[NO_GROUP, LAST_GROUP, NOT_MEMBER];
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
    let group = lists::own(cx, &GROUP, it, it.text("SecurityGroupId"), NO_GROUP)?;
    let interface = joining::interface(cx, it)?;
    let mut groups = members::groups(cx.tx, &account, &interface.id)?;
    if !groups.contains(&group.id) {
        let id = it.opt("InstanceId").unwrap_or(&interface.id);
        return Err(NOT_MEMBER.with(id));
    }
    if groups.len() == 1 {
        return Err(LAST_GROUP.into());
    }
    groups.retain(|id| *id != group.id);
    members::set(cx.tx, &account, &interface.id, &groups)?;
    Ok(calls::nothing())
}
