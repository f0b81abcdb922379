//! Contacts and companies.

pub(super) mod company_fields;
pub(super) mod confirmation;
pub(super) mod contact_rules;
pub(super) mod notices;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_company;
pub(super) mod create_contact;
pub(super) mod delete_company;
pub(super) mod delete_contact;
pub(super) mod get_company;
pub(super) mod get_contact;
pub(super) mod list_companies;
pub(super) mod list_contact;
pub(super) mod update_company;
pub(super) mod update_contact;
