//! Certificate Management Service: contacts, certificates, cloud resources, deployment jobs.

use serde_json::{Map, Value};

use crate::{ApiError, Bad, Entry, Link, Problem, Product, Style, due::Work, sorted};

mod applicants;
mod authority;
mod company_fields;
mod confirmation;
mod contact_rules;
mod domains;
mod expiry;
mod faults;
mod goods;
mod instance_faults;
mod instance_flow;
mod instance_orders;
mod instance_states;
mod instance_view;
mod issuing;
mod material;
mod order_faults;
mod order_flow;
mod order_states;
mod tables;
mod tag_rules;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod apply_certificate;
mod cancel_certificate_for_package_request;
mod cancel_order_request;
mod cancel_pending_certificate;
mod create_certificate_for_package_request;
mod create_certificate_request;
mod create_certificate_with_csr_request;
mod create_company;
mod create_contact;
mod delete_certificate_request;
mod delete_company;
mod delete_contact;
mod delete_instance;
mod delete_user_certificate;
mod describe_certificate_state;
mod describe_package_state;
mod get_certificate_detail;
mod get_certificate_package_count;
mod get_company;
mod get_contact;
mod get_instance_detail;
mod get_instance_summary;
mod get_task_attribute;
mod get_user_certificate_detail;
mod list_certificates;
mod list_companies;
mod list_contact;
mod list_instances;
mod list_trustee_order;
mod list_user_certificate_order;
mod refund_instance;
mod renew_certificate_order_for_package_request;
mod revoke_certificate;
mod update_company;
mod update_contact;
mod update_instance;
mod upload_user_certificate;

const ACTIONS: &[Entry] = &[
    Entry::of::<apply_certificate::ApplyCertificate>(),
    Entry::of::<cancel_certificate_for_package_request::CancelCertificateForPackageRequest>(),
    Entry::of::<cancel_order_request::CancelOrderRequest>(),
    Entry::of::<cancel_pending_certificate::CancelPendingCertificate>(),
    Entry::of::<create_certificate_for_package_request::CreateCertificateForPackageRequest>(),
    Entry::of::<create_certificate_request::CreateCertificateRequest>(),
    Entry::of::<create_certificate_with_csr_request::CreateCertificateWithCsrRequest>(),
    Entry::of::<create_company::CreateCompany>(),
    Entry::of::<create_contact::CreateContact>(),
    Entry::of::<delete_certificate_request::DeleteCertificateRequest>(),
    Entry::of::<delete_company::DeleteCompany>(),
    Entry::of::<delete_contact::DeleteContact>(),
    Entry::of::<delete_instance::DeleteInstance>(),
    Entry::of::<delete_user_certificate::DeleteUserCertificate>(),
    Entry::of::<describe_certificate_state::DescribeCertificateState>(),
    Entry::of::<describe_package_state::DescribePackageState>(),
    Entry::of::<get_certificate_detail::GetCertificateDetail>(),
    Entry::of::<get_certificate_package_count::GetCertificatePackageCount>(),
    Entry::of::<get_company::GetCompany>(),
    Entry::of::<get_contact::GetContact>(),
    Entry::of::<get_instance_detail::GetInstanceDetail>(),
    Entry::of::<get_instance_summary::GetInstanceSummary>(),
    Entry::of::<get_task_attribute::GetTaskAttribute>(),
    Entry::of::<get_user_certificate_detail::GetUserCertificateDetail>(),
    Entry::of::<list_certificates::ListCertificates>(),
    Entry::of::<list_companies::ListCompanies>(),
    Entry::of::<list_contact::ListContact>(),
    Entry::of::<list_instances::ListInstances>(),
    Entry::of::<list_trustee_order::ListTrusteeOrder>(),
    Entry::of::<list_user_certificate_order::ListUserCertificateOrder>(),
    Entry::of::<refund_instance::RefundInstance>(),
    Entry::of::<renew_certificate_order_for_package_request::RenewCertificateOrderForPackageRequest>(
    ),
    Entry::of::<revoke_certificate::RevokeCertificate>(),
    Entry::of::<update_company::UpdateCompany>(),
    Entry::of::<update_contact::UpdateContact>(),
    Entry::of::<update_instance::UpdateInstance>(),
    Entry::of::<upload_user_certificate::UploadUserCertificate>(),
];
// The end of the list.
const _: () = assert!(sorted(ACTIONS), "keep ACTIONS sorted by name, without duplicates");

/// What is carried out as time passes.
const DUE: &[Work] =
    &[order_flow::STEP, order_flow::RENEWAL, instance_flow::STEP, instance_flow::REISSUE];

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
