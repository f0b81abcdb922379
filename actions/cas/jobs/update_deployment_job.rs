//! `UpdateDeploymentJob` changes a job that is in `editing`.
//!
//! Omitted fields keep their value. A list replaces the previous one, and new certificates or
//! resources recreate the workers.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    jobs::job_plan::{self, CLOSED, INVALID, NO_CERT, NO_CONTACT, NO_RESOURCE, Plan},
    tables::{Owner, jobs, workers},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct UpdateDeploymentJob {
    job: i64,
    name: Option<String>,
    certs: Option<String>,
    resources: Option<String>,
    contacts: Option<String>,
    start: Option<i64>,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for UpdateDeploymentJob {
    const NAME: &'static str = "UpdateDeploymentJob";
    const DOC: &'static str = "Modifies a certificate deployment job.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] =
        &[NOT_FOUND, NOT_NOW, INVALID, NO_CERT, NO_RESOURCE, CLOSED, NO_CONTACT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            job: p.required(int("JobId").doc("The job."))?,
            name: p.optional(text("Name").line(1, 63).doc("The name of the job."))?,
            certs: p.optional(text("CertIds").doc("Ids of certificates, comma-separated."))?,
            resources: p
                .optional(text("ResourceIds").doc("Ids of cloud resources, comma-separated."))?,
            contacts: p.optional(text("ContactIds").doc("Ids of contacts, comma-separated."))?,
            start: p.optional(
                int("ScheduleTime").min(0).doc("When to start, in milliseconds since 1970."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut job = jobs::get(cx.tx, owner, self.job)?.ok_or(NOT_FOUND)?;
        if job.status != "editing" {
            return Err(NOT_NOW.into());
        }
        let list = |parameters: &Option<String>, name| {
            parameters.as_deref().map(|list| job_plan::ids(list, name)).transpose()
        };
        let certs = list(&self.certs, "CertIds")?;
        let resources = list(&self.resources, "ResourceIds")?;
        let contacts = list(&self.contacts, "ContactIds")?;
        if let Some(contacts) = contacts {
            job_plan::check_contacts(cx, &contacts)?;
            job.contacts = contacts;
        }
        job.name = self.name.unwrap_or(job.name);
        if self.start.is_some() {
            job.scheduled = job_plan::start_time(self.start);
        }
        job.changed = cx.now;
        if certs.is_none() && resources.is_none() {
            jobs::put(cx.tx, owner, &mut job)?;
            return Ok(Response {});
        }
        let certs = certs.map_or_else(|| jobs::certs(cx.tx, job.id), Ok)?;
        let resources = resources.map_or_else(|| workers::resource_ids(cx.tx, job.id), Ok)?;
        Plan::of(cx, &job.kind, certs, &resources)?.save(cx, &mut job)?;
        Ok(Response {})
    }
}
