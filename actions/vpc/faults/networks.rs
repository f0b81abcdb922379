//! What calls about VPCs, routers and vSwitches are refused with.

use super::{missing, refused};
use crate::Fault;

// VPCs.
pub(in crate::vpc) const NO_VPC: Fault =
    missing("InvalidVpcId.NotFound", "Specified VPC does not exist.");
pub(in crate::vpc) const NO_VPC_TO_EXTEND: Fault =
    refused("InvalidVpc.NotFound", "The vpc is not exist.");
pub(in crate::vpc) const VPC_BUSY: Fault =
    refused("IncorrectVpcStatus", "Current VPC status does not support this operation.");
pub(in crate::vpc) const VPC_BUSY_TO_EXTEND: Fault =
    refused("IncorrectStatus.Vpc", "Current VPC status does not support this operation.");
pub(in crate::vpc) const BAD_BLOCK: Fault =
    refused("InvalidParameter", "Specified CIDR block is not valid");
pub(in crate::vpc) const BAD_MASK: Fault =
    refused("IllegalParam.CidrBlockMask", "The param of CidrBlock Mask [%s] is illegal.");
pub(in crate::vpc) const BAD_VPC_NAME: Fault =
    refused("InvalidVpcName.Malformed", "Specified VPC name is not valid.");
pub(in crate::vpc) const BAD_VPC_DESCRIPTION: Fault =
    refused("InvalidVpcDiscription.Malformed", "Specified VPC description is not valid.");
pub(in crate::vpc) const MANY_USER_CIDRS: Fault =
    refused("InvalidUserCidr.Quota", "Specified UserCidr number is greater than 3.");
pub(in crate::vpc) const USER_CIDR_OF_CLOUD: Fault =
    refused("InvalidUserCidr.Malformed", "Specified UserCidr overlapping in of 100.64.0.0/10.");
pub(in crate::vpc) const BAD_USER_CIDR: Fault =
    refused("IllegalParam.UserCidr", "UserCidr is not a valid or strict address.");
pub(in crate::vpc) const BAD_IPV6_BLOCK: Fault =
    refused("InvalidIpv6CidrBlock.Malformed", "Specified Ipv6CidrBlock is not valid.");
/// The same, where a block is added.
pub(in crate::vpc) const BAD_ADDED_IPV6_BLOCK: Fault =
    refused("InvalidIpv6CidrBlock.Malformed", "Param Ipv6CidrBlock is malformed.");
pub(in crate::vpc) const BAD_IPV6_ISP: Fault =
    refused("IllegalParam.Ipv6Isp", "The specified Ipv6Isp is illegal.");
pub(in crate::vpc) const MANY_VPCS: Fault = refused("QuotaExceeded.Vpc", "VPC quota exceeded.");
pub(in crate::vpc) const MANY_VPC_IDS: Fault =
    refused("InvalidVpcIdNumber.NotSupported", "The number of vpcIds exceeds the limit.");
pub(in crate::vpc) const OUTSIDE_NEW_BLOCK: Fault =
    refused("IllegalCidrBlock", "Some subnet cidrBlock is not in the cidrBlock.");
pub(in crate::vpc) const BAD_NEW_BLOCK: Fault =
    refused("InvalidCidrBlock.Malformed", "Specified CIDR block is not valid.");
pub(in crate::vpc) const IPV6_AND_BLOCK: Fault = refused(
    "ParamExclusive.EnableIpv6AndCidrBlock",
    "EnableIpv6 and CidrBlock is mutually exclusive.",
);
pub(in crate::vpc) const NEW_BLOCK_CONFLICTS: Fault = refused(
    "OperationFailed.ConflictWithSecondaryCidr",
    "The modified cidr is conflict with the secondary cidr.",
);
pub(in crate::vpc) const IPV6_VSWITCH_LEFT: Fault = refused(
    "OperationFailed.IpV6VSwitchInuse",
    "Operation failed because some vswitch ipv6 is in use.",
);
pub(in crate::vpc) const IPV6_GATEWAY_LEFT: Fault =
    refused("OperationFailed.Ipv6GatewayInUse", "The IPv6 gateway is in use.");
pub(in crate::vpc) const SAME_SECONDARY: Fault =
    refused("Duplicated.SecondaryCidrBlock", "The secondary CIDR block already exists.");
