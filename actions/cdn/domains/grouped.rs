//! Domains of CDN as members of resource groups; those of DCDN are so in the same way.

use crate::cdn::{
    faults::NO_DOMAIN,
    service::Service,
    tables::{domains, selected},
};
use crate::{
    Result,
    core::grouped::{GroupSelection, GroupedResource, ResourceKind, ResourceName},
    ports::store::Tx,
    shared::ids,
};

/// The kinds of resources that are in resource groups.
pub(in crate::cdn) const KINDS: &[ResourceKind] = &[ResourceKind {
    service: "cdn",
    resource_type: "domain",
    named_by: &["DomainName", "ResourceId"],
    created_by: &["AddCdnDomain", "BatchAddCdnDomain"],
    list_action: "cdn:DescribeUserDomains",
    move_action: "cdn:ModifyCdnDomain",
    count: |tx, selection| count(tx, Service::Cdn, selection),
    page: |tx, selection, limits| page(tx, Service::Cdn, selection, limits),
    group_of: |tx, name| group_of(tx, Service::Cdn, name),
    move_to: |tx, name, group| move_to(tx, Service::Cdn, name, group),
}];

/// How many domains a selection has.
pub(crate) fn count(
    tx: &mut dyn Tx,
    service: Service,
    selection: &GroupSelection<'_>,
) -> Result<i64> {
    Ok(selected::count_grouped(tx, service, selection)?)
}

/// A page of them.
pub(crate) fn page(
    tx: &mut dyn Tx,
    service: Service,
    selection: &GroupSelection<'_>,
    limits: (i64, i64),
) -> Result<Vec<GroupedResource>> {
    Ok(selected::grouped(tx, service, selection, limits)?)
}

/// The id of the group that holds a domain.
pub(crate) fn group_of(
    tx: &mut dyn Tx,
    service: Service,
    name: ResourceName<'_>,
) -> Result<Option<String>> {
    let found = domains::named(tx, &name.id.to_lowercase())?;
    let found = found.filter(|it| it.account == name.account && it.service == service);
    Ok(found.map(|it| it.resource_group_id()))
}

/// Moves a domain to a group.
pub(crate) fn move_to(
    tx: &mut dyn Tx,
    service: Service,
    name: ResourceName<'_>,
    group: &str,
) -> Result<()> {
    let found = domains::named(tx, &name.id.to_lowercase())?;
    let found = found.filter(|it| it.account == name.account && it.service == service);
    let mut domain = found.ok_or(NO_DOMAIN.of(service))?;
    let is_default = group == ids::default_resource_group(name.account);
    domain.resource_group = if is_default { String::new() } else { group.to_owned() };
    Ok(domains::put(tx, &mut domain)?)
}
