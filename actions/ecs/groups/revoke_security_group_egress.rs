//! `RevokeSecurityGroupEgress` removes rules for traffic out of the members of a security group.

use serde_json::Value;

use super::group_changes;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::groups::{NO_GROUP, NO_RULE},
        given::{Given, Parameter, each, list, need, text},
        groups::group_rules::Direction,
        policy_resources,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("SecurityGroupId"),
    list("SecurityGroupRuleId", 100),
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

pub(in crate::ecs) struct RevokeSecurityGroupEgress(Given);

impl Action for RevokeSecurityGroupEgress {
    const NAME: &'static str = "RevokeSecurityGroupEgress";
    const DOC: &'static str = "Removes rules for traffic out of the members of a security group.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::AUTHORIZE);
    const FAULTS: &'static [Fault] = &[NO_GROUP, NO_RULE];
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
    group_changes::revoke(cx, it, Direction::Egress)
}
