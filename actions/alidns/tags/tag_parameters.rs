//! Parameters of actions on tags, and the domains that they name.

use crate::alidns::{hosted, tables::domains::Domain};
use crate::{
    Cx, Params, ResourceReader, Result, Spec, TagReader, in_resource, of_line,
    shared::text::is_tag_key, text,
};

/// The most domains of a call.
const MAX_NAMES: usize = 50;
/// The most tags of a call.
const MAX_TAGS: usize = 20;

/// The type of what has tags, in any case (observed).
pub(super) const RESOURCE_TYPE: Spec<String> = text("ResourceType")
    .form("type: DOMAIN", |it| it.eq_ignore_ascii_case("DOMAIN"))
    .doc("DOMAIN, in any case.");

fn is_value(it: &str) -> bool {
    it.chars().count() <= 128 && it.chars().all(of_line)
}

const KEY: Spec<String> = text("Key").form("tag key", is_tag_key).doc("The key of the tag.");
const VALUE: Spec<String> = text("Value").form("tag value", is_value).doc("The value of the tag.");

/// `Tag`: tags to set, or tags that domains must have, with any value if none is given.
pub(super) const TAGS: TagReader = |p| p.tags("Tag", MAX_TAGS, KEY, VALUE);

/// `ResourceId`, if there are any.
pub(super) fn names(p: &mut Params<'_>) -> Result<Option<Vec<String>>> {
    p.list(text("ResourceId").doc("The domains."), MAX_NAMES)
}

/// The domains of these names.
pub(super) fn find(cx: &mut Cx<'_>, names: &[String]) -> Result<Vec<Domain>> {
    let account = cx.account().to_owned();
    names.iter().map(|it| hosted::domain(cx.tx, &account, it)).collect()
}

/// The form of [`RESOURCES_OF`].
pub(super) const RESOURCES: &[&str] = &["acs:alidns::{account}:domain/{ResourceId.N}"];

/// The domains that a call names, or all.
pub(super) const RESOURCES_OF: ResourceReader = |_, caller, p| {
    let found = names(p)?.filter(|it| !it.is_empty()).unwrap_or_else(|| vec!["*".to_owned()]);
    let arn = |it: &String| format!("acs:alidns::{}:domain/{}", caller.account, in_resource(it));
    Ok(found.iter().map(arn).collect())
};
