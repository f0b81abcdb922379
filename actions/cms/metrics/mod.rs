//! Metrics: what is put, what is asked for, and the evaluation of rules.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
