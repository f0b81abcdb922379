//! Domains and records of the caller, as calls name them.

use crate::alidns::{
    faults::{BAD_DOMAIN, LOCKED, NO_DOMAIN, NO_RECORD, OTHERS_DOMAIN},
    names::{self, DomainName},
    tables::{
        domains::{self, Domain},
        records::{self, Record},
    },
};
use crate::{Fault, ResourceReader, Result, Spec, in_resource, ports::store::Tx, text};

/// How finding a domain of the caller can fail.
pub(super) const DOMAIN_FAULTS: &[Fault] = &[BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN];

/// The name of a domain.
pub(super) const NAME: Spec<String> = text("DomainName").doc("The domain.");

/// The id of a record.
pub(super) const RECORD: Spec<String> = text("RecordId").doc("The record.");

/// The resource of a call about a domain. The account's region is empty in it (documented).
pub(super) const RESOURCES: &[&str] = &["acs:alidns::{account}:domain/{DomainName}"];

/// The resource of a call about all domains.
pub(super) const ALL_RESOURCES: &[&str] = &["acs:alidns::{account}:domain/*"];

/// The resource of a call about a record: its domain, or all if there is no such record.
pub(super) const RESOURCES_OF_RECORD: ResourceReader = |tx, caller, p| {
    let id = p.required(RECORD)?;
    let found = match of_record(tx, &caller.account, &id) {
        Ok((domain, _)) => domain.shown,
        Err(_) => "*".to_owned(),
    };
    Ok(vec![format!("acs:alidns::{}:domain/{}", caller.account, in_resource(&found))])
};

/// The domain of an account that a call names.
pub(super) fn domain(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Domain> {
    let name = DomainName::parse(name).ok_or(BAD_DOMAIN)?;
    let found = domains::named(tx, &name.ascii)?.ok_or(NO_DOMAIN)?;
    if found.account == account { Ok(found) } else { Err(OTHERS_DOMAIN.into()) }
}

/// The longest name of a domain of an account that a name is under.
pub(super) fn domain_above(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Domain>> {
    // Of a name that is too long only the end can be one; each step on the way there costs as much as a label.
    let all = names::upwards(name).skip_while(|it| it.len() > 4 * names::LONGEST);
    for above in all.filter(|it| it.contains('.')) {
        let Some(name) = DomainName::parse(above) else { continue };
        let found = domains::named(tx, &name.ascii)?;
        if let Some(found) = found.filter(|it| it.account == account) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// A record of an account, and its domain.
pub(super) fn of_record(tx: &mut dyn Tx, account: &str, id: &str) -> Result<(Domain, Record)> {
    let record = records::record(tx, id)?.ok_or(NO_RECORD)?;
    let domain = domains::numbered(tx, record.domain)?.filter(|it| it.account == account);
    Ok((domain.ok_or(NO_RECORD)?, record))
}

/// The same of a record that is to be changed, and so must not be locked.
pub(super) fn unlocked(tx: &mut dyn Tx, account: &str, id: &str) -> Result<(Domain, Record)> {
    let found = of_record(tx, account, id)?;
    if found.1.locked { Err(LOCKED.into()) } else { Ok(found) }
}
