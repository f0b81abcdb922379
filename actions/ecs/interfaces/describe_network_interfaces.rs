//! `DescribeNetworkInterfaces` lists network interfaces.

use serde_json::Value;

use super::holding;
use super::interface_rows;
use crate::{
    Access, Action, Cx, Params, Result, TagReader,
    ecs::{
        calls,
        given::{Given, Parameter, TAG_READER, flag, list, need, page, results, tags, text},
        lists::{self, Among, Paging},
        names, states,
        tables::{
            members,
            resources::{INTERFACE, Resource},
        },
    },
    ports::store::Tx,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    list("NetworkInterfaceId", 100),
    text("InstanceId"),
    text("VSwitchId"),
    text("VpcId"),
    text("SecurityGroupId"),
    text("NetworkInterfaceName"),
    text("PrimaryIpAddress"),
    list("PrivateIpAddress", 100),
    list("Ipv6Address", 100),
    text("Type"),
    text("Status"),
    flag("ServiceManaged"),
    text("ResourceGroupId"),
    tags("Tag"),
    page(500),
    results(10, 10, 500),
];

pub(in crate::ecs) struct DescribeNetworkInterfaces(Given);

impl Action for DescribeNetworkInterfaces {
    const NAME: &'static str = "DescribeNetworkInterfaces";
    const DOC: &'static str = "Lists network interfaces.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:eni/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let (account, now) = (cx.account().to_owned(), cx.now);
    let among = if let Some(ids) = it.list("NetworkInterfaceId") {
        Among::Ids(ids)
    } else if let Some(id) = it.opt("InstanceId") {
        Among::Held(id.to_owned())
    } else if let Some(id) = it.opt("VSwitchId") {
        Among::Subnet(id.to_owned())
    } else if let Some(id) = it.opt("VpcId") {
        Among::Network(id.to_owned())
    } else if let Some(id) = it.opt("SecurityGroupId") {
        Among::Ids(members::of(cx.tx, &account, id)?)
    } else {
        Among::All
    };
    let filtered = [
        "InstanceId",
        "VSwitchId",
        "VpcId",
        "SecurityGroupId",
        "NetworkInterfaceName",
        "PrimaryIpAddress",
        "PrivateIpAddress",
        "Ipv6Address",
        "Type",
        "Status",
        "ServiceManaged",
    ]
    .iter()
    .any(|name| it.has(name));
    let (private, ipv6) = (it.list("PrivateIpAddress"), it.list("Ipv6Address"));
    let mut keep = |tx: &mut dyn Tx, one: &Resource| {
        let is = |name: &str, value: &str| it.opt(name).is_none_or(|asked| asked == value);
        let any = |asked: &Option<Vec<String>>, all: Vec<String>| {
            asked.as_ref().is_none_or(|asked| asked.iter().any(|it| all.contains(it)))
        };
        if let Some(group) = it.opt("SecurityGroupId")
            && !members::groups(tx, &account, &one.id)?.iter().any(|it| it == group)
        {
            return Ok(false);
        }
        Ok(is("InstanceId", &one.holder)
            && is("VSwitchId", &one.subnet)
            && is("VpcId", &one.network)
            && it.opt("NetworkInterfaceName").is_none_or(|name| names::is_like(&one.name, name))
            && is("PrimaryIpAddress", &holding::address(one))
            && any(&private, one.texts("Addresses"))
            && any(&ipv6, one.texts("Ipv6"))
            && is("Type", one.text("Type"))
            && is("Status", states::of(one, now))
            && !it.flag("ServiceManaged"))
    };
    let keep: Option<lists::Keep<'_>> = if filtered { Some(&mut keep) } else { None };
    let (found, totals) = lists::find(cx, &INTERFACE, it, among, keep)?;
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        rows.push(Value::Object(interface_rows::row(cx, &one)?));
    }
    let names = ("NetworkInterfaceSets", "NetworkInterfaceSet");
    Ok(Value::Object(Paging::of(it).answer(names, rows, totals)))
}
