//! Contacts, in both generations of the API.

pub(super) mod contact_rules;
pub(super) mod contact_view;
pub(super) mod phone_verification;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_alert_contact;
pub(super) mod create_or_update_contact;
pub(super) mod delete_alert_contact;
pub(super) mod delete_contact;
pub(super) mod describe_contacts;
pub(super) mod search_alert_contact;
pub(super) mod send_tts_verify_link;
pub(super) mod update_alert_contact;
