//! `DescribeTags` lists the keys of tags with their values.

use std::collections::BTreeMap;

use serde::Serialize;

use super::tag_parameters::RESOURCE_TYPE;
use crate::alidns::{hosted::ALL_RESOURCES, lists, tables::tags};
use crate::{Access, Action, Cx, Params, Result, request::page::Page};

pub(in crate::alidns) struct DescribeTags {
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    tags: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    key: String,
    values: Vec<String>,
}

impl Action for DescribeTags {
    const NAME: &'static str = "DescribeTags";
    const DOC: &'static str = "Queries the keys and values of tags.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.required(RESOURCE_TYPE)?;
        Ok(Self { page: lists::page(p, 200, 200)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, value) in tags::pairs(cx.tx, &account)? {
            found.entry(key).or_default().push(value);
        }
        let (page, total_count) = self.page.and_total(found.into_iter().collect());
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            tags: page.into_iter().map(|(key, values)| Row { key, values }).collect(),
        })
    }
}
