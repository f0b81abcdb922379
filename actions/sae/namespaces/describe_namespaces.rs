//! `DescribeNamespaces` lists the namespaces of a region, the default one first.
//!
//! It shows no access keys of the microservice registry: there is none.
//!
//! Assumed: the default namespace is first.

use serde::Serialize;

use super::namespace_id::RESOURCE;
use crate::{
    Access, Action, Cx, Params, Result, int,
    request::page::Page,
    sae::tables::namespaces::{self, Namespace},
};

pub(in crate::sae) struct DescribeNamespaces(Page);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    current_page: i64,
    namespaces: Vec<Item>,
    page_size: i64,
    total_size: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    #[serde(rename = "NameSpaceShortId", skip_serializing_if = "String::is_empty")]
    short_id: String,
    namespace_description: String,
    namespace_id: String,
    namespace_name: String,
    region_id: String,
}

impl Action for DescribeNamespaces {
    const NAME: &'static str = "DescribeNamespaces";
    const DOC: &'static str = "Lists the namespaces of a region.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/paas/namespaces");
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let number = p.required(int("CurrentPage").min(1).doc("The page, from 1."))?;
        let size = p.required(int("PageSize").range(1, 10_000).doc("How many to a page."))?;
        Ok(Self(Page { number, size: p.page_size(size) }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let all = namespaces::all(cx.tx, (&cx.caller.account, cx.region))?;
        let item = |it: Namespace| Item {
            short_id: it.short().to_owned(),
            namespace_description: it.description,
            namespace_id: it.id,
            namespace_name: it.name,
            region_id: cx.region.to_owned(),
        };
        Ok(Response {
            data: Data {
                current_page: self.0.number,
                page_size: self.0.size,
                total_size: all.len(),
                namespaces: self.0.of(all).map(item).collect(),
            },
        })
    }
}
