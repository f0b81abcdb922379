//! `DescribeDnsProductInstances` lists paid instances, the newest first. Without the control API there are none.

use serde::Serialize;

use super::bound::{self, PUBLIC, Product};
use crate::alidns::{hosted::ALL_RESOURCES, lists, records::changes::CLIENT, tables::instances};
use crate::{Access, Action, Cx, Params, Result, request::page::Page, text};

pub(in crate::alidns) struct DescribeDnsProductInstances {
    edition: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    domain_type: &'static str,
    dns_products: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Rows {
    dns_product: Vec<Product>,
}

impl Action for DescribeDnsProductInstances {
    const NAME: &'static str = "DescribeDnsProductInstances";
    const DOC: &'static str = "Queries instances.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT)?;
        let edition = p.optional(text("VersionCode").doc("Only those of this edition."))?;
        Ok(Self { edition, page: lists::page(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let all = instances::list(cx.tx, &account, self.edition.as_deref())?;
        let (page, total_count) = self.page.and_total(all);
        let mut dns_product = Vec::new();
        for it in page {
            dns_product.push(bound::shown(cx, it)?);
        }
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            domain_type: PUBLIC,
            dns_products: Rows { dns_product },
        })
    }
}
