//! Applications and their change orders.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
