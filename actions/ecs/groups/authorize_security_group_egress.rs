//! `AuthorizeSecurityGroupEgress` adds rules for traffic out of the members of a security group.

use serde_json::Value;

use super::group_changes;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::groups::{
            BOTH_DESTINATIONS, ENTERPRISE_PEER, FAR_DESTINATION, MANY_RULES, NO_DESTINATION,
            NO_DESTINATION_GROUP, NO_GROUP,
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
            text("DestCidrIp"),
            text("Ipv6DestCidrIp"),
            text("DestGroupId"),
            text("DestGroupOwnerAccount"),
            text("DestPrefixListId"),
            text("SourceCidrIp"),
            text("Ipv6SourceCidrIp"),
        ],
    ),
    text("IpProtocol"),
    text("PortRange"),
    text("SourcePortRange"),
    text("NicType"),
    text("Policy"),
    text("Priority"),
    text("Description"),
    text("DestCidrIp"),
    text("Ipv6DestCidrIp"),
    text("DestGroupId"),
    text("DestGroupOwnerAccount"),
    text("DestPrefixListId"),
    text("SourceCidrIp"),
    text("Ipv6SourceCidrIp"),
    text("ClientToken"),
];

pub(in crate::ecs) struct AuthorizeSecurityGroupEgress(Given);

impl Action for AuthorizeSecurityGroupEgress {
    const NAME: &'static str = "AuthorizeSecurityGroupEgress";
    const DOC: &'static str = "Adds rules for traffic out of the members of a security group.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::AUTHORIZE);
    const FAULTS: &'static [Fault] = &[
        NO_GROUP,
        NO_DESTINATION,
        BOTH_DESTINATIONS,
        NO_DESTINATION_GROUP,
        FAR_DESTINATION,
        ENTERPRISE_PEER,
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
    group_changes::authorize(cx, it, Direction::Egress)
}
