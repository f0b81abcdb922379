//! `AuthorizeSecurityGroup` adds rules for traffic into the members of a security group; those that are there already stay (documented).

use serde_json::Value;

use super::group_changes;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::groups::{
            BAD_CIDR, BAD_DESCRIPTION, BAD_POLICY, BAD_PORTS, BAD_PRIORITY, BAD_PROTOCOL,
            BOTH_FORMS, BOTH_SOURCES, ENTERPRISE_PEER, FAR_PEER, IPV4_PROTOCOL, IPV6_PROTOCOL,
            MANY_REFERENCES, MANY_RULES, NO_GROUP, NO_PEER, NO_PORTS, NO_SOURCE, OWN_PEER,
            PRIORITY_OUTSIDE, TWICE_IN_CALL,
        },
        given::{Given, Parameter, each, need, text},
        groups::group_rules::Direction,
        policy_resources,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("SecurityGroupId"),
    each(
        "Permissions",
        100,
        &[
            text("IpProtocol"),
            text("PortRange"),
            text("SourcePortRange"),
            text("NicType"),
            text("Policy"),
            text("Priority"),
            text("Description"),
            text("SourceCidrIp"),
            text("Ipv6SourceCidrIp"),
            text("SourceGroupId"),
            text("SourceGroupOwnerAccount"),
            text("SourcePrefixListId"),
            text("DestCidrIp"),
            text("Ipv6DestCidrIp"),
        ],
    ),
    text("IpProtocol"),
    text("PortRange"),
    text("SourcePortRange"),
    text("NicType"),
    text("Policy"),
    text("Priority"),
    text("Description"),
    text("SourceCidrIp"),
    text("Ipv6SourceCidrIp"),
    text("SourceGroupId"),
    text("SourceGroupOwnerAccount"),
    text("SourcePrefixListId"),
    text("DestCidrIp"),
    text("Ipv6DestCidrIp"),
    text("ClientToken"),
];

pub(in crate::ecs) struct AuthorizeSecurityGroup(Given);

impl Action for AuthorizeSecurityGroup {
    const NAME: &'static str = "AuthorizeSecurityGroup";
    const DOC: &'static str = "Adds rules for traffic into the members of a security group.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::AUTHORIZE);
    const FAULTS: &'static [Fault] = &[
        NO_GROUP,
        BAD_PORTS,
        BAD_PROTOCOL,
        NO_PORTS,
        BAD_POLICY,
        BAD_PRIORITY,
        PRIORITY_OUTSIDE,
        NO_SOURCE,
        BOTH_SOURCES,
        BAD_CIDR,
        BAD_DESCRIPTION,
        IPV4_PROTOCOL,
        IPV6_PROTOCOL,
        NO_PEER,
        OWN_PEER,
        BOTH_FORMS,
        TWICE_IN_CALL,
        FAR_PEER,
        ENTERPRISE_PEER,
        MANY_REFERENCES,
        MANY_RULES,
    ];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    group_changes::authorize(cx, it, Direction::Ingress)
}
