//! `CancelPendingCertificate` withdraws the submitted application of an instance. The authority
//! cancels it a while later; until then the instance is pending (observed).
//!
//! Also observed: it is rejected for a while after `ApplyCertificate`.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    instances::instance_flow,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct CancelPendingCertificate {
    instance: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for CancelPendingCertificate {
    const NAME: &'static str = "CancelPendingCertificate";
    const DOC: &'static str = "Withdraws the certificate application of an instance.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { instance: p.required(text("InstanceId").doc("The instance."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut it = instance_flow::find(cx, &self.instance)?;
        instance_flow::cancel(cx, &mut it)?;
        Ok(Response {})
    }
}
