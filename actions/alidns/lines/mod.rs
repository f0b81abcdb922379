//! Lines: who is asked which records, by the address that asks.

pub(super) mod line_codes;
pub(super) mod listed_lines;
mod segments;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_custom_line;
pub(super) mod delete_custom_lines;
pub(super) mod describe_custom_line;
pub(super) mod describe_custom_lines;
pub(super) mod describe_support_lines;
pub(super) mod update_custom_line;
