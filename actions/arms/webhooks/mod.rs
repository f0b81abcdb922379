//! Webhook contacts, in both generations of the API.

mod webhook_rules;
pub(super) mod webhook_view;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_or_update_webhook_contact;
pub(super) mod create_webhook;
pub(super) mod delete_webhook_contact;
pub(super) mod describe_webhook_contacts;
pub(super) mod update_webhook;
