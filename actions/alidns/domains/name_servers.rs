//! The servers of domains, as answers have them.

use serde::Serialize;

use crate::alidns::tables::domains::Domain;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct DnsServers {
    dns_server: Vec<String>,
}

/// Plain host names, one for each element (observed).
pub(in crate::alidns) fn of(it: &Domain) -> DnsServers {
    DnsServers { dns_server: it.servers() }
}
