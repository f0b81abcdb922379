//! What happens to keys with time: they are rotated and deleted, and imported material becomes too old.

use crate::{
    Cx, Result,
    kms::{
        keys::{
            key_states::{DELETION, ENABLED, IMPORT, KeyCause},
            material, metadata,
        },
        place::Place,
        tables::{
            aliases, key_versions,
            keys::{self, Key},
            tags,
        },
    },
    ports::due::{About, DueWork},
};

/// How many versions one jump of the clock makes at most (assumed: no page says).
const MOST_AT_ONCE: i64 = 50;

/// A key gets another version.
pub(in crate::kms) const ROTATION: DueWork = DueWork {
    kind: "key_rotation",
    about: |id| About::new(format!("rotation of the key {id}"), format!("密钥 {id} 的轮转")),
    run: rotate,
};

/// A key is deleted.
pub(in crate::kms) const END: DueWork = DueWork {
    kind: "key_deletion",
    about: |id| About::new(format!("deletion of the key {id}"), format!("密钥 {id} 的删除")),
    run: |cx, id| {
        let place = Place::of(cx);
        match keys::key(cx.tx, place, id)? {
            Some(key) if key.state == DELETION => delete(cx, &key),
            _ => Ok(()),
        }
    },
};

/// Imported material is too old.
pub(in crate::kms) const MATERIAL_END: DueWork = DueWork {
    kind: "key_material_end",
    about: |id| {
        About::new(
            format!("end of the imported material of the key {id}"),
            format!("密钥 {id} 的导入材料到期"),
        )
    },
    run: |cx, id| {
        let place = Place::of(cx);
        match keys::key(cx.tx, place, id)? {
            Some(mut key) => lose_material(cx, &mut key),
            None => Ok(()),
        }
    },
};

/// Queues the next rotation of a key, in the place of what was queued before.
pub(in crate::kms) fn plan_rotation(cx: &mut Cx<'_>, key: &Key) -> Result<()> {
    cx.cancel(ROTATION.kind, &key.id)?;
    match metadata::next_rotation(key) {
        Some(at) => cx.schedule(at.max(cx.now), ROTATION.kind, &key.id),
        None => Ok(()),
    }
}

fn rotate(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    let place = Place::of(cx);
    let Some(mut key) = keys::key(cx.tx, place, id)? else { return Ok(()) };
    // One that is enabled again is planned anew.
    let Some(interval) = key.rotation.filter(|_| key.state == ENABLED) else { return Ok(()) };
    let interval = interval.saturating_mul(1000).max(1);
    let periods = cx.clock.saturating_sub(cx.now) / interval;
    if periods >= MOST_AT_ONCE {
        let skipped = interval.saturating_mul(periods - MOST_AT_ONCE + 1);
        return cx.schedule(cx.now.saturating_add(skipped), ROTATION.kind, id);
    }
    let made = material::make(cx, material::algorithm(&key)?)?;
    material::add_version(cx, &mut key, &made)?;
    keys::put(cx.tx, &key)?;
    plan_rotation(cx, &key)
}

/// Deletes a key with all that belongs to it.
pub(in crate::kms) fn delete(cx: &mut Cx<'_>, key: &Key) -> Result<()> {
    let place = Place::of(cx);
    for kind in [ROTATION.kind, END.kind, MATERIAL_END.kind] {
        cx.cancel(kind, &key.id)?;
    }
    aliases::delete_of(cx.tx, place, &key.id)?;
    tags::delete(cx.tx, place, ("key", &key.id), None)?;
    key_versions::delete_of(cx.tx, &key.id)?;
    Ok(keys::delete(cx.tx, place, &key.id)?)
}

/// Takes the imported material of a key away. One that waits for its deletion goes on to do so.
pub(in crate::kms) fn lose_material(cx: &mut Cx<'_>, key: &mut Key) -> Result<()> {
    cx.cancel(MATERIAL_END.kind, &key.id)?;
    key_versions::set_material(cx.tx, &key.version, "")?;
    key.material = false;
    key.material_end = None;
    if key.state != DELETION && key.state != IMPORT {
        key.state.move_to(cx, KeyCause::NoMaterial, IMPORT)?;
    }
    Ok(keys::put(cx.tx, key)?)
}
