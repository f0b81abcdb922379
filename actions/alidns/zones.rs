//! What other products ask of the zones that are hosted: what their records say, whichever account they are of, and which
//! part of a name somebody registers.

use core::net::IpAddr;

use crate::alidns::{
    ALIDNS, names,
    resolution::{self, Question, Status},
    tables::domains,
};
use crate::{Cx, Result, ports::store::Tx};

/// The name that is registered of a name: `example.com` of `www.example.com`.
pub(crate) fn registered(name: &str) -> &str {
    names::registered(name.trim_start_matches(['.', '*']))
}

/// Whether an account hosts the zone of exactly this name.
pub(crate) fn is_hosted_by(tx: &mut dyn Tx, account: &str, name: &str) -> Result<bool> {
    if !tx.has_part(ALIDNS.id)? {
        return Ok(false);
    }
    Ok(domains::named(tx, name)?.is_some_and(|it| it.account == account))
}

/// The values of the records of a type that a name has, as name servers answer them; `None` if no zone is hosted that it is in.
pub(crate) fn values(cx: &mut Cx<'_>, name: &str, kind: &str) -> Result<Option<Vec<String>>> {
    let name = names::ascii(name);
    let from = IpAddr::from([127, 0, 0, 1]);
    let answer = resolution::answer(cx, &Question { name: &name, kind, from })?;
    if answer.status == Status::Refused {
        return Ok(None);
    }
    let found = answer.answers.into_iter().filter(|it| it.kind == kind);
    Ok(Some(found.map(|it| it.value).collect()))
}

/// Whether the records of a name lead to an alias. No one can tell where no zone is hosted that it is in: then they do.
pub(crate) fn leads_to(cx: &mut Cx<'_>, name: &str, alias: &str) -> Result<bool> {
    let name = if name.starts_with('.') { format!("*{name}") } else { name.to_owned() };
    let found = values(cx, &name, "CNAME")?;
    Ok(found.is_none_or(|all| all.iter().any(|it| it.eq_ignore_ascii_case(alias))))
}
