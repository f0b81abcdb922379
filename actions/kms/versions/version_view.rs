//! What answers say of a version of a key.

use serde::Serialize;

use crate::{kms::tables::key_versions::KeyVersion, shared::format::iso};

/// An answer about one version.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct OneVersion {
    key_version: Shown,
}

/// A version.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Shown {
    key_id: String,
    key_version_id: String,
    creation_date: String,
}

/// What is said of a version.
pub(super) fn shown(it: KeyVersion) -> Shown {
    Shown { key_id: it.key, key_version_id: it.id, creation_date: iso(it.made) }
}

/// The answer about one version.
pub(super) fn one(it: KeyVersion) -> OneVersion {
    OneVersion { key_version: shown(it) }
}
