//! Message contacts: people whom the management account names, and who receive messages of the members that they are
//! bound to.

pub(super) mod confirmation;
pub(super) mod contact_channel;
pub(super) mod contact_rules;
pub(super) mod contact_states;
pub(super) mod contact_targets;
pub(super) mod contact_tasks;
pub(super) mod contact_view;
pub(super) mod inheritance;
pub(super) mod message_center;
pub(super) mod message_types;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_message_contact;
pub(super) mod associate_members;
pub(super) mod cancel_message_contact_update;
pub(super) mod delete_message_contact;
pub(super) mod disassociate_members;
pub(super) mod get_message_contact;
pub(super) mod get_message_contact_deletion_status;
pub(super) mod list_message_contact_verifications;
pub(super) mod list_message_contacts;
pub(super) mod send_email_verification_for_message_contact;
pub(super) mod send_phone_verification_for_message_contact;
pub(super) mod update_message_contact;
