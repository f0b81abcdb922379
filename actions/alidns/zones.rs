//! What other products ask of the zones that are hosted: what their records say, whichever account they are of, and which
//! part of a name somebody registers.

use crate::alidns::{
    ALIDNS,
    names::{self, rr_under},
    tables::{
        domains::{self, Domain},
        search,
    },
};
use crate::{Result, ports::store::Tx, request::page::Page};

/// The name that is registered of a name: `example.com` of `www.example.com`.
pub(crate) fn registered(name: &str) -> &str {
    names::registered(name.trim_start_matches(['.', '*']))
}

/// The zone that a name is in, if one is hosted.
fn zone(tx: &mut dyn Tx, name: &str) -> Result<Option<Domain>> {
    if !tx.has_part(ALIDNS.id)? {
        return Ok(None);
    }
    for above in names::upwards(name).filter(|it| it.contains('.')) {
        if let Some(found) = domains::named(tx, above)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Whether an account hosts the zone of exactly this name.
pub(crate) fn is_hosted_by(tx: &mut dyn Tx, account: &str, name: &str) -> Result<bool> {
    if !tx.has_part(ALIDNS.id)? {
        return Ok(false);
    }
    Ok(domains::named(tx, name)?.is_some_and(|it| it.account == account))
}

/// The values of the records of a type that a name has; `None` if no zone is hosted that it is in.
pub(crate) fn values(tx: &mut dyn Tx, name: &str, kind: &str) -> Result<Option<Vec<String>>> {
    let Some(zone) = zone(tx, name)? else { return Ok(None) };
    let Some(rr) = rr_under(name, &zone.name) else { return Ok(None) };
    let all = Page { number: 1, size: i64::MAX };
    let (found, _) = search::of_name(tx, (zone.seq, rr), (Some(kind), None), all)?;
    Ok(Some(found.into_iter().filter(|it| it.enabled).map(|it| it.value).collect()))
}

/// Whether the records of a name lead to an alias. No one can tell where no zone is hosted that it is in: then they do.
pub(crate) fn leads_to(tx: &mut dyn Tx, name: &str, alias: &str) -> Result<bool> {
    let name = if name.starts_with('.') { format!("*{name}") } else { name.to_owned() };
    let found = values(tx, &name, "CNAME")?;
    let is_alias = |it: &String| it.trim_end_matches('.').eq_ignore_ascii_case(alias);
    Ok(found.is_none_or(|all| all.iter().any(is_alias)))
}
