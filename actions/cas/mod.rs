//! Certificate Management Service: contacts, certificates, cloud resources, deployment jobs.

use serde_json::{Map, Value};

use crate::{ApiError, Bad, Entry, Link, Problem, Product, Style, sorted};

mod certs;
mod clouds;
mod company_fields;
mod confirmation;
mod contact_rules;
mod expiry;
mod faults;
pub mod inventory;
mod job_plan;
mod job_run;
mod job_states;
mod job_view;
mod matching;
mod material;
mod resource_view;
mod tables;
mod tag_rules;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod add_cloud_access;
mod create_company;
mod create_contact;
mod create_deployment_job;
mod create_rollback_task;
mod delete_cloud_access;
mod delete_company;
mod delete_contact;
mod delete_deployment_job;
mod delete_user_certificate;
mod delete_worker_resource;
mod describe_cloud_resource_status;
mod describe_deployment_job;
mod describe_deployment_job_status;
mod get_certificate_detail;
mod get_company;
mod get_contact;
mod get_matched_resources;
mod get_user_certificate_detail;
mod list_certificates;
mod list_cloud_access;
mod list_cloud_resources;
mod list_companies;
mod list_contact;
mod list_deployment_job;
mod list_deployment_job_cert;
mod list_deployment_job_resource;
mod list_user_certificate_order;
mod list_worker_resource;
mod update_company;
mod update_contact;
mod update_deployment_job;
mod update_deployment_job_status;
mod update_worker_resource_status;
mod upload_user_certificate;

const ACTIONS: &[Entry] = &[
    Entry::of::<add_cloud_access::AddCloudAccess>(),
    Entry::of::<create_company::CreateCompany>(),
    Entry::of::<create_contact::CreateContact>(),
    Entry::of::<create_deployment_job::CreateDeploymentJob>(),
    Entry::of::<create_rollback_task::CreateRollbackTask>(),
    Entry::of::<delete_cloud_access::DeleteCloudAccess>(),
    Entry::of::<delete_company::DeleteCompany>(),
    Entry::of::<delete_contact::DeleteContact>(),
    Entry::of::<delete_deployment_job::DeleteDeploymentJob>(),
    Entry::of::<delete_user_certificate::DeleteUserCertificate>(),
    Entry::of::<delete_worker_resource::DeleteWorkerResource>(),
    Entry::of::<describe_cloud_resource_status::DescribeCloudResourceStatus>(),
    Entry::of::<describe_deployment_job::DescribeDeploymentJob>(),
    Entry::of::<describe_deployment_job_status::DescribeDeploymentJobStatus>(),
    Entry::of::<get_certificate_detail::GetCertificateDetail>(),
    Entry::of::<get_company::GetCompany>(),
    Entry::of::<get_contact::GetContact>(),
    Entry::of::<get_matched_resources::GetMatchedResources>(),
    Entry::of::<get_user_certificate_detail::GetUserCertificateDetail>(),
    Entry::of::<list_certificates::ListCertificates>(),
    Entry::of::<list_cloud_access::ListCloudAccess>(),
    Entry::of::<list_cloud_resources::ListCloudResources>(),
    Entry::of::<list_companies::ListCompanies>(),
    Entry::of::<list_contact::ListContact>(),
    Entry::of::<list_deployment_job::ListDeploymentJob>(),
    Entry::of::<list_deployment_job_cert::ListDeploymentJobCert>(),
    Entry::of::<list_deployment_job_resource::ListDeploymentJobResource>(),
    Entry::of::<list_user_certificate_order::ListUserCertificateOrder>(),
    Entry::of::<list_worker_resource::ListWorkerResource>(),
    Entry::of::<update_company::UpdateCompany>(),
    Entry::of::<update_contact::UpdateContact>(),
    Entry::of::<update_deployment_job::UpdateDeploymentJob>(),
    Entry::of::<update_deployment_job_status::UpdateDeploymentJobStatus>(),
    Entry::of::<update_worker_resource_status::UpdateWorkerResourceStatus>(),
    Entry::of::<upload_user_certificate::UploadUserCertificate>(),
];
// The end of the list.
const _: () = assert!(sorted(ACTIONS), "keep ACTIONS sorted by name, without duplicates");

/// Certificate Management Service: contacts, certificates, cloud resources, deployment jobs (cas 2020-04-07).
pub static CAS: Product = Product {
    id: "cas",
    code: "cas",
    version: "2020-04-07",
    style: Style::Rpc,
    ram: "yundun-cert",
    wording,
    success: "",
    failure,
    schema: tables::SCHEMA,
    links: &[Link { name: "confirm", open: confirmation::open }],
    due: job_run::DUE,
    actions: ACTIONS,
};

/// A required parameter is the gateway's to ask for; the rest has the templates of the newer actions.
fn wording(bad: &Bad<'_>) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{name}"),
            format!("{name} is mandatory for this action."),
        ),
        Problem::TooMany(_) => ApiError::new(
            400,
            format!("LimitExceeded.{name}"),
            format!("The maximum number of {name} is exceeded."),
        ),
        _ => ApiError::new(
            400,
            format!("IncorrectFormat.{name}"),
            format!("The {name} parameter format is incorrect."),
        ),
    }
}

fn failure(_: &mut Map<String, Value>, _: &ApiError) {}
