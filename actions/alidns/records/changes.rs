//! How a record is added, changed and deleted: all checks, in the vendor's order, and what follows.

use core::slice::from_ref;

use super::{
    sub_domains::{self, is_rr, is_wildcard},
    values::{self, Kept},
};
use crate::alidns::{
    editions,
    faults::{
        BAD_PARAMETER, BAD_VALUE, CONFLICT, MANY_ADDRESSES, MANY_RECORDS, NO_PRIORITY, NO_RR,
        SAME_RECORD, SHORT_TTL, URL_LINE, URL_WILDCARD, wording,
    },
    lines::line_codes,
    names,
    tables::{
        domains::{self, Domain},
        lines,
        publication::{self, Publication},
        records::{self, Record},
        settings,
    },
    written,
};
use crate::{Cx, ParameterError, Params, Problem, Result, Spec, int, shared::ids, text};

/// How many values a type of a sub-domain may have on a line (documented).
const MANY: usize = 90;

/// The TTL of a record that has none (documented).
pub(in crate::alidns) const USUAL_TTL: i64 = 600;

/// The address of whoever works with the vendor's client.
pub(in crate::alidns) const CLIENT: Spec<String> =
    text("UserClientIp").doc("The address that the log has.");

/// A record as a call describes it.
#[derive(Clone, Debug, Default)]
pub(in crate::alidns) struct Described {
    /// Empty where the call has none.
    pub(in crate::alidns) rr: String,
    pub(in crate::alidns) kind: String,
    pub(in crate::alidns) value: String,
    pub(in crate::alidns) ttl: Option<i64>,
    pub(in crate::alidns) priority: Option<i64>,
    pub(in crate::alidns) line: Option<String>,
}

impl Described {
    /// The parameters of a call. An empty sub-domain is missing, unless a test wants it to be the domain itself.
    pub(in crate::alidns) fn read(p: &mut Params<'_>) -> Result<Self> {
        let rr = p.optional(text("RR").doc("The sub-domain; @ for the domain itself."))?;
        Ok(Self {
            rr: rr.unwrap_or_default(),
            kind: p.required(text("Type").doc("The type."))?,
            value: p.required(text("Value").doc("The value."))?,
            ttl: p.optional(
                int("TTL").range(1, editions::MAX_TTL).doc("How long it is kept, in seconds; 600."),
            )?,
            priority: p.optional(int("Priority").range(0, 65_535).doc("The priority of MX."))?,
            line: p.optional(text("Line").doc("The line; default."))?,
        })
    }
}

/// A record that has passed the checks of its own.
struct Checked {
    rr: String,
    kind: &'static str,
    kept: Kept,
    ttl: i64,
    priority: Option<i64>,
    line: String,
}

fn check(cx: &mut Cx<'_>, domain: &Domain, it: Described) -> Result<Checked> {
    let mut rr = it.rr;
    if rr.is_empty() {
        if !settings::read(cx.tx, &domain.account)?.empty_rr_is_apex {
            return Err(NO_RR.into());
        }
        sub_domains::APEX.clone_into(&mut rr);
    }
    let kind = values::kind(&it.kind).ok_or_else(|| BAD_PARAMETER.with("Type"))?;
    let is_short = rr == sub_domains::APEX
        || names::ascii(&rr).len() + 1 + domain.name.len() <= names::LONGEST;
    if !is_rr(&rr) || !is_short {
        return Err(BAD_PARAMETER.with("RR"));
    }
    // One that is Chinese is kept in Unicode, however it is given.
    let rr = names::shown_labels(&rr);
    if is_wildcard(&rr) {
        match kind {
            "NS" | "SRV" | "TXT" => return Err(BAD_PARAMETER.with("RR")),
            kind if values::is_url(kind) => return Err(URL_WILDCARD.into()),
            _ => {}
        }
    }
    let kept = values::kept(kind, &it.value).ok_or(BAD_VALUE)?;
    let priority = match (kind, it.priority) {
        ("MX", None) => return Err(NO_PRIORITY.into()),
        ("MX", Some(it)) if !(0..=65_535).contains(&it) => {
            let problem = Problem::Range(0, 65_535);
            return Err(wording(&ParameterError { name: "Priority", problem }));
        }
        ("MX", priority) => priority,
        _ => None,
    };
    let (ttl, min) = (it.ttl.unwrap_or(USUAL_TTL), editions::min_ttl(domain));
    // What a call leaves out is at least what the domain allows.
    let ttl = if it.ttl.is_none() { ttl.max(min) } else { ttl };
    if !(min..=editions::MAX_TTL).contains(&ttl) {
        return Err(SHORT_TTL.with(&min.to_string()));
    }
    let line = it.line.unwrap_or_else(|| line_codes::DEFAULT.to_owned());
    if line_codes::line(&line).is_none()
        && !lines::of_domain(cx.tx, domain.seq)?.iter().any(|own| own.code == line)
    {
        return Err(BAD_PARAMETER.with("Line"));
    }
    if values::is_url(kind) && line != line_codes::DEFAULT {
        return Err(URL_LINE.into());
    }
    Ok(Checked { rr, kind, kept, ttl, priority, line })
}

