//! Short URLs, which lead to longer ones from text messages.

pub(in crate::dysms) mod add_short_url;
pub(in crate::dysms) mod delete_short_url;
pub(in crate::dysms) mod opening;
pub(in crate::dysms) mod query_short_url;
pub(in crate::dysms) mod short_url_audit;
pub(in crate::dysms) mod short_url_faults;
pub(in crate::dysms) mod short_url_states;
