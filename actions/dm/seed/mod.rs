//! What seed files may say of mail: what there is in the region that entries are made in.

mod addresses;
mod domains;
mod receivers;
mod templates;

use crate::{core::seed::SeedKind, request::page::Page};

/// All kinds.
pub(super) const KINDS: &[SeedKind] =
    &[domains::DOMAINS, addresses::ADDRESSES, receivers::RECEIVERS, templates::TEMPLATES];

/// All of a list.
const ALL: Page = Page { number: 1, size: i64::MAX };
