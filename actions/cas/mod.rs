//! Certificate Management Service: contacts, certificates, cloud resources, deployment jobs.

use serde_json::{Map, Value};

use crate::{
    ApiError, Bad, Denial, Entry, Link, Problem, Product, Style, nothing_own, nothing_resolved,
    ports::due::Work, sorted,
};

mod applicants;
pub mod applications;
mod authority;
mod certs;
mod clouds;
mod company_fields;
mod confirmation;
mod contact_rules;
mod csr_rules;
mod domains;
mod expiry;
mod faults;
mod goods;
mod instance_faults;
mod instance_flow;
mod instance_orders;
mod instance_states;
mod instance_view;
pub mod inventory;
mod issuing;
mod job_plan;
mod job_run;
mod job_states;
mod job_view;
mod kept_keys;
mod matching;
mod material;
mod order_faults;
mod order_flow;
mod order_states;
mod order_view;
mod points;
mod private_issue;
mod resource_view;
mod signing;
mod tables;
mod tag_rules;
mod tagged;
mod warehouse_rules;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod add_cloud_access;
mod apply_certificate;
mod batch_update_notice_status;
mod cancel_certificate_for_package_request;
mod cancel_order_request;
mod cancel_pending_certificate;
mod create_certificate_for_package_request;
mod create_certificate_request;
mod create_certificate_with_csr_request;
mod create_company;
mod create_contact;
mod create_csr;
mod create_deployment_job;
mod create_rollback_task;
mod create_warehouse;
mod create_wh_client_certificate;
mod decrypt;
mod delete_certificate_request;
mod delete_cloud_access;
mod delete_company;
mod delete_contact;
mod delete_csr;
mod delete_deployment_job;
mod delete_instance;
mod delete_pca_cert;
mod delete_user_certificate;
mod delete_warehouse;
mod delete_worker_resource;
mod describe_certificate_state;
mod describe_cloud_resource_status;
mod describe_deployment_job;
mod describe_deployment_job_status;
mod describe_package_state;
mod describe_warehouse_cert;
mod encrypt;
mod get_asset_count;
mod get_cert_warehouse_quota;
mod get_certificate_detail;
mod get_certificate_package_count;
mod get_company;
mod get_contact;
mod get_csr_detail;
mod get_instance_detail;
mod get_instance_summary;
mod get_matched_resources;
mod get_risk_count;
mod get_task_attribute;
mod get_user_certificate_detail;
mod list_asset_count;
mod list_cert;
mod list_cert_warehouse;
mod list_certificates;
mod list_cloud_access;
mod list_cloud_resources;
mod list_companies;
mod list_contact;
mod list_csr;
mod list_deployment_job;
mod list_deployment_job_cert;
mod list_deployment_job_resource;
mod list_instances;
mod list_tag_keys;
mod list_tag_resources;
mod list_trustee_order;
mod list_user_certificate_order;
mod list_warehouse;
mod list_worker_resource;
mod move_resource_group;
mod refund_instance;
mod renew_certificate_order_for_package_request;
mod revoke_certificate;
mod revoke_wh_client_certificate;
mod share_certificate;
mod sign;
mod tag_resources;
mod untag_resources;
mod update_company;
mod update_contact;
mod update_csr;
mod update_deployment_job;
mod update_deployment_job_status;
mod update_instance;
mod update_worker_resource_status;
mod upload_csr;
mod upload_pca_cert;
mod upload_user_certificate;
mod verify;

