//! `CancelCertificateForPackageRequest` revokes an issued certificate and cancels its order, or
//! cancels a withdrawn order.
//!
//! The quota is returned for a withdrawn order, and for a certificate within 30 days of its issue.

use serde::Serialize;

use crate::cas::{
    certificates::expiry::DAY,
    faults::NOT_NOW,
    orders::order_faults::NO_ORDER,
    orders::order_flow,
    orders::order_states::{Event, GONE},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

/// How long after its issue a certificate's quota is returned.
const QUOTA_RETURN_PERIOD: i64 = 30 * DAY;

pub(in crate::cas) struct CancelCertificateForPackageRequest {
    order: i64,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for CancelCertificateForPackageRequest {
    const NAME: &'static str = "CancelCertificateForPackageRequest";
    const DOC: &'static str = "Revokes an issued certificate and cancels its order.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_ORDER, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { order: p.required(int("OrderId").doc("The order."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut order = order_flow::find(cx, self.order)?;
        order_flow::apply_event(cx, &mut order, Event::Cancelled)?;
        if order.state != GONE {
            order_flow::revoke(cx, &order)?;
        }
        if order.state == GONE || cx.now.saturating_sub(order.starts) <= QUOTA_RETURN_PERIOD {
            order_flow::return_quota(cx, &order)?;
        }
        Ok(Response {})
    }
}
