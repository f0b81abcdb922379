//! DNAT entries: how they are created and changed.

use core::net::Ipv4Addr;

use serde::Serialize;

use crate::vpc::{
    cidr,
    faults::nat::{
        ANY_PORT, BAD_ENTRY_NAME, BAD_EXTERNAL_IP, BAD_EXTERNAL_PORT, BAD_INTERNAL_IP,
        BAD_INTERNAL_PORT, BAD_PROTOCOL, EIP_IN_BINDING, EXTERNAL_ELSEWHERE, IP_IN_SNAT,
        MANY_FORWARDS, NAT_NOT_READY, NO_EXTERNAL_IP, NO_FORWARD_TABLE, OUTSIDE_VPC, SAME_FORWARD,
    },
    lists,
    nat::life::{self, ID_LENGTH},
    tables::{
        Settling, eips,
        forwards::{self, Forward},
        nats::{self, Nat},
        snats, vpcs,
    },
};
use crate::{
    Cx, Fault, Result,
    shared::{text::comma_list, zones},
};

/// Every port, or every protocol.
const ANY: &str = "Any";

/// What an entry leads where.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Mapping {
    pub(in crate::vpc) external_ip: String,
    pub(in crate::vpc) external_port: String,
    pub(in crate::vpc) internal_ip: String,
    pub(in crate::vpc) internal_port: String,
    pub(in crate::vpc) protocol: String,
}

/// The gateway of a DNAT table.
pub(in crate::vpc) fn gateway(cx: &mut Cx<'_>, table: &str, region: &String) -> Result<Nat> {
    lists::found(cx, nats::of_forward_table, (table, Some(region)), NO_FORWARD_TABLE)
}

/// The first and the last port of a port or a range; none for every port.
fn ports(text: &str, bad: Fault) -> Result<Option<(u16, u16)>> {
    if text.eq_ignore_ascii_case(ANY) {
        return Ok(None);
    }
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    let port = |text: &str| text.parse::<u16>().ok().filter(|it| *it > 0);
    let range = port(first).zip(port(last)).filter(|(first, last)| first <= last);
    Ok(Some(range.ok_or(bad)?))
}

/// A port or a range as it is stored.
fn stored(text: &str) -> String {
    if text.eq_ignore_ascii_case(ANY) { ANY.to_owned() } else { text.to_owned() }
}

