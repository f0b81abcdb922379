//! Entries of network ACLs: which are refused, and how they are stored.

use serde::{Deserialize, Serialize};

use crate::vpc::{
    cidr::Cidr,
    faults::acls::{
        BAD_ACL_DESCRIPTION, BAD_ACL_NAME, BAD_DESTINATION_BLOCK, BAD_POLICY, BAD_PORT,
        BAD_PROTOCOL_OF_ENTRY, BAD_SOURCE_BLOCK, MANY_ACL_ENTRIES, NO_DESTINATION_BLOCK, NO_POLICY,
        NO_PORT, NO_PROTOCOL, NO_SOURCE_BLOCK,
    },
    lists,
};
use crate::{Cx, Params, Result, shared::zones, text};

/// How many letters and digits the ids have.
pub(in crate::vpc) const ID_LENGTH: usize = 21;

/// What an entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::vpc) enum Direction {
    /// What comes in.
    Ingress,
    /// What goes out.
    Egress,
}

/// An entry, as it is stored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::vpc) struct AclEntry {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) policy: String,
    pub(in crate::vpc) protocol: String,
    pub(in crate::vpc) port: String,
    pub(in crate::vpc) cidr: String,
    pub(in crate::vpc) description: String,
    /// `system` or `custom`.
    pub(in crate::vpc) kind: String,
}

/// An entry, as a call gives it.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct GivenEntry {
    name: Option<String>,
    policy: Option<String>,
    protocol: Option<String>,
    port: Option<String>,
    cidr: Option<String>,
    description: Option<String>,
}

/// The entries of a direction that a call gives.
pub(in crate::vpc) fn read(
    p: &mut Params<'_>,
    (list, cidr): (&'static str, &'static str),
) -> Result<Vec<GivenEntry>> {
    p.each(list, 100, |p| {
        p.optional(text("NetworkAclEntryId").doc("Has no effect: every entry is a new one."))?;
        p.optional(text("EntryType").doc("Has no effect: every entry is custom."))?;
        p.optional(text("IpVersion").doc("The version of its block, which the block says."))?;
        Ok(GivenEntry {
            name: p.optional(text("NetworkAclEntryName").doc("The name."))?,
            policy: p.optional(text("Policy").doc("What is done: accept or drop."))?,
            protocol: p
                .optional(text("Protocol").doc("The protocol: icmp, gre, tcp, udp or all."))?,
            port: p.optional(text("Port").doc("The ports: 22/22; -1/-1 for all."))?,
            cidr: p.optional(text(cidr).doc("The block at the other end."))?,
            description: p.optional(text("Description").doc("The description."))?,
        })
    })
}

/// Whether ports are those of a protocol.
fn is_port(port: &str, protocol: &str) -> bool {
    if !["tcp", "udp"].contains(&protocol) {
        return port == "-1/-1";
    }
    let ends = port.split_once('/');
    let ends = ends.and_then(|(a, b)| Some((a.parse::<u16>().ok()?, b.parse::<u16>().ok()?)));
    port == "-1/-1" || ends.is_some_and(|(from, to)| from > 0 && from <= to)
}

fn entry(cx: &mut Cx<'_>, region: &str, way: Direction, it: GivenEntry) -> Result<AclEntry> {
    lists::check_texts(
        (it.name.as_ref(), BAD_ACL_NAME),
        (it.description.as_ref(), BAD_ACL_DESCRIPTION),
    )?;
    let policy = it.policy.ok_or(NO_POLICY)?;
    if !["accept", "drop"].contains(&policy.as_str()) {
        return Err(BAD_POLICY.into());
    }
    let protocol = it.protocol.ok_or(NO_PROTOCOL)?;
    if !["icmp", "gre", "tcp", "udp", "all"].contains(&protocol.as_str()) {
        return Err(BAD_PROTOCOL_OF_ENTRY.into());
    }
    let port = it.port.ok_or(NO_PORT)?;
    if !is_port(&port, &protocol) {
        return Err(BAD_PORT.into());
    }
    let (no_block, bad_block) = match way {
        Direction::Ingress => (NO_SOURCE_BLOCK, BAD_SOURCE_BLOCK),
        Direction::Egress => (NO_DESTINATION_BLOCK, BAD_DESTINATION_BLOCK),
    };
    let cidr = it.cidr.ok_or(no_block)?;
    // An address with bits of a host is taken, and answered as it was given (observed: Terraform's example of an ACL).
    let block = Cidr::of_block_or_address(&cidr).or_else(|| Cidr::with_host_bits(&cidr));
    if !cidr.contains(':') && block.is_none() {
        return Err(bad_block.into());
    }
    Ok(AclEntry {
        id: zones::id(cx.random, "nae", region, ID_LENGTH),
        name: it.name.unwrap_or_default(),
        policy,
        protocol,
        port,
        cidr,
        description: it.description.unwrap_or_default(),
        kind: "custom".to_owned(),
    })
}

/// The entries of a direction that a call gives, as they are stored: a JSON list in their order.
pub(in crate::vpc) fn checked(
    cx: &mut Cx<'_>,
    (region, way): (&str, Direction),
    all: Vec<GivenEntry>,
) -> Result<String> {
    let most = lists::settings(cx)?.max_network_acl_entries;
    if i64::try_from(all.len()).unwrap_or(i64::MAX) > most {
        return Err(MANY_ACL_ENTRIES.into());
    }
    let mut entries = Vec::with_capacity(all.len());
    for it in all {
        entries.push(entry(cx, region, way, it)?);
    }
    serde_json::to_string(&entries).map_err(crate::ApiError::internal)
}

/// The entry that every ACL has from the start in each direction, which accepts all (assumed).
pub(in crate::vpc) fn of_system(cx: &mut Cx<'_>, region: &str) -> Result<String> {
    let entry = AclEntry {
        id: zones::id(cx.random, "nae", region, ID_LENGTH),
        policy: "accept".to_owned(),
        protocol: "all".to_owned(),
        port: "-1/-1".to_owned(),
        cidr: "0.0.0.0/0".to_owned(),
        kind: "system".to_owned(),
        ..AclEntry::default()
    };
    serde_json::to_string(&[entry]).map_err(crate::ApiError::internal)
}
