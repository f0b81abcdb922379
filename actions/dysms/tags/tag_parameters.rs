//! What the actions of tags have in common.

use std::borrow::Cow;

use crate::{Params, Result, Success, Tag, TagReader, shared::text::is_tag_key, text};

/// The answers of these actions have a code alone.
pub(super) const SUCCESS: Success = |_, _| Cow::Borrowed(r#""Code":"OK""#);

/// How many tags a call may name (documented).
pub(super) const MOST: usize = 20;
/// How many templates a call may name (documented for the actions of tags of other products).
const MOST_TEMPLATES: usize = 50;

/// The type of a resource as lists say it.
pub(super) const LISTED_TYPE: &str = "ALIYUN::DYSMS::TEMPLATE";

/// `Tag.1.Key`, `Tag.1.Value`…
pub(super) const TAG: TagReader = |p| {
    let key = text("Key").form("tag key", is_tag_key).doc("The name of a tag.");
    let value = text("Value").len(0, 128).doc("The value of the tag.");
    p.tags("Tag", MOST, key, value)
};

/// The type and the region, of which there is one each, and the codes of the templates.
pub(super) fn templates(p: &mut Params<'_>) -> Result<Vec<String>> {
    p.required(text("ResourceType").one_of(&["TEMPLATE"]).doc("The type of the resources."))?;
    p.required(text("RegionId").doc("The region; cn-hangzhou."))?;
    p.optional(text("ProdCode").doc("The product; dysms."))?;
    let codes = p.list(text("ResourceId").doc("The codes of the templates."), MOST_TEMPLATES)?;
    Ok(codes.unwrap_or_default())
}

/// Whether a tag is one that a filter names, whose values may be absent.
pub(super) fn matches(filter: &[Tag], name: &str, value: &str) -> bool {
    filter.iter().any(|(key, wanted)| key == name && wanted.as_deref().is_none_or(|it| it == value))
}