pub(in crate::vpc) const BAD_SECONDARY: Fault = refused(
    "IllegalParam.SecondaryCidrBlock",
    "The secondary CIDR block is invalid or overlaps with another one.",
);
pub(in crate::vpc) const MANY_SECONDARIES: Fault =
    refused("QuotaExceeded.VpcMultiCidr", "The quota of secondary CIDR blocks is exceeded.");
pub(in crate::vpc) const MANY_IPV6_BLOCKS: Fault = refused(
    "QuotaExceeded.IPv6CidrBlock",
    "The number of IPv6 CIDR blocks in the VPC exceeds the limit.",
);
pub(in crate::vpc) const NO_BLOCK: Fault = refused(
    "MissingParam.SecondaryCidrBlockOrIpv6CidrBlock",
    "Either SecondaryCidrBlock or Ipv6CidrBlock must be specified.",
);
pub(in crate::vpc) const BOTH_BLOCKS: Fault = refused(
    "ParamExclusive.SecondaryCidrAndIpv6Cidr",
    "SecondaryCidrBlock and IPv6CidrBlock are mutually exclusive.",
);
pub(in crate::vpc) const BAD_IP_VERSION: Fault =
    refused("IllegalParam.IpVersion", "The parameter of IpVersion is illegal.");
pub(in crate::vpc) const NO_SECONDARY: Fault =
    refused("InvalidSecondaryCidrBlock.NotFound", "The secondary CIDR block does not exist.");
pub(in crate::vpc) const SECONDARY_IN_USE: Fault =
    refused("OperationFailed.CidrInUse", "The secondary CIDR block is in use.");
pub(in crate::vpc) const NO_IPV6_BLOCK: Fault =
    refused("InvalidIpv6CidrBlock.NotFound", "The IPv6 CIDR block does not exist.");
pub(in crate::vpc) const IPV6_BLOCK_IN_USE: Fault = refused(
    "OperationFailed.IpV6VSwitchInuse",
    "Operation failed because some vswitch ipv6 is in use.",
);
pub(in crate::vpc) const HAS_VSWITCH: Fault =
    refused("DependencyViolation.VSwitch", "Specified object has dependent resources");
pub(in crate::vpc) const HAS_NAT: Fault = refused(
    "DependencyViolation.NatGateway",
    "Specified object has dependent resources NatGateway.",
);
pub(in crate::vpc) const HAS_SECURITY_GROUP: Fault = refused(
    "DependencyViolation.SecurityGroup",
    "Specified object has dependent resources SecurityGroup.",
);
pub(in crate::vpc) const HAS_ROUTE_TABLE: Fault =
    refused("DependencyViolation.RouteTable", "Specified object has dependent custom routeTable.");
pub(in crate::vpc) const HAS_ROUTE: Fault = refused("Forbbiden", "Active custom route in vpc.");
pub(in crate::vpc) const HAS_ACL: Fault = refused(
    "DependencyViolation.NetworkAcl",
    "Specified object has dependent resources network acl.",
);
pub(in crate::vpc) const HAS_IPV6_GATEWAY: Fault = refused(
    "DependencyViolation.Ipv6Gateway",
    "The VPC contains IPv6Gateway and cannot be deleted.",
);
pub(in crate::vpc) const HAS_DEFAULT_VPC: Fault =
    refused("OperationFailed.DefaultVpcExist", "The default VPC already exists.");
pub(in crate::vpc) const NO_DEFAULT_VPC: Fault =
    refused("OperationFailed.DefaultVpcNotExist", "The default VPC does not exist.");

// Routers.
pub(in crate::vpc) const NO_ROUTER: Fault =
    missing("InvalidVRouterId.NotFound", "Specified virtual router does not exist.");
pub(in crate::vpc) const BAD_ROUTER_NAME: Fault =
    refused("InvalidVRouterName.Malformed", "Specified virtual router name is not valid.");
pub(in crate::vpc) const BAD_ROUTER_DESCRIPTION: Fault = refused(
    "InvalidVRouterDescription.Malformed",
    "Specified virtual router description is not valid.",
);

// VSwitches.
pub(in crate::vpc) const VSWITCH_MASK: Fault =
    refused("InvalidCirdrBlock.MaskLength", "Specified CIDR block is not valid .");
