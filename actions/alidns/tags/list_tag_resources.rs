//! `ListTagResources` lists tags: of the domains that it names, of those with all the given tags, or of all.

use std::collections::BTreeMap;

use serde::Serialize;

use super::tag_parameters::{self, RESOURCE_TYPE, RESOURCES, RESOURCES_OF, TAGS};
use crate::alidns::{
    hosted::DOMAIN_FAULTS,
    tables::{
        domains,
        tags::{self, Tag},
    },
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader, request::page::Page, text,
};

/// How many tags an answer has.
const SIZE: i64 = 100;

pub(in crate::alidns) struct ListTagResources {
    names: Option<Vec<String>>,
    filter: Vec<crate::Tag>,
    page: Page,
}

/// The list is bare, unlike those of other products (published).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    tag_resources: Vec<Row>,
    next_token: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    resource_type: &'static str,
    resource_id: String,
    tag_key: String,
    tag_value: String,
}

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Queries the tags of domains.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = DOMAIN_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let plain = |it: &str| it.len() < 10 && it.bytes().all(|b| b.is_ascii_digit());
        let token = text("NextToken").form("token", plain);
        p.required(RESOURCE_TYPE)?;
        let (names, filter) = (tag_parameters::names(p)?, TAGS(p)?);
        let token = p.optional(token.doc("Where the last answer said that the next begins."))?;
        let number = token.and_then(|it| it.parse().ok()).unwrap_or(1);
        Ok(Self { names, filter, page: Page { number, size: p.page_size(SIZE) } })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let mut found: BTreeMap<i64, Vec<Tag>> = BTreeMap::new();
        match self.names {
            Some(names) => {
                for domain in tag_parameters::find(cx, &names)? {
                    found.insert(domain.seq, tags::of(cx.tx, domain.seq)?);
                }
            }
            None => {
                for tag in tags::all(cx.tx, &account)? {
                    found.entry(tag.domain).or_default().push(tag);
                }
            }
        }
        let has = |all: &[Tag], (key, value): &crate::Tag| {
            let is = |it: &Tag| it.key == *key && value.as_ref().is_none_or(|v| it.value == *v);
            all.iter().any(is)
        };
        found.retain(|_, all| self.filter.iter().all(|wanted| has(all, wanted)));
        let (page, total) = self.page.and_total(found.into_values().flatten().collect());
        let mut tag_resources = Vec::new();
        for it in page {
            let Some(domain) = domains::numbered(cx.tx, it.domain)? else { continue };
            tag_resources.push(Row {
                resource_type: "DOMAIN",
                resource_id: domain.shown,
                tag_key: it.key,
                tag_value: it.value,
            });
        }
        let more = self.page.number.saturating_mul(self.page.size) < total;
        let next_token = if more { (self.page.number + 1).to_string() } else { String::new() };
        Ok(Response { tag_resources, next_token })
    }
}
