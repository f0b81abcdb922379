//! How images go.

use serde_json::Value;

use crate::{
    Cx, Result,
    ecs::{
        snapshots::taking,
        tables::{
            resources::{self, IMAGE, Resource},
            shares,
        },
        tagged,
    },
};

/// Deletes an image; its snapshots stay, and are used less.
pub(super) fn remove(cx: &mut Cx<'_>, it: &Resource) -> Result<()> {
    let account = cx.account().to_owned();
    let disks = it.body.get("Disks").and_then(Value::as_array).cloned().unwrap_or_default();
    for disk in disks {
        taking::use_more(cx, disk["SnapshotId"].as_str().unwrap_or_default(), "Images", -1)?;
    }
    shares::delete(cx.tx, &it.id, None)?;
    tagged::forget(cx, &IMAGE, &it.id)?;
    Ok(resources::delete(cx.tx, &IMAGE, &account, it)?)
}
