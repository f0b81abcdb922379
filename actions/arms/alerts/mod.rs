//! Events, the alerts that they become, and the messages that are sent of them.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
