//! Event rules and their targets.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
