//! `CreateRollbackTask` rolls a worker back, like `UpdateWorkerResourceStatus` with `rollback`.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    jobs::job_run,
    tables::{Owner, jobs, workers},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct CreateRollbackTask {
    job: i64,
    worker: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    /// A string without information.
    data: &'static str,
}

impl Action for CreateRollbackTask {
    const NAME: &'static str = "CreateRollbackTask";
    const DOC: &'static str = "Rolls a worker of a deployment job back.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            job: p.required(int("JobId").doc("The job."))?,
            worker: p.required(int("WorkerId").doc("The worker."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut job = jobs::get(cx.tx, owner, self.job)?.ok_or(NOT_FOUND)?;
        let mut worker = workers::get(cx.tx, job.id, self.worker)?.ok_or(NOT_FOUND)?;
        job_run::request_worker_status(cx, &mut job, &mut worker, "rollback")?;
        Ok(Response { data: "[]" })
    }
}