pub(in crate::vpc) const BAD_VSWITCH_BLOCK: Fault =
    refused("InvalidCidrBlock.Malformed", "Specified CIDR block is not valid.");
pub(in crate::vpc) const NOT_IN_VPC: Fault =
    refused("InvalidParameter", "Specified CIDR block is not valid in VPC.");
pub(in crate::vpc) const OVERLAPPED: Fault =
    refused("InvalidCidrBlock.Overlapped", "Specified CIDR block overlapped with other subnets.");
pub(in crate::vpc) const ROUTE_CONFLICT: Fault =
    refused("RouteConflict.AlreadyExist", "Route conflict exists in routing table.");
pub(in crate::vpc) const MANY_VSWITCHES: Fault =
    refused("QuotaExceeded.VSwitch", "Virtual switch quota exceeded.");
pub(in crate::vpc) const MANY_VSWITCH_IDS: Fault =
    refused("InvalidVSwitchIdNumber.NotSupported", "The number of vSwitchIds exceeds the limit.");
pub(in crate::vpc) const OTHER_CREATING: Fault = refused(
    "OperationDenied.OtherSubnetCreating",
    "The operation is not allowed because the other VSwitch is creating.",
);
pub(in crate::vpc) const BAD_VSWITCH_NAME: Fault =
    refused("InvalidVSwitchName.Malformed", "Specified virtual switch name is not valid.");
pub(in crate::vpc) const BAD_VSWITCH_DESCRIPTION: Fault = refused(
    "InvalidVSwitchDiscription.Malformed",
    "Specified virtual switch description is not valid.",
);
pub(in crate::vpc) const VPC_WITHOUT_IPV6: Fault = refused(
    "OperationFailed.VpcIpv6Disabled",
    "Operation failed because the VPC has not enabled IPv6.",
);
pub(in crate::vpc) const SAME_IPV6: Fault = refused(
    "OperationFailed.Ipv6CidrBlockExisted",
    "Operation failed because the specified IPv6 CIDR block is used already.",
);
pub(in crate::vpc) const BAD_IPV6: Fault =
    refused("IllegalParam.Ipv6CidrBlock", "The parameter of Ipv6CidrBlock is illegal.");
pub(in crate::vpc) const NO_VSWITCH_TO_CHANGE: Fault =
    missing("InvalidVSwitchId.NotFound", "The specified virtual switch does not exists.");
pub(in crate::vpc) const NO_VSWITCH_TO_DELETE: Fault =
    missing("InvalidVSwitchId.NotFound", "VSwitch not exist.");
pub(in crate::vpc) const NO_VSWITCH_TO_BIND: Fault =
    missing("InvalidVSwitchId.NotFound", "Specified VSwitch does not exist.");
pub(in crate::vpc) const VSWITCH_PENDING: Fault =
    refused("IncorrectVSwitchStatus", "vpc subnet is in middle status.");
pub(in crate::vpc) const VSWITCH_BUSY: Fault = refused(
    "IncorrectVSwitchStatus",
    "The current status of the virtual switch does not support this operation.",
);
pub(in crate::vpc) const VSWITCH_IN_USE: Fault =
    refused("DependencyViolation", "Resources deployed in the vSwitch have not been deleted.");
pub(in crate::vpc) const VSWITCH_HAS_NAT: Fault =
    refused("DependencyViolation.EnhancedNatgw", "VSwitch cannot be deleted when natgw exist.");
pub(in crate::vpc) const VSWITCH_HAS_SNAT: Fault =
    refused("DependencyViolation.SnatEntry", "VSwitch cannot be deleted when snat entry exist.");
pub(in crate::vpc) const VSWITCH_HAS_TABLE: Fault = refused(
    "DependencyViolation.RouteTable",
    "VSwitch cannot be deleted when associated with route table",
);
pub(in crate::vpc) const VSWITCH_HAS_ACL: Fault =
    refused("DependencyViolation.NetworkAcl", "VSwitch cannot be deleted when network acl exist.");
pub(in crate::vpc) const HAS_DEFAULT_VSWITCH: Fault =
    refused("OperationFailed.DefaultVSwitchExist", "A default vSwitch already exists in the zone.");
