//! Keys as calls name them: by id, by alias, by ARN.

use crate::{
    Cx, Fault, ResourceReader, Result, Spec, in_resource,
    kms::{
        faults::{NO_ALIAS, NO_ALIAS_HERE, NO_KEY},
        place::Place,
        tables::{
            aliases,
            keys::{self, Key},
            settings,
        },
    },
    ports::store::Tx,
    text,
};

/// How finding a key can fail.
pub(in crate::kms) const FAULTS: &[Fault] = &[NO_KEY, NO_ALIAS];

/// The key of a call.
pub(in crate::kms) const KEY: Spec<String> = text("KeyId").doc("The key: its id, alias or ARN.");

/// The key of a call that takes no alias.
pub(in crate::kms) const KEY_BY_ID: Spec<String> = text("KeyId").doc("The id of the key.");

/// The form of the resource of a call about a key.
pub(in crate::kms) const RESOURCES: &[&str] = &["acs:kms:{region}:{account}:key/{KeyId}"];

/// The resource of a call about all keys.
pub(in crate::kms) const ALL_RESOURCES: &[&str] = &["acs:kms:{region}:{account}:key"];

/// The resource of a call about a key, which is the key also where an alias is given.
pub(in crate::kms) const RESOURCES_OF: ResourceReader = |tx, caller, p| {
    let reference = p.required(KEY)?;
    let place = Place::asked(caller, p);
    Ok(vec![arn(tx, place, &reference)?])
};

/// The ARN of the key that is named; of what is named if there is no such key.
pub(in crate::kms) fn arn(tx: &mut dyn Tx, place: Place<'_>, reference: &str) -> Result<String> {
    let name = place.inside(reference).unwrap_or(reference);
    let id = match aliases::alias(tx, place, name)? {
        Some(alias) => alias.key,
        None => name.strip_prefix("key/").unwrap_or(name).to_owned(),
    };
    Ok(place.arn(&format!("key/{}", in_resource(&id))))
}

/// The key that is named.
pub(in crate::kms) fn named(tx: &mut dyn Tx, place: Place<'_>, reference: &str) -> Result<Key> {
    let name = match place.inside(reference) {
        Some(name) => name.strip_prefix("key/").unwrap_or(name),
        None => reference,
    };
    let id = if name.starts_with("alias/") {
        aliases::alias(tx, place, name)?.ok_or(NO_ALIAS)?.key
    } else {
        name.to_owned()
    };
    Ok(keys::key(tx, place, &id)?.ok_or(NO_KEY)?)
}

/// The key that a call names.
pub(in crate::kms) fn key(cx: &mut Cx<'_>, reference: &str) -> Result<Key> {
    let place = Place::of(cx);
    named(cx.tx, place, reference)
}

/// The key that a call names which takes ids alone (assumed: which calls do).
pub(in crate::kms) fn key_by_id(cx: &mut Cx<'_>, id: &str) -> Result<Key> {
    let place = Place::of(cx);
    let is_alias = place.inside(id).unwrap_or(id).starts_with("alias/");
    if is_alias && !settings::settings(cx.tx, place.account)?.aliases_everywhere {
        return Err(NO_ALIAS_HERE.into());
    }
    named(cx.tx, place, id)
}
