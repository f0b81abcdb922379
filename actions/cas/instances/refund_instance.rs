//! `RefundInstance` refunds an instance within seven days of its purchase. The refund completes a
//! while later.
//!
//! Observed: not while an application is pending, and not in the first seconds after the purchase.
//! An issued certificate must be revoked first.
//!
//! Assumed: a certificate must be revoked before.

use serde::Serialize;

use crate::cas::{
    certificates::expiry::DAY, faults::NOT_FOUND, instances::instance_faults::NO_REFUND,
    instances::instance_flow,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

/// Refunds are possible from this time after the purchase until the end of the refund period.
const REFUND_DELAY: i64 = 3000;
const REFUND_PERIOD: i64 = 7 * DAY;

pub(in crate::cas) struct RefundInstance {
    instance: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for RefundInstance {
    const NAME: &'static str = "RefundInstance";
    const DOC: &'static str = "Refunds an instance.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NO_REFUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { instance: p.required(text("InstanceId").doc("The instance."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut it = instance_flow::find(cx, &self.instance)?;
        let age = cx.now.saturating_sub(it.starts);
        let in_use = it.certificate.is_some() && it.revoked.is_none();
        if it.kind == "TEST" || in_use || !(REFUND_DELAY..=REFUND_PERIOD).contains(&age) {
            return Err(NO_REFUND.into());
        }
        instance_flow::refund(cx, &mut it)?;
        Ok(Response {})
    }
}
