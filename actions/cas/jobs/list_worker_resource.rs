//! `ListWorkerResource` lists the workers of a job in the order of its resources, a page at a time.
//!
//! A worker shows its resource as it was when the job was created, and in `ResourceCertId` the
//! previously installed certificate.
//!
//! Assumed: the order of the list.

use std::collections::{BTreeMap, btree_map::Entry};

use serde::Serialize;

use crate::cas::{
    certificates::job_lookups::{self, Cert},
    faults::NOT_FOUND,
    resources::clouds,
    tables::{
        Owner, jobs,
        workers::{self, Worker},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, request::page::Page, text};

pub(in crate::cas) struct ListWorkerResource {
    job: i64,
    status: Option<String>,
    product: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    data: Vec<WorkerItem>,
    current_page: i64,
    show_size: i64,
    total: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct WorkerItem {
    id: i64,
    job_id: i64,
    status: String,
    user_id: i64,
    resource_id: i64,
    cert_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_domain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud_name: Option<String>,
    cloud_product: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud_region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region_id: Option<String>,
    resource_domain: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_cert_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    listener_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    port: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_resource: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace_id: Option<String>,
    gmt_create: String,
    gmt_modified: String,
}

impl Action for ListWorkerResource {
    const NAME: &'static str = "ListWorkerResource";
    const DOC: &'static str = "Queries the workers of a certificate deployment job.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            job: p.required(int("JobId").doc("The job."))?,
            status: p.optional(text("Status").doc("Only workers in this state."))?,
            product: p.optional(text("CloudProduct").doc("Only workers for this product."))?,
            page: Page::current_and_show(p, 50, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let job = jobs::get(cx.tx, owner, self.job)?.ok_or(NOT_FOUND)?;
        let filter = (self.status.as_deref(), self.product.as_deref());
        let (found, total) = workers::list(cx.tx, job.id, filter, self.page)?;
        let mut known: BTreeMap<i64, Option<Cert>> = BTreeMap::new();
        let mut data = Vec::with_capacity(found.len());
        let user = cx.account().parse().unwrap_or_default();
        for worker in found {
            let cert = match known.entry(worker.cert) {
                Entry::Occupied(cert) => cert.into_mut(),
                Entry::Vacant(place) => place.insert(job_lookups::find(cx, worker.cert)?),
            };
            data.push(worker_item(worker, cert.as_ref(), (job.id, user)));
        }
        Ok(Response { data, current_page: self.page.number, show_size: self.page.size, total })
    }
}

fn worker_item(w: Worker, cert: Option<&Cert>, (job_id, user_id): (i64, i64)) -> WorkerItem {
    let own = w.cloud == clouds::ALIYUN;
    let (region_id, cloud_region) =
        if own { (Some(w.region), None) } else { (None, Some(w.region)) };
    let listener = clouds::has_listeners(&w.product);
    WorkerItem {
        id: w.id,
        job_id,
        status: w.status.to_string(),
        user_id,
        resource_id: w.resource,
        cert_id: w.cert,
        cert_name: cert.map(|c| c.name.clone()),
        cert_domain: cert.map(|c| c.domains.join(",")),
        cert_instance_id: cert.map(|c| c.instance.clone()),
        cloud_name: (!own).then_some(w.cloud),
        cloud_region,
        region_id,
        resource_domain: w.domain,
        resource_cert_id: w.previous.cert,
        instance_id: w.instance,
        listener_id: w.listener,
        port: w.port.and_then(|port| port.parse().ok()),
        default_resource: listener.then_some(w.is_default),
        namespace_id: w.namespace,
        cloud_product: w.product,
        gmt_create: w.made.to_string(),
        gmt_modified: w.changed.to_string(),
    }
}
