//! The rows of the product, and every statement that touches them: one file for each kind of thing.

pub(crate) mod codes;
pub(crate) mod contacts;
pub(crate) mod control_policies;
pub(crate) mod daily_counts;
pub(crate) mod delegates;
pub(crate) mod deletions;
pub(crate) mod directories;
pub(crate) mod emails;
pub(crate) mod folders;
pub(crate) mod handshakes;
pub(crate) mod kinds;
pub(crate) mod lists;
mod member_blocks;
pub(crate) mod members;
pub(crate) mod recipients;
pub(crate) mod records;
pub(crate) mod resource_groups;
pub(crate) mod tags;
pub(crate) mod tasks;
pub(crate) mod tree_lists;
pub(crate) mod verifications;

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] = &[
    directories::TABLE,
    folders::TABLE,
    folders::BY_NAME,
    folders::BY_PARENT,
    folders::BY_PATH,
    members::TABLE,
    members::BY_DIRECTORY,
    members::BY_ACCOUNT,
    members::BY_FOLDER,
    members::BY_DISPLAY,
    members::BY_NAME,
    members::BY_PAYER,
    member_blocks::TABLE,
    daily_counts::TABLE,
    codes::TABLE,
    deletions::TABLE,
    emails::TABLE,
    records::TABLE,
    delegates::TABLE,
    delegates::BY_SERVICE,
    tags::TABLE,
    tags::BY_VALUE,
    contacts::TABLE,
    contacts::BY_NAME,
    contacts::BY_DIRECTORY,
    contacts::TARGETS,
    contacts::BY_SCOPE,
    contacts::BY_ORDER,
    contacts::FAILURES,
    recipients::TABLE,
    recipients::BY_CONTACT,
    tasks::TABLE,
    tasks::BY_SUBJECT,
    verifications::TABLE,
    verifications::BY_ACCOUNT,
    handshakes::TABLE,
    handshakes::BY_DIRECTORY,
    handshakes::BY_ACCOUNT,
    handshakes::STATE_OF,
    handshakes::STATE_FOR,
    control_policies::TABLE,
    control_policies::BY_DIRECTORY,
    control_policies::BY_NAME,
    control_policies::ATTACHMENT_TABLE,
    control_policies::BY_POLICY,
    resource_groups::TABLE,
    resource_groups::BY_NAME,
    resource_groups::SETTING_TABLE,
];
