//! `DeleteWorkerResource` removes a worker, and with it its resource, from a job that has not
//! started.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    jobs::job_states,
    tables::{Owner, jobs, workers},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct DeleteWorkerResource {
    job: i64,
    worker: i64,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeleteWorkerResource {
    const NAME: &'static str = "DeleteWorkerResource";
    const DOC: &'static str = "Removes a worker from a certificate deployment job.";
    const ACCESS: Access = Access::Delete;
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
        let worker = workers::get(cx.tx, job.id, self.worker)?.ok_or(NOT_FOUND)?;
        if !job_states::not_started(job.status.as_str()) {
            return Err(NOT_NOW.into());
        }
        workers::delete(cx.tx, job.id, &worker)?;
        job.matched -= i64::from(worker.fits);
        job.changed = cx.now;
        jobs::put(cx.tx, owner, &mut job)?;
        Ok(Response {})
    }
}
