//! `AddDcdnDomain` adds a domain.

use crate::cdn::{
    domains::life::{self, NewDomain},
    faults::{
        BAD_FUNCTION_TYPE, BAD_NAME, BAD_PRIORITY, BAD_SCENE, BAD_SCOPE, BAD_SOURCES, BAD_TAG_KEY,
        BAD_TAG_VALUE, MANY_DOMAINS, MANY_SOURCES, MANY_TAGS, MISMATCH, NO_GROUP, NOT_OPENED,
        NOT_OWNED, SAME_TAG_KEY, TAKEN,
    },
    lists::Done,
    resources::NAME,
    service::Service,
    tags::tag_rules::TAGS,
};
use crate::dcdn::resources::RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, text};

pub(in crate::dcdn) struct AddDcdnDomain(NewDomain);

impl Action for AddDcdnDomain {
    const NAME: &'static str = "AddDcdnDomain";
    const DOC: &'static str = "Adds a domain.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[
        BAD_NAME.dcdn,
        BAD_SOURCES.dcdn,
        MANY_SOURCES,
        MISMATCH,
        BAD_PRIORITY,
        BAD_SCOPE.dcdn,
        TAKEN,
        NO_GROUP,
        BAD_SCENE,
        BAD_FUNCTION_TYPE,
        BAD_TAG_KEY,
        BAD_TAG_VALUE,
        SAME_TAG_KEY,
        MANY_TAGS,
        NOT_OWNED,
        MANY_DOMAINS,
        NOT_OPENED.dcdn,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("CheckUrl").doc("Has no effect."))?;
        p.optional(text("TopLevelDomain").doc("Has no effect."))?;
        let sources = text("Sources").doc("Where the content comes from, as a JSON list.");
        let group = text("ResourceGroupId").line(1, 64).doc("The resource group.");
        Ok(Self(NewDomain {
            name: p.required(NAME)?,
            scope: p.optional(
                text("Scope").doc("Where it is accelerated: domestic, overseas or global."),
            )?,
            sources: p.optional(sources)?,
            resource_group: p.optional(group)?,
            scene: p.optional(
                text("Scene").doc("What it is for: apiscene, webservicescene or staticscene."),
            )?,
            function_type: p.optional(
                text("FunctionType").doc("What runs at the edge: routine, image or cloudFunction."),
            )?,
            tags: TAGS(p)?,
            ..NewDomain::default()
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::add(cx, Service::Dcdn, &self.0)?;
        Ok(Done {})
    }
}
