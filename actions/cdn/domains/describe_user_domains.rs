//! `DescribeUserDomains` lists domains, the newest first.

use serde::Serialize;

use crate::cdn::{
    domains::views::{self, Facts, Search, ShownSource},
    resources::ALL_RESOURCES,
    service::Service,
    tags::tag_rules::TAGS,
};
use crate::{Access, Action, Cx, Params, Result, TagReader, text};

pub(in crate::cdn) struct DescribeUserDomains(Search);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    domains: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Rows {
    page_data: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Row {
    domain_name: String,
    domain_id: i64,
    domain_status: &'static str,
    cdn_type: String,
    coverage: String,
    cname: String,
    ssl_protocol: &'static str,
    resource_group_id: String,
    sandbox: &'static str,
    gmt_created: String,
    gmt_modified: String,
    description: &'static str,
    sources: Sources,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Sources {
    source: Vec<ShownSource>,
}

impl Action for DescribeUserDomains {
    const NAME: &'static str = "DescribeUserDomains";
    const DOC: &'static str = "Queries domains.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const TAGS: Option<TagReader> = Some(TAGS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kinds = text("CdnType").doc("Only those of these types, with commas between them.");
        let source = text("Source").doc("Only those with this in the content of a source.");
        let mut search = Search::read(p)?;
        search.kinds = p.optional(kinds)?;
        search.source = p.optional(source)?;
        Ok(Self(search))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (found, total_count) = views::list(cx, Service::Cdn, &self.0)?;
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
        cdn_type: it.kind,
        coverage: it.scope,
        cname: it.cname,
        ssl_protocol: it.https,
        resource_group_id: it.resource_group,
        sandbox: "normal",
        gmt_created: it.made,
        gmt_modified: it.changed,
        description: "",
        sources: Sources { source: it.sources },
    }
}
