//! Secrets as calls name them: by name or ARN.

use crate::{
    Cx, ResourceReader, Result, Spec, in_resource,
    kms::{
        faults::{IN_WINDOW, NO_RESOURCE},
        place::Place,
        tables::secrets::{self, Secret},
    },
    text,
};

/// The secret of a call.
pub(in crate::kms) const NAME: Spec<String> =
    text("SecretName").doc("The secret: its name or ARN.");

/// The form of the resource of a call about a secret.
pub(in crate::kms) const RESOURCES: &[&str] = &["acs:kms:{region}:{account}:secret/{SecretName}"];

/// The resource of a call about all secrets.
pub(in crate::kms) const ALL_RESOURCES: &[&str] = &["acs:kms:{region}:{account}:secret"];

/// The resource of a call about a secret.
pub(in crate::kms) const RESOURCES_OF: ResourceReader = |_, caller, p| {
    let named = p.required(NAME)?;
    Ok(vec![arn(Place::asked(caller, p), &named)])
};

/// The ARN of what is named.
pub(in crate::kms) fn arn(place: Place<'_>, named: &str) -> String {
    let (at, name) = bare(place, named);
    at.arn(&format!("secret/{}", in_resource(name)))
}

/// Where a secret that is named is, and its name.
fn bare<'t, 'p: 't>(place: Place<'p>, named: &'t str) -> (Place<'t>, &'t str) {
    let (at, name) = place.of_named(named);
    let is_arn = name.len() < named.len();
    match name.strip_prefix("secret/").filter(|_| is_arn) {
        Some(name) => (at, name),
        None => (place, named),
    }
}

/// The secret that a call names, and where it is. One of another account is known by its ARN alone, and has a policy.
pub(in crate::kms) fn placed<'t, 'p: 't>(
    cx: &mut Cx<'p>,
    named: &'t str,
) -> Result<(Place<'t>, Secret)> {
    let place = Place::of(cx);
    let (at, name) = bare(place, named);
    let found = secrets::secret(cx.tx, at, name)?;
    let found = found.filter(|it| at == place || !it.instance.is_empty());
    Ok((at, found.ok_or(NO_RESOURCE)?))
}

/// The secret of the account that a call names.
pub(in crate::kms) fn any(cx: &mut Cx<'_>, named: &str) -> Result<Secret> {
    let place = Place::of(cx);
    let (at, secret) = placed(cx, named)?;
    if at == place { Ok(secret) } else { Err(NO_RESOURCE.into()) }
}

/// The secret that a call names, unless it is being deleted.
pub(in crate::kms) fn secret(cx: &mut Cx<'_>, named: &str) -> Result<Secret> {
    let found = any(cx, named)?;
    staying(&found)?;
    Ok(found)
}

/// Whether a secret is not being deleted.
pub(in crate::kms) fn staying(it: &Secret) -> Result<()> {
    if it.deletion.is_some() { Err(IN_WINDOW.into()) } else { Ok(()) }
}

/// Whether this can be the name of a secret of this type.
pub(in crate::kms) fn is_name(name: &str, kind: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_/+=.@-".contains(c);
    let place = match kind {
        "ECS" => name.starts_with("acs/ecs/"),
        "RAMCredentials" => true,
        _ => !name.starts_with("acs/"),
    };
    place && (1..=192).contains(&name.len()) && name.chars().all(allowed)
}
