//! The tables: domains of both products, their functions, certificates and tags, refresh tasks and quotas, deleted domains,
//! verified roots, opened services, settings.
//!
//! Everything is the account's, whatever region is called: the products are global.

pub(in crate::cdn) mod bindings;
pub(in crate::cdn) mod configs;
pub(in crate::cdn) mod deleted;
pub(in crate::cdn) mod domains;
pub(in crate::cdn) mod kinds;
pub(in crate::cdn) mod openings;
pub(in crate::cdn) mod roots;
pub(in crate::cdn) mod selected;
pub(in crate::cdn) mod settings;
pub(in crate::cdn) mod tags;
pub(in crate::cdn) mod tasks;

use crate::SecretColumns;

/// The columns that hold secrets. Functions have the keys of signed URLs and of origins among their arguments.
pub(super) const SECRETS: &[SecretColumns] = &[SecretColumns::shown("cdn_config", &["args"])];

/// The schema steps, oldest first. A released step never changes.
pub(super) const SCHEMA: &[&str] = &[
    domains::TABLE,
    domains::BY_NAME,
    domains::BY_ACCOUNT,
    bindings::TABLE,
    bindings::BY_CERTIFICATE,
    bindings::FORMER,
    configs::TABLE,
    configs::BY_DOMAIN,
    tags::TABLE,
    tags::BY_ACCOUNT,
    deleted::TABLE,
    deleted::BY_ACCOUNT,
    tasks::TABLE,
    tasks::BY_ACCOUNT,
    tasks::BY_ID,
    tasks::USED,
    roots::TABLE,
    openings::TABLE,
    settings::TABLE,
];
