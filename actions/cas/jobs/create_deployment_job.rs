//! `CreateDeploymentJob` creates a job that deploys certificates to cloud resources.
//!
//! Its state is `editing`, with one worker for each resource, until `UpdateDeploymentJobStatus`
//! starts it. No page lists errors of this action; the codes are those in the vendor's own tools.

use serde::Serialize;

use crate::cas::{
    jobs::job_plan::{self, CLOSED, INVALID, KINDS, NO_CERT, NO_CONTACT, NO_RESOURCE, Plan},
    tables::jobs::Job,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, int,
    shared::{ids, states::State},
    text,
};

pub(in crate::cas) struct CreateDeploymentJob {
    name: String,
    kind: String,
    certs: String,
    resources: String,
    contacts: String,
    start: Option<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    job_id: i64,
}

impl Action for CreateDeploymentJob {
    const NAME: &'static str = "CreateDeploymentJob";
    const DOC: &'static str = "Creates a certificate deployment job.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[INVALID, NO_CERT, NO_RESOURCE, CLOSED, NO_CONTACT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(text("Name").line(1, 63).doc("The name of the job."))?,
            kind: p.required(
                text("JobType").doc("The clouds: `user` for this one, `cloud` for others."),
            )?,
            certs: p.required(text("CertIds").doc("Ids of certificates, comma-separated."))?,
            resources: p
                .required(text("ResourceIds").doc("Ids of cloud resources, comma-separated."))?,
            contacts: p.required(text("ContactIds").doc("Ids of contacts, comma-separated."))?,
            start: p.optional(
                int("ScheduleTime")
                    .min(0)
                    .doc("When to start, in milliseconds since 1970; defaults to at once."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if !KINDS.contains(&self.kind.as_str()) {
            return Err(INVALID.with("JobType"));
        }
        let certs = job_plan::ids(&self.certs, "CertIds")?;
        let resources = job_plan::ids(&self.resources, "ResourceIds")?;
        let contacts = job_plan::ids(&self.contacts, "ContactIds")?;
        let plan = Plan::of(cx, &self.kind, certs, &resources)?;
        job_plan::check_contacts(cx, &contacts)?;
        let code = ids::lower(cx.random, 6);
        let mut job = Job {
            id: 0,
            instance: format!("cas-job-{}-{code}", self.kind),
            name: self.name,
            kind: self.kind,
            status: State::default(),
            contacts,
            scheduled: job_plan::start_time(self.start),
            started: None,
            ended: None,
            made: cx.now,
            changed: cx.now,
            rolled_back: false,
            gone: false,
            matched: 0,
            cost: 0,
        };
        plan.save(cx, &mut job)?;
        Ok(Response { job_id: job.id })
    }
}
