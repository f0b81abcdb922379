//! `ModifyCdnDomainSchdmByProperty` sets where a domain is accelerated.

use crate::cdn::{
    domains::life,
    faults::{BUSY, NO_DOMAIN, NO_SCHEDULE},
    lists::Done,
    resources::{NAME, RESOURCES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cdn) struct ModifyCdnDomainSchdmByProperty {
    name: String,
    property: String,
}

impl Action for ModifyCdnDomainSchdmByProperty {
    const NAME: &'static str = "ModifyCdnDomainSchdmByProperty";
    const DOC: &'static str = "Sets where a domain is accelerated.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.cdn, BUSY, NO_SCHEDULE];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let property = text("Property")
            .doc("The region as a JSON object, such as {\"coverage\":\"overseas\"}.");
        Ok(Self { name: p.required(NAME)?, property: p.required(property)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::set_scope(cx, Service::Cdn, (&self.name, &self.property))?;
        Ok(Done {})
    }
}
