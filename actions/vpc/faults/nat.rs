//! What calls about NAT gateways and their entries are refused with.

use super::{missing, refused};
use crate::Fault;

pub(in crate::vpc) const NO_VPC_FOR_NAT: Fault =
    missing("InvalidVpcId.NotFound", "Specified value of VpcId is not found in our record.");
pub(in crate::vpc) const VPC_PENDING: Fault = refused("VpcStatusError", "The Vpc is creating .");
pub(in crate::vpc) const NO_VSWITCH_FOR_NAT: Fault =
    refused("InvalidVSWITCHID.NotFound", "The specified resource of %s is not found.");
pub(in crate::vpc) const VSWITCH_OF_OTHER_VPC: Fault = refused(
    "OperationFailed.VswNotBelongToVpc",
    "Operation failed because the specified VSwitch is not bound to the same VPC with NAT gateway.",
);
pub(in crate::vpc) const VSWITCH_NOT_READY: Fault =
    refused("IncorrectStatus.VSWITCH", "The status of VSWITCH is incorrect.");
pub(in crate::vpc) const NO_IP_FOR_NAT: Fault = refused(
    "OperationFailed.VSwitchNoAvailableIp",
    "Operation failed because the specified vswitch does not have availabe ip.",
);
pub(in crate::vpc) const MANY_NATS: Fault = refused(
    "OperationFailed.EnhancedQuotaExceed",
    "Enhanced nat gateway per vpc quota is exceeded",
);
pub(in crate::vpc) const PAID_BY_SPEC: Fault = refused(
    "Forbidden.NatPayBySpec",
    "Pay-by-specification NAT is no longer supported. Newly purchased pay-as-you-go NAT gateways only support the pay-by-CU metering method.",
);
pub(in crate::vpc) const BAD_NAT_TYPE: Fault = refused(
    "OperationFailed.NormalInventoryNotEnough",
    "Standard NAT gateways are no longer offered. You can create enhanced NAT gateways and set the correct natType.",
);
pub(in crate::vpc) const BAD_NAT_NAME: Fault =
    refused("InvalidParameter.Name.Malformed", "The specified Name is not valid.");
pub(in crate::vpc) const BAD_NAT_DESCRIPTION: Fault =
    refused("InvalidParameter.Description.Malformed", "The specified Description is not valid.");
pub(in crate::vpc) const BAD_ACCESS_MODE: Fault = refused(
    "IllegalParam.AccessModeValue",
    "The request parameter AccessMode.ModeValue is illegal.",
);
pub(in crate::vpc) const NO_NAT: Fault = missing(
    "InvalidNatGatewayId.NotFound",
    "The specified NatGatewayId does not exist in our records.",
);
pub(in crate::vpc) const NAT_BUSY: Fault = refused(
    "IncorrectStatus.NatGateway",
    "The NatGateway instance is being deleted and needs to wait until the process is complete.",
);
pub(in crate::vpc) const NAT_CHANGING: Fault =
    refused("IncorrectStatus.NatGateway", "The status of natgateway is incorrect.");
pub(in crate::vpc) const NAT_HAS_EIPS: Fault = refused(
    "DependencyViolation.EIPS",
    "There are Eips on specified NatGateway, please unbind it first.",
);
pub(in crate::vpc) const NAT_HAS_SNAT: Fault = refused(
    "DependencyViolation.SnatEntry",
    "The specified resource of NatGateway depends on SnatEntry, so the operation cannot be completed.",
);
pub(in crate::vpc) const NAT_HAS_FORWARD: Fault = refused(
    "DependencyViolation.ForwardEntry",
    "The specified resource of NatGateway depends on ForwardEntry, so the operation cannot be completed.",
);
pub(in crate::vpc) const NAT_HAS_ROUTE: Fault = refused(
    "DependencyViolation.RouterEntry",
    "The specified resource of NatGateway depends on RouterEntry, so the operation cannot be completed.",
);
pub(in crate::vpc) const NOTHING_TO_CHANGE: Fault = refused(
    "InvalidParams.NotNull",
    "The parameter must not be null, name or description or icmpReplyEnabled",
);
pub(in crate::vpc) const SPEC_OF_LCU: Fault = missing(
    "OperationUnsupported.PayByLcuNatModifySpec",
    "The spec of payByLcu nat is unsupported to modify.",
);

// SNAT entries.
pub(in crate::vpc) const NO_SNAT_TABLE: Fault =
    missing("InvalidSnatTableId.NotFound", "Specified SNAT table does not exist.");
pub(in crate::vpc) const NO_SNAT_IP: Fault =
    missing("InvalidSnatIp.NotFound", "Specified SnatIp does not found on the NAT Gateway");
pub(in crate::vpc) const BAD_SNAT_IP: Fault =
    refused("InvalidSnatIp.Malformed", "The specified SnatIp is not a valid IP address.");
pub(in crate::vpc) const EIP_ELSEWHERE: Fault =
    refused("EIP_NOT_IN_GATEWAY", "The Eip not in nat gateway");
pub(in crate::vpc) const EIP_IN_BINDING: Fault = refused(
    "OperationUnsupported.EipInBinding",
    "Create snat entry with eip in associating status is unsupported.",
);
pub(in crate::vpc) const NO_SNAT_VSWITCH: Fault =
    missing("InvalidVSwitchId.NotFound", "The specified virtual switch does not exists.");
pub(in crate::vpc) const VSWITCH_NOT_IN_VPC: Fault = refused(
    "OperationFailed.VSwitchNotInVpc",
    "The specified vswitch and natgateway are not in the same vpc.",
);
pub(in crate::vpc) const SAME_SOURCE: Fault =
    refused("Forbidden.SourceVSwitchId.Duplicated", "The specified SourceCIDRis duplicated.");
