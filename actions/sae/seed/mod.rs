//! What seed files may say of SAE.

mod applications;
mod contacts;
mod namespaces;

use crate::core::seed::SeedKind;

/// All kinds.
pub(super) const KINDS: &[SeedKind] =
    &[namespaces::NAMESPACES, contacts::CONTACTS, applications::APPLICATIONS];
