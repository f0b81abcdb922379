//! Webhook contacts, in both generations of the API.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
