//! What a batch task does.

use crate::{Spec, text};

pub(super) const DOMAIN_ADD: &str = "DOMAIN_ADD";
pub(super) const DOMAIN_DEL: &str = "DOMAIN_DEL";
pub(super) const RR_ADD: &str = "RR_ADD";
pub(super) const RR_DEL: &str = "RR_DEL";

/// All of them.
pub(super) const ALL: &[&str] = &[DOMAIN_ADD, DOMAIN_DEL, RR_ADD, RR_DEL];

/// Only tasks that do this.
pub(super) const FILTER: Spec<String> =
    text("BatchType").one_of(ALL).doc("Only a task of this type.");
