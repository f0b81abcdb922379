//! What seed files may say of DNS: groups, and domains with their records.

mod domains;
mod groups;
mod records;

use crate::core::seed::SeedKind;

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[groups::GROUPS, domains::DOMAINS];
