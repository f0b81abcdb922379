//! `DescribeDnsProductInstance` answers a paid instance.

use serde::Serialize;

use super::bound::{self, ID, PUBLIC, Product};
use crate::alidns::{
    editions::Edition, faults::NO_INSTANCE, hosted::ALL_RESOURCES, records::changes::CLIENT,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::alidns) struct DescribeDnsProductInstance {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    #[serde(flatten)]
    product: Product,
    domain_type: &'static str,
    dns_servers: DnsServers,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct DnsServers {
    dns_server: Vec<&'static str>,
}

impl Action for DescribeDnsProductInstance {
    const NAME: &'static str = "DescribeDnsProductInstance";
    const DOC: &'static str = "Queries an instance.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_INSTANCE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT)?;
        Ok(Self { id: p.required(ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = bound::instance(cx, &self.id)?;
        let servers = Edition::of(&it.edition).servers();
        let dns_servers = DnsServers { dns_server: servers.split(',').collect() };
        Ok(Response { product: bound::shown(cx, it)?, domain_type: PUBLIC, dns_servers })
    }
}
