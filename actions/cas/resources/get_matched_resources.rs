//! `GetMatchedResources` lists the cloud resources that accept certificates and whose domain the
//! given certificates cover, newest first.
//!
//! `ResourceScope` is reserved. `NextToken` continues after a full page. The vendor does not
//! document `Data`: here it contains resources like `ListCloudResources`.

use serde::Serialize;

use crate::cas::{
    certificates::job_lookups,
    faults::NOT_FOUND,
    jobs::job_plan::{self, INVALID},
    resources::matching::Matcher,
    resources::resource_view::CloudResource,
    tables::{Owner, resources},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct GetMatchedResources {
    certs: String,
    max: i64,
    after: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    data: Vec<CloudResource>,
    max_results: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

impl Action for GetMatchedResources {
    const NAME: &'static str = "GetMatchedResources";
    const DOC: &'static str = "Queries the cloud resources whose domains certificates cover.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, INVALID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let number = |token: &str| token.parse::<i64>().is_ok();
        let mut it = Self {
            certs: p.required(text("CertIds").doc("Ids of certificates, comma-separated."))?,
            max: p.default(
                int("MaxResults").range(1, 2000).doc("How many to a page: 20 if absent."),
                20,
            )?,
            after: p.optional(
                text("NextToken").form("token", number).doc("The NextToken of the previous page."),
            )?,
        };
        it.max = p.page_size(it.max);
        p.optional(text("ResourceScope").doc("Reserved; without effect."))?;
        Ok(it)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut domains = Vec::new();
        for id in job_plan::ids(&self.certs, "CertIds")? {
            domains.extend(job_lookups::find(cx, id)?.ok_or(NOT_FOUND)?.domains);
        }
        let matcher = Matcher::of(std::iter::once(domains.as_slice()));
        let below = self.after.and_then(|token| token.parse().ok());
        let max = usize::try_from(self.max).unwrap_or(usize::MAX);
        let mut ids = resources::domains(cx.tx, owner, below)?
            .into_iter()
            .filter(|(_, domain)| matcher.first(domain).is_some())
            .map(|(id, _)| id);
        let page: Vec<i64> = ids.by_ref().take(max).collect();
        let more = ids.next().is_some();
        let next_token = page.last().filter(|_| more).map(ToString::to_string);
        let mut data = Vec::with_capacity(page.len());
        for id in page {
            data.extend(resources::get(cx.tx, owner, id)?.map(CloudResource::from));
        }
        Ok(Response { data, max_results: self.max, next_token })
    }
}
