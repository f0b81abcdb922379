//! `GetTaskAttribute` returns the result of submitting an application. The task id is the instance
//! id.
//!
//! The task succeeds once the application has reached the authority and `GetInstanceDetail` shows
//! the validation records: a client (dnsmgr) polls it before it sets those records.
//!
//! Assumed: a validation that fails makes the task fail.

use serde::Serialize;

use crate::cas::{faults::NOT_FOUND, instances::instance_flow, instances::instance_states};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct GetTaskAttribute {
    task: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    task_status: &'static str,
    task_message: String,
}

impl Action for GetTaskAttribute {
    const NAME: &'static str = "GetTaskAttribute";
    const DOC: &'static str = "Queries the result of a certificate application.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("TaskType").one_of(&["ApplyCertificate"]);
        p.optional(kind.doc("What the task does."))?;
        Ok(Self { task: p.required(text("TaskId").doc("The instance."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = instance_flow::find(cx, &self.task)?;
        if instance_states::pending(it.state.as_str()) {
            let submitted = instance_states::submitted(it.state.as_str());
            let task_status = if submitted { "success" } else { "processing" };
            return Ok(Response { task_status, task_message: String::new() });
        }
        let result = it.result.ok_or(NOT_FOUND)?;
        let issued = result == instance_flow::RESULT_ISSUED;
        let task_status = if issued { "success" } else { "failed" };
        Ok(Response { task_status, task_message: result })
    }
}
