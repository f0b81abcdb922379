//! `AuthorizeSecurityGroup` adds rules for traffic into the members of a security group; those that are there already stay (documented).

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
use crate::ecs::faults::groups::BAD_CIDR;
use crate::ecs::faults::groups::BAD_POLICY;
use crate::ecs::faults::groups::BAD_PORTS;
use crate::ecs::faults::groups::BAD_PRIORITY;
use crate::ecs::faults::groups::BAD_PROTOCOL;
use crate::ecs::faults::groups::BOTH_FORMS;
use crate::ecs::faults::groups::BOTH_SOURCES;
use crate::ecs::faults::groups::NO_GROUP;
use crate::ecs::faults::groups::NO_PEER;
use crate::ecs::faults::groups::NO_PORTS;
use crate::ecs::faults::groups::NO_SOURCE;
use crate::ecs::faults::groups::OWN_PEER;
use crate::ecs::faults::groups::PRIORITY_OUTSIDE;
use crate::ecs::faults::groups::TWICE_IN_CALL;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::each;
use crate::ecs::given::need;
use crate::ecs::given::text;
use crate::ecs::groups::group_rules::Direction;

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
        NO_PEER,
        OWN_PEER,
        BOTH_FORMS,
        TWICE_IN_CALL,
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