pub(in crate::vpc) const IP_IN_FORWARD: Fault =
    refused("Forbidden.IpUsedInForwardTable", "The specified SnatIp already used in forward table");
pub(in crate::vpc) const BOTH_SOURCES: Fault = refused(
    "CreateSnatEntry.ParamExclusive.sourceVSwitchIdAndsourceCIDR",
    "SourceVSwitchId and SourceCIDR are mutually exclusive.",
);
pub(in crate::vpc) const NO_SOURCE: Fault = refused(
    "MissingParameter",
    "The input parameter \"SourceVSwitchId\" that is mandatory for processing this request is not supplied.",
);
pub(in crate::vpc) const BAD_SOURCE: Fault =
    refused("InvalidSourceCIDR.Malformed", "SourceCIDR is illegal.");
pub(in crate::vpc) const MANY_SNATS: Fault =
    refused("QuotaExceeded.SnatEntry", "SNAT entry in the specified SNAT table reach it?s limit.");
pub(in crate::vpc) const BAD_ENTRY_NAME: Fault =
    refused("InvalidParameter.Name.Malformed", "The specified Name is not valid.");
pub(in crate::vpc) const NAT_NOT_READY: Fault =
    refused("IncorrectStatus.NATGW", "NATGW status is invalid.");
pub(in crate::vpc) const NO_SNAT_ENTRY: Fault =
    missing("InvalidSnatEntryId.NotFound", "Specified Snat entry ID does not exist");
pub(in crate::vpc) const NO_SNAT_ENTRY_TO_CHANGE: Fault =
    missing("InvalidSnatEntryId.NotFound", "Specified SNAT entry does not exist.");
pub(in crate::vpc) const SNAT_BUSY: Fault =
    refused("IncorretSnatEntryStatus", "Some Snat entry status blocked this operation..");
pub(in crate::vpc) const SNAT_CHANGING: Fault = refused(
    "IncorretSnatEntryStatus",
    "The Specified SnatEntry is not stable status, can not operation",
);
pub(in crate::vpc) const NO_SNAT_GIVEN: Fault =
    refused("DESCRIBE_SNAT_PARAM_INVALID", "SnatTableId and natGatewayId can not both be null");

// DNAT entries.
pub(in crate::vpc) const NO_FORWARD_TABLE: Fault =
    missing("InvalidForwardTableId.NotFound", "Specified forward table does not exist.");
pub(in crate::vpc) const NO_FORWARD_TABLE_TO_LIST: Fault =
    missing("InvalidForwardTableId.NotFound", "Specified forwardTableId does not exist");
pub(in crate::vpc) const NO_EXTERNAL_IP: Fault = missing(
    "InvalidExternalIp.NotFound",
    "Specified External Ip address does not found on the VRouter",
);
pub(in crate::vpc) const EXTERNAL_ELSEWHERE: Fault =
    refused("InvalidIp.NotInNatgw", "The specified Ip not belong to natgateway.");
pub(in crate::vpc) const BAD_EXTERNAL_IP: Fault =
    refused("InvalidExternalIp.Malformed", "The specified ExternalIp is not a valid IP address.");
pub(in crate::vpc) const BAD_INTERNAL_IP: Fault =
    refused("InvalidInternalIp.Malformed", "The specified InternalIp is not a valid IP address.");
pub(in crate::vpc) const BAD_EXTERNAL_PORT: Fault =
    refused("InvalidExternalPort.Malformed", "The specified ExternalPort is not a valid port.");
pub(in crate::vpc) const BAD_INTERNAL_PORT: Fault =
    refused("InvalidInternalPort.Malformed", "The specified InternalPort is not a valid port.");
pub(in crate::vpc) const BAD_PROTOCOL: Fault =
    refused("InvalidProtocal.ValueNotSupported", "The specified IpProtocol does not support.");
pub(in crate::vpc) const ANY_PORT: Fault = refused(
    "OperationFailed.AnyPortConfig",
    "Operation failed because any port correspondence any protocol",
);
pub(in crate::vpc) const OUTSIDE_VPC: Fault =
    refused("Forbidden.DestnationIpOutOfVpcCIDR", "The specified Internal Ip is Out of VPC CIDR.");
/// The same, where an entry is modified.
pub(in crate::vpc) const MOVED_OUTSIDE_VPC: Fault = refused(
    "Forbidden.DestnationIpOutOfVpcCIDR",
    "The specified Destination Ip is Out of VPC CIDR.",
);
pub(in crate::vpc) const SAME_FORWARD: Fault = refused(
    "ForwardEntry.Duplicated",
    "The specified ExternalIp, IpProtocol, ExternalPort,InternalIp, InternalPort is duplicated",
);
pub(in crate::vpc) const IP_IN_SNAT: Fault = refused(
    "Forbidden.IpHasBeenUsedInSnat",
    "The source ip can't be used. Because it has been used in snat.",
);
pub(in crate::vpc) const MANY_FORWARDS: Fault =
    refused("QuotaExceeded.ForwardEntry", "The quota of ForwardEntry is exceeded, usage %s/%s.");
pub(in crate::vpc) const NO_FORWARD_ENTRY: Fault =
    missing("InvalidForwardEntryId.NotFound", "Specified forward entry ID does not exist");
pub(in crate::vpc) const FORWARD_BUSY: Fault =
    refused("IncorretForwardEntryStatus", "Some Forward entry status blocked this operation..");
pub(in crate::vpc) const NO_FORWARD_GIVEN: Fault = refused(
    "DESCRIBE_FORWARD_PARAM_INVALID",
    "ForwardTableId and natGatewayId can not both be null",
);
