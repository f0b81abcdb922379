//! Tags of applications, as calls write them: JSON texts.

use serde::{Deserialize, Serialize};

use super::change_orders::application;
use crate::{Cx, Params, Result, text};

/// A tag, as answers show it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Shown {
    key: String,
    value: String,
}

impl From<(String, String)> for Shown {
    fn from((key, value): (String, String)) -> Self {
        Self { key, value }
    }
}

/// A tag in JSON text: the case of the first letter does not matter.
#[derive(Deserialize)]
struct Written {
    #[serde(alias = "Key")]
    key: String,
    #[serde(alias = "Value", default)]
    value: String,
}

/// What a call may name at most, of either kind.
const MOST: usize = 50;

/// Tags in JSON text, which is a list of objects.
fn parse_tags(it: &str) -> Option<Vec<(String, String)>> {
    let all: Vec<Written> = serde_json::from_str(it).ok()?;
    let fits = |tag: &Written| {
        (1..=128).contains(&tag.key.chars().count()) && tag.value.chars().count() <= 128
    };
    let fine = all.len() <= MOST && all.iter().all(fits);
    fine.then(|| all.into_iter().map(|tag| (tag.key, tag.value)).collect())
}

/// Texts in JSON text, which is a list of them.
fn parse_texts(it: &str) -> Option<Vec<String>> {
    serde_json::from_str(it).ok().filter(|all: &Vec<String>| all.len() <= MOST)
}

/// `Tags`; none if the call does not have it.
pub(in crate::sae) fn read_tags(p: &mut Params<'_>) -> Result<Vec<(String, String)>> {
    let tags = text("Tags").form("JSON list of at most 50 tags", |it| parse_tags(it).is_some());
    let found = p.optional(tags.doc("Tags: a JSON list of objects with key and value."))?;
    Ok(found.as_deref().and_then(parse_tags).unwrap_or_default())
}

/// A list of texts, `None` if the call does not have it.
pub(in crate::sae) fn read_texts(
    p: &mut Params<'_>,
    name: &'static str,
    doc: &'static str,
) -> Result<Option<Vec<String>>> {
    let texts = text(name).form("JSON list of at most 50 texts", |it| parse_texts(it).is_some());
    Ok(p.optional(texts.doc(doc))?.as_deref().and_then(parse_texts))
}

/// `ResourceType`, which has one value, and the region, which is that of the call.
pub(in crate::sae) fn read_kind(p: &mut Params<'_>) -> Result<()> {
    let kind = text("ResourceType").one_of(&["application"]);
    p.required(kind.doc("What has the tags."))?;
    p.optional(text("RegionId").doc("The region."))?;
    Ok(())
}

/// `ResourceIds`, which a call that changes tags has to have.
pub(in crate::sae) fn read_ids(p: &mut Params<'_>) -> Result<Vec<String>> {
    let ids = text("ResourceIds");
    let ids = ids.form("JSON list of at most 50 texts", |it| parse_texts(it).is_some());
    let found = p.required(ids.doc("The applications: a JSON list of ids."))?;
    Ok(parse_texts(&found).unwrap_or_default())
}

/// Refuses ids of which one is no application in the region of the call.
pub(in crate::sae) fn check_ids(cx: &mut Cx<'_>, ids: &[String]) -> Result<()> {
    ids.iter().try_for_each(|id| application(cx, id).map(drop))
}