/// Refuses a record that is there, that others are in the way of, or that would be one too many. `own` is the number of the
/// record that it replaces, which does not count.
fn check_others(cx: &mut Cx<'_>, domain: &Domain, it: &Checked, own: i64) -> Result<()> {
    let key = names::ascii(&it.rr);
    let others = records::of_name(cx.tx, domain.seq, &key, Some(&it.line))?;
    let others: Vec<Record> = others.into_iter().filter(|other| other.seq != own).collect();
    if others.iter().any(|other| other.kind == it.kind && other.value_key == it.kept.key) {
        return Err(SAME_RECORD.into());
    }
    if others.iter().any(|other| sub_domains::conflict(&it.rr, it.kind, &other.kind)) {
        return Err(CONFLICT.into());
    }
    if others.iter().filter(|other| other.kind == it.kind).count() >= MANY {
        let is_address = matches!(it.kind, "A" | "AAAA");
        return Err(if is_address { MANY_ADDRESSES } else { MANY_RECORDS }.into());
    }
    Ok(())
}

/// Adds a record to a domain.
pub(in crate::alidns) fn add(
    cx: &mut Cx<'_>,
    domain: &Domain,
    it: Described,
    client: Option<String>,
) -> Result<Record> {
    let it = check(cx, domain, it)?;
    check_others(cx, domain, &it, 0)?;
    let mut record = Record {
        id: ids::digits(cx.random, 18),
        domain: domain.seq,
        rr: it.rr,
        kind: it.kind.to_owned(),
        value: it.kept.value,
        value_key: it.kept.key,
        line: it.line,
        ttl: it.ttl,
        priority: it.priority,
        weight: 1,
        enabled: true,
        made: cx.now,
        published: publication::since(publication(cx, domain)?),
        ..Record::default()
    };
    records::put(cx.tx, domain, &mut record)?;
    changed(cx, domain, &record, ("add", client))?;
    Ok(record)
}

/// Makes a record what a call describes: what the call leaves out is what a new record has (documented). One that changes
/// nothing is refused as one that is there (observed).
pub(in crate::alidns) fn update(
    cx: &mut Cx<'_>,
    (domain, mut record): (Domain, Record),
    it: Described,
    client: Option<String>,
) -> Result<Record> {
    let it = check(cx, &domain, it)?;
    check_others(cx, &domain, &it, record.seq)?;
    let same = names::ascii(&record.rr) == names::ascii(&it.rr)
        && (&*record.kind, &record.value_key, &record.line) == (it.kind, &it.kept.key, &it.line)
        && (record.ttl, record.priority) == (it.ttl, it.priority);
    if same {
        return Err(SAME_RECORD.into());
    }
    replaced(cx, &domain, &mut record)?;
    record.rr = it.rr;
    it.kind.clone_into(&mut record.kind);
    record.value = it.kept.value;
    record.value_key = it.kept.key;
    record.line = it.line;
    record.ttl = it.ttl;
    record.priority = it.priority;
    record.changed = Some(cx.now);
    records::put(cx.tx, &domain, &mut record)?;
    changed(cx, &domain, &record, ("update", client))?;
    Ok(record)
}

/// Deletes records of a domain.
pub(in crate::alidns) fn delete(
    cx: &mut Cx<'_>,
    domain: &Domain,
    all: &[Record],
    client: Option<String>,
) -> Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let publication = publication(cx, domain)?;
    publication::keep(cx.tx, domain, all, (cx.now, publication))?;
    records::delete(cx.tx, domain, all)?;
    domains::touch(cx.tx, domain.seq, cx.now)?;
    written::of_records(cx, domain, all, ("delete", client))
}

/// When name servers answer with what is changed now.
fn publication(cx: &mut Cx<'_>, domain: &Domain) -> Result<Publication> {
    Ok(settings::read(cx.tx, &domain.account)?.publication(cx.now))
}

/// Has name servers answer with a record as it is until what is changed now is published.
pub(in crate::alidns) fn replaced(
    cx: &mut Cx<'_>,
    domain: &Domain,
    record: &mut Record,
) -> Result<()> {
    let publication = publication(cx, domain)?;
    publication::keep(cx.tx, domain, from_ref(record), (cx.now, publication))?;
    record.published = publication::since(publication);
    Ok(())
}

/// Notes that a record of a domain has changed.
pub(in crate::alidns) fn changed(
    cx: &mut Cx<'_>,
    domain: &Domain,
    record: &Record,
    deed: (&str, Option<String>),
) -> Result<()> {
    domains::touch(cx.tx, domain.seq, cx.now)?;
    written::of_records(cx, domain, from_ref(record), deed)
}
