//! The rows of the product, and every statement that touches them: one file for each kind of thing.

pub(crate) mod control_policies;
pub(crate) mod delegates;
pub(crate) mod directories;
pub(crate) mod folders;
pub(crate) mod members;
pub(crate) mod tags;

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] = &[
    directories::TABLE,
    folders::TABLE,
    folders::BY_NAME,
    folders::BY_PARENT,
    members::TABLE,
    members::BY_DIRECTORY,
    members::BY_ACCOUNT,
    members::BY_FOLDER,
    members::BY_DISPLAY,
    members::BY_NAME,
    delegates::TABLE,
    tags::TABLE,
    control_policies::TABLE,
    control_policies::BY_DIRECTORY,
    control_policies::BY_NAME,
    control_policies::ATTACHMENT_TABLE,
    control_policies::BY_POLICY,
    control_policies::TASK_TABLE,
];
