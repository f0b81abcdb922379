//! A network with nothing in it but this server: every host of the cloud is here, and whatever else a program tries to
//! reach is refused and counted.
//!
//! It is a network namespace of Linux with its own DNS. All addresses are local in it, so an attempt to connect to any of
//! them is a packet on the loopback interface, where it is seen.

mod attempts;
mod dns;
#[cfg(target_os = "linux")]
mod namespace;
#[cfg(target_os = "linux")]
mod network;
#[cfg(not(target_os = "linux"))]
mod other_systems;
mod packets;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

pub(crate) use attempts::Report;
#[cfg(not(target_os = "linux"))]
pub(crate) use other_systems::{Network, enter};
#[cfg(target_os = "linux")]
pub(crate) use {namespace::enter, network::Network};

/// Where hosts of the cloud are by HTTP. It is the address that their names have.
pub(crate) const HTTP: SocketAddr = SocketAddr::new(HERE, 80);

/// Where they are by HTTPS.
pub(crate) const HTTPS: SocketAddr = SocketAddr::new(HERE, 443);

/// Where the metadata service is, as in the cloud.
pub(crate) const METADATA: SocketAddr =
    SocketAddr::new(IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)), 80);

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
