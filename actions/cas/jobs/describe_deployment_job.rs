//! `DescribeDeploymentJob` queries a job. Its RAM action is `DescribeDeployment`.
//!
//! Contacts and certificates deleted since are omitted.

use serde::Serialize;
use serde_json::json;

use crate::cas::{
    certificates::job_lookups,
    faults::NOT_FOUND,
    jobs::job_view::{DeploymentJob, certs_of},
    tables::{Owner, jobs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct DescribeDeploymentJob {
    job: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    #[serde(flatten)]
    job: DeploymentJob,
    /// JSON text.
    config: String,
    cas_contacts: Vec<CasContact>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct CasContact {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
}

impl Action for DescribeDeploymentJob {
    const NAME: &'static str = "DescribeDeploymentJob";
    const DOC: &'static str = "Queries a certificate deployment job.";
    const ACCESS: Access = Access::Get;
    const RAM: &'static str = "DescribeDeployment";
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { job: p.required(int("JobId").doc("The job."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let job = jobs::get(cx.tx, owner, self.job)?.ok_or(NOT_FOUND)?;
        let ids = jobs::certs(cx.tx, job.id)?;
        let mut cas_contacts = Vec::with_capacity(job.contacts.len());
        for id in &job.contacts {
            if let Some(contact) = job_lookups::contact(cx, *id)? {
                cas_contacts.push(CasContact {
                    id: id.to_string(),
                    name: contact.name,
                    mobile: contact.shown_phone,
                    email: contact.shown_mail,
                });
            }
        }
        let certs = certs_of(cx, job.id)?;
        Ok(Response {
            config: json!({ "shareCertIds": [], "certIds": ids }).to_string(),
            job: DeploymentJob::of(cx, job, &certs)?,
            cas_contacts,
        })
    }
}
