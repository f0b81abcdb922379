//! Domains as members of resource groups: how they are listed and moved, and which group holds one.

use crate::alidns::{hosted, names::DomainName, tables::domains};
use crate::{
    Result,
    core::grouped::{ResourceKind, ResourceName},
    ports::store::Tx,
    shared::ids,
};

/// The kinds of resources that are in resource groups.
pub(in crate::alidns) const KINDS: &[ResourceKind] = &[ResourceKind {
    service: "alidns",
    resource_type: "domain",
    named_by: &["DomainName", "ResourceId"],
    created_by: &["AddDomain"],
    list_action: "alidns:DescribeDomains",
    move_action: "alidns:MoveDomainResourceGroup",
    count: |tx, selection| Ok(domains::count_grouped(tx, selection)?),
    page: |tx, selection, limits| Ok(domains::grouped(tx, selection, limits)?),
    group_of,
    move_to: |tx, name, group| move_to(tx, name.account, name.id, group),
}];

fn group_of(tx: &mut dyn Tx, name: ResourceName<'_>) -> Result<Option<String>> {
    let Some(it) = DomainName::parse(name.id) else { return Ok(None) };
    let found = domains::named(tx, &it.ascii)?.filter(|it| it.account == name.account);
    Ok(found.map(|it| it.resource_group_id()))
}

/// Moves a domain to a group.
pub(super) fn move_to(tx: &mut dyn Tx, account: &str, name: &str, group: &str) -> Result<()> {
    let mut domain = hosted::domain(tx, account, name)?;
    let is_default = group == ids::default_resource_group(account);
    domain.resource_group = if is_default { String::new() } else { group.to_owned() };
    Ok(domains::put(tx, &mut domain)?)
}
