//! What calls about network ACLs and IPv6 gateways are refused with.

use super::{missing, refused};
use crate::Fault;

// Network ACLs.
pub(in crate::vpc) const NO_VPC_FOR_ACL: Fault =
    refused("InvalidVpcId.NotFound", "The vpc is not exist.");
pub(in crate::vpc) const MANY_ACLS: Fault =
    refused("QuotaExceed.NetworkAcl", "Network acl is over limit.");
pub(in crate::vpc) const BAD_ACL_NAME: Fault =
    refused("ParameterIllegal.Name", "ParameterIllegal.Name");
pub(in crate::vpc) const BAD_ACL_DESCRIPTION: Fault =
    refused("ParameterIllegal.Description", "ParameterIllegal.Description");
pub(in crate::vpc) const NO_ACL: Fault =
    refused("InvalidNetworkAcl.NotFound", "The special Network Acl is not found.");
pub(in crate::vpc) const ACL_MODIFYING: Fault =
    refused("NetworkStatus.Modifying", "The special Network Acl is in modifying.");
pub(in crate::vpc) const ACL_IN_USE: Fault =
    refused("NetworkAclExistBinding", "The special Network Acl is in binding.");
pub(in crate::vpc) const NO_PORT: Fault = refused("ParameterMissing.Port", "ParameterMissing.Port");
pub(in crate::vpc) const BAD_PORT: Fault =
    refused("ParameterIllegal.Port", "ParameterIllegal.Port");
pub(in crate::vpc) const NO_POLICY: Fault =
    refused("ParameterMissing.Policy", "ParameterMissing.Policy");
pub(in crate::vpc) const BAD_POLICY: Fault =
    refused("ParameterIllegal.Policy", "ParameterIllegal.Policy");
pub(in crate::vpc) const NO_PROTOCOL: Fault =
    refused("ParameterMissing.Protocol", "ParameterMissing.Protocol");
pub(in crate::vpc) const BAD_PROTOCOL_OF_ENTRY: Fault =
    refused("ParameterIllegal.Protocol", "ParameterIllegal.Protocol");
pub(in crate::vpc) const NO_SOURCE_BLOCK: Fault =
    refused("ParameterMissing.SourceCidrIp", "ParameterMissing.SourceCidrIp");
pub(in crate::vpc) const BAD_SOURCE_BLOCK: Fault =
    refused("ParameterIllegal.SourceCidrIp", "ParameterIllegal.SourceCidrIp");
pub(in crate::vpc) const NO_DESTINATION_BLOCK: Fault =
    refused("ParameterMissing.DestinationCidrIp", "ParameterMissing.DestinationCidrIp");
pub(in crate::vpc) const BAD_DESTINATION_BLOCK: Fault =
    refused("ParameterIllegal.DestinationCidrIp", "ParameterIllegal.DestinationCidrIp");
pub(in crate::vpc) const MANY_ACL_ENTRIES: Fault =
    refused("QuotaExceed.NetworkAclEntry", "Network acl entry is over limit.");
pub(in crate::vpc) const NO_RESOURCES: Fault =
    refused("ParameterMissing.Resources", "ParameterMissing.Resources");
pub(in crate::vpc) const BAD_RESOURCE_TYPE: Fault =
    refused("ParameterIllegal.ResourceType", "The specified resource type is illegal.");
pub(in crate::vpc) const NO_BOUND_RESOURCE: Fault =
    refused("InvalidResource.NotFound", "The binding instance is not found.");
pub(in crate::vpc) const RESOURCE_OF_OTHER_VPC: Fault =
    refused("InvalidResource.VpcError", "The network acl and resource not in same vpc.");
pub(in crate::vpc) const RESOURCE_BOUND: Fault =
    refused("InvalidResource.BindingExist", "The binding instance has been binded.");
pub(in crate::vpc) const RESOURCE_BUSY: Fault =
    refused("ResourceStatus.Error", "The binding instance is in middle status.");
pub(in crate::vpc) const RESOURCE_NOT_BOUND: Fault =
    refused("InvalidResource.NotBinding", "The resource has not been binded.");

// IPv6 gateways.
pub(in crate::vpc) const NO_VPC_FOR_GATEWAY: Fault =
    missing("InvalidVpcId.NotFound", "Specified VPC does not exist.");
pub(in crate::vpc) const VPC_WITHOUT_IPV6_FOR_GATEWAY: Fault = refused(
    "OperationFailed.VpcIpv6Disabled",
    "Operation failed because the VPC has not enabled IPv6.",
);
pub(in crate::vpc) const ONE_GATEWAY: Fault = refused(
    "OperationUnsupported.OnlyOneIpv6GatewayInVpc",
    "A VPC can have only one IPv6 gateway.",
);
pub(in crate::vpc) const BAD_GATEWAY_NAME: Fault =
    refused("IllegalParam.Name", "The parameter of Name is illegal.");
pub(in crate::vpc) const BAD_GATEWAY_DESCRIPTION: Fault =
    refused("IllegalParam.Description", "The parameter of Description is illegal.");
pub(in crate::vpc) const BAD_GATEWAY_GROUP: Fault =
    refused("IllegalParam.ResourceGroupId", "Invalid ResourceGroupld value.");
pub(in crate::vpc) const NO_GATEWAY: Fault =
    refused("InvalidIpv6GatewayId.NotFound", "The specified Ipv6GatewayId does not exist.");
pub(in crate::vpc) const GATEWAY_BUSY: Fault =
    refused("IncorrectStatus.Ipv6Gateway", "The status of Ipv6Gateway [%s] is incorrect.");
