//! `BatchAddCdnDomain` adds several domains that are alike: all of them or none.

use crate::cdn::{
    domains::life::{self, NewDomain},
    faults::{
        BAD_KIND, BAD_NAME, BAD_PRIORITY, BAD_SCOPE, BAD_SOURCES, MANY_NAMES, MANY_SOURCES,
        MISMATCH, NO_GROUP, TAKEN,
    },
    lists::Done,
    resources::{OF_SEVERAL, RESOURCES, SEVERAL},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, text};

pub(in crate::cdn) struct BatchAddCdnDomain(NewDomain);

impl Action for BatchAddCdnDomain {
    const NAME: &'static str = "BatchAddCdnDomain";
    const DOC: &'static str = "Adds several domains.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_SEVERAL);
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
        MANY_NAMES,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("CheckUrl").doc("Has no effect."))?;
        p.optional(text("TopLevelDomain").doc("Has no effect."))?;
        let sources = text("Sources").doc("Where the content comes from, as a JSON list.");
        let group = text("ResourceGroupId").line(1, 64).doc("The resource group.");
        Ok(Self(NewDomain {
            name: p.required(SEVERAL)?,
            kind: Some(
                p.required(text("CdnType").doc("The type of business: web, download or video."))?,
            ),
            scope: p.optional(
                text("Scope").doc("Where it is accelerated: domestic, overseas or global."),
            )?,
            sources: Some(p.required(sources)?),
            resource_group: p.optional(group)?,
            ..NewDomain::default()
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::add_all(cx, Service::Cdn, &self.0)?;
        Ok(Done {})
    }
}
