//! The rows of the product, and every statement that touches them: one file for each kind of thing.

pub(super) mod applications;
pub(super) mod change_orders;
pub(in crate::sae) mod contacts;
pub(super) mod kinds;
pub(super) mod namespaces;
pub(in crate::sae) mod settings;

use crate::SecretColumns;

/// The columns that hold secrets. A configuration has the keys of what it mounts.
pub(super) const SECRETS: &[SecretColumns] = &[
    SecretColumns::shown("sae_application", &["configuration"]),
    SecretColumns::shown("sae_change_order", &["configuration"]),
    SecretColumns::hidden("sae_contact", &["ding", "wecom"]),
];

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] = &[
    namespaces::TABLE,
    applications::TABLE,
    applications::BY_NUMBER,
    applications::BY_NAME,
    applications::TAG_TABLE,
    change_orders::TABLE,
    change_orders::BY_APPLICATION,
    contacts::TABLE,
    contacts::BY_USER,
    contacts::BY_PHONE,
    contacts::BY_ALERT_CONTACT,
    settings::TABLE,
];
