//! Whole names of sub-domains, as calls give them: which domain of the caller each is of, and what is in front of it.

use crate::alidns::{
    faults::{BAD_DOMAIN, BAD_PARAMETER, NO_DOMAIN, OTHERS_DOMAIN},
    hosted,
    names::{self, DomainName},
    records::sub_domains::{APEX, is_rr},
    tables::domains::{self, Domain},
};
use crate::{ResourceReader, Result, Spec, in_resource, ports::store::Tx, text};

/// The whole name.
pub(in crate::alidns) const NAME: Spec<String> =
    text("SubDomain").doc("The sub-domain with its domain; the domain itself may begin with @.");

/// The form of [`RESOURCES_OF`].
pub(in crate::alidns) const RESOURCES: &[&str] = &["acs:alidns::{account}:domain/{DomainName}"];

/// The resource of a call about a sub-domain: its domain, or all if it has none.
pub(in crate::alidns) const RESOURCES_OF: ResourceReader = |tx, caller, p| {
    let (name, domain) = (p.required(NAME)?, p.optional(hosted::NAME)?);
    let found = match find(tx, &caller.account, &name, domain.as_deref()) {
        Ok((found, _)) => found.shown,
        Err(_) => domain.unwrap_or_else(|| "*".to_owned()),
    };
    Ok(vec![format!("acs:alidns::{}:domain/{}", caller.account, in_resource(&found))])
};

/// The domain of a sub-domain, which is the one that the call names or the longest that the account hosts (documented), and
/// what is in front of it, in ASCII and lower case.
pub(in crate::alidns) fn find(
    tx: &mut dyn Tx,
    account: &str,
    name: &str,
    domain: Option<&str>,
) -> Result<(Domain, String)> {
    let name = name.trim().to_lowercase();
    // `@.example.com` is the domain itself (observed).
    let name = name.strip_prefix("@.").unwrap_or(&name);
    let found = match domain {
        Some(domain) => hosted::domain(tx, account, domain)?,
        None => above(tx, account, name)?,
    };
    let rr = [&found.shown, &found.name].into_iter().find_map(|it| names::rr_under(name, it));
    let rr = rr.filter(|it| *it == APEX || is_rr(it));
    let rr = rr.ok_or_else(|| BAD_PARAMETER.with("SubDomain"))?;
    let rr = names::ascii(rr);
    Ok((found, rr))
}

fn above(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Domain> {
    if let Some(found) = hosted::domain_above(tx, account, name)? {
        return Ok(found);
    }
    let registered = DomainName::parse(names::registered(name)).ok_or(BAD_DOMAIN)?;
    let found = domains::named(tx, &registered.ascii)?;
    Err(if found.is_some() { OTHERS_DOMAIN } else { NO_DOMAIN }.into())
}