const ACTIONS: &[Entry] = &[
    Entry::of::<add_cloud_access::AddCloudAccess>(),
    Entry::of::<apply_certificate::ApplyCertificate>(),
    Entry::of::<batch_update_notice_status::BatchUpdateNoticeStatus>(),
    Entry::of::<cancel_certificate_for_package_request::CancelCertificateForPackageRequest>(),
    Entry::of::<cancel_order_request::CancelOrderRequest>(),
    Entry::of::<cancel_pending_certificate::CancelPendingCertificate>(),
    Entry::of::<create_certificate_for_package_request::CreateCertificateForPackageRequest>(),
    Entry::of::<create_certificate_request::CreateCertificateRequest>(),
    Entry::of::<create_certificate_with_csr_request::CreateCertificateWithCsrRequest>(),
    Entry::of::<create_company::CreateCompany>(),
    Entry::of::<create_contact::CreateContact>(),
    Entry::of::<create_csr::CreateCsr>(),
    Entry::of::<create_deployment_job::CreateDeploymentJob>(),
    Entry::of::<create_rollback_task::CreateRollbackTask>(),
    Entry::of::<create_wh_client_certificate::CreateWHClientCertificate>(),
    Entry::of::<create_warehouse::CreateWarehouse>(),
    Entry::of::<decrypt::Decrypt>(),
    Entry::of::<delete_certificate_request::DeleteCertificateRequest>(),
    Entry::of::<delete_cloud_access::DeleteCloudAccess>(),
    Entry::of::<delete_company::DeleteCompany>(),
    Entry::of::<delete_contact::DeleteContact>(),
    Entry::of::<delete_csr::DeleteCsr>(),
    Entry::of::<delete_deployment_job::DeleteDeploymentJob>(),
    Entry::of::<delete_instance::DeleteInstance>(),
    Entry::of::<delete_pca_cert::DeletePCACert>(),
    Entry::of::<delete_user_certificate::DeleteUserCertificate>(),
    Entry::of::<delete_warehouse::DeleteWarehouse>(),
    Entry::of::<delete_worker_resource::DeleteWorkerResource>(),
    Entry::of::<describe_certificate_state::DescribeCertificateState>(),
    Entry::of::<describe_cloud_resource_status::DescribeCloudResourceStatus>(),
    Entry::of::<describe_deployment_job::DescribeDeploymentJob>(),
    Entry::of::<describe_deployment_job_status::DescribeDeploymentJobStatus>(),
    Entry::of::<describe_package_state::DescribePackageState>(),
    Entry::of::<describe_warehouse_cert::DescribeWarehouseCert>(),
    Entry::of::<encrypt::Encrypt>(),
    Entry::of::<get_asset_count::GetAssetCount>(),
    Entry::of::<get_cert_warehouse_quota::GetCertWarehouseQuota>(),
    Entry::of::<get_certificate_detail::GetCertificateDetail>(),
    Entry::of::<get_certificate_package_count::GetCertificatePackageCount>(),
    Entry::of::<get_company::GetCompany>(),
    Entry::of::<get_contact::GetContact>(),
    Entry::of::<get_csr_detail::GetCsrDetail>(),
    Entry::of::<get_instance_detail::GetInstanceDetail>(),
    Entry::of::<get_instance_summary::GetInstanceSummary>(),
    Entry::of::<get_matched_resources::GetMatchedResources>(),
    Entry::of::<get_risk_count::GetRiskCount>(),
    Entry::of::<get_task_attribute::GetTaskAttribute>(),
    Entry::of::<get_user_certificate_detail::GetUserCertificateDetail>(),
    Entry::of::<list_asset_count::ListAssetCount>(),
    Entry::of::<list_cert::ListCert>(),
    Entry::of::<list_cert_warehouse::ListCertWarehouse>(),
    Entry::of::<list_certificates::ListCertificates>(),
    Entry::of::<list_cloud_access::ListCloudAccess>(),
    Entry::of::<list_cloud_resources::ListCloudResources>(),
    Entry::of::<list_companies::ListCompanies>(),
    Entry::of::<list_contact::ListContact>(),
    Entry::of::<list_csr::ListCsr>(),
    Entry::of::<list_deployment_job::ListDeploymentJob>(),
    Entry::of::<list_deployment_job_cert::ListDeploymentJobCert>(),
    Entry::of::<list_deployment_job_resource::ListDeploymentJobResource>(),
    Entry::of::<list_instances::ListInstances>(),
    Entry::of::<list_tag_keys::ListTagKeys>(),
    Entry::of::<list_tag_resources::ListTagResources>(),
    Entry::of::<list_trustee_order::ListTrusteeOrder>(),
    Entry::of::<list_user_certificate_order::ListUserCertificateOrder>(),
    Entry::of::<list_warehouse::ListWarehouse>(),
    Entry::of::<list_worker_resource::ListWorkerResource>(),
    Entry::of::<move_resource_group::MoveResourceGroup>(),
    Entry::of::<refund_instance::RefundInstance>(),
    Entry::of::<renew_certificate_order_for_package_request::RenewCertificateOrderForPackageRequest>(
    ),
    Entry::of::<revoke_certificate::RevokeCertificate>(),
    Entry::of::<revoke_wh_client_certificate::RevokeWHClientCertificate>(),
    Entry::of::<share_certificate::ShareCertificate>(),
    Entry::of::<sign::Sign>(),
    Entry::of::<tag_resources::TagResources>(),
    Entry::of::<untag_resources::UntagResources>(),
    Entry::of::<update_company::UpdateCompany>(),
    Entry::of::<update_contact::UpdateContact>(),
    Entry::of::<update_csr::UpdateCsr>(),
    Entry::of::<update_deployment_job::UpdateDeploymentJob>(),
    Entry::of::<update_deployment_job_status::UpdateDeploymentJobStatus>(),
    Entry::of::<update_instance::UpdateInstance>(),
    Entry::of::<update_worker_resource_status::UpdateWorkerResourceStatus>(),
    Entry::of::<upload_csr::UploadCsr>(),
    Entry::of::<upload_pca_cert::UploadPCACert>(),
    Entry::of::<upload_user_certificate::UploadUserCertificate>(),
    Entry::of::<verify::Verify>(),
];
// The end of the list.
const _: () = assert!(sorted(ACTIONS), "keep ACTIONS sorted by name, without duplicates");

/// What is carried out as time passes.
const DUE: &[Work] = &[
    job_run::JOB,
    job_run::WORKER,
    order_flow::STEP,
    order_flow::RENEWAL,
    instance_flow::STEP,
    instance_flow::REISSUE,
];

/// Certificate Management Service: contacts, certificates, cloud resources, deployment jobs (cas 2020-04-07).
pub static CAS: Product = Product {
    id: "cas",
    code: "cas",
    version: "2020-04-07",
    style: Style::Rpc,
    ram: "yundun-cert",
    // The vendor authorises its actions as such: no resource of it has an ARN.
    arn: None,
    wording,
    success: "",
    own: nothing_own,
    resolve: nothing_resolved,
    denied,
    governs: false,
    long: true,
    failure,
    schema: tables::SCHEMA,
    links: &[Link { name: "confirm", open: confirmation::open }],
    due: DUE,
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

/// Assumed, as nothing documents it: like RAM's, in its short form.
fn denied(_: &Denial<'_>) -> ApiError {
    ApiError::new(403, "NoPermission", "You are not authorized to do this action.")
}
