//! The rules of security groups: how calls write them, which are equal, and which may not be.

use core::net::{Ipv4Addr, Ipv6Addr};

use serde_json::{Map, Value};

use crate::{
    ApiError, Cx, Result,
    ecs::{
        faults::{
            calls::missing,
            groups::{
                BAD_CIDR, BAD_DESCRIPTION, BAD_POLICY, BAD_PORTS, BAD_PRIORITY, BAD_PROTOCOL,
                BOTH_DESTINATIONS, BOTH_SOURCES, ENTERPRISE_PEER, FAR_DESTINATION, FAR_PEER,
                IPV4_PROTOCOL, IPV6_PROTOCOL, NO_DESTINATION, NO_DESTINATION_GROUP, NO_PEER,
                NO_PORTS, NO_SOURCE, OWN_PEER, PRIORITY_OUTSIDE,
            },
        },
        given::Given,
        tables::{
            resources::{self, GROUP, Resource},
            rules::Rule,
        },
    },
};

/// Which way the traffic of a rule goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ecs) enum Direction {
    /// Into the members of the group.
    Ingress,
    /// Out of them.
    Egress,
}

impl Direction {
    /// Its name in answers.
    pub(in crate::ecs) const fn name(self) -> &'static str {
        match self {
            Self::Ingress => "ingress",
            Self::Egress => "egress",
        }
    }

    /// What the parameters of the other side begin with.
    const fn side(self) -> &'static str {
        match self {
            Self::Ingress => "Source",
            Self::Egress => "Dest",
        }
    }
}

/// The fields of a rule, in the order of answers.
const FIELDS: [&str; 22] = [
    "Direction",
    "IpProtocol",
    "PortRange",
    "SourcePortRange",
    "Policy",
    "Priority",
    "NicType",
    "Description",
    "SourceCidrIp",
    "Ipv6SourceCidrIp",
    "SourceGroupId",
    "SourceGroupOwnerAccount",
    "SourcePrefixListId",
    "SourcePrefixListName",
    "DestCidrIp",
    "Ipv6DestCidrIp",
    "DestGroupId",
    "DestGroupOwnerAccount",
    "DestPrefixListId",
    "DestPrefixListName",
    "PortRangeListId",
    "PortRangeListName",
];

/// The fields that make two rules different.
const DIFFERENT: [&str; 15] = [
    "Direction",
    "IpProtocol",
    "PortRange",
    "SourcePortRange",
    "Policy",
    "Priority",
    "NicType",
    "SourceCidrIp",
    "Ipv6SourceCidrIp",
    "SourceGroupId",
    "SourcePrefixListId",
    "DestCidrIp",
    "Ipv6DestCidrIp",
    "DestGroupId",
    "DestPrefixListId",
];

/// Whether two rules are equal: their descriptions do not count.
pub(in crate::ecs) fn are_equal(a: &Map<String, Value>, b: &Map<String, Value>) -> bool {
    DIFFERENT.iter().all(|name| a.get(*name) == b.get(*name))
}

/// Whether a rule names another group.
pub(in crate::ecs) fn refers(it: &Rule) -> bool {
    !it.peer.is_empty()
}

