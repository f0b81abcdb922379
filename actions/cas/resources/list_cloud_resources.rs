//! `ListCloudResources` lists the cloud resources to which certificates can be deployed, newest
//! first, a page at a time.
//!
//! The real list follows the products with some delay; this one is filled through the control API.
//! `CertIds` is JSON, comma-separated, or numbered parameters (the pages only call it an array): it
//! selects the resources with one of these installed.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use crate::cas::{
    resources::resource_view::CloudResource,
    tables::{
        Owner,
        resources::{self, Filter, Resource},
    },
};
use crate::shared::filters::pattern;
use crate::{
    Access, Action, ApiError, Cx, ParameterError, Params, Problem, Result, int,
    request::page::Page, text,
};

pub(in crate::cas) struct ListCloudResources {
    cloud: Option<String>,
    product: Option<String>,
    keyword: Option<String>,
    secret: Option<String>,
    certs: Option<Vec<i64>>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    data: Vec<CloudResource>,
    current_page: i64,
    show_size: i64,
    total: i64,
}

/// Maximum number of certificate ids in a call.
const MAX_CERTS: usize = 1000;

impl Action for ListCloudResources {
    const NAME: &'static str = "ListCloudResources";
    const DOC: &'static str = "Queries the cloud resources to which certificates can be deployed.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            cloud: p.optional(text("CloudName").doc("Only resources of this cloud."))?,
            product: p.optional(text("CloudProduct").doc("Only resources of this product."))?,
            keyword: p.optional(text("Keyword").doc("A part of the domain or instance id."))?,
            secret: p.optional(
                text("SecretId").doc("Only resources reached by this key of another cloud."),
            )?,
            certs: certs(p)?,
            page: Page::current_and_show(p, 20, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let filter = Filter {
            cloud: self.cloud.as_deref(),
            product: self.product.as_deref(),
            like: like.as_deref(),
            secret: self.secret.as_deref(),
            cert: None,
        };
        let (found, total) = match &self.certs {
            None => resources::list(cx.tx, owner, &filter, self.page)?,
            Some(certs) => with_one_of(cx, &filter, certs, self.page)?,
        };
        let data = found.into_iter().map(CloudResource::from).collect();
        Ok(Response { data, current_page: self.page.number, show_size: self.page.size, total })
    }
}

/// The certificate ids of a call, without duplicates.
fn certs(p: &mut Params<'_>) -> Result<Option<Vec<i64>>> {
    let whole =
        p.optional(text("CertIds").doc("Only resources with one of these certificates: JSON."))?;
    let each =
        p.list(int("CertIds").doc("Only resources with one of these certificates."), MAX_CERTS)?;
    let Some(mut all) = whole.map(|list| ids(&list)).transpose()?.or(each) else { return Ok(None) };
    all.sort_unstable();
    all.dedup();
    if all.len() > MAX_CERTS {
        return Err(wrong_ids(Problem::TooMany(MAX_CERTS)));
    }
    Ok(Some(all))
}

/// The ids of `[1,2]` or `1,2`.
fn ids(list: &str) -> Result<Vec<i64>> {
    let inner = list.trim().trim_start_matches('[').trim_end_matches(']');
    if inner.trim().is_empty() {
        return Ok(Vec::new());
    }
    let all = inner.split(',').map(|id| id.trim().trim_matches('"').parse());
    all.collect::<Result<_, _>>().map_err(|_| wrong_ids(Problem::Malformed("list of ids")))
}

fn wrong_ids(problem: Problem) -> ApiError {
    crate::cas::wording(&ParameterError { name: "CertIds", problem })
}

/// A page of the resources with one of these certificates, and how many there are.
fn with_one_of(
    cx: &mut Cx<'_>,
    filter: &Filter<'_>,
    certs: &[i64],
    page: Page,
) -> Result<(Vec<Resource>, i64)> {
    let owner = Owner::of(cx);
    let (mut all, mut total) = (Vec::new(), 0);
    for cert in certs {
        let filter = Filter { cert: Some(*cert), ..*filter };
        let upto = Page { number: 1, size: page.skip().saturating_add(page.size) };
        let (found, count) = resources::list(cx.tx, owner, &filter, upto)?;
        all.extend(found);
        total += count;
    }
    all.sort_by_key(|r| std::cmp::Reverse(r.id));
    let (skip, take) = (page.skip(), page.size);
    let skip = usize::try_from(skip).unwrap_or(usize::MAX);
    let take = usize::try_from(take).unwrap_or(usize::MAX);
    Ok((all.into_iter().skip(skip).take(take).collect(), total))
}
