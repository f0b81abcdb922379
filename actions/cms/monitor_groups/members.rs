//! What rules ask of application groups: which resources are in one, and whether its alerts are paused.

use std::collections::BTreeMap;

use crate::{
    cms::tables::{
        group_instances::{self, Instance},
        monitor_groups,
    },
    ports::store::{Result, Tx},
};

/// The dimension by which the metrics of a product name a resource, where it is not `instanceId`.
const DIMENSIONS: &[(&str, &str)] = &[("oss", "BucketName"), ("cdn", "domain")];

/// A resource as the dimensions of its metrics: `i-1` of the category `ecs` is `{"instanceId": "i-1"}`.
pub(super) fn dimensions(instance: &Instance) -> BTreeMap<String, String> {
    let named = DIMENSIONS.iter().find(|(category, _)| *category == instance.category);
    let name = named.map_or("instanceId", |(_, name)| name);
    BTreeMap::from([(name.to_owned(), instance.id.clone())])
}

/// The members of a group, each as the dimensions of its metrics.
pub(in crate::cms) fn instances_of(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
) -> Result<Vec<BTreeMap<String, String>>> {
    let all = group_instances::of_group(tx, account, group)?;
    Ok(all.iter().map(dimensions).collect())
}

/// Whether a group has the resource of this id.
pub(in crate::cms) fn has(tx: &mut dyn Tx, account: &str, group: i64, id: &str) -> Result<bool> {
    Ok(group_instances::groups_with(tx, account, id)?.contains(&group))
}

/// The name of a group, if there is one.
pub(in crate::cms) fn name_of(
    tx: &mut dyn Tx,
    account: &str,
    group: Option<i64>,
) -> Result<Option<String>> {
    let Some(group) = group else { return Ok(None) };
    Ok(monitor_groups::group(tx, account, group)?.map(|it| it.name))
}

/// The contact groups that are told of alerts of a group's rules without any of their own.
pub(in crate::cms) fn contact_groups(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
) -> Result<Vec<String>> {
    let found = monitor_groups::group(tx, account, group)?;
    Ok(found.map(|it| it.contact_groups).unwrap_or_default())
}

/// Whether the alerts of a group are paused at `now`, in milliseconds.
pub(in crate::cms) fn is_paused(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
    now: i64,
) -> Result<bool> {
    let pause = monitor_groups::pause(tx, account, group)?;
    Ok(pause.is_some_and(|it| (it.starts..=it.ends).contains(&now)))
}
