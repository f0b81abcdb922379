//! `DeleteCertificateRequest` deletes a failed or withdrawn order and returns its quota.

use serde::Serialize;

use crate::cas::{
    faults::NOT_NOW, orders::order_faults::NO_ORDER, orders::order_flow,
    orders::order_states::Event,
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct DeleteCertificateRequest {
    order: i64,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeleteCertificateRequest {
    const NAME: &'static str = "DeleteCertificateRequest";
    const DOC: &'static str = "Deletes a certificate application that has failed or was withdrawn.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_ORDER, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { order: p.required(int("OrderId").doc("The order."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut order = order_flow::find(cx, self.order)?;
        order_flow::apply_event(cx, &mut order, Event::Deleted)?;
        order_flow::return_quota(cx, &order)?;
        Ok(Response {})
    }
}
