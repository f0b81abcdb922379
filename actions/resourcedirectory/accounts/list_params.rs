//! What the lists of the tree are filtered by.

use crate::resourcedirectory::{tables::lists::Filter, tags::tag_rules};
use crate::{Params, Result, flag, text};

/// `QueryKeyword`, and `Tag`: those whose name has the keyword in it and that have all of the tags.
pub(in crate::resourcedirectory) fn filter(p: &mut Params<'_>) -> Result<Filter> {
    let keyword = text("QueryKeyword").doc("A part of the name, in any case.");
    Ok(Filter { keyword: p.optional(keyword)?, tags: tag_rules::TAGS(p)? })
}

/// `IncludeTags`: whether members are shown with their tags.
pub(in crate::resourcedirectory) fn include_tags(p: &mut Params<'_>) -> Result<bool> {
    p.default(flag("IncludeTags").doc("Whether to show the tags."), false)
}
