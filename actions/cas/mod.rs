//! Certificate Management Service: contacts, certificates, cloud resources, deployment jobs.
//!
//! The test authority (`authority.rs`) is a root and an intermediate, one pair on P-256 and one on SM2, made when
//! first asked for and kept in the state. What it issues is real, and trusted by every program that trusts its root.
//! Whether an application passes is up to `/_localyun/cas/orders` and its like; else it passes by due work. Cloud
//! resources are rows that the control API gives; a deployment writes a certificate into the row, and the former one
//! into the worker's, for a rollback.

use crate::{
    ApiError, Denial, Entry, Link, ParameterError, Problem, Product, ports::due::DueWork,
    shared::states::StateTable,
};

mod authority;
mod certificates;
pub(crate) mod cloud_domains;
mod contacts;
mod control;
mod domains;
pub(crate) mod faults;
pub(crate) mod holdings;
mod instances;
mod issuing;
mod jobs;
mod orders;
pub(crate) mod private_issue;
mod resources;
pub(crate) mod sales;
mod seed;
pub(crate) mod sites;
mod statistics;
pub(crate) mod stored;
mod tables;
pub(crate) mod tags;
pub(crate) mod user_certificates;
mod warehouses;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<resources::add_cloud_access::AddCloudAccess>(),
    Entry::of::<instances::apply_certificate::ApplyCertificate>(),
    Entry::of::<instances::batch_update_notice_status::BatchUpdateNoticeStatus>(),
    Entry::of::<orders::cancel_certificate_for_package_request::CancelCertificateForPackageRequest>(
    ),
    Entry::of::<orders::cancel_order_request::CancelOrderRequest>(),
    Entry::of::<instances::cancel_pending_certificate::CancelPendingCertificate>(),
    Entry::of::<orders::create_certificate_for_package_request::CreateCertificateForPackageRequest>(
    ),
    Entry::of::<orders::create_certificate_request::CreateCertificateRequest>(),
    Entry::of::<orders::create_certificate_with_csr_request::CreateCertificateWithCsrRequest>(),
    Entry::of::<contacts::create_company::CreateCompany>(),
    Entry::of::<contacts::create_contact::CreateContact>(),
    Entry::of::<certificates::create_csr::CreateCsr>(),
    Entry::of::<jobs::create_deployment_job::CreateDeploymentJob>(),
    Entry::of::<jobs::create_rollback_task::CreateRollbackTask>(),
    Entry::of::<warehouses::create_wh_client_certificate::CreateWHClientCertificate>(),
    Entry::of::<warehouses::create_warehouse::CreateWarehouse>(),
    Entry::of::<certificates::decrypt::Decrypt>(),
    Entry::of::<orders::delete_certificate_request::DeleteCertificateRequest>(),
    Entry::of::<resources::delete_cloud_access::DeleteCloudAccess>(),
    Entry::of::<contacts::delete_company::DeleteCompany>(),
    Entry::of::<contacts::delete_contact::DeleteContact>(),
    Entry::of::<certificates::delete_csr::DeleteCsr>(),
    Entry::of::<jobs::delete_deployment_job::DeleteDeploymentJob>(),
    Entry::of::<instances::delete_instance::DeleteInstance>(),
    Entry::of::<warehouses::delete_pca_cert::DeletePCACert>(),
    Entry::of::<certificates::delete_user_certificate::DeleteUserCertificate>(),
    Entry::of::<warehouses::delete_warehouse::DeleteWarehouse>(),
    Entry::of::<jobs::delete_worker_resource::DeleteWorkerResource>(),
    Entry::of::<orders::describe_certificate_state::DescribeCertificateState>(),
    Entry::of::<resources::describe_cloud_resource_status::DescribeCloudResourceStatus>(),
    Entry::of::<jobs::describe_deployment_job::DescribeDeploymentJob>(),
    Entry::of::<jobs::describe_deployment_job_status::DescribeDeploymentJobStatus>(),
    Entry::of::<orders::describe_package_state::DescribePackageState>(),
    Entry::of::<warehouses::describe_warehouse_cert::DescribeWarehouseCert>(),
    Entry::of::<certificates::encrypt::Encrypt>(),
    Entry::of::<statistics::get_asset_count::GetAssetCount>(),
    Entry::of::<warehouses::get_cert_warehouse_quota::GetCertWarehouseQuota>(),
    Entry::of::<certificates::get_certificate_detail::GetCertificateDetail>(),
    Entry::of::<orders::get_certificate_package_count::GetCertificatePackageCount>(),
    Entry::of::<contacts::get_company::GetCompany>(),
    Entry::of::<contacts::get_contact::GetContact>(),
    Entry::of::<certificates::get_csr_detail::GetCsrDetail>(),
    Entry::of::<instances::get_instance_detail::GetInstanceDetail>(),
    Entry::of::<instances::get_instance_summary::GetInstanceSummary>(),
    Entry::of::<resources::get_matched_resources::GetMatchedResources>(),
    Entry::of::<statistics::get_risk_count::GetRiskCount>(),
    Entry::of::<instances::get_task_attribute::GetTaskAttribute>(),
    Entry::of::<certificates::get_user_certificate_detail::GetUserCertificateDetail>(),
    Entry::of::<statistics::list_asset_count::ListAssetCount>(),
    Entry::of::<warehouses::list_cert::ListCert>(),
    Entry::of::<warehouses::list_cert_warehouse::ListCertWarehouse>(),
    Entry::of::<certificates::list_certificates::ListCertificates>(),
    Entry::of::<resources::list_cloud_access::ListCloudAccess>(),
    Entry::of::<resources::list_cloud_resources::ListCloudResources>(),
    Entry::of::<contacts::list_companies::ListCompanies>(),
    Entry::of::<contacts::list_contact::ListContact>(),
    Entry::of::<certificates::list_csr::ListCsr>(),
    Entry::of::<jobs::list_deployment_job::ListDeploymentJob>(),
    Entry::of::<jobs::list_deployment_job_cert::ListDeploymentJobCert>(),
    Entry::of::<jobs::list_deployment_job_resource::ListDeploymentJobResource>(),
    Entry::of::<instances::list_instances::ListInstances>(),
    Entry::of::<tags::list_tag_keys::ListTagKeys>(),
    Entry::of::<tags::list_tag_resources::ListTagResources>(),
    Entry::of::<certificates::list_trustee_order::ListTrusteeOrder>(),
    Entry::of::<certificates::list_user_certificate_order::ListUserCertificateOrder>(),
    Entry::of::<warehouses::list_warehouse::ListWarehouse>(),
    Entry::of::<jobs::list_worker_resource::ListWorkerResource>(),
    Entry::of::<tags::move_resource_group::MoveResourceGroup>(),
    Entry::of::<instances::refund_instance::RefundInstance>(),
    Entry::of::<
        orders::renew_certificate_order_for_package_request::RenewCertificateOrderForPackageRequest,
    >(),
    Entry::of::<instances::revoke_certificate::RevokeCertificate>(),
    Entry::of::<warehouses::revoke_wh_client_certificate::RevokeWHClientCertificate>(),
    Entry::of::<certificates::share_certificate::ShareCertificate>(),
    Entry::of::<certificates::sign::Sign>(),
    Entry::of::<tags::tag_resources::TagResources>(),
    Entry::of::<tags::untag_resources::UntagResources>(),
    Entry::of::<contacts::update_company::UpdateCompany>(),
    Entry::of::<contacts::update_contact::UpdateContact>(),
    Entry::of::<certificates::update_csr::UpdateCsr>(),
    Entry::of::<jobs::update_deployment_job::UpdateDeploymentJob>(),
    Entry::of::<jobs::update_deployment_job_status::UpdateDeploymentJobStatus>(),
    Entry::of::<instances::update_instance::UpdateInstance>(),
    Entry::of::<jobs::update_worker_resource_status::UpdateWorkerResourceStatus>(),
    Entry::of::<certificates::upload_csr::UploadCsr>(),
    Entry::of::<warehouses::upload_pca_cert::UploadPCACert>(),
    Entry::of::<certificates::upload_user_certificate::UploadUserCertificate>(),
    Entry::of::<certificates::verify::Verify>(),
];
// The end of the list.

