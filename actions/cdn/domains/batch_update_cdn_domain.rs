//! `BatchUpdateCdnDomain` changes several domains alike: all of them or none.

use crate::cdn::{
    domains::life::{self, Change},
    faults::{BAD_CHANGED_SOURCES, BUSY, MANY_NAMES, NO_DOMAIN},
    lists::Done,
    resources::{OF_SEVERAL, RESOURCES, SEVERAL},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, text};

pub(in crate::cdn) struct BatchUpdateCdnDomain {
    name: String,
    change: Change,
}

impl Action for BatchUpdateCdnDomain {
    const NAME: &'static str = "BatchUpdateCdnDomain";
    const DOC: &'static str = "Changes several domains.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_SEVERAL);
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.cdn, BUSY, BAD_CHANGED_SOURCES, MANY_NAMES];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("TopLevelDomain").doc("Has no effect."))?;
        let sources = text("Sources").doc("Where the content comes from, as a JSON list.");
        let group = text("ResourceGroupId").line(1, 64).doc("The resource group.");
        let name = p.required(SEVERAL)?;
        let change = Change { sources: p.optional(sources)?, resource_group: p.optional(group)? };
        Ok(Self { name, change })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::change_all(cx, Service::Cdn, &self.name, &self.change)?;
        Ok(Done {})
    }
}
