//! The rows of the product, and every statement that touches them: one file for each kind of thing.

pub(in crate::arms) mod alert_rules;
pub(in crate::arms) mod alerts;
pub(in crate::arms) mod contacts;
pub(in crate::arms) mod escalations;
pub(in crate::arms) mod events;
pub(in crate::arms) mod groups;
pub(in crate::arms) mod integrations;
pub(in crate::arms) mod kinds;
mod legacy_ids;
pub(in crate::arms) mod policies;
pub(in crate::arms) mod robot_queues;
pub(in crate::arms) mod robots;
pub(in crate::arms) mod schedules;
pub(in crate::arms) mod webhooks;

use crate::SecretColumns;

/// The columns that hold secrets. The address of a chat bot or a webhook says who may post there.
pub(super) const SECRETS: &[SecretColumns] = &[
    SecretColumns::hidden("arms_contact", &["ding"]),
    SecretColumns::hidden("arms_integration", &["token"]),
    SecretColumns::hidden("arms_robot", &["url", "secret", "token"]),
    SecretColumns::hidden("arms_robot_queue", &["url", "queue"]),
    SecretColumns::hidden("arms_webhook", &["url", "headers", "params"]),
];

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] = &[
    contacts::TABLE,
    contacts::BY_LEGACY_ID,
    contacts::BY_PHONE,
    contacts::BY_MAIL,
    groups::TABLE,
    groups::BY_LEGACY_ID,
    groups::MEMBERS,
    groups::BY_CONTACT,
    robots::TABLE,
    webhooks::TABLE,
    webhooks::BY_LEGACY_ID,
    policies::TABLE,
    escalations::TABLE,
    schedules::TABLE,
    events::TABLE,
    events::BY_FINGERPRINT,
    alerts::TABLE,
    alerts::BY_GROUP,
    alerts::EVENTS,
    alerts::BY_EVENT,
    alerts::ACTIVITIES,
    alerts::ACTIVITIES_BY_ALERT,
    alerts::HISTORIES,
    integrations::TABLE,
    integrations::BY_TOKEN,
    robot_queues::TABLE,
    alert_rules::TABLE,
];
