//! `BatchSetCdnDomainConfig` configures functions of domains: all of them or none.

use crate::cdn::{
    faults::{
        BAD_ARGUMENTS, BAD_FUNCTIONS, BAD_PARENT, BUSY, MANY_CONFIGURED, NO_CONFIG, NO_DOMAIN,
        NO_FUNCTION_NAME, NO_FUNCTIONS, SAME_CONFIG,
    },
    functions::configs::{self, Configured},
    resources::{NAMES, OF_NAMES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, text};

pub(in crate::cdn) struct BatchSetCdnDomainConfig {
    names: String,
    functions: String,
}

impl Action for BatchSetCdnDomainConfig {
    const NAME: &'static str = "BatchSetCdnDomainConfig";
    const DOC: &'static str = "Configures functions of domains.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:cdn:*:{account}:domain/{DomainNames}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_NAMES);
    const FAULTS: &'static [Fault] = &[
        NO_DOMAIN.cdn,
        BUSY,
        MANY_CONFIGURED,
        BAD_FUNCTIONS,
        NO_FUNCTIONS,
        NO_FUNCTION_NAME,
        BAD_ARGUMENTS,
        BAD_PARENT,
        NO_CONFIG,
        SAME_CONFIG,
    ];
    type Response = Configured;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let functions =
            text("Functions").doc("The functions with their arguments, as a JSON list.");
        Ok(Self { names: p.required(NAMES)?, functions: p.required(functions)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Configured> {
        configs::set(cx, Service::Cdn, &self.names, &self.functions)
    }
}
