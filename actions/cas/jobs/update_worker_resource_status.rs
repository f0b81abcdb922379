//! `UpdateWorkerResourceStatus` rolls a worker back or runs it again.
//!
//! The vendor's page has only `rollback`; its SDK also has `pending`, which runs a failed worker
//! again, and `editing`, which suspends it. Workers of a job that has not ended follow the job, so
//! requests for them are rejected.
//!
//! Assumed: a job whose deployment is carried out again ends anew.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    jobs::job_run,
    jobs::job_states::WORKER_TARGETS,
    tables::{Owner, jobs, workers},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct UpdateWorkerResourceStatus {
    job: i64,
    worker: i64,
    status: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    /// A string without information.
    data: &'static str,
}

impl Action for UpdateWorkerResourceStatus {
    const NAME: &'static str = "UpdateWorkerResourceStatus";
    const DOC: &'static str = "Rolls a worker of a deployment job back or runs it again.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            job: p.required(int("JobId").doc("The job."))?,
            worker: p.required(int("WorkerId").doc("The worker."))?,
            status: p
                .required(text("Status").one_of(WORKER_TARGETS).doc("The requested state."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut job = jobs::get(cx.tx, owner, self.job)?.ok_or(NOT_FOUND)?;
        let mut worker = workers::get(cx.tx, job.id, self.worker)?.ok_or(NOT_FOUND)?;
        job_run::request_worker_status(cx, &mut job, &mut worker, &self.status)?;
        Ok(Response { data: "[]" })
    }
}
