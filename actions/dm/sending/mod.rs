//! Mail: who may send it, what is in it, and what becomes of it.

pub(super) mod contents;
pub(super) mod delivery;
pub(super) mod events;
pub(super) mod fates;
pub(super) mod letters;
pub(super) mod sender;
pub(super) mod texts;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod batch_send_mail;
pub(super) mod query_task_by_param;
pub(super) mod send_test_by_template;
pub(super) mod single_send_mail;
