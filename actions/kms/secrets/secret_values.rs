//! The values of secrets, which are kept sealed.
//!
//! A secret whose creator named a key is read only by who may decrypt with it, and while it is enabled.

use crate::{
    ApiError, Cx, Result,
    kms::{
        faults::{self, NO_KEY, SECRET_LIMIT},
        keys::key_states,
        place::Place,
        policies::policy_rights,
        sealed,
        secrets::version_labels,
        tables::{
            keys,
            secret_versions::{self, SecretVersion},
            secrets::Secret,
        },
    },
};

/// What a value is sealed for.
const PURPOSE: &str = "kms-secret";

/// The most bytes of a value.
const MOST_BYTES: usize = 30_720;

/// How many versions a secret has at most: one more takes the place of the oldest without a label.
const MOST_VERSIONS: usize = 10;

/// Whether a text is short enough for a value.
pub(super) fn is_value(text: &str) -> bool {
    text.len() <= MOST_BYTES
}

/// Adds a version.
pub(super) fn add(
    cx: &mut Cx<'_>,
    secret: &Secret,
    (id, value, value_type): (&str, &str, &str),
) -> Result<()> {
    let of = (Place::of(cx), secret.seq);
    may_use(cx, of.0, (secret, "kms:GenerateDataKey"))?;
    let held = secret_versions::all(cx.tx, of)?;
    if held.len() >= MOST_VERSIONS {
        let mut oldest = None;
        for version in held.iter().rev() {
            if version_labels::of_version(cx.tx, of, &version.id)?.is_empty() {
                oldest = Some(version);
                break;
            }
        }
        let oldest = oldest.ok_or(SECRET_LIMIT)?;
        secret_versions::delete(cx.tx, of, &oldest.id)?;
    }
    let version = SecretVersion {
        id: id.to_owned(),
        value: sealed::seal(cx, PURPOSE, value.as_bytes())?,
        value_type: value_type.to_owned(),
        made: cx.now,
    };
    Ok(secret_versions::add(cx.tx, of, &version)?)
}

/// The value of a version.
pub(super) fn open(cx: &mut Cx<'_>, version: &SecretVersion) -> Result<String> {
    let opened = sealed::open(cx, PURPOSE, &version.value)?;
    String::from_utf8(opened).map_err(ApiError::internal)
}

/// Whether the key of a secret, if its creator named one, can be used by the caller now.
pub(super) fn may_use(
    cx: &mut Cx<'_>,
    place: Place<'_>,
    (secret, action): (&Secret, &str),
) -> Result<()> {
    if secret.encryption.is_empty() {
        return Ok(());
    }
    let key = keys::key(cx.tx, place, &secret.encryption)?.ok_or(NO_KEY)?;
    let arn = place.arn(&format!("key/{}", key.id));
    if !policy_rights::may(cx, action, &arn)? {
        // The text has the id of the key (documented).
        return Err(faults::no_permission(&key.id));
    }
    Ok(key_states::usable(key.state)?)
}
