//! `ListDeploymentJob` lists deployment jobs, newest first, a page at a time.
//!
//! Assumed: the order of the list; what `Certificates` holds.

use serde::Serialize;

use crate::cas::{
    jobs::job_view::{DeploymentJob, JobCert, certs_of},
    tables::{
        Owner,
        jobs::{self, Filter},
    },
};
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::cas) struct ListDeploymentJob {
    kind: Option<String>,
    status: Option<String>,
    cert: Option<i64>,
    instance: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    data: Vec<JobItem>,
    current_page: i64,
    show_size: i64,
    total: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct JobItem {
    #[serde(flatten)]
    job: DeploymentJob,
    certificates: Vec<JobCert>,
}

impl Action for ListDeploymentJob {
    const NAME: &'static str = "ListDeploymentJob";
    const DOC: &'static str = "Queries certificate deployment jobs.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            kind: p.optional(text("JobType").doc("Only jobs of this type."))?,
            status: p.optional(text("Status").doc("Only jobs in this state."))?,
            cert: p.optional(int("CertId").doc("Only jobs with this certificate."))?,
            instance: p.optional(text("InstanceId").doc("Only the job of this instance id."))?,
            page: Page::current_and_show(p, 50, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let filter = Filter {
            kind: self.kind.as_deref(),
            status: self.status.as_deref(),
            instance: self.instance.as_deref(),
            cert: self.cert,
        };
        let owner = Owner::of(cx);
        let (found, total) = jobs::list(cx.tx, owner, &filter, self.page)?;
        let mut data = Vec::with_capacity(found.len());
        for job in found {
            let certs = certs_of(cx, job.id)?;
            let job = DeploymentJob::of(cx, job, &certs)?;
            let certificates = certs.into_iter().map(|c| JobCert::of(c, cx.now)).collect();
            data.push(JobItem { job, certificates });
        }
        Ok(Response { data, current_page: self.page.number, show_size: self.page.size, total })
    }
}
