//! `DeleteDomainGroup` deletes a group; its domains are in the default one from then on (documented).

use serde::Serialize;

use super::domain_groups::{self, ID};
use crate::alidns::{
    faults::BAD_PARAMETER,
    hosted::ALL_RESOURCES,
    tables::{domains, groups},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::alidns) struct DeleteDomainGroup {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    group_name: String,
}

impl Action for DeleteDomainGroup {
    const NAME: &'static str = "DeleteDomainGroup";
    const DOC: &'static str = "Deletes a group of domains.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let it = domain_groups::own(cx.tx, &account, &self.id)?;
        domains::leave_group(cx.tx, &account, &it.id)?;
        groups::delete(cx.tx, &account, &it.id)?;
        Ok(Response { group_name: it.name })
    }
}
