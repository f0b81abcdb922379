//! `AddCdnDomain` adds a domain.

use crate::cdn::{
    domains::life::{self, NewDomain},
    faults::{
        BAD_KIND, BAD_NAME, BAD_PRIORITY, BAD_SCOPE, BAD_SOURCES, BAD_TAG_KEY, BAD_TAG_VALUE,
        MANY_DOMAINS, MANY_SOURCES, MANY_TAGS, MISMATCH, NO_GROUP, NOT_OPENED, NOT_OWNED,
        SAME_TAG_KEY, TAKEN,
    },
    lists::Done,
    resources::{NAME, RESOURCES},
    service::Service,
    tags::tag_rules::TAGS,
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, text};

pub(in crate::cdn) struct AddCdnDomain(NewDomain);

impl Action for AddCdnDomain {
    const NAME: &'static str = "AddCdnDomain";
    const DOC: &'static str = "Adds a domain.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[
        BAD_NAME.cdn,
        BAD_SOURCES.cdn,
        MANY_SOURCES,
        MISMATCH,
        BAD_PRIORITY,
        BAD_SCOPE.cdn,
        TAKEN,
        NO_GROUP,
        BAD_KIND,
        BAD_TAG_KEY,
        BAD_TAG_VALUE,
        SAME_TAG_KEY,
        MANY_TAGS,
        NOT_OWNED,
        MANY_DOMAINS,
        NOT_OPENED.cdn,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("CheckUrl").doc("Has no effect."))?;
        p.optional(text("TopLevelDomain").doc("Has no effect."))?;
        let sources = text("Sources").doc("Where the content comes from, as a JSON list.");
        let group = text("ResourceGroupId").line(1, 64).doc("The resource group.");
        Ok(Self(NewDomain {
            name: p.required(NAME)?,
            kind: Some(
                p.required(text("CdnType").doc("The type of business: web, download or video."))?,
            ),
            scope: p.optional(
                text("Scope").doc("Where it is accelerated: domestic, overseas or global."),
            )?,
            sources: Some(p.required(sources)?),
            resource_group: p.optional(group)?,
            tags: TAGS(p)?,
            ..NewDomain::default()
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::add(cx, Service::Cdn, &self.0)?;
        Ok(Done {})
    }
}
