//! The instances of the caller, and ids of what is in them.

use serde_json::{Map, Value};

use super::instance_states::CONNECTED;
use crate::{
    ApiError, Cx, Result,
    kms::{
        faults::{INSTANCE_STATE, NO_INSTANCE},
        place::Place,
        tables::instances::{self, Instance},
    },
    shared::ids,
};

/// The instance of this id.
pub(in crate::kms) fn instance(cx: &mut Cx<'_>, id: &str) -> Result<Instance> {
    let place = Place::of(cx);
    Ok(instances::named(cx.tx, place, id)?.ok_or(NO_INSTANCE)?)
}

/// The instance of this id, in which something can be made.
pub(in crate::kms) fn connected(cx: &mut Cx<'_>, id: &str) -> Result<Instance> {
    let found = instance(cx, id)?;
    if found.state == CONNECTED { Ok(found) } else { Err(INSTANCE_STATE.into()) }
}

/// What is known of an instance beside its id and its state.
pub(in crate::kms) fn detail(it: &Instance) -> Result<Map<String, Value>> {
    serde_json::from_str(&it.detail).map_err(ApiError::internal)
}

/// Changes what is known of an instance.
pub(in crate::kms) fn put(
    cx: &mut Cx<'_>,
    it: &mut Instance,
    detail: &Map<String, Value>,
) -> Result<()> {
    let place = Place::of(cx);
    it.detail = serde_json::to_string(detail).map_err(ApiError::internal)?;
    Ok(instances::put(cx.tx, place, it)?)
}

/// Protects an instance against its deletion, or does so no longer.
pub(in crate::kms) fn protect(cx: &mut Cx<'_>, id: &str, on: bool, reason: &str) -> Result<()> {
    let mut it = instance(cx, id)?;
    let mut known = detail(&it)?;
    known.insert("DeletionProtection".into(), on.into());
    known.insert("DeletionProtectionDescription".into(), reason.into());
    put(cx, &mut it, &known)
}

/// The id of an instance or of a key in one: `kst-…`, `key-…`, with three letters of the region and 18 more.
pub(in crate::kms) fn id(cx: &mut Cx<'_>, prefix: &str) -> String {
    let city = cx.region.rsplit('-').find(|it| it.len() > 1).unwrap_or("kms");
    let letters: String = match city {
        "hangzhou" => "hzz".to_owned(),
        "guangzhou" => "gzz".to_owned(),
        _ => city.chars().chain("zz".chars()).filter(char::is_ascii_lowercase).take(3).collect(),
    };
    format!("{prefix}-{letters}{}", ids::lower(cx.random, 18))
}
