//! `ModifyCdnDomain` changes the sources or the resource group of a domain.

use crate::cdn::{
    domains::life::{self, Change},
    faults::{
        BAD_CHANGED_SOURCES, BAD_PRIORITY, BAD_SOURCE_CONTENT, BAD_SOURCE_TYPE, BUSY,
        CHANGED_MISMATCH, MANY_SOURCES, NO_DOMAIN, NO_GROUP, NO_SOURCE_CONTENT, NO_SOURCE_TYPE,
    },
    lists::Done,
    resources::{NAME, RESOURCES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cdn) struct ModifyCdnDomain {
    name: String,
    change: Change,
}

impl Action for ModifyCdnDomain {
    const NAME: &'static str = "ModifyCdnDomain";
    const DOC: &'static str = "Changes a domain.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[
        NO_DOMAIN.cdn,
        BUSY,
        NO_GROUP,
        BAD_CHANGED_SOURCES,
        MANY_SOURCES,
        NO_SOURCE_TYPE,
        NO_SOURCE_CONTENT,
        BAD_SOURCE_TYPE,
        BAD_SOURCE_CONTENT,
        CHANGED_MISMATCH,
        BAD_PRIORITY,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("TopLevelDomain").doc("Has no effect."))?;
        let sources = text("Sources").doc("Where the content comes from, as a JSON list.");
        let group = text("ResourceGroupId").line(1, 64).doc("The resource group.");
        let name = p.required(NAME)?;
        let change = Change { sources: p.optional(sources)?, resource_group: p.optional(group)? };
        Ok(Self { name, change })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::change(cx, Service::Cdn, &self.name, &self.change)?;
        Ok(Done {})
    }
}
