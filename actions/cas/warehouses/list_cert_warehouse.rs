//! `ListCertWarehouse` lists warehouses with their limits, newest first.

use serde::Serialize;

use crate::cas::tables::{
    Owner,
    warehouses::{self, Warehouses},
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, request::page::Page, text};

pub(in crate::cas) struct ListCertWarehouse {
    instance: Option<String>,
    name: Option<String>,
    kind: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    cert_warehouse_list: Vec<WarehouseItem>,
    current_page: i64,
    show_size: i64,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct WarehouseItem {
    wh_id: i64,
    instance_id: String,
    name: String,
    r#type: String,
    /// Calls a second.
    qps: i64,
    end_time: i64,
    is_expired: bool,
}

impl Action for ListCertWarehouse {
    const NAME: &'static str = "ListCertWarehouse";
    const DOC: &'static str = "Queries certificate warehouses and their limits.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("Type").one_of(&["uploadCA", "uploadPCA", "aliyunPCA"]);
        Ok(Self {
            instance: p.optional(text("InstanceId").doc("Only this one."))?,
            name: p.optional(text("Name").doc("Part of the name."))?,
            kind: p.optional(kind.doc("Only those of this type."))?,
            page: Page::current_and_show(p, 50, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let like = self.name.as_deref().map(pattern);
        let filter = Warehouses {
            instance: self.instance.as_deref(),
            kind: self.kind.as_deref(),
            like: like.as_deref(),
        };
        let (found, total) = warehouses::list(cx.tx, owner, &filter, self.page)?;
        let rows = found.into_iter().map(|w| WarehouseItem {
            wh_id: w.id,
            instance_id: w.instance,
            name: w.name,
            r#type: w.kind,
            qps: 10,
            end_time: w.ends,
            is_expired: w.ends < cx.now,
        });
        Ok(Response {
            cert_warehouse_list: rows.collect(),
            current_page: self.page.number,
            show_size: self.page.size,
            total_count: total,
        })
    }
}
