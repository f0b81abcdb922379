//! VPCs and their routers.

pub(in crate::vpc) mod changes;
pub(in crate::vpc) mod default_networks;
pub(in crate::vpc) mod life;
pub(in crate::vpc) mod views;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod associate_vpc_cidr_block;
pub(super) mod create_default_vpc;
pub(super) mod create_vpc;
pub(super) mod delete_vpc;
pub(super) mod describe_v_routers;
pub(super) mod describe_vpc_attribute;
pub(super) mod describe_vpcs;
pub(super) mod modify_v_router_attribute;
pub(super) mod modify_vpc_attribute;
pub(super) mod unassociate_vpc_cidr_block;
