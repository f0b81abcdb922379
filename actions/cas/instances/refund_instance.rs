//! `RefundInstance` refunds an instance within seven days of its purchase. The refund completes a
//! while later.

use serde::Serialize;

use crate::cas::{faults::NOT_FOUND, instances::instance_faults::NO_REFUND, instances::refunds};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

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
        refunds::refund(cx, &self.instance)?;
        Ok(Response {})
    }
}
