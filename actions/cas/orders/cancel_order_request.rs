//! `CancelOrderRequest` withdraws a pending application. Its quota is returned when the order is
//! deleted, not before.

use serde::Serialize;

use crate::cas::{
    faults::NOT_NOW, orders::order_faults::NO_ORDER, orders::order_flow,
    orders::order_states::Event,
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct CancelOrderRequest {
    order: i64,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for CancelOrderRequest {
    const NAME: &'static str = "CancelOrderRequest";
    const DOC: &'static str = "Withdraws a certificate application.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_ORDER, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { order: p.required(int("OrderId").doc("The order."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut order = order_flow::find(cx, self.order)?;
        order_flow::apply_event(cx, &mut order, Event::Withdrawn)?;
        Ok(Response {})
    }
}
