//! Handshakes: accounts are invited to a directory, and accept or decline.

pub(super) mod handshake_flow;
pub(super) mod handshake_states;
pub(super) mod handshake_view;
pub(super) mod logon_email;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod accept_handshake;
pub(super) mod cancel_handshake;
pub(super) mod decline_handshake;
pub(super) mod get_handshake;
pub(super) mod invite_account_to_resource_directory;
pub(super) mod list_handshakes_for_account;
pub(super) mod list_handshakes_for_resource_directory;
