//! `MoveDomainResourceGroup` moves a domain to another resource group.

use serde::Serialize;

use super::grouped;
use crate::alidns::hosted::DOMAIN_FAULTS;
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::alidns) struct MoveDomainResourceGroup {
    domain: String,
    group: String,
}

#[derive(Serialize)]
pub(in crate::alidns) struct Response {}

impl Action for MoveDomainResourceGroup {
    const NAME: &'static str = "MoveDomainResourceGroup";
    const DOC: &'static str = "Moves a domain to another resource group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:alidns::{account}:domain/{ResourceId}"];
    const FAULTS: &'static [Fault] = DOMAIN_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let group = text("NewResourceGroupId").line(1, 64).doc("The group to move it to.");
        let domain = p.required(text("ResourceId").doc("The domain."))?;
        Ok(Self { domain, group: p.required(group)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        grouped::move_to(cx.tx, &account, &self.domain, &self.group)?;
        Ok(Response {})
    }
}
