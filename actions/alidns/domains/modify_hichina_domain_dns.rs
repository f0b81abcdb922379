//! `ModifyHichinaDomainDNS` changes the servers of a name that is registered with the vendor: none is here.

use serde::Serialize;

use super::name_servers::DnsServers;
use crate::alidns::{
    faults::{BAD_DOMAIN, NO_DOMAIN, NOT_HICHINA, OTHERS_DOMAIN},
    hosted::{self, NAME, RESOURCES},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::alidns) struct ModifyHichinaDomainDNS {
    domain: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    original_dns_servers: DnsServers,
    new_dns_servers: DnsServers,
}

impl Action for ModifyHichinaDomainDNS {
    const NAME: &'static str = "ModifyHichinaDomainDNS";
    const DOC: &'static str = "Changes the servers of a domain that is registered with the vendor.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN, NOT_HICHINA];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { domain: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        hosted::domain(cx.tx, &account, &self.domain)?;
        Err(NOT_HICHINA.into())
    }
}
