//! Short URLs, which lead to longer ones from text messages.

pub(super) mod opening;
pub(super) mod short_url_audit;
pub(super) mod short_url_faults;
pub(super) mod short_url_states;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_short_url;
pub(super) mod delete_short_url;
pub(super) mod query_short_url;
