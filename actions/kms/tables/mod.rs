//! The tables: keys, their versions and aliases, secrets, their versions and labels, tags, instances, network rules,
//! policies, access points, client keys and settings.
//!
//! Everything is an account's in a region. Key material and the values of secrets are sealed (`actions/kms/sealed.rs`).

pub(in crate::kms) mod access_points;
pub(in crate::kms) mod aliases;
pub(in crate::kms) mod client_keys;
pub(in crate::kms) mod instances;
pub(in crate::kms) mod key_versions;
pub(in crate::kms) mod keys;
pub(in crate::kms) mod kinds;
pub(in crate::kms) mod network_rules;
pub(in crate::kms) mod permission_policies;
pub(in crate::kms) mod policies_named;
pub(in crate::kms) mod rotations;
pub(in crate::kms) mod sealing_key;
pub(in crate::kms) mod secret_versions;
pub(in crate::kms) mod secrets;
pub(in crate::kms) mod settings;
pub(in crate::kms) mod tags;

use crate::SecretColumns;

/// The columns that hold secrets. All else that is one is sealed under this key.
pub(super) const SECRETS: &[SecretColumns] = &[SecretColumns::hidden("kms_sealing_key", &["hex"])];

/// The schema steps, oldest first. A released step never changes.
pub(super) const SCHEMA: &[&str] = &[
    keys::TABLE,
    keys::BY_ID,
    key_versions::TABLE,
    key_versions::BY_KEY,
    aliases::TABLE,
    aliases::BY_NAME,
    aliases::BY_KEY,
    secrets::TABLE,
    secrets::BY_NAME,
    secret_versions::TABLE,
    secret_versions::BY_ID,
    secret_versions::LABELS,
    secret_versions::ROTATIONS,
    rotations::TABLE,
    tags::TABLE,
    instances::TABLE,
    network_rules::TABLE,
    permission_policies::TABLE,
    access_points::TABLE,
    client_keys::TABLE,
    client_keys::BY_POINT,
    settings::TABLE,
    sealing_key::TABLE,
];
