//! What answers say of a key.

use serde::Serialize;

use crate::{
    kms::{intervals, keys::key_states::ENABLED, place::Place, tables::keys::Key},
    shared::format::iso,
};

/// What is said of a key.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Metadata {
    key_id: String,
    arn: String,
    creator: String,
    creation_date: String,
    description: String,
    key_spec: String,
    key_usage: String,
    key_state: &'static str,
    origin: String,
    protection_level: String,
    primary_key_version: String,
    last_rotation_date: String,
    automatic_rotation: &'static str,
    delete_date: String,
    material_expire_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rotation_interval: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_rotation_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_protection: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_protection_description: Option<String>,
    #[serde(rename = "DKMSInstanceId", skip_serializing_if = "Option::is_none")]
    dkms_instance_id: Option<String>,
}

/// When a key is rotated next, if it is.
pub(in crate::kms) fn next_rotation(key: &Key) -> Option<i64> {
    Some(key.rotated.saturating_add(key.rotation?.saturating_mul(1000)))
}

/// What is said of a new key.
pub(in crate::kms) fn of_new(key: Key, place: Place<'_>) -> Metadata {
    let time = |it: Option<i64>| it.map(iso).unwrap_or_default();
    Metadata {
        arn: place.arn(&format!("key/{}", key.id)),
        creator: place.account.to_owned(),
        creation_date: iso(key.made),
        key_state: key.state.as_str(),
        last_rotation_date: iso(key.rotated),
        automatic_rotation: match key.rotation {
            None => "Disabled",
            Some(_) if key.state == ENABLED => "Enabled",
            Some(_) => "Suspended",
        },
        delete_date: time(key.deletion),
        material_expire_time: time(key.material_end),
        rotation_interval: key.rotation.map(intervals::shown),
        next_rotation_date: next_rotation(&key).map(iso),
        deletion_protection: None,
        deletion_protection_description: None,
        key_id: key.id,
        description: key.description,
        key_spec: key.spec,
        key_usage: key.usage,
        origin: key.origin,
        protection_level: key.protection,
        primary_key_version: key.version,
        dkms_instance_id: Some(key.instance).filter(|it| !it.is_empty()),
    }
}

/// What is said of a key that is described.
pub(in crate::kms) fn of(key: Key, place: Place<'_>) -> Metadata {
    let (guarded, reason) = (key.guarded, key.guard_reason.clone());
    Metadata {
        deletion_protection: Some(if guarded { "Enabled" } else { "Disabled" }),
        deletion_protection_description: guarded.then_some(reason),
        ..of_new(key, place)
    }
}
