//! The tags that calls give alert rules.

use crate::{Params, Result, Tag, text};

/// How many tags a rule may have.
const MOST: usize = 20;

/// Reads `Tags.N`.
pub(super) fn read(p: &mut Params<'_>) -> Result<Vec<Tag>> {
    let key = text("Key").line(1, 128).doc("The key of a tag.");
    p.tags("Tags", MOST, key, text("Value").line(1, 128).doc("Its value."))
}

/// Tags with empty values for those without one.
pub(super) fn stored(tags: &[Tag]) -> Vec<(String, String)> {
    tags.iter().map(|(key, value)| (key.clone(), value.clone().unwrap_or_default())).collect()
}
