//! `ModifyInstanceVpcAttribute` moves a stopped instance to another vSwitch of its zone, or to another address.

use serde_json::Value;

use super::moving;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::{
            calls::bad_parameter,
            instances::{BAD_ADDRESS, NO_INSTANCE, NO_VSWITCH, OTHER_VPC_ZONE, STATE_TO_ADDRESS},
        },
        given::{Given, Parameter, list, need, text},
        groups::{
            joining,
            membership::{self, Refusals},
        },
        lists, network, states,
        tables::{
            members,
            resources::{self, INSTANCE, INTERFACE},
        },
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("InstanceId"),
    need("VSwitchId"),
    text("PrivateIpAddress"),
    text("VpcId"),
    list("SecurityGroupId", 16),
];

pub(in crate::ecs) struct ModifyInstanceVpcAttribute(Given);

impl Action for ModifyInstanceVpcAttribute {
    const NAME: &'static str = "ModifyInstanceVpcAttribute";
    const DOC: &'static str =
        "Moves a stopped instance to another vSwitch of its zone, or to another address.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
        "acs:vpc:{region}:{account}:vswitch/{VSwitchId}",
    ];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, STATE_TO_ADDRESS, NO_VSWITCH, OTHER_VPC_ZONE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

const REFUSALS: Refusals = Refusals {
    none: |_| bad_parameter("SecurityGroupId"),
    far: |_| bad_parameter("SecurityGroupId"),
};

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let account = cx.account().to_owned();
    let mut found = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    if states::of(&found, cx.now) != "Stopped" {
        return Err(STATE_TO_ADDRESS.into());
    }
    let vswitch = network::vswitch(cx, it.text("VSwitchId"))?.ok_or(NO_VSWITCH)?;
    if vswitch.zone != found.zone || vswitch.region != found.region {
        return Err(OTHER_VPC_ZONE.into());
    }
    if vswitch.vpc != found.network && it.opt("VpcId") != Some(vswitch.vpc.as_str()) {
        return Err(bad_parameter("VSwitchId"));
    }
    let mut primary = joining::primary(cx, &found.id)?.ok_or(NO_INSTANCE)?;
    let groups = match it.list("SecurityGroupId") {
        Some(groups) => groups,
        None => members::groups(cx.tx, &account, &primary.id)?,
    };
    membership::check(cx, &vswitch.vpc, &groups, &REFUSALS)?;
    let asked = match it.opt("PrivateIpAddress") {
        None if vswitch.id == primary.subnet => return Ok(calls::nothing()),
        None => None,
        Some(text) => Some(text.parse().map_err(|_| BAD_ADDRESS)?),
    };
    network::give_all_back(cx, &primary)?;
    let taken = network::take(cx, &vswitch.id, asked, &primary.id)?;
    let address = taken.map_err(moving::no_address)?;
    primary.subnet.clone_from(&vswitch.id);
    primary.network.clone_from(&vswitch.vpc);
    primary.set("Addresses", vec![address.to_string()]);
    resources::put(cx.tx, &INTERFACE, &account, &primary)?;
    members::set(cx.tx, &account, &primary.id, &groups)?;
    found.subnet = vswitch.id;
    found.network = vswitch.vpc;
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    Ok(calls::nothing())
}
