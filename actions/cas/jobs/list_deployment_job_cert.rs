//! `ListDeploymentJobCert` lists the certificates of a job, all of them, in the job's order.
//!
//! Certificates deleted since are omitted.
//!
//! Assumed: the states of uploaded certificates.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    jobs::job_view::{JobCert, certs_of},
    tables::{Owner, jobs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct ListDeploymentJobCert {
    job: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    data: Vec<JobCert>,
}

impl Action for ListDeploymentJobCert {
    const NAME: &'static str = "ListDeploymentJobCert";
    const DOC: &'static str = "Queries the certificates of a deployment job.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { job: p.required(int("JobId").doc("The job."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let job = jobs::get(cx.tx, owner, self.job)?.ok_or(NOT_FOUND)?;
        let certs = certs_of(cx, job.id)?;
        Ok(Response { data: certs.into_iter().map(|c| JobCert::of(c, cx.now)).collect() })
    }
}