/// The kinds of due work.
const DUE: &[DueWork] = &[
    jobs::job_run::JOB,
    jobs::job_run::WORKER,
    orders::order_flow::STEP,
    orders::order_flow::RENEWAL,
    instances::instance_flow::STEP,
    instances::instance_flow::REISSUE,
];

/// Certificate Management Service: contacts, certificates, cloud resources, deployment jobs (cas 2020-04-07).
pub static CAS: Product = Product::new("cas", "cas", "2020-04-07")
    // The vendor authorizes whole actions: its resources have no ARNs.
    .ram("yundun-cert")
    .without_arns()
    .wording(wording)
    .denied(denied)
    .long()
    .schema(tables::SCHEMA)
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .links(&[Link { name: "confirm", open: contacts::confirmation::open }])
    .due(DUE)
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("certificates that were issued, orders, instances, jobs, CSRs, warehouses, companies, tags, the resource groups of certificates and resources, the site ap-southeast-1")
    .grouped(tags::grouped::KINDS)
    .states(&[
        StateTable::of::<orders::order_states::Orders>(),
        StateTable::of::<instances::instance_states::Instances>(),
        StateTable::of::<jobs::job_states::Jobs>(),
        StateTable::of::<jobs::job_states::Workers>(),
    ])
    .actions(ACTIONS);

/// The gateway reports missing required parameters; other errors follow the templates of the newer
/// actions.
pub(crate) fn wording(bad: &ParameterError<'_>) -> ApiError {
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

/// The refusal by policies is assumed to be like RAM's, in its short form: nothing documents it.
pub(crate) fn denied(_: &Denial<'_>) -> ApiError {
    ApiError::new(403, "NoPermission", "You are not authorized to do this action.")
}
