//! `DescribeInstanceDomains` lists the domains that are bound to an instance, the newest first.

use serde::Serialize;

use super::bound::{self, ID};
use crate::alidns::{
    faults::NO_INSTANCE,
    hosted::ALL_RESOURCES,
    lists,
    tables::domains::{self, Domain},
};
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::Page, text};

pub(in crate::alidns) struct DescribeInstanceDomains {
    id: String,
    keyword: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_items: i64,
    total_pages: i64,
    page_number: i64,
    page_size: i64,
    instance_domains: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    domain_name: String,
    create_time: String,
    create_timestamp: i64,
}

impl Action for DescribeInstanceDomains {
    const NAME: &'static str = "DescribeInstanceDomains";
    const DOC: &'static str = "Queries the domains of an instance.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_INSTANCE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let id = p.required(ID)?;
        let keyword = p.optional(text("DomainKeywords").doc("Part of a name."))?;
        Ok(Self { id, keyword, page: lists::page(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let instance = bound::instance(cx, &self.id)?;
        let word = self.keyword.unwrap_or_default().to_lowercase();
        let mut all = domains::of_instance(cx.tx, &account, &instance.id)?;
        all.retain(|it| it.shown.contains(&word));
        let (page, total_items) = self.page.and_total(all);
        let row = |it: Domain| Row {
            domain_name: it.shown,
            create_time: lists::minutes(it.made),
            create_timestamp: it.made,
        };
        Ok(Response {
            total_items,
            total_pages: lists::pages(total_items, self.page.size),
            page_number: self.page.number,
            page_size: self.page.size,
            instance_domains: page.into_iter().map(row).collect(),
        })
    }
}
