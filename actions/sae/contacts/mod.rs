//! Contacts, as the console manages them: the vendor publishes no action for them.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
