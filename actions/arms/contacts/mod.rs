//! Contacts, in both generations of the API.

pub(super) mod contact_rules;
pub(super) mod contact_view;
pub(super) mod phone_verification;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
