//! `OperateBatchDomain` adds or deletes many domains or records. All of it is done at once; the outcome is told when the time that
//! the control API has set is over.

use serde::Serialize;

use super::batch_types::{ALL, DOMAIN_ADD, DOMAIN_DEL, RR_ADD};
use crate::alidns::{
    domains::hosting,
    faults::{BAD_PARAMETER, LOCKED, NO_RECORD},
    hosted::{self, ALL_RESOURCES},
    lines::line_codes,
    names,
    records::{
        changes::{self, Described, USUAL_TTL},
        values,
    },
    tables::{
        batch::{self, Item, Task},
        records,
        search::{self, Search},
        settings,
    },
};
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

/// How many characters of a value are looked for before the whole is compared.
const LOOKED_FOR: usize = 50;
/// More records than a domain has.
const EVERY: Page = Page { number: 1, size: i64::MAX };
/// The most items of a task (documented).
const MOST: usize = 1000;
/// The priority of MX records that give none (documented).
const USUAL_PRIORITY: i64 = 10;

pub(in crate::alidns) struct OperateBatchDomain {
    kind: String,
    items: Vec<Item>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    task_id: i64,
}

impl Action for OperateBatchDomain {
    const NAME: &'static str = "OperateBatchDomain";
    const DOC: &'static str = "Adds or deletes many domains or records.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = p.required(text("Type").one_of(ALL).doc("What is done."))?;
        let items = p.each("DomainRecordInfo", MOST, |p| {
            Ok(Item {
                domain: p.required(text("Domain").doc("The domain."))?,
                rr: p.optional(text("Rr").doc("The sub-domain."))?,
                kind: p.optional(text("Type").doc("The type of the record."))?,
                value: p.optional(text("Value").doc("The value of the record."))?,
                line: p.optional(
                    text("Line")
                        .doc("The line of the record; default. Deletions are of all lines."),
                )?,
                ttl: p.optional(int("Ttl").doc("How long it is kept, in seconds; 600."))?,
                priority: p.optional(int("Priority").doc("The priority of an MX record; 10."))?,
                ..Item::default()
            })
        })?;
        let items = Some(items).filter(|it| !it.is_empty());
        Ok(Self { kind, items: p.require("DomainRecordInfo", items)? })
    }

    fn run(mut self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let (mut good, mut failed) = (0, 0);
        for item in &mut self.items {
            let done = match &*self.kind {
                DOMAIN_ADD => hosting::add(cx, &item.domain, None, None).map(drop),
                DOMAIN_DEL => {
                    let found = hosted::domain(cx.tx, &account, &item.domain);
                    found.and_then(|domain| hosting::delete(cx, &domain))
                }
                RR_ADD => add(cx, &account, item),
                _ => delete(cx, &account, item),
            };
            match done {
                Ok(()) => good += 1,
                // What the server itself cannot do is no outcome of the item.
                Err(error) if error.status >= 500 => return Err(error),
                Err(error) => {
                    failed += 1;
                    item.reason = Some(error.into_fields().code.into_owned());
                }
            }
        }
        let ready = cx.now + settings::read(cx.tx, &account)?.batch_ms;
        let mut task = Task {
            id: 0,
            account,
            kind: self.kind,
            made: cx.now,
            ready,
            total: good + failed,
            good,
            failed,
        };
        batch::add(cx.tx, &mut task, &self.items)?;
        Ok(Response { task_id: task.id })
    }
}

/// Adds a record, which has what records usually have where the item says nothing.
fn add(cx: &mut Cx<'_>, account: &str, item: &mut Item) -> Result<()> {
    let kind = item.kind.clone().unwrap_or_default();
    item.line.get_or_insert_with(|| line_codes::DEFAULT.to_owned());
    item.ttl.get_or_insert(USUAL_TTL);
    if values::kind(&kind) == Some("MX") {
        item.priority.get_or_insert(USUAL_PRIORITY);
    }
    let domain = hosted::domain(cx.tx, account, &item.domain)?;
    let it = Described {
        rr: item.rr.clone().unwrap_or_default(),
        kind,
        value: item.value.clone().unwrap_or_default(),
        ttl: item.ttl,
        priority: item.priority,
        line: item.line.clone(),
    };
    item.record = Some(changes::add(cx, &domain, it, None)?.id);
    Ok(())
}

/// Deletes the records of a domain that have the sub-domain, the type and the value, as far as these are given.
fn delete(cx: &mut Cx<'_>, account: &str, item: &Item) -> Result<()> {
    let domain = hosted::domain(cx.tx, account, &item.domain)?;
    let kind = match &item.kind {
        Some(kind) => Some(values::kind(kind).ok_or_else(|| BAD_PARAMETER.with("Type"))?),
        None => None,
    };
    // Each item looks at the records that it may be about, since there may be a thousand of them.
    let mut found = if let Some(rr) = &item.rr {
        records::of_name(cx.tx, domain.seq, &names::ascii(rr), None)?
    } else {
        let beginning = |value: &String| value.chars().take(LOOKED_FOR).collect();
        let wanted = Search {
            kind: kind.map(str::to_owned),
            in_value: item.value.as_ref().map(beginning),
            ..Search::default()
        };
        search::list(cx.tx, &domain, &wanted, EVERY)?.0
    };
    found.retain(|it| {
        item.value.as_ref().is_none_or(|value| it.value == *value)
            && kind.is_none_or(|kind| it.kind == kind)
    });
    // Those that are locked stay, as those of `DeleteSubDomainRecords` do.
    if !found.is_empty() && found.iter().all(|it| it.locked) {
        return Err(LOCKED.into());
    }
    found.retain(|it| !it.locked);
    let asked = item.rr.is_some() || item.value.is_some();
    if found.is_empty() && asked {
        return Err(NO_RECORD.into());
    }
    changes::delete(cx, &domain, &found, None)
}
