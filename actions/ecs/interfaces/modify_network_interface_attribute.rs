//! `ModifyNetworkInterfaceAttribute` changes attributes of a network interface.

use serde_json::Value;

use super::finding;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ecs::{
        calls,
        faults::interfaces::{NO_GROUP, NO_INTERFACE, OTHER_VPC},
        given::{Given, Parameter, checked, flag, int, list, need},
        groups::membership,
        policy_resources,
        tables::{
            members,
            resources::{self, INTERFACE},
        },
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("NetworkInterfaceId"),
    checked("NetworkInterfaceName"),
    checked("Description"),
    list("SecurityGroupId", 16),
    int("QueueNumber"),
    flag("DeleteOnRelease"),
    flag("SourceDestCheck"),
];

pub(in crate::ecs) struct ModifyNetworkInterfaceAttribute(Given);

impl Action for ModifyNetworkInterfaceAttribute {
    const NAME: &'static str = "ModifyNetworkInterfaceAttribute";
    const DOC: &'static str = "Changes attributes of a network interface.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}",
        "acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId.N}",
    ];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::GROUPS_OF_INTERFACE);
    const FAULTS: &'static [Fault] = &[NO_INTERFACE, NO_GROUP, OTHER_VPC];
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
    let mut found = finding::own(cx, it)?;
    if let Some(groups) = it.list("SecurityGroupId") {
        membership::check(cx, &found.network, &groups, &finding::GROUP_REFUSALS)?;
        members::set(cx.tx, &account, &found.id, &groups)?;
    }
    if let Some(name) = it.opt("NetworkInterfaceName") {
        name.clone_into(&mut found.name);
    }
    if let Some(text) = it.opt("Description") {
        found.set("Description", text);
    }
    if let Some(queues) = it.int("QueueNumber") {
        found.set("QueueNumber", queues);
    }
    for name in ["DeleteOnRelease", "SourceDestCheck"] {
        if let Some(flag) = it.opt_flag(name) {
            found.set(name, flag);
        }
    }
    resources::put(cx.tx, &INTERFACE, &account, &found)?;
    Ok(calls::nothing())
}
