//! SNAT entries: how they are created and changed.

use core::net::Ipv4Addr;

use serde::Serialize;

use crate::vpc::{
    cidr::Cidr,
    faults::nat::{
        BAD_ENTRY_NAME, BAD_SNAT_IP, BAD_SOURCE, BOTH_SOURCES, EIP_ELSEWHERE, EIP_IN_BINDING,
        IP_IN_FORWARD, MANY_SNATS, NAT_NOT_READY, NO_SNAT_IP, NO_SNAT_TABLE, NO_SNAT_VSWITCH,
        NO_SOURCE, SAME_SOURCE, VSWITCH_NOT_IN_VPC,
    },
    lists,
    nat::life::{self, ID_LENGTH},
    tables::{
        Settling, eips, forwards,
        nats::{self, Nat},
        snats::{self, Snat},
        switches,
    },
};
use crate::{
    Cx, Result,
    shared::{
        text::{comma_list, each_once},
        zones,
    },
};

/// The port of a DNAT entry that is for every port.
const ANY: &str = "Any";

/// An entry that is to be created.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct NewSnat {
    pub(in crate::vpc) table: String,
    pub(in crate::vpc) ips: String,
    pub(in crate::vpc) vswitch: Option<String>,
    pub(in crate::vpc) cidr: Option<String>,
    pub(in crate::vpc) name: Option<String>,
    pub(in crate::vpc) affinity: i64,
    pub(in crate::vpc) interface: Option<String>,
}

/// The gateway of a SNAT table.
pub(in crate::vpc) fn gateway(cx: &mut Cx<'_>, table: &str, region: &String) -> Result<Nat> {
    lists::found(cx, nats::of_snat_table, (table, Some(region)), NO_SNAT_TABLE)
}

/// The addresses that a call gives to an entry, as they are stored: each is associated with the gateway. One to a network within
/// has addresses of its own.
pub(in crate::vpc) fn ips(cx: &mut Cx<'_>, nat: &Nat, list: &str) -> Result<String> {
    let all = each_once(comma_list(list).map(str::to_owned));
    let forwards = forwards::of_nat(cx.tx, &nat.id)?;
    for ip in &all {
        if ip.parse::<Ipv4Addr>().is_err() {
            return Err(BAD_SNAT_IP.into());
        }
        if nat.network_type != "internet" {
            if *ip == nat.private_ip {
                continue;
            }
            return Err(NO_SNAT_IP.into());
        }
        let found = eips::of_address(cx.tx, ip)?.filter(|it| it.account == nat.account);
        let eip = found.ok_or(NO_SNAT_IP)?;
        if eip.owner != nat.id {
            return Err(EIP_ELSEWHERE.into());
        }
        if eip.leaving || eip.is_settling(cx.now) {
            return Err(EIP_IN_BINDING.into());
        }
        if forwards.iter().any(|it| it.external_ip == *ip && it.external_port == ANY) {
            return Err(IP_IN_FORWARD.into());
        }
    }
    Ok(all.join(","))
}

/// The source of an entry: its vSwitch, if one is the source, and the block.
fn source(
    cx: &mut Cx<'_>,
    nat: &Nat,
    (vswitch, cidr): (Option<&String>, Option<&String>),
) -> Result<(String, String)> {
    match (vswitch, cidr) {
        (Some(_), Some(_)) => Err(BOTH_SOURCES.into()),
        (None, None) => Err(NO_SOURCE.into()),
        (Some(id), None) => {
            let it = lists::found(cx, switches::of_id, (id, Some(&nat.region)), NO_SNAT_VSWITCH)?;
            if it.vpc != nat.vpc {
                return Err(VSWITCH_NOT_IN_VPC.into());
            }
            Ok((it.id, it.cidr))
        }
        (None, Some(cidr)) => {
            let block = Cidr::of_block_or_address(cidr).ok_or(BAD_SOURCE)?;
            Ok((String::new(), block.to_string()))
        }
    }
}

/// Creates an entry.
pub(in crate::vpc) fn create(cx: &mut Cx<'_>, region: &String, it: NewSnat) -> Result<Snat> {
    let nat = gateway(cx, &it.table, region)?;
    let settings = lists::settings(cx)?;
    if life::status(cx.now, &nat) != "Available" {
        return Err(NAT_NOT_READY.into());
    }
    lists::check_texts((it.name.as_ref(), BAD_ENTRY_NAME), (None, BAD_ENTRY_NAME))?;
    let (vswitch, cidr) = source(cx, &nat, (it.vswitch.as_ref(), it.cidr.as_ref()))?;
    let ips = ips(cx, &nat, &it.ips)?;
    let present = snats::of_nat(cx.tx, &nat.id)?;
    if present.iter().any(|it| it.cidr == cidr) {
        return Err(SAME_SOURCE.into());
    }
    if i64::try_from(present.len()).unwrap_or(i64::MAX) >= settings.max_snat_entries {
        return Err(MANY_SNATS.into());
    }
    let mut entry = Snat {
        id: zones::id(cx.random, "snat", &nat.region, ID_LENGTH),
        account: nat.account,
        region: nat.region,
        nat: nat.id,
        snat_table: nat.snat_table,
        vswitch,
        cidr,
        ips,
        name: it.name.unwrap_or_default(),
        affinity: it.affinity,
        interface: it.interface.unwrap_or_default(),
        made: cx.now,
        ready: cx.now.saturating_add(settings.nat_entry_ms),
        ..Snat::default()
    };
    snats::put(cx.tx, &mut entry)?;
    Ok(entry)
}

/// An entry in a list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownSnat {
    snat_entry_id: String,
    snat_table_id: String,
    nat_gateway_id: String,
    #[serde(rename = "SourceVSwitchId")]
    vswitch: String,
    #[serde(rename = "SourceCIDR")]
    cidr: String,
    snat_ip: String,
    snat_entry_name: String,
    status: &'static str,
    eip_affinity: String,
    network_interface_id: String,
}

/// An entry in a list.
pub(in crate::vpc) fn shown(now: i64, it: Snat) -> ShownSnat {
    ShownSnat {
        status: lists::changing(now, &it, it.modified),
        snat_entry_id: it.id,
        snat_table_id: it.snat_table,
        nat_gateway_id: it.nat,
        vswitch: it.vswitch,
        cidr: it.cidr,
        snat_ip: it.ips,
        snat_entry_name: it.name,
        eip_affinity: it.affinity.to_string(),
        network_interface_id: it.interface,
    }
}
