//! Certificate Management Service: contacts, certificates, cloud resources, deployment jobs.

use serde_json::{Map, Value};

use crate::{ApiError, Bad, Entry, Link, Problem, Product, Style, sorted};

mod company_fields;
mod confirmation;
mod contact_rules;
mod expiry;
mod faults;
mod material;
mod tables;
mod tag_rules;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod create_company;
mod create_contact;
mod delete_company;
mod delete_contact;
mod delete_user_certificate;
mod get_certificate_detail;
mod get_company;
mod get_contact;
mod get_user_certificate_detail;
mod list_certificates;
mod list_companies;
mod list_contact;
mod list_user_certificate_order;
mod update_company;
mod update_contact;
mod upload_user_certificate;

const ACTIONS: &[Entry] = &[
    Entry::of::<create_company::CreateCompany>(),
    Entry::of::<create_contact::CreateContact>(),
    Entry::of::<delete_company::DeleteCompany>(),
    Entry::of::<delete_contact::DeleteContact>(),
    Entry::of::<delete_user_certificate::DeleteUserCertificate>(),
    Entry::of::<get_certificate_detail::GetCertificateDetail>(),
    Entry::of::<get_company::GetCompany>(),
    Entry::of::<get_contact::GetContact>(),
    Entry::of::<get_user_certificate_detail::GetUserCertificateDetail>(),
    Entry::of::<list_certificates::ListCertificates>(),
    Entry::of::<list_companies::ListCompanies>(),
    Entry::of::<list_contact::ListContact>(),
    Entry::of::<list_user_certificate_order::ListUserCertificateOrder>(),
    Entry::of::<update_company::UpdateCompany>(),
    Entry::of::<update_contact::UpdateContact>(),
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
    due: &[],
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
