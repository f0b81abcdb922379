//! `ModifySecurityGroupEgressRule` changes a rule for traffic out of the members of a security group.

use serde_json::Value;

use super::group_changes;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::groups::{NO_GROUP, NO_SUCH_RULE},
        given::{Given, Parameter, need, text},
        groups::group_rules::Direction,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("SecurityGroupId"),
    text("SecurityGroupRuleId"),
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

pub(in crate::ecs) struct ModifySecurityGroupEgressRule(Given);

impl Action for ModifySecurityGroupEgressRule {
    const NAME: &'static str = "ModifySecurityGroupEgressRule";
    const DOC: &'static str = "Changes a rule for traffic out of the members of a security group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP, NO_SUCH_RULE];
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
    group_changes::modify(cx, it, Direction::Egress)
}
