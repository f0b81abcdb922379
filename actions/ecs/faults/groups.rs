//! What calls on security groups and their rules are refused with. Where the vendor lists a code with a text that is made at run time, the text is
//! modelled: clients look at codes alone.

use super::{Fault, refused};

pub(in crate::ecs) const BAD_CIDR: Fault =
    refused(400, "InvalidParam.SourceCidrIp", "The specified parameter %s is not valid.");
pub(in crate::ecs) const BAD_POLICY: Fault =
    refused(400, "InvalidPolicy.Malformed", "The specified parameter Policy is not valid.");
pub(in crate::ecs) const BAD_PORTS: Fault = refused(
    400,
    "InvalidParam.PortRange",
    "Please specify the PortRange or SourcePortRange in integer, less than 65535, and separate the range with ?/?.",
);
pub(in crate::ecs) const BAD_PRIORITY: Fault =
    refused(400, "InvalidPriority.Malformed", "The parameter Priority is invalid.");
pub(in crate::ecs) const PRIORITY_OUTSIDE: Fault =
    refused(400, "InvalidPriority.ValueNotSupported", "The specified parameter %s is invalid.");
pub(in crate::ecs) const BAD_PROTOCOL: Fault = refused(
    400,
    "InvalidIpProtocol.ValueNotSupported",
    "The parameter %s must be specified with case insensitive TCP, UDP, ICMP, GRE or All.",
);
pub(in crate::ecs) const BAD_DESCRIPTION: Fault = refused(
    400,
    "InvalidSecurityGroupDiscription.Malformed",
    "The specified security group rule description parameter %s is not valid.",
);
pub(in crate::ecs) const IPV4_PROTOCOL: Fault = refused(
    400,
    "InvalidParam.Ipv4ProtocolConflictWithIpv6Address",
    "IPv6 address cannot be specified for IPv4-specific protocol.",
);
pub(in crate::ecs) const IPV6_PROTOCOL: Fault = refused(
    400,
    "InvalidParam.Ipv6ProtocolConflictWithIpv4Address",
    "IPv4 address cannot be specified for IPv6-specific protocol.",
);
pub(in crate::ecs) const BOTH_SOURCES: Fault = refused(
    400,
    "InvalidParam.SourceIp",
    "The Parameters SourceCidrIp and Ipv6SourceCidrIp in %s cannot be set at the same time.",
);
pub(in crate::ecs) const BOTH_DESTINATIONS: Fault = refused(
    400,
    "InvalidParam.DestIp",
    "The Parameters DestCidrIp and Ipv6DestCidrIp in %s cannot be set at the same time.",
);
pub(in crate::ecs) const ENTERPRISE_PEER: Fault = refused(
    400,
    "InvalidGroupAuthParameter.OperationDenied",
    "The security group can not authorize to enterprise level security group.",
);
pub(in crate::ecs) const FAR_PEER: Fault = refused(
    400,
    "InvalidSourceGroupId.Mismatch",
    "Specified security group and source group are not in the same VPC.",
);
pub(in crate::ecs) const FAR_DESTINATION: Fault = refused(
    400,
    "InvalidDestGroupId.Mismatch",
    "Specified security group and destination group are not in the same VPC.",
);
pub(in crate::ecs) const NO_DESTINATION: Fault = refused(
    400,
    "MissingParameter.Dest",
    "One of the parameters DestCidrIp, Ipv6DestCidrIp, DestGroupId or DestPrefixListId in %s must be specified.",
);
pub(in crate::ecs) const NO_PEER: Fault = refused(
    404,
    "InvalidSourceGroupId.NotFound",
    "The SourceGroupId provided does not exist in our records.",
);
pub(in crate::ecs) const NO_DESTINATION_GROUP: Fault = refused(
    404,
    "InvalidDestGroupId.NotFound",
    "The DestGroupId provided does not exist in our records.",
);
pub(in crate::ecs) const NO_PORTS: Fault =
    refused(400, "InvalidPortRange.Malformed", "The specified parameter PortRange must set.");
pub(in crate::ecs) const NO_SOURCE: Fault = refused(
    400,
    "MissingParameter.Source",
    "One of the parameters SourceCidrIp, Ipv6SourceCidrIp, SourceGroupId or SourcePrefixListId in %s must be specified.",
);
pub(in crate::ecs) const OWN_PEER: Fault = refused(
    403,
    "InvalidParamter.Conflict",
    "The specified SecurityGroupId should be different from the SourceGroupId.",
);
pub(in crate::ecs) const BOTH_FORMS: Fault = refused(
    400,
    "InvalidParam.Permissions",
    "The specified parameter Permissions cannot coexist with other parameters.",
);
pub(in crate::ecs) const TWICE_IN_CALL: Fault = refused(
    400,
    "InvalidParam.DuplicatePermissions",
    "There are duplicate permissions in the specified parameter Permissions.",
);
pub(in crate::ecs) const MANY_RULES: Fault = refused(
    403,
    "AuthorizationLimitExceed",
    "The limit of authorization records in the security group reaches.",
);
pub(in crate::ecs) const MANY_REFERENCES: Fault = refused(
    400,
    "AuthorizedGroupRule.LimitExceed",
    "You have reached the limit on the number of group authorization rules that you can add to a security group.",
);
pub(in crate::ecs) const NO_GROUP: Fault = refused(
    404,
    "InvalidSecurityGroupId.NotFound",
    "The specified SecurityGroupId does not exist.",
);
pub(in crate::ecs) const NO_RECORDED_GROUP: Fault = refused(
    404,
    "InvalidSecurityGroupId.NotFound",
    "The SecurityGroupId provided does not exist in our records.",
);
pub(in crate::ecs) const NO_RULE_ID: Fault = refused(
    400,
    "InvalidParam.SecurityGroupRuleId",
    "The specified parameter SecurityGroupRuleId is not valid.",
);
pub(in crate::ecs) const NO_RULE: Fault =
    refused(400, "InvalidSecurityGroupRule.RuleNotExist", "The specified rule does not exist.");
