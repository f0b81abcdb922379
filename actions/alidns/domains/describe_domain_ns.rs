//! `DescribeDomainNs` answers the servers of a domain, which the registry has as well.

use serde::Serialize;

use super::name_servers::{self, DnsServers};
use crate::alidns::hosted::{self, DOMAIN_FAULTS, NAME, RESOURCES};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::alidns) struct DescribeDomainNs {
    domain: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    all_ali_dns: bool,
    include_ali_dns: bool,
    dns_servers: DnsServers,
    expect_dns_servers: Expected,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Expected {
    expect_dns_server: Vec<String>,
}

impl Action for DescribeDomainNs {
    const NAME: &'static str = "DescribeDomainNs";
    const DOC: &'static str = "Queries the servers of a domain.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = DOMAIN_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { domain: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let domain = hosted::domain(cx.tx, &account, &self.domain)?;
        Ok(Response {
            all_ali_dns: true,
            include_ali_dns: true,
            dns_servers: name_servers::of(&domain),
            expect_dns_servers: Expected { expect_dns_server: domain.servers() },
        })
    }
}
