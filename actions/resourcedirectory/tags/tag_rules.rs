//! How tags are read.

use crate::resourcedirectory::tables::tags::Tag;
use crate::{Params, Result, Spec, TagReader, of_line, shared::text::is_tag_key, text};

/// How many tags a call may name, and a resource may have.
pub(in crate::resourcedirectory) const LIMIT: usize = 20;

fn is_value(value: &str) -> bool {
    value.chars().count() <= 128
        && value.chars().all(of_line)
        && !value.to_lowercase().starts_with("acs:")
}

const KEY: Spec<String> = text("Key").form("tag key", is_tag_key).doc("The key of the tag.");
const VALUE: Spec<String> = text("Value").form("tag value", is_value).doc("The value of the tag.");

/// `Tag.1.Key`, `Tag.1.Value`: the tags of a call. In a list they are those that what is listed must
/// have, in any value if none is given.
pub(crate) const TAGS: TagReader = |p| p.tags("Tag", LIMIT, KEY, VALUE);

/// The tags to add: one without a value has an empty one.
pub(crate) fn read(p: &mut Params<'_>) -> Result<Vec<Tag>> {
    Ok(TAGS(p)?.into_iter().map(|(key, value)| (key, value.unwrap_or_default())).collect())
}
