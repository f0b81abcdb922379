//! `ModifySecurityGroupRule` changes a rule for traffic into the members of a security group.

use serde_json::Value;

use super::group_changes;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::groups::{NO_DESCRIBED_RULE, NO_GROUP, NO_SUCH_RULE, OTHER_KIND, SAME_RULE},
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
    text("SourceCidrIp"),
    text("Ipv6SourceCidrIp"),
    text("SourceGroupId"),
    text("SourceGroupOwnerAccount"),
    text("SourcePrefixListId"),
    text("DestCidrIp"),
    text("Ipv6DestCidrIp"),
    text("ClientToken"),
];

pub(in crate::ecs) struct ModifySecurityGroupRule(Given);

impl Action for ModifySecurityGroupRule {
    const NAME: &'static str = "ModifySecurityGroupRule";
    const DOC: &'static str = "Changes a rule for traffic into the members of a security group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}"];
    const FAULTS: &'static [Fault] =
        &[NO_GROUP, NO_SUCH_RULE, NO_DESCRIBED_RULE, SAME_RULE, OTHER_KIND];
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
    group_changes::modify(cx, it, Direction::Ingress)
}
