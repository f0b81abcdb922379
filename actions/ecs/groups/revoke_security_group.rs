//! `RevokeSecurityGroup` removes rules for traffic into the members of a security group.

use serde_json::Value;

use super::group_changes;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::groups::{NO_GROUP, NO_RULE, NO_RULE_ID},
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

pub(in crate::ecs) struct RevokeSecurityGroup(Given);

impl Action for RevokeSecurityGroup {
    const NAME: &'static str = "RevokeSecurityGroup";
    const DOC: &'static str = "Removes rules for traffic into the members of a security group.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::AUTHORIZE);
    const FAULTS: &'static [Fault] = &[NO_GROUP, NO_RULE_ID, NO_RULE];
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
    group_changes::revoke(cx, it, Direction::Ingress)
}
