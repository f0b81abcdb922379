//! `DescribeNetworkInterfaceAttribute` answers a network interface.

use serde_json::Value;

use super::finding;
use super::interface_rows;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::interfaces::NO_INTERFACE,
        given::{Given, Parameter, need, text},
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("NetworkInterfaceId"), text("Attribute")];

pub(in crate::ecs) struct DescribeNetworkInterfaceAttribute(Given);

impl Action for DescribeNetworkInterfaceAttribute {
    const NAME: &'static str = "DescribeNetworkInterfaceAttribute";
    const DOC: &'static str = "Answers a network interface.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}"];
    const FAULTS: &'static [Fault] = &[NO_INTERFACE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let found = finding::own(cx, it)?;
    Ok(Value::Object(interface_rows::row(cx, &found)?))
}
