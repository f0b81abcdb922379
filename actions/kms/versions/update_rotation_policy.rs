//! `UpdateRotationPolicy` has a symmetric key rotated on the clock, or no longer.

use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    flag,
    kms::{
        empty::Empty,
        faults::{
            BAD_PARAMETER, DISABLED, MISSING, NO_ALIAS_HERE, NO_KEY, PENDING_DELETION,
            PENDING_IMPORT, REJECTED_UNSUPPORTED,
        },
        intervals,
        keys::{
            due_work,
            found_keys::{self, KEY_BY_ID},
            key_states, material,
        },
        tables::keys,
    },
    text,
};

pub(in crate::kms) struct UpdateRotationPolicy {
    key: String,
    on: bool,
    interval: Option<String>,
}

impl Action for UpdateRotationPolicy {
    const NAME: &'static str = "UpdateRotationPolicy";
    const DOC: &'static str = "Changes when a key is rotated.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        MISSING,
        NO_KEY,
        NO_ALIAS_HERE,
        REJECTED_UNSUPPORTED,
        DISABLED,
        PENDING_DELETION,
        PENDING_IMPORT,
    ];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let on = flag("EnableAutomaticRotation").doc("Whether it is rotated on the clock.");
        Ok(Self {
            key: p.required(KEY_BY_ID)?,
            on: p.required(on)?,
            interval: p.optional(text("RotationInterval").doc("How often, such as 365d."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let rotation = match (self.on, &self.interval) {
            (false, _) => None,
            (true, None) => return Err(MISSING.with("RotationInterval")),
            (true, Some(text)) => Some(intervals::of_key(text)?),
        };
        let mut key = found_keys::key_by_id(cx, &self.key)?;
        key_states::not_waiting(key.state)?;
        if material::algorithm(&key)?.symmetric_bytes().is_none() || key.is_external() {
            return Err(REJECTED_UNSUPPORTED.into());
        }
        key_states::usable(key.state)?;
        key.rotation = rotation;
        keys::put(cx.tx, &key)?;
        due_work::plan_rotation(cx, &key)?;
        Ok(Empty {})
    }
}
