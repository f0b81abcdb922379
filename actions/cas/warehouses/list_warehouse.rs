//! `ListWarehouse` lists warehouses in creation order.

use std::collections::HashSet;

use serde::Serialize;

use crate::cas::tables::{Owner, warehouses};
use crate::{Access, Action, Cx, Params, Result, request::page::OffsetPage, text};

pub(in crate::cas) struct ListWarehouse {
    instances: Option<String>,
    kinds: Option<String>,
    page: OffsetPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    data: Vec<WarehouseItem>,
    max_results: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct WarehouseItem {
    warehouse_instance_id: String,
    warehouse_name: String,
    warehouse_type: String,
}

/// The texts in a JSON array; clients also send them comma-separated.
fn texts(it: &str) -> HashSet<String> {
    serde_json::from_str(it)
        .unwrap_or_else(|_| it.split(',').map(|part| part.trim().to_owned()).collect())
}

impl Action for ListWarehouse {
    const NAME: &'static str = "ListWarehouse";
    const DOC: &'static str = "Queries certificate warehouses.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let instances = text("WarehouseInstanceIds").doc("Only these: a JSON array.");
        Ok(Self {
            instances: p.optional(instances)?,
            kinds: p.optional(text("WarehouseTypes").doc("Only of these types: a JSON array."))?,
            page: OffsetPage::next_token_and_max_results(p, 20, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let (instances, kinds) = (self.instances.as_deref(), self.kinds.as_deref());
        let (instances, kinds) = (instances.map(texts), kinds.map(texts));
        let among = |list: &Option<HashSet<String>>, it: &String| {
            list.as_ref().is_none_or(|list| list.is_empty() || list.contains(it))
        };
        let mut all = warehouses::all(cx.tx, owner)?;
        all.retain(|w| among(&instances, &w.instance) && among(&kinds, &w.kind));
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let data = all
            .into_iter()
            .skip(usize::try_from(self.page.skip).unwrap_or(usize::MAX))
            .take(usize::try_from(self.page.size).unwrap_or(0))
            .map(|w| WarehouseItem {
                warehouse_instance_id: w.instance,
                warehouse_name: w.name,
                warehouse_type: w.kind,
            });
        Ok(Response {
            data: data.collect(),
            max_results: self.page.size,
            next_token: self.page.next(total),
            total_count: total,
        })
    }
}
