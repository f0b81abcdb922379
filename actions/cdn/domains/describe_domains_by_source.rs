//! `DescribeDomainsBySource` lists the domains of sources.

use serde::Serialize;

use crate::cdn::{
    domains::views::{self, Facts},
    resources::ALL_RESOURCES,
    service::Service,
};
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::cdn) struct DescribeDomainsBySource {
    sources: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    sources: String,
    domains_list: DomainsList,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct DomainsList {
    domains_data: Vec<DomainsData>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct DomainsData {
    source: String,
    domains: Domains,
    domain_infos: DomainInfos,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::cdn) struct Domains {
    domain_names: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::cdn) struct DomainInfos {
    domain_info: Vec<DomainInfo>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct DomainInfo {
    domain_name: String,
    domain_cname: String,
    cdn_type: String,
    status: &'static str,
    create_time: String,
    update_time: String,
}

impl Action for DescribeDomainsBySource {
    const NAME: &'static str = "DescribeDomainsBySource";
    const DOC: &'static str = "Queries the domains of sources.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let sources = text("Sources").doc("The contents of sources, with commas between them.");
        Ok(Self { sources: p.required(sources)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut domains_data = Vec::new();
        for (source, found) in views::with_sources(cx, Service::Cdn, &self.sources)? {
            domains_data.push(DomainsData {
                source,
                domains: Domains { domain_names: found.iter().map(|it| it.name.clone()).collect() },
                domain_infos: DomainInfos { domain_info: found.into_iter().map(info).collect() },
            });
        }
        Ok(Response { domains_list: DomainsList { domains_data }, sources: self.sources })
    }
}

fn info(it: Facts) -> DomainInfo {
    DomainInfo {
        domain_name: it.name,
        domain_cname: it.cname,
        cdn_type: it.kind,
        status: it.status,
        create_time: it.made,
        update_time: it.changed,
    }
}
