//! `DeleteSpecificConfig` removes functions of a domain by their ids.

use crate::cdn::{
    faults::{BUSY, NO_CONFIG, NO_DOMAIN},
    functions::configs,
    lists::Done,
    resources::{NAME, RESOURCES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cdn) struct DeleteSpecificConfig {
    name: String,
    ids: String,
}

impl Action for DeleteSpecificConfig {
    const NAME: &'static str = "DeleteSpecificConfig";
    const DOC: &'static str = "Removes functions of a domain.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.cdn, BUSY, NO_CONFIG];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = text("ConfigId").doc("The ids of the functions, with commas between them.");
        Ok(Self { name: p.required(NAME)?, ids: p.required(ids)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        configs::delete(cx, Service::Cdn, &self.name, &self.ids)?;
        Ok(Done {})
    }
}
