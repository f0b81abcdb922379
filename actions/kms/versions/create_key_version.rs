//! `CreateKeyVersion` gives an asymmetric key another version, 7 days after the last one at the earliest.
//!
//! Assumed: what a call that comes too early, and the one after 50 versions, are refused with.

use super::version_view::{self, OneVersion};
use crate::kms::{
    faults::{
        DISABLED, LIMIT, NO_ALIAS, NO_KEY, PENDING_DELETION, PENDING_IMPORT, REJECTED_UNSUPPORTED,
    },
    keys::{
        found_keys::{self, KEY},
        key_states, material,
    },
    place::Place,
    tables::{key_versions, keys, settings},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::kms) struct CreateKeyVersion {
    key: String,
}

impl Action for CreateKeyVersion {
    const NAME: &'static str = "CreateKeyVersion";
    const DOC: &'static str = "Creates a version of an asymmetric key.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[
        NO_KEY,
        NO_ALIAS,
        REJECTED_UNSUPPORTED,
        DISABLED,
        PENDING_DELETION,
        PENDING_IMPORT,
        LIMIT,
    ];
    type Response = OneVersion;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { key: p.required(KEY)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<OneVersion> {
        let place = Place::of(cx);
        let mut key = found_keys::key(cx, &self.key)?;
        key_states::not_waiting(key.state)?;
        let algorithm = material::algorithm(&key)?;
        if algorithm.symmetric_bytes().is_some() || key.is_external() {
            return Err(REJECTED_UNSUPPORTED.into());
        }
        key_states::usable(key.state)?;
        let waits = settings::settings(cx.tx, place.account)?.version_interval;
        // Too soon, and one too many: the codes are assumed, since none are published.
        if waits && cx.now < key.rotated.saturating_add(INTERVAL) {
            let hint = "a key gets another version 7 days after the last one; the clock can be moved, and kms/settings lifts this";
            return Err(REJECTED_UNSUPPORTED.with_hint(hint));
        }
        if key_versions::count(cx.tx, &key.id)? >= MOST {
            return Err(LIMIT.into());
        }
        let made = material::make(cx, algorithm)?;
        let version = material::add_version(cx, &mut key, &made)?;
        keys::put(cx.tx, &key)?;
        Ok(version_view::one(version))
    }
}

/// How long after a version there is another one at the earliest: 7 days.
const INTERVAL: i64 = 7 * 86_400_000;

/// How many versions a key has at most.
const MOST: i64 = 50;
