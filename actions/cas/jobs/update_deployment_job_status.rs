//! `UpdateDeploymentJobStatus` starts a job, or withdraws it before it runs.
//!
//! `pending` waits for the job's `ScheduleTime`, `scheduling` does not, and `editing` withdraws
//! either. Requesting the current state changes nothing; a job that has ended or is running cannot
//! be changed.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    jobs::job_run,
    jobs::job_states::JOB_TARGETS,
    tables::{Owner, jobs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct UpdateDeploymentJobStatus {
    job: i64,
    status: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    /// A string without information.
    data: &'static str,
}

impl Action for UpdateDeploymentJobStatus {
    const NAME: &'static str = "UpdateDeploymentJobStatus";
    const DOC: &'static str = "Starts a certificate deployment job, or withdraws it.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            job: p.required(int("JobId").doc("The job."))?,
            status: p.required(text("Status").one_of(JOB_TARGETS).doc("The requested state."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut job = jobs::get(cx.tx, owner, self.job)?.ok_or(NOT_FOUND)?;
        job_run::request_job_status(cx, &mut job, &self.status)?;
        Ok(Response { data: "[]" })
    }
}
