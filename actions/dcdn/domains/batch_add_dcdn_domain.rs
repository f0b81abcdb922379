//! `BatchAddDcdnDomain` adds several domains that are alike: all of them or none.

use crate::cdn::{
    domains::life::{self, NewDomain},
    faults::{
        BAD_NAME, BAD_PRIORITY, BAD_SCOPE, BAD_SOURCES, MANY_NAMES, MANY_SOURCES, MISMATCH,
        NO_GROUP, TAKEN,
    },
    lists::Done,
    resources::SEVERAL,
    service::Service,
};
use crate::dcdn::resources::{OF_SEVERAL, RESOURCES};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, text};

pub(in crate::dcdn) struct BatchAddDcdnDomain(NewDomain);

impl Action for BatchAddDcdnDomain {
    const NAME: &'static str = "BatchAddDcdnDomain";
    const DOC: &'static str = "Adds several domains.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_SEVERAL);
    const FAULTS: &'static [Fault] = &[
        BAD_NAME.dcdn,
        BAD_SOURCES.dcdn,
        MANY_SOURCES,
        MISMATCH,
        BAD_PRIORITY,
        BAD_SCOPE.dcdn,
        TAKEN,
        NO_GROUP,
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
            scope: p.optional(
                text("Scope").doc("Where it is accelerated: domestic, overseas or global."),
            )?,
            sources: Some(p.required(sources)?),
            resource_group: p.optional(group)?,
            ..NewDomain::default()
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::add_all(cx, Service::Dcdn, &self.0)?;
        Ok(Done {})
    }
}
