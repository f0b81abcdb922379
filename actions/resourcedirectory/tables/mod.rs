//! The rows of the product, and every statement that touches them: one file for each kind of thing.

pub(crate) mod codes;
pub(crate) mod daily_counts;
pub(crate) mod delegates;
pub(crate) mod deletions;
pub(crate) mod directories;
pub(crate) mod emails;
pub(crate) mod folders;
pub(crate) mod members;
pub(crate) mod records;
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
    codes::TABLE,
    daily_counts::TABLE,
    deletions::TABLE,
    emails::TABLE,
    records::TABLE,
    delegates::TABLE,
    tags::TABLE,
];
