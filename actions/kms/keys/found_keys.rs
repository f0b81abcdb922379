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

/// Where a key that is named is, and its id or alias.
fn bare<'t, 'p: 't>(place: Place<'p>, reference: &'t str) -> (Place<'t>, &'t str) {
    let (at, name) = place.of_named(reference);
    let is_arn = name.len() < reference.len();
    (at, name.strip_prefix("key/").filter(|_| is_arn).unwrap_or(name))
}

/// The ARN of the key that is named; of what is named if there is no such key.
pub(in crate::kms) fn arn(tx: &mut dyn Tx, place: Place<'_>, reference: &str) -> Result<String> {
    let (at, name) = bare(place, reference);
    let alias = if name.starts_with("alias/") { aliases::alias(tx, at, name)? } else { None };
    let id = alias.map_or_else(|| name.to_owned(), |it| it.key);
    Ok(at.arn(&format!("key/{}", in_resource(&id))))
}

/// The key that is named, and where it is. One of another account is known by its ARN alone, and has a policy.
pub(in crate::kms) fn placed<'t, 'p: 't>(
    tx: &mut dyn Tx,
    place: Place<'p>,
    reference: &'t str,
) -> Result<(Place<'t>, Key)> {
    let (at, name) = bare(place, reference);
    let id = if name.starts_with("alias/") {
        aliases::alias(tx, at, name)?.ok_or(NO_ALIAS)?.key
    } else {
        name.to_owned()
    };
    let found = keys::key(tx, at, &id)?;
    let found = found.filter(|it| at == place || !it.instance.is_empty());
    Ok((at, found.ok_or(NO_KEY)?))
}

/// The key that a call names.
pub(in crate::kms) fn key(cx: &mut Cx<'_>, reference: &str) -> Result<Key> {
    let place = Place::of(cx);
    Ok(placed(cx.tx, place, reference)?.1)
}

/// The key that a call names which takes ids alone (assumed: which calls do).
pub(in crate::kms) fn key_by_id(cx: &mut Cx<'_>, id: &str) -> Result<Key> {
    let place = Place::of(cx);
    let (at, name) = bare(place, id);
    if at != place {
        return Err(NO_KEY.into());
    }
    if name.starts_with("alias/") && !settings::settings(cx.tx, place.account)?.aliases_everywhere {
        return Err(NO_ALIAS_HERE.into());
    }
    Ok(placed(cx.tx, place, id)?.1)
}
