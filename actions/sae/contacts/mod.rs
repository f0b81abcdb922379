//! Contacts, as the console manages them: the vendor publishes no action for them.
//!
//! Each row is linked to a contact of ARMS, by the phone number when it is made and by id from then on, through the
//! address book of ARMS alone.

pub(super) mod contact_rules;
pub(super) mod contact_users;
pub(super) mod contact_view;
pub(super) mod links;
pub(super) mod name_style;
pub(super) mod notifications;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_contact;
pub(super) mod delete_contact;
pub(super) mod describe_contact;
pub(super) mod list_contact_users;
pub(super) mod list_contacts;
pub(super) mod merge_contacts;
pub(super) mod update_contact;
