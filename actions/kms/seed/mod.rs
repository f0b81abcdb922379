//! What seed files may say of keys and secrets.

mod keys;
mod secrets;
mod settings;

use crate::core::seed::SeedKind;

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[settings::SETTINGS, keys::KEYS, secrets::SECRETS];
