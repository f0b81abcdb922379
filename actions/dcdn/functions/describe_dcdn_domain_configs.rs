//! `DescribeDcdnDomainConfigs` lists the functions of a domain.

use crate::cdn::{
    faults::NO_DOMAIN,
    functions::configs::{self, Listed},
    resources::NAME,
    service::Service,
};
use crate::dcdn::resources::RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::dcdn) struct DescribeDcdnDomainConfigs {
    name: String,
    functions: Option<String>,
    id: Option<String>,
}

impl Action for DescribeDcdnDomainConfigs {
    const NAME: &'static str = "DescribeDcdnDomainConfigs";
    const DOC: &'static str = "Queries the functions of a domain.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn];
    type Response = Listed;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let functions =
            text("FunctionNames").doc("Only these functions, with commas between them.");
        Ok(Self {
            name: p.required(NAME)?,
            functions: p.optional(functions)?,
            id: p.optional(text("ConfigId").doc("Only the one of this id."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Listed> {
        configs::list(
            cx,
            Service::Dcdn,
            &self.name,
            (self.functions.as_deref(), self.id.as_deref()),
        )
    }
}
