//! `SetDeletionProtection` protects a key or an instance against its deletion, or does so no longer.

use super::key_states;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, flag, in_resource,
    kms::{
        empty::Empty,
        faults::{MISSING, NO_ALIAS_HERE, NO_INSTANCE, NO_KEY, PENDING_DELETION},
        instances::held_instances,
        keys::found_keys,
        place::Place,
        tables::keys,
    },
    text,
};

pub(in crate::kms) struct SetDeletionProtection {
    target: Option<String>,
    on: bool,
    reason: Option<String>,
}

/// What is protected: an ARN, or the id of a key or of an instance.
fn target(p: &mut Params<'_>) -> Result<Option<String>> {
    let arn = p.optional(text("ProtectedResourceArn").doc("The ARN of the key."))?;
    let key = p.optional(text("KeyId").doc("The key, where no ARN is given."))?;
    let instance = p.optional(text("KmsInstanceId").doc("The instance."))?;
    Ok(arn.or(key).or(instance))
}

impl Action for SetDeletionProtection {
    const NAME: &'static str = "SetDeletionProtection";
    const DOC: &'static str = "Protects a key against deletion, or does so no longer.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(|tx, caller, p| {
        let named = target(p)?.unwrap_or_default();
        let place = Place::asked(caller, p);
        match instance_of(place, &named) {
            Some(id) => Ok(vec![place.arn(&format!("keystore/{}", in_resource(id)))]),
            None => Ok(vec![found_keys::arn(tx, place, &named)?]),
        }
    });
    const FAULTS: &'static [Fault] =
        &[MISSING, NO_KEY, NO_INSTANCE, PENDING_DELETION, NO_ALIAS_HERE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let target = target(p)?;
        let on = p.required(flag("EnableDeletionProtection").doc("Whether it is protected."))?;
        let reason = p.optional(text("DeletionProtectionDescription").doc("Why."))?;
        Ok(Self { target, on, reason })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let target = self.target.ok_or_else(|| MISSING.with("ProtectedResourceArn"))?;
        let reason = self.reason.filter(|_| self.on).unwrap_or_default();
        if let Some(id) = instance_of(place, &target) {
            held_instances::protect(cx, id, self.on, &reason)?;
            return Ok(Empty {});
        }
        let mut key = found_keys::key_by_id(cx, &target)?;
        key_states::describable(key.state)?;
        key.guarded = self.on;
        key.guard_reason = reason;
        keys::put(cx.tx, &key)?;
        Ok(Empty {})
    }
}

/// The id of the instance that is named, if it is one.
fn instance_of<'a>(place: Place<'_>, target: &'a str) -> Option<&'a str> {
    let name = place.inside(target).unwrap_or(target);
    let id = name.strip_prefix("keystore/").unwrap_or(name);
    id.starts_with("kst-").then_some(id)
}
