//! `DeleteDeploymentJob` deletes a job that has ended, or has not been started.
//!
//! Deployed certificates stay installed.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    jobs::job_states,
    tables::{Owner, jobs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct DeleteDeploymentJob {
    job: i64,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeleteDeploymentJob {
    const NAME: &'static str = "DeleteDeploymentJob";
    const DOC: &'static str = "Deletes a certificate deployment job.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { job: p.required(int("JobId").doc("The job."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut job = jobs::get(cx.tx, owner, self.job)?.ok_or(NOT_FOUND)?;
        if !job_states::deletable(job.status.as_str()) {
            return Err(NOT_NOW.into());
        }
        job.changed = cx.now;
        jobs::delete(cx.tx, owner, &mut job)?;
        Ok(Response {})
    }
}
