//! Tags as calls give them.

use serde::Deserialize;

use crate::{
    Params, Result, TagReader,
    kms::{
        faults::{BAD_TAG_KEY, BAD_TAG_VALUE, SAME_TAG, bad},
        tables::tags::Tag,
    },
    text,
};

/// How many tags a key or a secret has at most.
pub(super) const MOST: usize = 20;

/// `Tags`: a list in JSON of objects with `TagKey` and `TagValue`.
pub(super) fn json(p: &mut Params<'_>) -> Result<Vec<Tag>> {
    let given = p.optional(text("Tags").doc("Tags, a list in JSON of TagKey and TagValue."))?;
    let Some(given) = given else { return Ok(Vec::new()) };
    let all: Vec<Given> = serde_json::from_str(&given).map_err(|_| bad("Tags"))?;
    if all.len() > MOST {
        return Err(bad("Tags"));
    }
    Ok(all.into_iter().map(|it| Tag { key: it.tag_key, value: it.tag_value }).collect())
}

/// A tag in JSON.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Given {
    tag_key: String,
    #[serde(default)]
    tag_value: String,
}

/// `Tag.N.Key` and `Tag.N.Value`.
pub(super) fn numbered(p: &mut Params<'_>) -> Result<Vec<Tag>> {
    p.each("Tag", MOST, |p| {
        let key = p.optional(text("Key").doc("The key of a tag."))?;
        let value = p.optional(text("Value").doc("Its value."))?;
        Ok(Tag { key: key.unwrap_or_default(), value: value.unwrap_or_default() })
    })
}

/// The tags of [`numbered`], for policies.
pub(super) const NUMBERED: TagReader = |p| Ok(numbered(p)?.into_iter().map(pair).collect());

fn pair(it: Tag) -> (String, Option<String>) {
    (it.key, Some(it.value))
}

/// Whether these can be tags of one thing.
pub(super) fn check(tags: &[Tag]) -> Result<()> {
    let allowed = |it: &str| {
        it.chars().count() <= 128
            && it.chars().all(|c| c.is_alphanumeric() || "/\\_-.+=:@".contains(c))
    };
    for (at, tag) in tags.iter().enumerate() {
        let reserved = tag.key.starts_with("aliyun") || tag.key.starts_with("acs:");
        if tag.key.is_empty() || reserved || !allowed(&tag.key) {
            return Err(BAD_TAG_KEY.into());
        }
        if !allowed(&tag.value) {
            return Err(BAD_TAG_VALUE.into());
        }
        if tags.iter().skip(at + 1).any(|other| other.key == tag.key) {
            return Err(SAME_TAG.into());
        }
    }
    Ok(())
}
