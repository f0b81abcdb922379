//! The names of aliases.

use crate::{
    Params, ResourceReader, Result, Spec, in_resource,
    kms::{
        keys::found_keys::{self, KEY_BY_ID},
        place::Place,
        tables::aliases,
    },
    text,
};

/// The name of an alias, which is nobody's beside the service's if it begins with `alias/acs`.
pub(super) const NAME: Spec<String> =
    text("AliasName").form("alias", is_alias).doc("The alias, such as alias/example.");

/// The same, whatever it is: who may not use it gets no other refusal for its form.
const ANY: Spec<String> = text("AliasName");

/// The forms of the resources of a call about an alias: the alias and its key.
pub(super) const RESOURCES: &[&str] =
    &["acs:kms:{region}:{account}:{AliasName}", "acs:kms:{region}:{account}:key/{KeyId}"];

/// The alias and the key that it is to lead to.
pub(super) const RESOURCES_OF: ResourceReader = |tx, caller, p| {
    let (name, key) = (p.required(ANY)?, p.required(KEY_BY_ID)?);
    let place = Place::asked(caller, p);
    Ok(vec![place.arn(in_resource(&name)), found_keys::arn(tx, place, &key)?])
};

/// The alias and the key that it leads to.
pub(super) const RESOURCES_OF_PRESENT: ResourceReader = |tx, caller, p| {
    let name = p.required(ANY)?;
    let place = Place::asked(caller, p);
    let mut all = vec![place.arn(in_resource(&name))];
    if let Some(found) = aliases::alias(tx, place, &name)? {
        all.push(place.arn(&format!("key/{}", found.key)));
    }
    Ok(all)
};

/// Reads the name and the key of a call.
pub(super) fn name_and_key(p: &mut Params<'_>) -> Result<(String, String)> {
    Ok((p.required(NAME)?, p.required(KEY_BY_ID)?))
}

fn is_alias(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("alias/") else { return false };
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-/".contains(c);
    (1..=255).contains(&rest.len()) && rest.chars().all(allowed) && !rest.starts_with("acs")
}
