//! How a domain is hosted, and how that ends.

use crate::alidns::{
    editions::EDITIONS,
    faults::{ADDED_BY_OTHERS, BAD_DOMAIN, SAME_DOMAIN},
    groups::domain_groups,
    names::DomainName,
    tables::{
        domains::{self, Domain},
        past_domains, publication, settings,
    },
    written,
};
use crate::{Cx, Result, shared::ids};

/// Hosts a domain for the caller's account.
pub(in crate::alidns) fn add(
    cx: &mut Cx<'_>,
    name: &str,
    group: Option<&str>,
    resource_group: Option<String>,
) -> Result<Domain> {
    let account = cx.account().to_owned();
    let name = DomainName::parse(name).ok_or(BAD_DOMAIN)?;
    if let Some(there) = domains::named(cx.tx, &name.ascii)? {
        let is_own = there.account == account;
        return Err(if is_own { SAME_DOMAIN } else { ADDED_BY_OTHERS }.into());
    }
    let group = domain_groups::stored(cx.tx, &account, group)?;
    let default = ids::default_resource_group(&account);
    let settings = settings::read(cx.tx, &account)?;
    let published = publication::since(settings.publication(cx.now));
    let mut it = Domain {
        id: ids::uuid(cx.random),
        name: name.ascii,
        shown: name.shown,
        group,
        resource_group: resource_group.filter(|it| *it != default).unwrap_or_default(),
        edition: EDITIONS[0].code.to_owned(),
        dns: settings.dns.unwrap_or_else(|| EDITIONS[0].servers().to_owned()),
        made: cx.now,
        changed: cx.now,
        published,
        account,
        ..Domain::default()
    };
    domains::put(cx.tx, &mut it)?;
    written::of_domain(cx, &it, "add_domain")?;
    Ok(it)
}

/// Deletes a domain with all that belongs to it.
pub(in crate::alidns) fn delete(cx: &mut Cx<'_>, domain: &Domain) -> Result<()> {
    let settings = settings::read(cx.tx, &domain.account)?;
    past_domains::delete(cx.tx, domain, (cx.now, settings.publication(cx.now)))?;
    written::of_domain(cx, domain, "delete_domain")
}
