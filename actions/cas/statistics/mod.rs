//! Counts of assets and risks.

pub(super) mod points;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod get_asset_count;
pub(super) mod get_risk_count;
pub(super) mod list_asset_count;
