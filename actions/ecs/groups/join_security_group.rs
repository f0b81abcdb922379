//! `JoinSecurityGroup` puts an instance or a network interface into a security group.

use serde_json::Value;

use super::joining;
use super::membership;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::{
            groups::{
                BOTH_MEMBERS, IS_MEMBER, MANY_OF_INTERFACE, MIXED_TYPES, NO_GROUP, OTHER_VPC,
            },
            instances::NO_INSTANCE,
        },
        given::{Given, Parameter, need, text},
        lists,
        tables::{members, resources::GROUP},
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[text("RegionId"), need("SecurityGroupId"), text("InstanceId"), text("NetworkInterfaceId")];

pub(in crate::ecs) struct JoinSecurityGroup(Given);

impl Action for JoinSecurityGroup {
    const NAME: &'static str = "JoinSecurityGroup";
    const DOC: &'static str = "Puts an instance or a network interface into a security group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}",
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
    ];
    const FAULTS: &'static [Fault] = &[
        NO_GROUP,
        IS_MEMBER,
        OTHER_VPC,
        NO_INSTANCE,
        BOTH_MEMBERS,
        MIXED_TYPES,
        MANY_OF_INTERFACE,
    ];
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
    if groups.contains(&group.id) {
        return Err(IS_MEMBER.into());
    }
    if interface.network != group.network {
        return Err(OTHER_VPC.into());
    }
    groups.push(group.id);
    let refusals = membership::Refusals { none: |_| NO_GROUP.into(), far: |_| OTHER_VPC.into() };
    membership::check(cx, &interface.network, &groups, &refusals)?;
    members::set(cx.tx, &account, &interface.id, &groups)?;
    Ok(calls::nothing())
}