/// Checks what an entry leads where, and says it as it is stored. `own` is the id of the entry that is changed, if one is.
pub(in crate::vpc) fn check(
    cx: &mut Cx<'_>,
    nat: &Nat,
    it: &Mapping,
    own: Option<&str>,
) -> Result<Mapping> {
    let external: Ipv4Addr = it.external_ip.parse().map_err(|_| BAD_EXTERNAL_IP)?;
    let internal: Ipv4Addr = it.internal_ip.parse().map_err(|_| BAD_INTERNAL_IP)?;
    let protocol = it.protocol.to_lowercase();
    if !["tcp", "udp", "any"].contains(&protocol.as_str()) {
        return Err(BAD_PROTOCOL.into());
    }
    let outside = ports(&it.external_port, BAD_EXTERNAL_PORT)?;
    let inside = ports(&it.internal_port, BAD_INTERNAL_PORT)?;
    match (outside, inside) {
        (None, None) if protocol == "any" => {}
        (Some((first, last)), Some((from, to))) if protocol != "any" => {
            if last - first != to - from {
                return Err(BAD_INTERNAL_PORT.into());
            }
        }
        _ => return Err(ANY_PORT.into()),
    }
    let external = external.to_string();
    if nat.network_type == "internet" {
        let found = eips::of_address(cx.tx, &external)?.filter(|it| it.account == nat.account);
        let eip = found.ok_or(NO_EXTERNAL_IP)?;
        if eip.owner != nat.id {
            return Err(EXTERNAL_ELSEWHERE.into());
        }
        if eip.leaving || eip.is_settling(cx.now) {
            return Err(EIP_IN_BINDING.into());
        }
    } else if external != nat.private_ip {
        return Err(NO_EXTERNAL_IP.into());
    }
    let vpc = vpcs::of_id(cx.tx, &nat.vpc)?.unwrap_or_default();
    let mut blocks = cidr::blocks(&vpc.cidr).chain(cidr::blocks(&vpc.secondary));
    if !blocks.any(|it| it.has(internal)) {
        return Err(OUTSIDE_VPC.into());
    }
    let snats = snats::of_nat(cx.tx, &nat.id)?;
    let in_snat = snats.iter().any(|it| comma_list(&it.ips).any(|ip| ip == external));
    if outside.is_none() && in_snat {
        return Err(IP_IN_SNAT.into());
    }
    let present = forwards::of_nat(cx.tx, &nat.id)?;
    let mut others = present.iter().filter(|it| own != Some(it.id.as_str()));
    let meets = |other: &Forward| {
        let same_protocol =
            other.protocol == protocol || other.protocol == "any" || protocol == "any";
        let of_other = ports(&other.external_port, BAD_EXTERNAL_PORT).ok().flatten();
        let same_ports = match (outside, of_other) {
            (Some((first, last)), Some((from, to))) => first <= to && from <= last,
            _ => true,
        };
        other.external_ip == external && same_protocol && same_ports
    };
    if others.any(meets) {
        return Err(SAME_FORWARD.into());
    }
    Ok(Mapping {
        external_ip: external,
        external_port: stored(&it.external_port),
        internal_ip: internal.to_string(),
        internal_port: stored(&it.internal_port),
        protocol,
    })
}

/// Creates an entry.
pub(in crate::vpc) fn create(
    cx: &mut Cx<'_>,
    (table, region): (&str, &String),
    it: &Mapping,
    name: Option<String>,
) -> Result<Forward> {
    let nat = gateway(cx, table, region)?;
    let settings = lists::settings(cx)?;
    if life::status(cx.now, &nat) != "Available" {
        return Err(NAT_NOT_READY.into());
    }
    lists::check_texts((name.as_ref(), BAD_ENTRY_NAME), (None, BAD_ENTRY_NAME))?;
    let it = check(cx, &nat, it, None)?;
    let held = i64::try_from(forwards::of_nat(cx.tx, &nat.id)?.len()).unwrap_or(i64::MAX);
    if held >= settings.max_forward_entries {
        return Err(MANY_FORWARDS.with(&held.to_string()));
    }
    let mut entry = Forward {
        id: zones::id(cx.random, "fwd", &nat.region, ID_LENGTH),
        account: nat.account,
        region: nat.region,
        nat: nat.id,
        forward_table: nat.forward_table,
        external_ip: it.external_ip,
        external_port: it.external_port,
        internal_ip: it.internal_ip,
        internal_port: it.internal_port,
        protocol: it.protocol,
        name: name.unwrap_or_default(),
        made: cx.now,
        ready: cx.now.saturating_add(settings.nat_entry_ms),
        ..Forward::default()
    };
    forwards::put(cx.tx, &mut entry)?;
    Ok(entry)
}

/// An entry in a list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownForward {
    forward_entry_id: String,
    forward_table_id: String,
    nat_gateway_id: String,
    external_ip: String,
    external_port: String,
    internal_ip: String,
    internal_port: String,
    ip_protocol: String,
    forward_entry_name: String,
    status: &'static str,
}

/// An entry in a list.
pub(in crate::vpc) fn shown(now: i64, it: Forward) -> ShownForward {
    ShownForward {
        status: lists::changing(now, &it, it.modified),
        forward_entry_id: it.id,
        forward_table_id: it.forward_table,
        nat_gateway_id: it.nat,
        external_ip: it.external_ip,
        external_port: it.external_port,
        internal_ip: it.internal_ip,
        internal_port: it.internal_port,
        ip_protocol: it.protocol,
        forward_entry_name: it.name,
    }
}
