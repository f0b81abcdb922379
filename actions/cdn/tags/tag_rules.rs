//! What tags are, as calls give them, and which are refused.

use std::collections::BTreeSet;

use crate::cdn::faults::{
    BAD_TAG_KEY, BAD_TAG_VALUE, MANY_TAGS, SAME_TAG_KEY, TAG_KEY, TAG_KEY_TWICE, TAG_VALUE,
    TOO_MANY_TAGS,
};
use crate::{Fault, Spec, TagReader, of_line, shared::text::is_tag_key, text};

/// The most tags of a domain or of a call (documented).
pub(super) const MOST_TAGS: usize = 20;
/// A tag that is set: its key, and its value if the call gives one.
pub(crate) type SetTag = (String, Option<String>);
/// A tag that domains must have: with any value if none is given.
pub(crate) type WantedTag = SetTag;

const KEY: Spec<String> = text("Key").doc("The key of the tag.");
const VALUE: Spec<String> = text("Value").doc("The value of the tag.");

/// `Tag`, as a call gives it: what is wrong with it is found when the call is run.
pub(crate) const TAGS: TagReader =
    |p| p.each("Tag", 100, |p| Ok((p.default(KEY, "")?, p.optional(VALUE)?)));

/// What tags of a call are refused with.
struct Refusals {
    key: Fault,
    value: Fault,
    twice: Fault,
    many: Fault,
}

fn checked(all: &[SetTag], refusals: &Refusals) -> Result<Vec<(String, String)>, Fault> {
    if all.len() > MOST_TAGS {
        return Err(refusals.many);
    }
    let mut keys = BTreeSet::new();
    let mut found = Vec::with_capacity(all.len());
    for (key, value) in all {
        let value = value.clone().unwrap_or_default();
        if key.is_empty() || !is_tag_key(key) {
            return Err(refusals.key);
        }
        if value.chars().count() > 128 || !value.chars().all(of_line) {
            return Err(refusals.value);
        }
        if !keys.insert(key) {
            return Err(refusals.twice);
        }
        found.push((key.clone(), value));
    }
    Ok(found)
}

/// The tags of a domain that is added.
pub(in crate::cdn) fn of_new_domain(all: &[SetTag]) -> Result<Vec<(String, String)>, Fault> {
    let refusals =
        Refusals { key: BAD_TAG_KEY, value: BAD_TAG_VALUE, twice: SAME_TAG_KEY, many: MANY_TAGS };
    checked(all, &refusals)
}

/// The tags that domains are given.
pub(super) fn of_domains(all: &[SetTag]) -> Result<Vec<(String, String)>, Fault> {
    let refusals =
        Refusals { key: TAG_KEY, value: TAG_VALUE, twice: TAG_KEY_TWICE, many: TOO_MANY_TAGS };
    checked(all, &refusals)
}
