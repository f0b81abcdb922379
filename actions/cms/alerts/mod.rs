//! What rules have found: alert logs and history, and the messages that are sent.

pub(super) mod recipients;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
