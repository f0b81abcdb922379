//! `DescribeCdnDomainDetail` answers a domain.

use serde::Serialize;

use crate::cdn::{
    domains::views::{self, ShownSource},
    faults::NO_DOMAIN,
    resources::{NAME, RESOURCES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::cdn) struct DescribeCdnDomainDetail {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    get_domain_detail_model: Model,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Model {
    domain_name: String,
    cdn_type: String,
    scope: String,
    domain_status: &'static str,
    cname: String,
    https_cname: String,
    resource_group_id: String,
    server_certificate_status: &'static str,
    gmt_created: String,
    gmt_modified: String,
    description: &'static str,
    source_models: SourceModels,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct SourceModels {
    source_model: Vec<ShownSource>,
}

impl Action for DescribeCdnDomainDetail {
    const NAME: &'static str = "DescribeCdnDomainDetail";
    const DOC: &'static str = "Queries a domain.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.cdn];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = views::of(cx, Service::Cdn, &self.name)?;
        let model = Model {
            domain_name: it.name,
            cdn_type: it.kind,
            scope: it.scope,
            domain_status: it.status,
            https_cname: it.cname.clone(),
            cname: it.cname,
            resource_group_id: it.resource_group,
            server_certificate_status: it.https,
            gmt_created: it.made,
            gmt_modified: it.changed,
            description: "",
            source_models: SourceModels { source_model: it.sources },
        };
        Ok(Response { get_domain_detail_model: model })
    }
}
