//! `CreateNetworkInterface` creates a secondary network interface.

use serde_json::Value;

use super::finding;
use super::holding;
use super::interface_rows;
use super::ipv6_addresses;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            calls::{NO_REGION, missing},
            groups::BOTH_GROUP_FORMS,
            interfaces::{
                BOTH_COUNTS, DUPLICATED, NO_GROUP, NO_IPV6, NO_VSWITCH, OTHER_VPC, OUTSIDE,
                VSWITCH_FULL, VSWITCH_STATE,
            },
            tags::NO_RESOURCE_GROUP,
        },
        given::{Given, Parameter, TAG_READER, checked, flag, int, list, need, tags, text, within},
        groups::membership,
        interfaces::holding::NewInterface,
        network, policy_resources,
        tables::resources::{self, INTERFACE},
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("VSwitchId"),
    text("SecurityGroupId"),
    list("SecurityGroupIds", 16),
    text("PrimaryIpAddress"),
    list("PrivateIpAddress", 49),
    within("SecondaryPrivateIpAddressCount", 1, 49),
    list("Ipv6Address", 10),
    within("Ipv6AddressCount", 1, 10),
    checked("NetworkInterfaceName"),
    checked("Description"),
    text("InstanceType"),
    text("NetworkInterfaceTrafficMode"),
    int("QueueNumber"),
    flag("DeleteOnRelease"),
    flag("SourceDestCheck"),
    text("ResourceGroupId"),
    tags("Tag"),
    text("ClientToken"),
];

pub(in crate::ecs) struct CreateNetworkInterface(Given);

impl Action for CreateNetworkInterface {
    const NAME: &'static str = "CreateNetworkInterface";
    const DOC: &'static str = "Creates a secondary network interface.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:eni/*",
        "acs:vpc:{region}:{account}:vswitch/{VSwitchId}",
        "acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}",
        "acs:ecs:{region}:{account}:securitygroup/{SecurityGroupIds.N}",
    ];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::NEW_INTERFACE);
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[
        NO_VSWITCH,
        VSWITCH_STATE,
        NO_GROUP,
        OTHER_VPC,
        BOTH_GROUP_FORMS,
        DUPLICATED,
        OUTSIDE,
        BOTH_COUNTS,
        NO_IPV6,
        NO_REGION,
        NO_RESOURCE_GROUP,
        VSWITCH_FULL,
    ];
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
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let id = it.text("VSwitchId");
    let found = network::vswitch(cx, id)?.filter(|it| it.region == region);
    let vswitch = found.ok_or_else(|| NO_VSWITCH.with(id))?;
    if !vswitch.is_available {
        return Err(VSWITCH_STATE.into());
    }
    let groups = match (it.opt("SecurityGroupId"), it.list("SecurityGroupIds")) {
        (Some(_), Some(_)) => return Err(BOTH_GROUP_FORMS.into()),
        (Some(id), None) => vec![id.to_owned()],
        (None, Some(all)) => all,
        (None, None) => return Err(missing("SecurityGroupId")),
    };
    membership::check(cx, &vswitch.vpc, &groups, &finding::GROUP_REFUSALS)?;
    let address = match it.opt("PrimaryIpAddress") {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| OUTSIDE.with(text))?),
    };
    let more = it.list("PrivateIpAddress").unwrap_or_default();
    let count = it.int("SecondaryPrivateIpAddressCount").unwrap_or(0);
    if !more.is_empty() && count > 0 {
        return Err(BOTH_COUNTS.into());
    }
    let (tags, group) = (it.tags("Tag"), tagged::group(cx, it)?);
    let new = NewInterface {
        id: "",
        vswitch: &vswitch,
        groups: &groups,
        name: it.text("NetworkInterfaceName"),
        description: it.text("Description"),
        kind: "Secondary",
        address,
        instance: "",
        index: 0,
        goes_with: it.flag("DeleteOnRelease"),
        queues: it.int("QueueNumber").unwrap_or(2),
        traffic: it.text("NetworkInterfaceTrafficMode"),
        source_check: it.flag("SourceDestCheck"),
        group,
        tags: &tags,
    };
    let mut made = holding::make(cx, &new, finding::no_new_address)?;
    holding::take_more(cx, &mut made, (&more, count), finding::no_new_address)?;
    let (ipv6, count) = (it.list("Ipv6Address").unwrap_or_default(), it.int("Ipv6AddressCount"));
    if !ipv6.is_empty() || count.is_some() {
        ipv6_addresses::assign(cx, &mut made, (&ipv6, count.unwrap_or(0)), true)?;
    }
    resources::put(cx.tx, &INTERFACE, &account, &made)?;
    let mut row = interface_rows::row(cx, &made)?;
    for name in [
        "Attachment",
        "AssociatedPublicIp",
        "CreationTime",
        "DeleteOnRelease",
        "InstanceId",
        "NetworkInterfaceTrafficMode",
        "QueueNumber",
    ] {
        row.shift_remove(name);
    }
    row.insert("PrivateIpSets".to_owned(), holding::addresses(&made));
    Ok(Value::Object(row))
}
