//! Control calls on domains: which of their DNS records are there.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest},
    dm::tables::{
        Owner,
        domains::{self, Domain, Records},
    },
    request::page::Page,
};

type Result<T> = std::result::Result<T, ControlError>;

/// The members of a domain's body that are records.
pub(in crate::dm) const RECORDS: [&str; 6] = ["ownership", "spf", "mx", "cname", "dkim", "dmarc"];

/// The newest 1000 domains of the account in the region.
pub(in crate::dm) fn list(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value> {
    let owner = Owner::of(cx);
    let page = Page { number: 1, size: 1000 };
    let (found, _) = domains::list(cx.tx, owner, (None, None), page)?;
    let all: Vec<Value> = found.iter().map(shown).collect();
    Ok(json!({ "domains": all }))
}

/// Sets records of a domain.
pub(in crate::dm) fn change(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let owner = Owner::of(cx);
    let name = request.path_value("name").to_ascii_lowercase();
    let found = domains::named(cx.tx, owner.region, &name)?;
    let none = || {
        ControlError::NotFound(format!(
            "the account has no domain {name} in {}; GET /_localyun/dm/domains lists those that it has",
            owner.region
        ))
    };
    let mut it = found.filter(|it| it.account == owner.account).ok_or_else(none)?;
    for (member, value) in request.members() {
        let Value::Bool(is_there) = value else {
            return Err(ControlError::member(&member, "it must be true or false"));
        };
        match &*member {
            "verify" => it.records = if is_there { Records::ALL } else { Records::default() },
            "ownership" => it.records.ownership = is_there,
            "spf" => it.records.spf = is_there,
            "mx" => it.records.mx = is_there,
            "cname" => it.records.cname = is_there,
            "dkim" => it.records.dkim = is_there,
            _ => it.records.dmarc = is_there,
        }
    }
    domains::put(cx.tx, owner, &mut it)?;
    Ok(shown(&it))
}

fn shown(it: &Domain) -> Value {
    let Records { ownership, spf, mx, cname, dkim, dmarc } = it.records;
    json!({
        "id": it.id, "name": it.name, "verified": it.records.are_enough(),
        "ownership": ownership, "spf": spf, "mx": mx, "cname": cname, "dkim": dkim, "dmarc": dmarc,
    })
}
