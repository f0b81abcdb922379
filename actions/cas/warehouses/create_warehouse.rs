//! `CreateWarehouse` creates a warehouse for certificates of private authorities.

use serde::Serialize;

use crate::cas::{
    certificates::expiry::DAY,
    tables::{
        Owner,
        warehouses::{self, Warehouse},
    },
};
use crate::{Access, Action, Cx, Params, Result, shared::ids, text};

pub(in crate::cas) struct CreateWarehouse {
    name: Option<String>,
    kind: String,
    biz: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    warehouse_instance_id: String,
}

impl Action for CreateWarehouse {
    const NAME: &'static str = "CreateWarehouse";
    const DOC: &'static str = "Creates a certificate warehouse.";
    const ACCESS: Access = Access::Create;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("Type").one_of(&["uploadCA", "uploadPCA", "aliyunPCA"]);
        Ok(Self {
            name: p.optional(text("Name").line(1, 128).doc("The name."))?,
            kind: p.default(kind.doc("The type of its certificates."), "uploadPCA")?,
            biz: p.optional(text("Biz").line(1, 128).doc("Its purpose."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let instance = ids::hex(cx.random, 16);
        let mut warehouse = Warehouse {
            id: 0,
            name: self.name.unwrap_or_else(|| instance.clone()),
            instance,
            kind: self.kind,
            biz: self.biz,
            ends: cx.now.saturating_add(365 * DAY),
        };
        warehouses::insert(cx.tx, owner, &mut warehouse)?;
        Ok(Response { warehouse_instance_id: warehouse.instance })
    }
}
