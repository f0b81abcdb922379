//! Rules for tags, and their parameters.

use crate::cas::tables::{Owner, tags};
use crate::{Params, Result, TagReader, of_line, ports::store::Tx, shared::text::is_tag_key, text};

/// Maximum number of tags of a resource.
pub(crate) const LIMIT: usize = 20;

/// Whether it can be the value of a tag.
pub(in crate::cas) fn is_value(it: &str) -> bool {
    let folded = it.to_lowercase();
    it.chars().count() <= 128
        && it.chars().all(of_line)
        && !folded.contains("http://")
        && !folded.contains("https://")
}

/// Whether it can be the key of a tag, or is empty.
pub(in crate::cas) fn is_key_or_none(it: &str) -> bool {
    it.is_empty() || is_tag_key(it)
}

/// A tag: its name and its value, which may be empty.
pub(crate) type Tag = (String, String);

/// `Tag.1.Key`, `Tag.1.Value`…
pub(crate) const TAG: TagReader = |p| named(p, "Tag", ("Key", "Value"));
/// `Tags.1.Key`, `Tags.1.Value`…
pub(crate) const TAGS: TagReader = |p| named(p, "Tags", ("Key", "Value"));
/// `Tags.1.TagKey`, `Tags.1.TagValue`…
pub(in crate::cas) const TAGS_OF_INSTANCE: TagReader = |p| named(p, "Tags", ("TagKey", "TagValue"));

fn named(
    p: &mut Params<'_>,
    name: &str,
    (key, value): (&'static str, &'static str),
) -> Result<Vec<crate::Tag>> {
    let key = text(key).form("tag key", is_tag_key).doc("The name of a tag.");
    let value = text(value).form("tag value", is_value).doc("The value of the tag.");
    p.tags(name, LIMIT, key, value)
}

/// The tags to add; a tag without a value has an empty one.
pub(crate) fn read(p: &mut Params<'_>, tags: TagReader) -> Result<Vec<Tag>> {
    Ok(tags(p)?.into_iter().map(|(key, value)| (key, value.unwrap_or_default())).collect())
}

/// Adds tags to an instance; its other tags are kept.
pub(in crate::cas) fn put(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    instance: &str,
    parameters: &[Tag],
) -> Result<()> {
    for (name, value) in parameters {
        tags::put(tx, owner, instance, (name, value))?;
    }
    Ok(())
}
