//! The rows of the product, and every statement that touches them: one file for each kind of thing.

pub(crate) mod alert_rules;
pub(crate) mod alerts;
pub(crate) mod contacts;
pub(crate) mod escalations;
pub(crate) mod events;
pub(crate) mod groups;
pub(crate) mod integrations;
pub(crate) mod policies;
pub(crate) mod robot_queues;
pub(crate) mod robots;
pub(crate) mod schedules;
pub(crate) mod webhooks;

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
