//! What seed files may say of CDN: domains with their functions, certificates and tags.

pub(crate) mod domain_entries;

use self::domain_entries::{
    CERTIFICATE, FUNCTIONS, NAME, OFFLINE, RESOURCE_GROUP, SCOPE, SOURCES, TAGS, create, export,
    update,
};
use crate::{
    cdn::service::Service,
    core::seed::{SeedKind, SeedMember},
};

/// The type of business of a domain, unless an entry gives it.
const USUAL_TYPE: &str = "web";

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[SeedKind {
    name: "domains",
    doc: "Domains of CDN, with their functions and certificates.",
    key: &["name"],
    members: &[
        NAME,
        SeedMember::text("type", "The type of business; web unless given."),
        SCOPE,
        SOURCES,
        RESOURCE_GROUP,
        TAGS,
        FUNCTIONS,
        CERTIFICATE,
        OFFLINE,
    ],
    export: |cx| export(cx, Service::Cdn),
    create: |cx, it| create(cx, Service::Cdn, Some(USUAL_TYPE), it),
    update: Some(|cx, it, there| update(cx, Service::Cdn, it, there)),
}];
