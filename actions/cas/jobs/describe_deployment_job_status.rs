//! `DescribeDeploymentJobStatus` counts the workers of a job by state.
//!
//! Workers that were rolled back count as neither succeeded nor failed. There is no quota, so
//! `BuyCount` is 0; `UseCount` counts the account's successful deployments.
//!
//! Assumed: what it counts after a rollback.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, jobs, resources, workers},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct DescribeDeploymentJobStatus {
    job: i64,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    worker_count: i64,
    match_worker_count: i64,
    success_count: i64,
    failed_count: i64,
    rollback_count: i64,
    rollback_success_count: i64,
    rollback_failed_count: i64,
    cost_count: i64,
    cert_count: usize,
    resource_count: i64,
    buy_count: i64,
    use_count: i64,
    product_worker_count: Vec<ProductWorkerCount>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct ProductWorkerCount {
    product_name: String,
    count: i64,
}

impl Action for DescribeDeploymentJobStatus {
    const NAME: &'static str = "DescribeDeploymentJobStatus";
    const DOC: &'static str = "Counts the workers of a certificate deployment job.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { job: p.required(int("JobId").doc("The job."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let job = jobs::get(cx.tx, owner, self.job)?.ok_or(NOT_FOUND)?;
        let mut all = Response {
            match_worker_count: job.matched,
            cost_count: job.cost,
            cert_count: jobs::certs(cx.tx, job.id)?.len(),
            resource_count: resources::count(cx.tx, owner)?,
            use_count: jobs::used(cx.tx, owner)?,
            ..Response::default()
        };
        let mut products = BTreeMap::new();
        for (status, product, held) in workers::totals(cx.tx, job.id)? {
            all.worker_count += held;
            *products.entry(product).or_insert(0) += held;
            match &*status {
                "success" => all.success_count += held,
                "error" => all.failed_count += held,
                "rollback_success" => all.rollback_success_count += held,
                "rollback_error" => all.rollback_failed_count += held,
                _ => {}
            }
            all.rollback_count += if status.starts_with("rollback") { held } else { 0 };
        }
        all.product_worker_count = products
            .into_iter()
            .map(|(product_name, count)| ProductWorkerCount { product_name, count })
            .collect();
        Ok(all)
    }
}
