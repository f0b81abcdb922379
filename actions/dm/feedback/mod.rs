//! What recipients do with mail: they open it, unsubscribe, or report it as spam.

pub(super) mod blocking;
pub(super) mod feedback_control;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod list_block_sending;
pub(super) mod unblock_sending;
