//! `DescribeDcdnDomainsBySource` lists the domains of sources.

use serde::Serialize;

use crate::cdn::{
    domains::views::{self, Facts},
    service::Service,
};
use crate::dcdn::resources::ALL_RESOURCES;
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::dcdn) struct DescribeDcdnDomainsBySource {
    sources: String,
}

/// The lists are bare (published).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Response {
    domain_info: Vec<OfSource>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct OfSource {
    source: String,
    domain_list: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Row {
    domain_name: String,
    domain_cname: String,
    domain_type: String,
    status: &'static str,
    create_time: String,
    update_time: String,
}

impl Action for DescribeDcdnDomainsBySource {
    const NAME: &'static str = "DescribeDcdnDomainsBySource";
    const DOC: &'static str = "Queries the domains of sources.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let sources = text("Sources").doc("The contents of sources, with commas between them.");
        Ok(Self { sources: p.required(sources)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let all = views::with_sources(cx, Service::Dcdn, &self.sources)?;
        let of_source = |(source, found): (String, Vec<Facts>)| {
            let domain_list = found.into_iter().map(row).collect();
            OfSource { source, domain_list }
        };
        Ok(Response { domain_info: all.into_iter().map(of_source).collect() })
    }
}

fn row(it: Facts) -> Row {
    Row {
        domain_name: it.name,
        domain_cname: it.cname,
        domain_type: it.scene,
        status: it.status,
        create_time: it.made,
        update_time: it.changed,
    }
}
