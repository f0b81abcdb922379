//! The rows of CloudMonitor, and every statement that touches them.

pub(super) mod alarms;
pub(super) mod alert_logs;
mod contact_lists;
mod contacts;
pub(super) mod event_rules;
pub(super) mod event_targets;
pub(super) mod group_instances;
mod groups;
pub(super) mod kinds;
pub(super) mod monitor_groups;
pub(super) mod rule_targets;
pub(super) mod rules;
pub(super) mod series;
pub(super) mod system_events;

pub(super) use contact_lists::{Filter, list_contacts};
pub(super) use contacts::{
    Confirmed, Contact, ContactFields, activate_mail, activate_sms, contact, contact_of_seq,
    delete_contact, describe_waiting_contact, put_contact,
};
pub(super) use groups::{
    Group, delete_group, group, groups_of, list_groups, member_names, members, put_group,
    set_members,
};

use crate::SecretColumns;

/// The columns that hold secrets. The settings of rules and targets, and the log, have addresses that are called.
pub(super) const SECRETS: &[SecretColumns] = &[
    SecretColumns::shown("cms_alert_log", &["entry"]),
    SecretColumns::hidden("cms_contact", &["ding"]),
    SecretColumns::shown("cms_event_target", &["settings"]),
    SecretColumns::shown("cms_rule", &["settings"]),
];

pub(super) const SCHEMA: &[&str] = &[
    // `mail` and `sms` are the active values, `…_pending` those pending activation.
    "CREATE TABLE cms_contact (
        account TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
        lang TEXT, mail TEXT, mail_pending TEXT, sms TEXT, sms_pending TEXT, aliim TEXT, ding TEXT,
        made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, name)
    )",
    "CREATE TABLE cms_group (
        account TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
        subscribed BIGINT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, name)
    )",
    "CREATE TABLE cms_member (
        account TEXT NOT NULL, grp BIGINT NOT NULL, place BIGINT NOT NULL, contact BIGINT NOT NULL,
        PRIMARY KEY (account, contact, grp),
        FOREIGN KEY (account, grp) REFERENCES cms_group ON DELETE CASCADE,
        FOREIGN KEY (account, contact) REFERENCES cms_contact ON DELETE CASCADE
    )",
    "CREATE INDEX cms_member_of ON cms_member (account, grp, place)",
    "CREATE TABLE cms_activation (
        account TEXT NOT NULL, contact BIGINT NOT NULL, channel TEXT NOT NULL,
        token TEXT NOT NULL UNIQUE, value TEXT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (account, contact, channel),
        FOREIGN KEY (account, contact) REFERENCES cms_contact ON DELETE CASCADE
    )",
    // Indexes for list filters. Contacts without the channel are not in the index.
    "CREATE INDEX cms_contact_mail ON cms_contact (account, (COALESCE(mail_pending, mail)), seq)
     WHERE COALESCE(mail_pending, mail) IS NOT NULL",
    "CREATE INDEX cms_contact_sms ON cms_contact (account, (COALESCE(sms_pending, sms)), seq)
     WHERE COALESCE(sms_pending, sms) IS NOT NULL",
    "CREATE INDEX cms_contact_aliim ON cms_contact (account, aliim, seq) WHERE aliim IS NOT NULL",
    "CREATE INDEX cms_contact_ding ON cms_contact (account, ding, seq) WHERE ding IS NOT NULL",
    // The links of all products are in one table.
    "INSERT INTO verification (product, account, subject, channel, slot, token, value, made, expires)
     SELECT 'cms', account, CAST(contact AS TEXT), LOWER(channel), '', token, value, made,
     made + 86400000 FROM cms_activation",
    "DROP TABLE cms_activation",
    // Indexes for pages of all contacts that have a channel. Their totals are tallied.
    "CREATE INDEX cms_contact_any_sms ON cms_contact (account, seq)
     WHERE COALESCE(sms_pending, sms) IS NOT NULL",
    "CREATE INDEX cms_contact_any_aliim ON cms_contact (account, seq) WHERE aliim IS NOT NULL",
    "CREATE INDEX cms_contact_any_ding ON cms_contact (account, seq) WHERE ding IS NOT NULL",
    "INSERT INTO tally (account, kind, held, last)
     SELECT account, 'cms_contact_sms', COUNT(*), COUNT(*) FROM cms_contact
     WHERE COALESCE(sms_pending, sms) IS NOT NULL GROUP BY account",
    "INSERT INTO tally (account, kind, held, last)
     SELECT account, 'cms_contact_aliim', COUNT(*), COUNT(*) FROM cms_contact
     WHERE aliim IS NOT NULL GROUP BY account",
    "INSERT INTO tally (account, kind, held, last)
     SELECT account, 'cms_contact_ding', COUNT(*), COUNT(*) FROM cms_contact
     WHERE ding IS NOT NULL GROUP BY account",
    rules::TABLE,
    rules::BY_SEQ,
    rules::BY_METRIC,
    rules::BY_GROUP,
    series::TABLE,
    series::BY_METRIC,
    series::BY_SEQ,
    series::REPORTS,
    series::EVALUATIONS,
    alarms::TABLE,
    alert_logs::TABLE,
    alert_logs::BY_TIME,
    monitor_groups::TABLE,
    monitor_groups::PAUSES,
    group_instances::TABLE,
    group_instances::BY_SEQ,
    group_instances::BY_ID,
    event_rules::TABLE,
    event_rules::BY_GROUP,
    event_rules::SILENCES,
    event_targets::TABLE,
    system_events::TABLE,
    rule_targets::TABLE,
];
