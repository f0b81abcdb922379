//! `BatchDeleteDcdnDomainConfigs` removes functions of domains by their names.

use crate::cdn::{
    faults::{BUSY, MANY_CONFIGURED, NO_DOMAIN},
    functions::configs,
    lists::Done,
    resources::NAMES,
    service::Service,
};
use crate::dcdn::resources::OF_NAMES;
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, text};

pub(in crate::dcdn) struct BatchDeleteDcdnDomainConfigs {
    names: String,
    functions: String,
}

impl Action for BatchDeleteDcdnDomainConfigs {
    const NAME: &'static str = "BatchDeleteDcdnDomainConfigs";
    const DOC: &'static str = "Removes functions of domains.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:dcdn:*:{account}:domain/{DomainNames}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_NAMES);
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn, BUSY, MANY_CONFIGURED];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let functions = text("FunctionNames").doc("The functions, with commas between them.");
        Ok(Self { names: p.required(NAMES)?, functions: p.required(functions)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        configs::delete_named(cx, Service::Dcdn, &self.names, &self.functions)?;
        Ok(Done {})
    }
}
