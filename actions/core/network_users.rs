//! Products whose resources are in networks: what such a product declares, so that the product that has the networks knows what
//! elastic addresses are associated with, where routes lead, and what keeps a network from being deleted, without a use of
//! that product.

use crate::{Cx, Result};

/// A resource of the caller's account that is in a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InNetwork {
    /// The region.
    pub region: String,
    /// The id of its VPC; empty if it is in none.
    pub vpc: String,
    /// Its primary private address.
    pub private_ip: String,
    /// All of its private addresses.
    pub private_ips: Vec<String>,
    /// Whether it is in a state that lasts: an instance that runs or is stopped.
    pub is_stable: bool,
    /// Whether it has a public address of its own.
    pub has_public_ip: bool,
    /// Whether it may have an elastic address at all: a secondary network interface has one, a primary one has not.
    pub takes_address: bool,
}

/// A kind of resources that elastic addresses are associated with, and that routes lead to.
#[derive(Clone, Copy, Debug)]
pub struct NetworkTarget {
    /// How an association names the kind: `EcsInstance`.
    pub kind: &'static str,
    /// How a route names the kind: `Instance`.
    pub next_hop: &'static str,
    /// The resource of this id.
    pub find: fn(&mut Cx<'_>, id: &str) -> Result<Option<InNetwork>>,
}

/// A product whose resources are in networks.
#[derive(Debug)]
pub struct NetworkUser {
    /// The kinds of resources that addresses are associated with.
    pub targets: &'static [NetworkTarget],
    /// Whether it has security groups in the VPC of this id.
    pub has_security_groups: fn(&mut Cx<'_>, vpc: &str) -> Result<bool>,
}
