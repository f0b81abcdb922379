//! The tables: VPCs, vSwitches with the addresses that are taken, route tables and entries, elastic IP addresses and shared bandwidth,
//! NAT gateways with their entries, network ACLs, IPv6 gateways, tags, settings.

pub(in crate::vpc) mod acls;
pub(in crate::vpc) mod addresses;
pub(in crate::vpc) mod eips;
pub(in crate::vpc) mod entries;
pub(in crate::vpc) mod forwards;
pub(in crate::vpc) mod ipv6_gateways;
pub(in crate::vpc) mod kinds;
pub(in crate::vpc) mod nats;
pub(in crate::vpc) mod packages;
pub(in crate::vpc) mod route_tables;
pub(in crate::vpc) mod settings;
pub(in crate::vpc) mod snats;
pub(in crate::vpc) mod switches;
pub(in crate::vpc) mod tags;
pub(in crate::vpc) mod vpcs;

/// What an account has in a region.
pub(in crate::vpc) trait Owned {
    /// The account and the region.
    fn owner(&self) -> (&str, &str);
}

/// What is not ready for a while after it was made or changed.
pub(in crate::vpc) trait Settling {
    /// Since when, and until when.
    fn course(&self) -> (i64, i64);

    /// Whether it is not ready yet. It is ready for a clock that was moved back before the change, so that no state comes again.
    fn is_settling(&self, now: i64) -> bool {
        let (since, ready) = self.course();
        (since..ready).contains(&now)
    }
}

/// The schema steps, oldest first. A released step never changes.
pub(super) const SCHEMA: &[&str] = &[
    vpcs::TABLE,
    vpcs::BY_ACCOUNT,
    vpcs::BY_ROUTER,
    switches::TABLE,
    switches::BY_ACCOUNT,
    switches::BY_VPC,
    switches::BY_ROUTE_TABLE,
    switches::BY_ACL,
    route_tables::TABLE,
    route_tables::BY_ACCOUNT,
    route_tables::BY_VPC,
    entries::TABLE,
    entries::BY_ACCOUNT,
    entries::BY_ROUTE_TABLE,
    entries::BY_HOP,
    entries::BY_VPC,
    eips::TABLE,
    eips::BY_ACCOUNT,
    eips::BY_ADDRESS,
    eips::BY_OWNER,
    eips::BY_PACKAGE,
    packages::TABLE,
    packages::BY_ACCOUNT,
    nats::TABLE,
    nats::BY_ACCOUNT,
    nats::BY_VPC,
    nats::BY_VSWITCH,
    nats::BY_SNAT_TABLE,
    nats::BY_FORWARD_TABLE,
    snats::TABLE,
    snats::BY_ACCOUNT,
    snats::BY_NAT,
    snats::BY_VSWITCH,
    forwards::TABLE,
    forwards::BY_ACCOUNT,
    forwards::BY_NAT,
    acls::TABLE,
    acls::BY_ACCOUNT,
    acls::BY_VPC,
    ipv6_gateways::TABLE,
    ipv6_gateways::BY_ACCOUNT,
    ipv6_gateways::BY_VPC,
    addresses::TABLE,
    addresses::BY_OWNER,
    tags::TABLE,
    tags::BY_ACCOUNT,
    settings::TABLE,
    switches::SINCE,
    eips::SINCE,
    acls::SINCE,
    snats::SINCE,
    forwards::SINCE,
];
