//! What seed files may say of DCDN: domains with their functions, certificates and tags.

use crate::{
    cdn::{
        seed::domain_entries::{
            CERTIFICATE, FUNCTIONS, NAME, OFFLINE, RESOURCE_GROUP, SCOPE, SOURCES, TAGS, create,
            export, update,
        },
        service::Service,
    },
    core::seed::{SeedKind, SeedMember},
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[SeedKind {
    name: "domains",
    doc: "Domains of DCDN, with their functions and certificates.",
    key: &["name"],
    members: &[
        NAME,
        SCOPE,
        SeedMember::text("scene", "What it is for: apiscene, webservicescene or staticscene."),
        SeedMember::text(
            "function_type",
            "What runs at the edge: routine, image or cloudFunction.",
        ),
        SOURCES,
        RESOURCE_GROUP,
        TAGS,
        FUNCTIONS,
        CERTIFICATE,
        OFFLINE,
    ],
    export: |cx| export(cx, Service::Dcdn),
    create: |cx, it| create(cx, Service::Dcdn, None, it),
    update: Some(|cx, it, there| update(cx, Service::Dcdn, it, there)),
}];
