//! `ListPolicies` lists policies: system policies by name, then custom ones in creation order.

use serde::Serialize;

use crate::resourcemanager::{language::LANGUAGE, ram_errors::wording};
use crate::{
    Access, Action, Cx, Params, Result, Wording,
    ram::{
        policies,
        policy_params::POLICY_TYPE,
        policy_views::{List, PolicyView},
    },
    request::page::Page,
};

pub(in crate::resourcemanager) struct ListPolicies {
    kind: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    page_number: i64,
    page_size: i64,
    total_count: i64,
    policies: List<PolicyView>,
}

impl Action for ListPolicies {
    const NAME: &'static str = "ListPolicies";
    const DOC: &'static str = "Lists policies.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "ram:ListPolicies";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/*"];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = p.optional(POLICY_TYPE)?;
        p.optional(LANGUAGE)?;
        Ok(Self { kind, page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (policy, total_count) = policies::page(cx, self.kind.as_deref(), self.page)?;
        Ok(Response {
            page_number: self.page.number,
            page_size: self.page.size,
            total_count,
            policies: List { policy },
        })
    }
}
