//! Resources of ECS as members of resource groups.

use super::tables::resources::{
    self, DISK, GROUP, IMAGE, INSTANCE, INTERFACE, KEY_PAIR, Kind, SNAPSHOT, TEMPLATE,
};
use crate::{
    ApiError, Result,
    core::grouped::{GroupSelection, GroupedResource, ResourceKind, ResourceName},
    ports::store::Tx,
    shared::ids,
};

/// The kind of resources in resource groups of one of the tables.
macro_rules! grouped {
    ($kind:expr, $type:literal, $named:expr, $made:expr, $list:literal) => {
        ResourceKind {
            service: "ecs",
            resource_type: $type,
            named_by: $named,
            created_by: $made,
            list_action: $list,
            move_action: "ecs:JoinResourceGroup",
            count: |tx, selection| {
                let all = selected(tx, &$kind, selection)?;
                Ok(i64::try_from(all.len()).unwrap_or(i64::MAX))
            },
            page: |tx, selection, limits| Ok(page(selected(tx, &$kind, selection)?, limits)),
            group_of: |tx, name| group_of(tx, &$kind, name),
            move_to: |tx, name, group| move_to(tx, &$kind, name, group),
        }
    };
}

/// The kinds of resources that are in resource groups.
pub(super) const KINDS: &[ResourceKind] = &[
    grouped!(
        INSTANCE,
        "instance",
        &["InstanceId", "ResourceId"],
        &["RunInstances", "CreateInstance", "CreateAutoProvisioningGroup"],
        "ecs:DescribeInstances"
    ),
    grouped!(DISK, "disk", &["DiskId", "ResourceId"], &["CreateDisk"], "ecs:DescribeDisks"),
    grouped!(
        SNAPSHOT,
        "snapshot",
        &["SnapshotId", "ResourceId"],
        &["CreateSnapshot"],
        "ecs:DescribeSnapshots"
    ),
    grouped!(
        IMAGE,
        "image",
        &["ImageId", "ResourceId"],
        &["CreateImage", "CopyImage"],
        "ecs:DescribeImages"
    ),
    grouped!(
        GROUP,
        "securitygroup",
        &["SecurityGroupId", "ResourceId"],
        &["CreateSecurityGroup"],
        "ecs:DescribeSecurityGroups"
    ),
    grouped!(
        INTERFACE,
        "eni",
        &["NetworkInterfaceId", "ResourceId"],
        &["CreateNetworkInterface"],
        "ecs:DescribeNetworkInterfaces"
    ),
    grouped!(
        KEY_PAIR,
        "keypair",
        &["ResourceId"],
        &["CreateKeyPair", "ImportKeyPair"],
        "ecs:DescribeKeyPairs"
    ),
    grouped!(
        TEMPLATE,
        "launchtemplate",
        &["LaunchTemplateId", "ResourceId"],
        &["CreateLaunchTemplate"],
        "ecs:DescribeLaunchTemplates"
    ),
];

fn shown(account: &str, stored: &str) -> String {
    if stored.is_empty() { ids::default_resource_group(account) } else { stored.to_owned() }
}

fn selected(
    tx: &mut dyn Tx,
    kind: &Kind,
    selection: &GroupSelection<'_>,
) -> Result<Vec<GroupedResource>> {
    let account = selection.account;
    let all = match selection.id {
        Some(id) => resources::one(tx, kind, account, id)?.into_iter().collect(),
        None => resources::all(tx, kind, account)?,
    };
    let row = |it: resources::Resource| GroupedResource {
        group: shown(account, &it.group),
        id: it.id,
        region: it.region,
        created: it.made,
    };
    let all = all.into_iter().map(row).filter(|it| {
        selection.region.is_none_or(|region| it.region == region)
            && selection.group.is_none_or(|group| it.group == group)
    });
    Ok(all.collect())
}

fn page(all: Vec<GroupedResource>, (skip, size): (i64, i64)) -> Vec<GroupedResource> {
    let number = |it: i64| usize::try_from(it).unwrap_or_default();
    all.into_iter().skip(number(skip)).take(number(size)).collect()
}

fn group_of(tx: &mut dyn Tx, kind: &Kind, name: ResourceName<'_>) -> Result<Option<String>> {
    let found = resources::one(tx, kind, name.account, name.id)?;
    Ok(found.map(|it| shown(name.account, &it.group)))
}

fn move_to(tx: &mut dyn Tx, kind: &Kind, name: ResourceName<'_>, group: &str) -> Result<()> {
    let found = resources::one(tx, kind, name.account, name.id)?;
    let mut found = found.ok_or_else(|| ApiError::from(super::faults::tags::NO_GROUPED))?;
    let is_default = group == ids::default_resource_group(name.account);
    found.group = if is_default { String::new() } else { group.to_owned() };
    Ok(resources::put(tx, kind, name.account, &found)?)
}
