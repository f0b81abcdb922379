//! `DescribeCustomLines` lists the custom lines of a domain, the newest first.

use serde::Serialize;

use super::segments::{self, Segment};
use crate::alidns::{
    hosted::{self, DOMAIN_FAULTS, NAME, RESOURCES},
    lists,
    tables::lines,
};
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::Page};

pub(in crate::alidns) struct DescribeCustomLines {
    domain: String,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_items: i64,
    total_pages: i64,
    page_number: i64,
    page_size: i64,
    custom_lines: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    id: i64,
    name: String,
    code: String,
    ip_segment_list: Vec<Segment>,
}

impl Action for DescribeCustomLines {
    const NAME: &'static str = "DescribeCustomLines";
    const DOC: &'static str = "Queries the custom lines of a domain.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = DOMAIN_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { domain: p.required(NAME)?, page: lists::page(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let domain = hosted::domain(cx.tx, &account, &self.domain)?;
        let (found, total_items) = lines::page(cx.tx, domain.seq, self.page)?;
        let row = |it: lines::CustomLine| Row {
            id: it.id,
            name: it.name,
            code: it.code,
            ip_segment_list: segments::shown(it.segments),
        };
        Ok(Response {
            total_items,
            total_pages: lists::pages(total_items, self.page.size),
            page_number: self.page.number,
            page_size: self.page.size,
            custom_lines: found.into_iter().map(row).collect(),
        })
    }
}
