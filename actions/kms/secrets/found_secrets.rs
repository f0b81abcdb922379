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
    let place = Place::asked(caller, p);
    Ok(vec![place.arn(&format!("secret/{}", in_resource(bare(place, &named))))])
};

/// The name of what is named.
pub(in crate::kms) fn bare<'n>(place: Place<'_>, named: &'n str) -> &'n str {
    place.inside(named).and_then(|it| it.strip_prefix("secret/")).unwrap_or(named)
}

/// The secret that a call names.
pub(in crate::kms) fn any(cx: &mut Cx<'_>, named: &str) -> Result<Secret> {
    let place = Place::of(cx);
    Ok(secrets::secret(cx.tx, place, bare(place, named))?.ok_or(NO_RESOURCE)?)
}

/// The secret that a call names, unless it is being deleted.
pub(in crate::kms) fn secret(cx: &mut Cx<'_>, named: &str) -> Result<Secret> {
    let found = any(cx, named)?;
    if found.deletion.is_some() { Err(IN_WINDOW.into()) } else { Ok(found) }
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