/// A number as digits without a sign and without zeros before it.
fn digits(text: &str) -> Option<u32> {
    let plain =
        text.bytes().all(|b| b.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

/// A block of addresses or an address, as it was given: also with bits of a host (observed: Terraform finds its rules by the texts that it has
/// sent); none if it is neither.
pub(in crate::ecs) fn block(text: &str, v6: bool) -> Option<String> {
    let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
    let (is_address, most) = if v6 {
        (address.parse::<Ipv6Addr>().is_ok(), 128)
    } else {
        (address.parse::<Ipv4Addr>().is_ok(), 32)
    };
    let fits = bits.is_none_or(|bits| digits(bits).is_some_and(|it| it <= most));
    (is_address && fits).then(|| text.to_owned())
}

/// The protocols, as they are stored.
pub(in crate::ecs) const PROTOCOLS: [&str; 6] = ["TCP", "UDP", "ICMP", "ICMPv6", "GRE", "ALL"];

/// The protocol as it is stored.
fn protocol(text: &str) -> Option<&'static str> {
    PROTOCOLS.into_iter().find(|it| it.eq_ignore_ascii_case(text))
}

/// Whether a description is one of a rule.
pub(in crate::ecs) fn is_description(text: &str) -> bool {
    text.chars().count() <= 512
}

/// Whether ports fit a protocol.
fn are_ports(text: &str, protocol: &str) -> bool {
    if !["TCP", "UDP"].contains(&protocol) {
        return text == "-1/-1";
    }
    let number = |it: &str| digits(it).filter(|it| (1..=65535).contains(it));
    let pair = text.split_once('/').and_then(|(a, b)| Some((number(a)?, number(b)?)));
    pair.is_some_and(|(from, to)| from <= to)
}

/// The priority as it is stored, which is a text in answers (assumed).
pub(in crate::ecs) fn priority(text: &str) -> Result<String> {
    if text.is_empty() {
        return Ok("1".to_owned());
    }
    // Minus one is a number too, of which another code speaks.
    let number = digits(text.strip_prefix('-').unwrap_or(text)).ok_or(BAD_PRIORITY)?;
    if (1..=100).contains(&number) && !text.starts_with('-') {
        Ok(number.to_string())
    } else {
        Err(PRIORITY_OUTSIDE.with("Priority"))
    }
}

/// The rule that a call writes for a group. `at` is what stands before the names of its parameters.
pub(in crate::ecs) fn read(
    cx: &mut Cx<'_>,
    group: &Resource,
    it: &Given,
    (direction, at): (Direction, &str),
) -> Result<Rule> {
    let mut body: Map<String, Value> =
        FIELDS.iter().map(|name| ((*name).to_owned(), Value::from(""))).collect();
    let mut put = |name: &str, value: &str| drop(body.insert(name.to_owned(), value.into()));
    put("Direction", direction.name());
    put("NicType", "intranet");
    let name = it.opt("IpProtocol").ok_or_else(|| missing(&format!("{at}IpProtocol")))?;
    let protocol = protocol(name).ok_or_else(|| BAD_PROTOCOL.with(&format!("{at}IpProtocol")))?;
    put("IpProtocol", protocol);
    let ports = it.opt("PortRange").ok_or(NO_PORTS)?;
    let source_ports = it.opt("SourcePortRange");
    if !are_ports(ports, protocol) || source_ports.is_some_and(|it| !are_ports(it, protocol)) {
        return Err(BAD_PORTS.into());
    }
    put("PortRange", ports);
    put("SourcePortRange", source_ports.unwrap_or_default());
    let policy = match it.text("Policy").to_ascii_lowercase().as_str() {
        "" | "accept" => "Accept",
        "drop" => "Drop",
        _ => return Err(BAD_POLICY.into()),
    };
    put("Policy", policy);
    put("Priority", &priority(it.text("Priority"))?);
    let description = it.text("Description");
    if !is_description(description) {
        return Err(BAD_DESCRIPTION.with(&format!("{at}Description")));
    }
    put("Description", description);
    let (side, ingress) = (direction.side(), direction == Direction::Ingress);
    for (name, v6) in [
        ("SourceCidrIp", false),
        ("Ipv6SourceCidrIp", true),
        ("DestCidrIp", false),
        ("Ipv6DestCidrIp", true),
    ] {
        if let Some(text) = it.opt(name) {
            put(name, &block(text, v6).ok_or_else(|| bad_block(name))?);
        }
    }
    let (v4, v6) = (format!("{side}CidrIp"), format!("Ipv6{side}CidrIp"));
    let peer_name = format!("{side}GroupId");
    if it.has(&v4) && it.has(&v6) {
        let fault = if ingress { BOTH_SOURCES } else { BOTH_DESTINATIONS };
        return Err(fault.with(at.trim_end_matches('.')));
    }
    match protocol {
        "ICMP" if it.has(&v6) => return Err(IPV4_PROTOCOL.into()),
        "ICMPv6" if it.has(&v4) => return Err(IPV6_PROTOCOL.into()),
        _ => {}
    }
    let mut peer = String::new();
    let has_block = it.has(&v4) || it.has(&v6);
    if let (false, Some(id)) = (has_block, it.opt(&peer_name)) {
        check_peer(cx, group, id, ingress)?;
        put(&peer_name, id);
        id.clone_into(&mut peer);
    } else if let (false, Some(list)) = (has_block, it.opt(&format!("{side}PrefixListId"))) {
        put(&format!("{side}PrefixListId"), list);
    } else if !has_block {
        let fault = if ingress { NO_SOURCE } else { NO_DESTINATION };
        return Err(fault.with(at.trim_end_matches('.')));
    }
    Ok(Rule { group: group.id.clone(), seq: 0, id: String::new(), peer, body })
}

fn bad_block(name: &str) -> ApiError {
    let code = BAD_CIDR.code.replace("SourceCidrIp", name);
    ApiError::new(BAD_CIDR.status, code, BAD_CIDR.message.replace("%s", name))
}

/// The other group of a rule must be there, in the same VPC, and a basic one as the group itself.
fn check_peer(cx: &mut Cx<'_>, group: &Resource, id: &str, ingress: bool) -> Result<()> {
    if id == group.id {
        return Err(OWN_PEER.into());
    }
    let account = cx.account().to_owned();
    let none = if ingress { NO_PEER } else { NO_DESTINATION_GROUP };
    let peer = resources::one(cx.tx, &GROUP, &account, id)?.ok_or(none)?;
    if peer.network != group.network {
        return Err(if ingress { FAR_PEER } else { FAR_DESTINATION }.into());
    }
    let enterprise = |it: &Resource| it.text("SecurityGroupType") == "enterprise";
    if enterprise(&peer) || enterprise(group) {
        return Err(ENTERPRISE_PEER.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_kept_as_it_was_given() {
        for (text, v6, is) in [
            ("10.1.2.3/8", false, Some("10.1.2.3/8")),
            ("0.0.0.0/0", false, Some("0.0.0.0/0")),
            ("10.1.2.3/32", false, Some("10.1.2.3/32")),
            ("10.1.2.3", false, Some("10.1.2.3")),
            ("10.1.2.3/33", false, None),
            ("10.0.0.0/08", false, None),
            ("10.0.0.0/+8", false, None),
            ("2001:db8::/032", true, None),
            ("10.1.2", false, None),
            ("2001:db8::1/32", true, Some("2001:db8::1/32")),
            ("::/0", true, Some("::/0")),
            ("10.0.0.0/8", true, None),
        ] {
            assert_eq!(block(text, v6).as_deref(), is, "{text}");
        }
    }

    #[test]
    fn a_priority_is_written_without_signs_and_zeros() {
        for (text, code) in [
            ("1", ""),
            ("100", ""),
            ("", ""),
            ("+1", BAD_PRIORITY.code),
            ("01", BAD_PRIORITY.code),
            ("x", BAD_PRIORITY.code),
            ("0", PRIORITY_OUTSIDE.code),
            ("-1", PRIORITY_OUTSIDE.code),
            ("101", PRIORITY_OUTSIDE.code),
        ] {
            let code_of = priority(text)
                .err()
                .map(|it| it.into_fields().code.into_owned())
                .unwrap_or_default();
            assert_eq!(code_of, code, "{text}");
        }
    }

    #[test]
    fn ports_fit_their_protocol() {
        for (ports, protocol, fit) in [
            ("22/22", "TCP", true),
            ("1/65535", "UDP", true),
            ("-1/-1", "ALL", true),
            ("1/65535", "ALL", false),
            ("-1/-1", "TCP", false),
            ("18082", "TCP", false),
            ("90/80", "TCP", false),
            ("0/80", "TCP", false),
            ("+1/2", "TCP", false),
            ("01/02", "TCP", false),
        ] {
            assert_eq!(are_ports(ports, protocol), fit, "{ports} {protocol}");
        }
    }
}
