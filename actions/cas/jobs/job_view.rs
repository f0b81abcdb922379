//! Deployment jobs and their certificates in answers.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::cas::{
    certificates::job_lookups::{self, Cert},
    tables::{
        jobs::{self, Job},
        workers,
    },
};
use crate::{Cx, Result, shared::text::each_once};

/// The fields of a job in every answer. Times are strings.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct DeploymentJob {
    id: i64,
    instance_id: String,
    name: String,
    job_type: String,
    status: String,
    cert_domain: String,
    cert_type: String,
    product_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    schedule_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_time: Option<String>,
    gmt_create: String,
    gmt_modified: String,
    rollback: i64,
    del: i64,
    user_id: i64,
}

impl DeploymentJob {
    /// A job with these certificates.
    pub(in crate::cas) fn of(cx: &mut Cx<'_>, job: Job, certs: &[Cert]) -> Result<Self> {
        let totals = workers::totals(cx.tx, job.id)?;
        let products: BTreeSet<String> =
            totals.into_iter().map(|(_, product, _)| product).collect();
        let domains = certs.iter().flat_map(|cert| cert.domains.iter().cloned());
        let time = |at: Option<i64>| at.map(|at| at.to_string());
        Ok(Self {
            id: job.id,
            instance_id: job.instance,
            name: job.name,
            job_type: job.kind,
            status: job.status.to_string(),
            cert_domain: each_once(domains).join(","),
            cert_type: each_once(certs.iter().map(|cert| cert.order_type.to_owned())).join(","),
            product_name: each_once(products).join(","),
            schedule_time: time(job.scheduled),
            start_time: time(job.started),
            end_time: time(job.ended),
            gmt_create: job.made.to_string(),
            gmt_modified: job.changed.to_string(),
            rollback: job.rolled_back.into(),
            del: job.gone.into(),
            user_id: cx.account().parse().unwrap_or_default(),
        })
    }
}

/// The existing certificates of a job.
pub(in crate::cas) fn certs_of(cx: &mut Cx<'_>, job: i64) -> Result<Vec<Cert>> {
    let ids = jobs::certs(cx.tx, job)?;
    job_lookups::find_all(cx, &ids)
}

/// A certificate of a job.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct JobCert {
    cert_id: i64,
    cert_name: String,
    cert_instance_id: String,
    cert_type: &'static str,
    cert_order_type: &'static str,
    common_name: String,
    sans: Vec<String>,
    algorithm: String,
    not_before_time: i64,
    not_after_time: i64,
    month: i64,
    is_trustee: bool,
    status_code: &'static str,
}

impl JobCert {
    /// As it is at `now`.
    pub(in crate::cas) fn of(cert: Cert, now: i64) -> Self {
        const DAY: i64 = 24 * 60 * 60 * 1000;
        let status_code = match cert.end.saturating_sub(now) {
            ..0 => "expired",
            left if left <= 30 * DAY => "willExpired",
            _ if cert.order_type == "upload" => "upload",
            _ => "issued",
        };
        Self {
            cert_id: cert.id,
            cert_name: cert.name,
            cert_instance_id: cert.instance,
            cert_type: cert.kind,
            cert_order_type: cert.order_type,
            common_name: cert.common,
            sans: cert.sans,
            algorithm: cert.algorithm,
            not_before_time: cert.start,
            not_after_time: cert.end,
            month: ((cert.end - cert.start) / DAY + 15) / 30,
            is_trustee: false,
            status_code,
        }
    }
}
