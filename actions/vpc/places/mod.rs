//! Regions and zones.

pub(in crate::vpc) mod known_places;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_regions;
pub(super) mod describe_zones;