pub(in crate::ecs) const NO_SUCH_RULE: Fault = refused(
    404,
    "InvalidSecurityGroupRuleId.NotFound",
    "The specified SecurityGroupRuleId is not exists.",
);
pub(in crate::ecs) const NO_DESCRIBED_RULE: Fault =
    refused(404, "SecurityGroupRule.NotFound", "The target security group rule not exist.");
pub(in crate::ecs) const SAME_RULE: Fault = refused(400, "InvalidOperation.RuleDuplicate", "%s.");
pub(in crate::ecs) const OTHER_KIND: Fault = refused(
    400,
    "InvalidOperation.ModifySgRuleEntityType",
    "The source or destination type of the rules cannot be modified.",
);
pub(in crate::ecs) const NO_VPC_GIVEN: Fault =
    refused(403, "InvalidVpcId.NotFound", "The VpcId must not empty when only support vpc vm.");
pub(in crate::ecs) const NO_VPC: Fault =
    refused(404, "InvalidVpcId.NotFound", "Specified VPC does not exist.");
pub(in crate::ecs) const PENDING_VPC: Fault =
    refused(400, "IncorrectVpcStatus", "Current VPC status does not support this operation.");
pub(in crate::ecs) const BAD_TYPE: Fault =
    refused(400, "InvalidParams.GroupType", "The specified security group type is not valid.");
pub(in crate::ecs) const MANY_GROUPS: Fault =
    refused(403, "QuotaExceed.SecurityGroup", "The maximum number of security groups is reached.");
pub(in crate::ecs) const HAS_MEMBERS: Fault = refused(
    403,
    "DependencyViolation",
    "There is still instance(s) in the specified security group.",
);
pub(in crate::ecs) const IS_NAMED: Fault = refused(
    403,
    "DependencyViolation",
    "The specified security group has been authorized in another one.",
);
pub(in crate::ecs) const NO_GROUP_TO_DELETE: Fault =
    refused(404, "InvalidSecurityGroup.NotFound", "The specified security group is not found.");
pub(in crate::ecs) const BAD_INNER_POLICY: Fault = refused(
    400,
    "InvalidPolicy.Malformed",
    "The Policy is invalid. Only 'Accept' and 'Drop' are supported. Ignore case.",
);
pub(in crate::ecs) const FIXED_INNER_POLICY: Fault = refused(
    404,
    "InvalidParameter.InnerAccessPolicy",
    "The InnerAccessPolicy attribute of enterprise level security group can't be modified.",
);
pub(in crate::ecs) const IS_MEMBER: Fault = refused(
    403,
    "InvalidInstanceId.AlreadyExists",
    "The specified instance already exists in the specified security group.",
);
pub(in crate::ecs) const OTHER_VPC: Fault = refused(
    400,
    "InvalidInstanceId.Mismatch",
    "Specified instance and security group are not in the same VPC.",
);
pub(in crate::ecs) const MIXED_TYPES: Fault = refused(
    400,
    "InvalidOperation.MultiGroupType",
    "The specified instance can't join different types of security group.",
);
pub(in crate::ecs) const LAST_GROUP: Fault = refused(
    403,
    "InstanceLastSecurityGroup",
    "The specified security group is the last security group for the instance.",
);
pub(in crate::ecs) const NOT_MEMBER: Fault = refused(
    400,
    "InvalidSecurityGroupAssociation.NotFound",
    "The specified association of \"%s\" and the security group does not exist.",
);
pub(in crate::ecs) const BOTH_MEMBERS: Fault = refused(
    403,
    "InvalidParam.EniIdAndInstanceId.Conflict",
    "Only one of the parameters InstanceId and NetworkInterfaceId may be specified.",
);
pub(in crate::ecs) const GROUP_TWICE: Fault = refused(
    400,
    "InvalidParameter.SecurityGroupIdRepeated",
    "The security group \"%s\" is specified more than once.",
);
pub(in crate::ecs) const BOTH_GROUP_FORMS: Fault = refused(
    400,
    "InvalidSecurityGroupId.SingleIdAndMultiIdConflict",
    "The parameters SecurityGroupId and SecurityGroupIds.N cannot be specified at the same time.",
);
pub(in crate::ecs) const MANY_OF_INTERFACE: Fault = refused(
    400,
    "JoinedGroupLimitExceed",
    "The number of security groups exceeds the limit of \"%s\".",
);
