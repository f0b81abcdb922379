//! The records of a domain: an entry that gives some gives all.

use serde_json::Value;

use crate::{
    Cx, Origin,
    alidns::{
        ALIDNS,
        lines::line_codes,
        records::values,
        tables::{
            domains::Domain,
            records::{self, Record},
        },
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedMember, SeedType},
    },
};

pub(super) const MEMBERS: &[SeedMember] = &[
    SeedMember::text("rr", "The sub-domain; @ for the domain itself.").required(),
    SeedMember::text("type", "The type.").required(),
    SeedMember::text("value", "The value.").required(),
    SeedMember::text("line", "The line; default unless given."),
    SeedMember::new("ttl", SeedType::Number, "How long it is kept, in seconds; 600 unless given."),
    SeedMember::new("priority", SeedType::Number, "The priority of an MX record."),
    SeedMember::new("disabled", SeedType::Flag, "Whether it is not answered."),
    SeedMember::text("remark", "The remark."),
];

const NAMES: &[(&str, &str)] = &[
    ("rr", "RR"),
    ("type", "Type"),
    ("value", "Value"),
    ("line", "Line"),
    ("ttl", "TTL"),
    ("priority", "Priority"),
];

/// Whether a record is the one that an entry gives.
fn is(it: &Record, entry: &Fields) -> bool {
    let kind = values::kind(seed::text(entry, "type")).unwrap_or_default();
    let key = values::kept(kind, seed::text(entry, "value")).map(|it| it.key);
    let line = Some(seed::text(entry, "line")).filter(|it| !it.is_empty());
    it.rr.eq_ignore_ascii_case(seed::text(entry, "rr"))
        && it.kind == kind
        && key.as_ref() == Some(&it.value_key)
        && it.line == line.unwrap_or(line_codes::DEFAULT)
}

/// Makes the records of a domain those that are given.
pub(super) fn set(cx: &mut Cx<'_>, domain: &Domain, wanted: &[Fields]) -> Result<(), ControlError> {
    let present = records::all(cx.tx, domain.seq)?;
    for it in present.iter().filter(|it| !wanted.iter().any(|entry| is(it, entry))) {
        let parameters = seed::values(&[("RecordId", &it.id)]);
        seed::call(&ALIDNS, cx, "DeleteDomainRecord", parameters)?;
    }
    for entry in wanted {
        if let Some(it) = present.iter().find(|it| is(it, entry)) {
            change(cx, it, entry)?;
            continue;
        }
        let mut parameters = seed::parameters(entry, NAMES);
        parameters.add("DomainName", &domain.name, Origin::Query);
        let made = seed::call(&ALIDNS, cx, "AddDomainRecord", parameters)?;
        let id = made["RecordId"].as_str().unwrap_or_default();
        if let Some(it) = records::record(cx.tx, id)? {
            finish(cx, &it, entry)?;
        }
    }
    Ok(())
}

fn change(cx: &mut Cx<'_>, it: &Record, entry: &Fields) -> Result<(), ControlError> {
    let number = |name: &str| entry.get(name).and_then(Value::as_i64);
    let ttl = number("ttl").unwrap_or(it.ttl);
    let priority = number("priority").or(it.priority);
    if (ttl, priority) != (it.ttl, it.priority) {
        let mut whole = entry.clone();
        whole.insert("ttl".to_owned(), ttl.into());
        if let Some(priority) = priority {
            whole.insert("priority".to_owned(), priority.into());
        }
        let mut parameters = seed::parameters(&whole, NAMES);
        parameters.add("RecordId", &it.id, Origin::Query);
        seed::call(&ALIDNS, cx, "UpdateDomainRecord", parameters)?;
    }
    finish(cx, it, entry)
}

/// What of a record is set apart.
fn finish(cx: &mut Cx<'_>, it: &Record, entry: &Fields) -> Result<(), ControlError> {
    if entry.contains_key("disabled") {
        let status = if seed::flag(entry, "disabled") { "DISABLE" } else { "ENABLE" };
        let parameters = seed::values(&[("RecordId", &it.id), ("Status", status)]);
        seed::call(&ALIDNS, cx, "SetDomainRecordStatus", parameters)?;
    }
    if entry.contains_key("remark") {
        let remark = seed::text(entry, "remark");
        let parameters = seed::values(&[("RecordId", &it.id), ("Remark", remark)]);
        seed::call(&ALIDNS, cx, "UpdateDomainRecordRemark", parameters)?;
    }
    Ok(())
}

/// The records of a domain as they are exported.
pub(super) fn shown(cx: &mut Cx<'_>, domain: &Domain) -> Result<Value, ControlError> {
    let all = records::all(cx.tx, domain.seq)?;
    let one = |it: Record| {
        let line = if it.line == line_codes::DEFAULT { String::new() } else { it.line };
        seed::fields([
            ("rr", it.rr.into()),
            ("type", it.kind.into()),
            ("value", it.value.into()),
            ("line", line.into()),
            ("ttl", it.ttl.into()),
            ("priority", it.priority.into()),
            ("disabled", seed::set(!it.enabled)),
            ("remark", it.remark.into()),
        ])
    };
    Ok(all.into_iter().map(one).collect())
}
