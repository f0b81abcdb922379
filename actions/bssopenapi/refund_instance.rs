//! `RefundInstance` gives an instance back: one for certificates, as the action of the same name of its own product does.
//!
//! Assumed: its refusals are those of that action.

use serde::Serialize;

use super::orders::{self, NOT_SOLD};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cas::sales::{self, REFUND_FAULTS},
    text,
};

pub(super) struct RefundInstance {
    product: String,
    instance: String,
    token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    order_id: i64,
}

impl Action for RefundInstance {
    const NAME: &'static str = "RefundInstance";
    const DOC: &'static str = "Gives an instance back.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "bss:RefundBatchRemainRefund";
    const FAULTS: &'static [Fault] = &[NOT_SOLD, REFUND_FAULTS[0], REFUND_FAULTS[1]];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("ProductType").doc("Has no effect: the instance tells it."))?;
        let release = text("ImmediatelyRelease").one_of(&["0", "1"]);
        p.optional(release.doc("Has no effect: it is released at once."))?;
        Ok(Self {
            product: p.required(text("ProductCode").doc("The product."))?,
            instance: p.required(text("InstanceId").doc("The instance."))?,
            token: p.optional(text("ClientToken").line(1, 64).doc("Answers a call once."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        orders::check_product(&self.product)?;
        let placed = orders::once(cx, Self::NAME, self.token.as_deref(), |cx| {
            sales::refund(cx, &self.instance)?;
            Ok(self.instance.clone())
        })?;
        Ok(Response { data: Data { order_id: placed.order.parse().unwrap_or(0) } })
    }
}
