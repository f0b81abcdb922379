//! `DescribeDcdnUserDomains` lists domains, the newest first.

use serde::Serialize;

use crate::cdn::{
    domains::views::{self, Facts, Search, ShownSource},
    service::Service,
    tags::tag_rules::TAGS,
};
use crate::dcdn::resources::ALL_RESOURCES;
use crate::{Access, Action, Cx, Params, Result, TagReader, text};

pub(in crate::dcdn) struct DescribeDcdnUserDomains(Search);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    domains: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Rows {
    page_data: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Row {
    domain_name: String,
    domain_id: i64,
    domain_status: &'static str,
    cname: String,
    #[serde(rename = "SSLProtocol")]
    ssl_protocol: &'static str,
    resource_group_id: String,
    sandbox: &'static str,
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

impl Action for DescribeDcdnUserDomains {
    const NAME: &'static str = "DescribeDcdnUserDomains";
    const DOC: &'static str = "Queries domains.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const TAGS: Option<TagReader> = Some(TAGS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("WebSiteType").doc("Has no effect."))?;
        Ok(Self(Search::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (found, total_count) = views::list(cx, Service::Dcdn, &self.0)?;
        let page = self.0.page;
        Ok(Response {
            total_count,
            page_number: page.number,
            page_size: page.size,
            domains: Rows { page_data: found.into_iter().map(row).collect() },
        })
    }
}

fn row(it: Facts) -> Row {
    Row {
        domain_name: it.name,
        domain_id: it.id,
        domain_status: it.status,
        cname: it.cname,
        ssl_protocol: it.https,
        resource_group_id: it.resource_group,
        sandbox: "normal",
        gmt_created: it.made,
        gmt_modified: it.changed,
        description: "",
        scene: it.scene,
        function_type: it.function_type,
        sources: Sources { source: it.sources },
    }
}
