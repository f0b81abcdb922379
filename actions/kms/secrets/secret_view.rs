//! What answers say of a secret.

use serde::Serialize;

use crate::{
    kms::{
        intervals,
        tables::{secrets::Secret, tags::Tag},
    },
    shared::format::iso,
};

/// Labels of a version.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Stages {
    pub(super) version_stage: Vec<String>,
}

/// Tags of a secret.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tags {
    tag: Vec<ShownTag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownTag {
    tag_key: String,
    tag_value: String,
}

/// What is said of tags.
pub(super) fn tags(all: Vec<Tag>) -> Tags {
    let shown = |it: Tag| ShownTag { tag_key: it.key, tag_value: it.value };
    Tags { tag: all.into_iter().map(shown).collect() }
}

/// What is said of the rotation of a managed secret; nothing of another.
#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Rotation {
    #[serde(skip_serializing_if = "Option::is_none")]
    automatic_rotation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rotation_interval: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_rotation_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_rotation_date: Option<String>,
}

/// When a secret is rotated next, if it is.
pub(super) fn next_rotation(it: &Secret) -> Option<i64> {
    let from = it.rotated.unwrap_or(it.made);
    Some(from.saturating_add(it.rotation?.saturating_mul(1000)))
}

/// What is said of the rotation of a secret.
pub(super) fn rotation(it: &Secret) -> Rotation {
    if !it.is_managed() {
        return Rotation::default();
    }
    Rotation {
        automatic_rotation: Some(match it.rotation {
            Some(_) if it.missing => "Invalid",
            Some(_) => "Enabled",
            None => "Disabled",
        }),
        rotation_interval: it.rotation.map(intervals::shown),
        next_rotation_date: next_rotation(it).map(iso),
        last_rotation_date: it.rotated.map(iso),
    }
}
