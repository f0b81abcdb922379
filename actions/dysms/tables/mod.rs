//! The tables: signs, templates with their tags, messages, short URLs, phones, rules and settings, all of an account and the same at every site.

pub(in crate::dysms) mod kinds;
pub(in crate::dysms) mod messages;
pub(in crate::dysms) mod phones;
pub(in crate::dysms) mod rules;
pub(crate) mod settings;
pub(in crate::dysms) mod short_urls;
pub(in crate::dysms) mod signs;
pub(in crate::dysms) mod tags;
pub(in crate::dysms) mod templates;

/// The schema steps, oldest first. A released step never changes.
pub(super) const SCHEMA: &[&str] = &[
    settings::TABLE,
    rules::TABLE,
    phones::TABLE,
    signs::TABLE,
    signs::BY_SEQ,
    templates::TABLE,
    templates::BY_SEQ,
    messages::TABLE,
    messages::BY_PHONE,
    messages::BY_BIZ_ID,
    messages::BY_DAY,
    messages::BY_CODE,
    short_urls::TABLE,
    short_urls::BY_SOURCE,
    short_urls::BY_TOKEN,
    short_urls::BY_TIME,
    tags::TABLE,
];
