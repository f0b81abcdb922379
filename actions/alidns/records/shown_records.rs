//! Records as answers have them.

use serde::Serialize;

use crate::alidns::tables::{domains::Domain, records::Record};

/// A record of a list. No object stands in it, since scripts split lists at braces (observed).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    #[serde(rename = "RR")]
    rr: String,
    status: &'static str,
    value: String,
    weight: i64,
    record_id: String,
    #[serde(rename = "Type")]
    kind: String,
    domain_name: String,
    locked: bool,
    line: String,
    #[serde(rename = "TTL")]
    ttl: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<i64>,
    #[serde(skip_serializing_if = "String::is_empty")]
    remark: String,
    #[serde(flatten)]
    more: Option<More>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct More {
    create_timestamp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_timestamp: Option<i64>,
    lba_status: bool,
}

/// The status of a record in every list and detail (observed).
pub(in crate::alidns) const fn status(enabled: bool) -> &'static str {
    if enabled { "ENABLE" } else { "DISABLE" }
}

/// The record of a list; `times` where the list has times.
pub(in crate::alidns) fn row(domain: &Domain, it: Record, times: bool) -> Row {
    let more = More { create_timestamp: it.made, update_timestamp: it.changed, lba_status: false };
    Row {
        rr: it.rr,
        status: status(it.enabled),
        value: it.value,
        weight: it.weight,
        record_id: it.id,
        kind: it.kind,
        domain_name: domain.shown.clone(),
        locked: it.locked,
        line: it.line,
        ttl: it.ttl,
        priority: it.priority,
        remark: it.remark,
        more: times.then_some(more),
    }
}

/// The records of a page.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Rows {
    pub(in crate::alidns) record: Vec<Row>,
}

/// A page of records.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Listed {
    pub(in crate::alidns) total_count: i64,
    pub(in crate::alidns) page_number: i64,
    pub(in crate::alidns) page_size: i64,
    pub(in crate::alidns) domain_records: Rows,
}
