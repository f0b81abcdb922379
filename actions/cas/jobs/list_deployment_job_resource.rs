//! `ListDeploymentJobResource` lists the resources of a job that still exist unchanged.
//!
//! Deleted resources are omitted and, after the job has ended, those changed since.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    resources::resource_view::CloudResource,
    tables::{Owner, jobs, workers},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct ListDeploymentJobResource {
    job: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    data: Vec<CloudResource>,
}

impl Action for ListDeploymentJobResource {
    const NAME: &'static str = "ListDeploymentJobResource";
    const DOC: &'static str = "Queries the cloud resources of a deployment job.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { job: p.required(int("JobId").doc("The job."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let job = jobs::get(cx.tx, owner, self.job)?.ok_or(NOT_FOUND)?;
        let found = workers::resources_of(cx.tx, owner, job.id, job.ended)?;
        Ok(Response { data: found.into_iter().map(CloudResource::from).collect() })
    }
}
