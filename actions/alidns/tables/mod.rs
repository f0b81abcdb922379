//! The tables: domains and their groups, records, weights, lines, batch tasks, transfers, logs, tags, instances, settings.
//!
//! Everything is the account's, whatever region is called: the product is global.

pub(in crate::alidns) mod batch;
pub(in crate::alidns) mod domains;
pub(in crate::alidns) mod groups;
pub(in crate::alidns) mod instances;
pub(in crate::alidns) mod kinds;
pub(in crate::alidns) mod lines;
pub(in crate::alidns) mod logs;
pub(in crate::alidns) mod past_domains;
pub(in crate::alidns) mod publication;
pub(in crate::alidns) mod records;
pub(in crate::alidns) mod search;
pub(in crate::alidns) mod settings;
pub(in crate::alidns) mod tags;
pub(in crate::alidns) mod transfers;
pub(in crate::alidns) mod weights;
mod words;

/// The schema steps, oldest first. A released step never changes.
pub(super) const SCHEMA: &[&str] = &[
    domains::TABLE,
    domains::BY_NAME,
    domains::BY_ACCOUNT,
    domains::BY_GROUP,
    domains::BY_SERVERS,
    past_domains::TABLE,
    past_domains::BY_NAME,
    records::TABLE,
    records::BY_ID,
    records::BY_DOMAIN,
    records::BY_NAME,
    records::BY_TYPE,
    records::BY_PATH,
    words::TABLE,
    publication::TABLE,
    publication::BY_RECORD,
    publication::BY_PATH,
    groups::TABLE,
    groups::BY_ID,
    weights::TABLE,
    lines::TABLE,
    lines::BY_DOMAIN,
    batch::TABLE,
    batch::BY_ACCOUNT,
    batch::ITEMS,
    transfers::TABLE,
    transfers::BY_ACCOUNT,
    transfers::BY_TARGET,
    logs::TABLE,
    logs::BY_DOMAIN,
    logs::BY_ACCOUNT,
    tags::TABLE,
    tags::BY_ACCOUNT,
    instances::TABLE,
    settings::TABLE,
];
