//! The resources that policies must allow: domains.

use crate::{
    ResourceReader,
    cdn::{
        resources::{NAMES, SEVERAL, listed},
        tags::tag_sets,
    },
};

/// The resource of a call about a domain.
pub(super) const RESOURCES: &[&str] = &["acs:dcdn:*:{account}:domain/{DomainName}"];

/// The resource of a call about all domains.
pub(super) const ALL_RESOURCES: &[&str] = &["acs:dcdn:*:{account}:domain/*"];

/// The resources of a call that names domains in `DomainNames`.
pub(super) const OF_NAMES: ResourceReader =
    |_, caller, p| listed("dcdn", &caller.account, p, NAMES);

/// The resources of a call that names domains in `DomainName`.
pub(super) const OF_SEVERAL: ResourceReader =
    |_, caller, p| listed("dcdn", &caller.account, p, SEVERAL);

/// The resources of a call about tags.
pub(super) const OF_TAGS: ResourceReader =
    |_, caller, p| tag_sets::resources("dcdn", &caller.account, p);
