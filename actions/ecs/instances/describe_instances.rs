//! `DescribeInstances` lists instances.

use serde_json::Value;

use super::instance_rows;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    ecs::{
        calls,
        faults::{
            calls::{NO_FILTER_KEY, NO_FILTER_VALUE, NO_REGION},
            instances::BAD_IDS,
        },
        given::{Given, Parameter, TAG_READER, each, flag, list, need, page, results, tags, text},
        groups::membership,
        instances::instance_filters::Filters,
        lists::{self, Among, Paging},
        network,
        tables::resources::{INSTANCE, Resource},
    },
    ports::store::Tx,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("InstanceIds"),
    text("InstanceName"),
    text("VpcId"),
    text("VSwitchId"),
    text("ZoneId"),
    text("SecurityGroupId"),
    text("InstanceType"),
    text("InstanceTypeFamily"),
    text("ImageId"),
    text("Status"),
    text("KeyPairName"),
    text("InstanceChargeType"),
    text("InternetChargeType"),
    text("InstanceNetworkType"),
    text("PrivateIpAddresses"),
    text("PublicIpAddresses"),
    text("EipAddresses"),
    text("InnerIpAddresses"),
    list("Ipv6Address", 100),
    text("HttpTokens"),
    text("HttpEndpoint"),
    text("LockReason"),
    text("HpcClusterId"),
    flag("IoOptimized"),
    flag("DeviceAvailable"),
    text("ResourceGroupId"),
    each("Filter", 20, &[text("Key"), text("Value")]),
    list("AdditionalAttributes", 20),
    flag("DryRun"),
    tags("Tag"),
    page(100),
    results(10, 10, 100),
];

pub(in crate::ecs) struct DescribeInstances(Given);

impl Action for DescribeInstances {
    const NAME: &'static str = "DescribeInstances";
    const DOC: &'static str = "Lists instances.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:instance/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[NO_REGION, BAD_IDS, NO_FILTER_KEY, NO_FILTER_VALUE];
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
    let among = if let Some(ids) = lists::json_list(it, "InstanceIds")? {
        Among::Ids(ids)
    } else if let Some(id) = it.opt("VSwitchId") {
        Among::Subnet(id.to_owned())
    } else if let Some(id) = it.opt("VpcId") {
        Among::Network(id.to_owned())
    } else if let Some(id) = it.opt("SecurityGroupId") {
        Among::Ids(membership::instances(cx, id)?)
    } else {
        match it.opt("InstanceName") {
            Some(name) if !name.contains('*') => Among::Named(name.to_owned()),
            _ => Among::All,
        }
    };
    let with_eip = match lists::json_list(it, "EipAddresses")? {
        Some(all) => Some(network::holders(cx, &all)?),
        None => None,
    };
    let filters = Filters::of(it, cx.now, with_eip)?;
    let mut keep = |tx: &mut dyn Tx, one: &Resource| filters.keep(tx, &account, one);
    let keep: Option<lists::Keep<'_>> = if filters.are_any() { Some(&mut keep) } else { None };
    let (found, totals) = lists::find(cx, &INSTANCE, it, among, keep)?;
    let more = it.list("AdditionalAttributes").unwrap_or_default();
    let options = more.iter().any(|name| name == "META_OPTIONS");
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        rows.push(instance_rows::row(cx, &one, options)?);
    }
    Ok(Value::Object(Paging::of(it).answer(("Instances", "Instance"), rows, totals)))
}
