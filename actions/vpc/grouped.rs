//! Resources of networks as members of resource groups.

use crate::vpc::{
    VPC,
    faults::NO_GROUPED,
    groups_of_resources,
    tags::groups_moved::{self, InGroup, Kind},
};
use crate::{
    Result,
    core::grouped::{GroupSelection, GroupedResource, PageOf, ResourceKind, ResourceName},
    ports::store::Tx,
    shared::ids,
};

/// The kinds of resources that are in resource groups.
pub(super) const KINDS: &[ResourceKind] = &[
    ResourceKind {
        named_by: &["VpcId"],
        created_by: &["CreateVpc", "CreateDefaultVpc"],
        list_action: "vpc:DescribeVpcs",
        count: |tx, it| count(tx, Kind::Vpc, it),
        page: PAGE_OF_VPCS,
        group_of: |tx, it| group_of(tx, Kind::Vpc, it),
        move_to: |tx, it, group| move_to(tx, Kind::Vpc, it, group),
        ..of("vpc")
    },
    ResourceKind {
        named_by: &["AllocationId"],
        created_by: &["AllocateEipAddress"],
        list_action: "vpc:DescribeEipAddresses",
        count: |tx, it| count(tx, Kind::Eip, it),
        page: |tx, it, limits| page(tx, Kind::Eip, it, limits),
        group_of: |tx, it| group_of(tx, Kind::Eip, it),
        move_to: |tx, it, group| move_to(tx, Kind::Eip, it, group),
        ..of("eip")
    },
    ResourceKind {
        named_by: &["BandwidthPackageId"],
        created_by: &["CreateCommonBandwidthPackage"],
        list_action: "vpc:DescribeCommonBandwidthPackages",
        count: |tx, it| count(tx, Kind::Package, it),
        page: |tx, it, limits| page(tx, Kind::Package, it, limits),
        group_of: |tx, it| group_of(tx, Kind::Package, it),
        move_to: |tx, it, group| move_to(tx, Kind::Package, it, group),
        ..of("bandwidthpackage")
    },
    ResourceKind {
        named_by: &["Ipv6GatewayId"],
        created_by: &["CreateIpv6Gateway"],
        list_action: "vpc:DescribeIpv6Gateways",
        count: |tx, it| count(tx, Kind::Ipv6Gateway, it),
        page: |tx, it, limits| page(tx, Kind::Ipv6Gateway, it, limits),
        group_of: |tx, it| group_of(tx, Kind::Ipv6Gateway, it),
        move_to: |tx, it, group| move_to(tx, Kind::Ipv6Gateway, it, group),
        ..of("ipv6gateway")
    },
];

const PAGE_OF_VPCS: PageOf = |tx, it, limits| page(tx, Kind::Vpc, it, limits);

/// What all kinds have alike; the rest is the kind's own.
const fn of(resource_type: &'static str) -> ResourceKind {
    ResourceKind {
        service: "vpc",
        resource_type,
        named_by: &[],
        created_by: &[],
        list_action: "",
        move_action: "vpc:MoveResourceGroup",
        count: |_, _| Ok(0),
        page: PAGE_OF_VPCS,
        group_of: |_, _| Ok(None),
        move_to: |_, _, _| Ok(()),
    }
}

fn selected(tx: &mut dyn Tx, kind: Kind, of: &GroupSelection<'_>) -> Result<Vec<InGroup>> {
    if !tx.has_part(VPC.id)? {
        return Ok(Vec::new());
    }
    let mut all = groups_moved::all(tx, kind, of.account)?;
    all.retain(|it| {
        of.region.is_none_or(|region| region == it.region)
            && of.id.is_none_or(|id| id == it.id)
            && of.group.is_none_or(|id| id == groups_of_resources::shown(of.account, &it.group))
    });
    Ok(all)
}

fn count(tx: &mut dyn Tx, kind: Kind, of: &GroupSelection<'_>) -> Result<i64> {
    Ok(i64::try_from(selected(tx, kind, of)?.len()).unwrap_or(i64::MAX))
}

fn page(
    tx: &mut dyn Tx,
    kind: Kind,
    of: &GroupSelection<'_>,
    (skip, size): (i64, i64),
) -> Result<Vec<GroupedResource>> {
    let number = |it: i64| usize::try_from(it).unwrap_or(usize::MAX);
    let all = selected(tx, kind, of)?.into_iter().skip(number(skip)).take(number(size));
    let shown = |it: InGroup| GroupedResource {
        group: groups_of_resources::shown(of.account, &it.group),
        id: it.id,
        region: it.region,
        created: it.made,
    };
    Ok(all.map(shown).collect())
}

fn group_of(tx: &mut dyn Tx, kind: Kind, name: ResourceName<'_>) -> Result<Option<String>> {
    let ResourceName { account, id, .. } = name;
    let of = GroupSelection { account, region: None, group: None, id: Some(id) };
    let found = selected(tx, kind, &of)?.into_iter().next();
    Ok(found.map(|it| groups_of_resources::shown(account, &it.group)))
}

fn move_to(tx: &mut dyn Tx, kind: Kind, name: ResourceName<'_>, group: &str) -> Result<()> {
    let group = if group == ids::default_resource_group(name.account) { "" } else { group };
    let of = (name.account, None, name.id);
    if groups_moved::put(tx, kind, of, group)? { Ok(()) } else { Err(NO_GROUPED.into()) }
}
