//! `RevokeSecurityGroup` removes rules for traffic into the members of a security group.

use serde_json::Value;

use super::group_changes;
use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::core::client_tokens::Repeats;
use crate::ecs::calls;
use crate::ecs::faults::groups::NO_GROUP;
use crate::ecs::faults::groups::NO_RULE;
use crate::ecs::faults::groups::NO_RULE_ID;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::each;
use crate::ecs::given::list;
use crate::ecs::given::need;
use crate::ecs::given::text;
use crate::ecs::groups::group_rules::Direction;

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
