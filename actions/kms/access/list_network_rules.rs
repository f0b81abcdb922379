//! `ListNetworkRules` lists network rules, the oldest first.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result};
use crate::{
    kms::{
        place::Place,
        tables::network_rules::{self, NetworkRule},
    },
    request::page::Page,
};

pub(in crate::kms) struct ListNetworkRules {
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    network_rules: Rows,
    total_count: i64,
    page_number: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    network_rule: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    name: String,
    r#type: String,
}

impl Action for ListNetworkRules {
    const NAME: &'static str = "ListNetworkRules";
    const DOC: &'static str = "Queries network rules.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:network"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: Page::number_and_size(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let (found, total_count) =
            network_rules::page(cx.tx, place, (self.page.skip(), self.page.size))?;
        let row = |it: NetworkRule| Row { name: it.name, r#type: it.kind };
        Ok(Response {
            network_rules: Rows { network_rule: found.into_iter().map(row).collect() },
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
        })
    }
}
