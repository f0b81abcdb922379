//! `DescribeDcdnDomainDetail` answers a domain.

use serde::Serialize;

use crate::cdn::{
    domains::views::{self, ShownSource},
    faults::NO_DOMAIN,
    resources::NAME,
    service::Service,
};
use crate::dcdn::resources::RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::dcdn) struct DescribeDcdnDomainDetail {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Response {
    domain_detail: Detail,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Detail {
    domain_name: String,
    scope: String,
    domain_status: &'static str,
    cname: String,
    resource_group_id: String,
    #[serde(rename = "SSLProtocol")]
    ssl_protocol: &'static str,
    #[serde(rename = "SSLPub")]
    ssl_pub: String,
    gmt_created: String,
    gmt_modified: String,
    description: &'static str,
    scene: String,
    function_type: String,
    sources: Sources,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Sources {
    source: Vec<ShownSource>,
}

impl Action for DescribeDcdnDomainDetail {
    const NAME: &'static str = "DescribeDcdnDomainDetail";
    const DOC: &'static str = "Queries a domain.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = views::of(cx, Service::Dcdn, &self.name)?;
        let detail = Detail {
            domain_name: it.name,
            scope: it.scope,
            domain_status: it.status,
            cname: it.cname,
            resource_group_id: it.resource_group,
            ssl_protocol: it.https,
            ssl_pub: it.pem,
            gmt_created: it.made,
            gmt_modified: it.changed,
            description: "",
            scene: it.scene,
            function_type: it.function_type,
            sources: Sources { source: it.sources },
        };
        Ok(Response { domain_detail: detail })
    }
}
