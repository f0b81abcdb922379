//! `DeleteInstance` deletes a refunded, closed or expired instance. All others are protected.
//! Certificates issued with it are kept.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND, instances::instance_faults::DELETE_PROTECTION, instances::instance_flow,
    instances::instance_states::Event,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct DeleteInstance {
    instance: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeleteInstance {
    const NAME: &'static str = "DeleteInstance";
    const DOC: &'static str = "Deletes an instance.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, DELETE_PROTECTION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("ClientToken").doc("Has no effect."))?;
        Ok(Self { instance: p.required(text("InstanceId").doc("The instance."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut it = instance_flow::find(cx, &self.instance)?;
        instance_flow::apply_event(cx, &mut it, Event::Delete)?;
        Ok(Response {})
    }
}
