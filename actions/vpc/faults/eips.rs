//! What calls about elastic IP addresses and shared bandwidth are refused with.

use super::{missing, refused};
use crate::Fault;

// Elastic IP addresses.
pub(in crate::vpc) const NO_EIP: Fault =
    missing("InvalidAllocationId.NotFound", "Specified allocation ID is not found.");
pub(in crate::vpc) const NO_EIP_TO_UNBIND: Fault =
    missing("InvalidAllocationId.NotFound", "Specified allocation ID is not found");
pub(in crate::vpc) const NO_EIP_TO_CHANGE: Fault =
    missing("InvalidAllocationId.NotFound", "Specified allocation id is not found.");
pub(in crate::vpc) const MANY_EIPS: Fault =
    refused("QuotaExceeded.Eip", "Elastic IP address quota exceeded");
pub(in crate::vpc) const NO_ADDRESS_LEFT: Fault =
    refused("OperationFailed.InsufficientEIP", "Eip resource is not enough.");
pub(in crate::vpc) const BAD_CHARGE: Fault =
    refused("InvalidParameter", "Specified value of \"InternetChargeType\" is not valid");
pub(in crate::vpc) const BAD_BANDWIDTH: Fault =
    refused("InvalidBandwidth.Malformed", "The specified Bandwidth is invalid.");
pub(in crate::vpc) const BAD_NEW_BANDWIDTH: Fault =
    refused("InvalidParameter", "Specified value of \"Bandwidth\" is not supported.");
pub(in crate::vpc) const BAD_EIP_NAME: Fault =
    refused("InvalidName.Malformed", "The attribute name is illegal.");
pub(in crate::vpc) const BAD_EIP_DESCRIPTION: Fault =
    refused("InvalidDescription.Malformed", "The Description is illeagl.");
pub(in crate::vpc) const BAD_NEW_EIP_NAME: Fault =
    refused("InvalidEipAddressName.Malformed", "The specified Name is not valid.");
pub(in crate::vpc) const BAD_NEW_EIP_DESCRIPTION: Fault =
    refused("InvalidDescription.Malformed", "Invalid description.");
pub(in crate::vpc) const ADDRESS_TAKEN: Fault =
    refused("Ip.Allocated", "The reserve ip has been allocated.");
pub(in crate::vpc) const NO_SUCH_ADDRESS: Fault =
    refused("ResourceNotFound.Ip", "The specified ip is not found.");
pub(in crate::vpc) const EIP_BUSY: Fault =
    refused("IncorrectEipStatus", "Current elastic IP status does not support this operation.");
pub(in crate::vpc) const EIP_NOT_FREE: Fault =
    refused("IncorrectEipStatus", "Current elastic IP status does not support this operation");
pub(in crate::vpc) const EIP_CONFLICT: Fault =
    refused("TaskConflict", "The eip operate too frequent, TaskConflict.");
pub(in crate::vpc) const PREPAID: Fault =
    refused("Forbidden.ChargeTypeIsPrepaid", "It's forbidden to release a prepaid EIP");
pub(in crate::vpc) const ALREADY_BOUND: Fault =
    refused("InvalidAssociation.Duplicated", "Specified instance already is associated.");
pub(in crate::vpc) const BAD_OWNER_TYPE: Fault = refused(
    "InvalidInstanceType.ValueNotSupported",
    "The specified value of InstanceType is not supported.",
);
pub(in crate::vpc) const NO_OWNER: Fault =
    missing("InvalidInstanId.NotFound", "Specified instance does not exist.");
pub(in crate::vpc) const OTHER_REGION: Fault = refused(
    "InvalidParameter.Mismatch",
    "Specified elastic IP address and ECS instance are not in the same region.",
);
pub(in crate::vpc) const OWNER_NOT_IN_VPC: Fault =
    refused("OperationDenied", "Specified instance is not in VPC.");
pub(in crate::vpc) const OWNER_BUSY: Fault =
    refused("IncorrectInstanceStatus", "Current instance status does not support this operation.");
pub(in crate::vpc) const OWNER_HAS_EIP: Fault = refused(
    "BIND_INSTANCE_HAVE_PORTMAP_OR_BIND_EIP",
    "The instance may have portMap or already bind eip.",
);
pub(in crate::vpc) const OWNER_HAS_PUBLIC_IP: Fault = refused(
    "EIP_CAN_NOT_ASSOCIATE_WITH_PUBLIC_IP",
    "instance already bind natpublicip,cannot bind eip.",
);
pub(in crate::vpc) const OWNER_TAKES_NONE: Fault = refused(
    "InvalidParameter.InstanceTypeNotSupport",
    "The specified instance type is not support.",
);
pub(in crate::vpc) const MANY_NAT_EIPS: Fault =
    refused("QuotaExceeded.NumberOfEip", "Binded eip Quota exceed on this NatGw.");
pub(in crate::vpc) const NAT_BUSY_TO_BIND: Fault =
    refused("IncorrectStatus.NatGateway", "The status of the NAT gateway is incorrect.");
pub(in crate::vpc) const NO_PRIVATE_IP_LEFT: Fault = refused(
    "OperationDenied.NoAvailablePrivateIp",
    "The operation is failed because of vSwitch has not availalbe private ip",
);
pub(in crate::vpc) const NO_SUCH_PRIVATE_IP: Fault = refused(
    "OperationFailed.PrivateIpAddressNotExist",
    "The operation failed because the PrivateIpAddress is not found.",
);
pub(in crate::vpc) const BAD_MODE: Fault =
    refused("IllegalParam.Mode", "The param of Mode is illegal.");
pub(in crate::vpc) const NOT_BOUND_TO: Fault =
    missing("InvalidBindInstance.NotFound", "The specified bind instance does not exist.");
pub(in crate::vpc) const IN_SNAT: Fault = refused(
    "InvalidIpStatus.HasBeenUsedBySnatTable",
    "The removed ip address has been used by snat table.",
);
pub(in crate::vpc) const IN_FORWARD: Fault = refused(
    "InvalidIpStatus.HasBeenUsedByForwardEntry",
    "The specified address has been used by forwardTable.",
);
pub(in crate::vpc) const IN_PACKAGE: Fault = missing(
    "Forbidden.InCommonBandwidthPackage",
    "Specified allocation ID in common bandwidth package.",
);
pub(in crate::vpc) const BAD_OWNER_FILTER: Fault = refused(
    "InvalidIAssociatedInstanceType.ValueNotSupported",
    "The specified value of AssociatedInstanceType is not supported.",
);
pub(in crate::vpc) const BAD_CHARGE_FILTER: Fault =
    refused("InvalidChargeType.ValueNotSupported", "The specified ChargeType is not supported.");
pub(in crate::vpc) const MANY_EIP_IDS: Fault =
    refused("InstanceIdLength.Exceed", "InstanceId length is exceed");
pub(in crate::vpc) const BAD_FILTER_KEY: Fault =
    missing("InvalidFilterKey.NotFound", "The specified Filterkey is not supported.");
pub(in crate::vpc) const BAD_FILTER_VALUE: Fault =
    missing("InvalidFilterValue", "The specified FilterValue is not supported.");

// Shared bandwidth.
pub(in crate::vpc) const NO_PACKAGE: Fault = missing(
    "InvalidBandwidthPackageId.NotFound",
    "The specified bandwidthPackageId does not exist in our records.",
);
pub(in crate::vpc) const NO_PACKAGE_TO_CHANGE: Fault = missing(
    "InvalidBandwidthPackageId.NotFound",
    "The specified BandwidthPackageId does not exist in our records.",
);
pub(in crate::vpc) const MANY_PACKAGE_IDS: Fault = refused(
    "InvalidBandwidthPackageIdNumber.NotSupported",
    "The number of BandwidthPackageIds exceeds the limit.",
);
pub(in crate::vpc) const BAD_PACKAGE_NAME: Fault =
    refused("InvalidParameter.Name.Malformed", "The specified Name is not valid.");
pub(in crate::vpc) const BAD_PACKAGE_DESCRIPTION: Fault =
    refused("InvalidParameter.Description.Malformed", "The specified Description is not valid.");
pub(in crate::vpc) const BAD_PACKAGE_BANDWIDTH: Fault =
    refused("InvalidParameter.Bandwidth", "The specified bandwidth is not valid.");
pub(in crate::vpc) const BAD_PACKAGE_CHARGE: Fault =
    refused("InvalidParameter.InvalidChargeType", "The specified chargeType is not valid.");
pub(in crate::vpc) const BAD_RATIO: Fault =
    refused("IllegalParam.Ratio", "The specified ratio is not valid.");
pub(in crate::vpc) const IN_A_PACKAGE: Fault = refused(
    "IpInstanceId.AlreadyInBandwidthPackage",
    "The specified Eip InstanceId already in bandwidthPackage.",
);
pub(in crate::vpc) const PREPAID_EIP: Fault = refused(
    "IpInstanceId.ChargeType.NotSupport",
    "The specified Eip instance is PrePaid type, Cannot add to BandwidthPackage.",
);
pub(in crate::vpc) const MANY_PACKAGE_EIPS: Fault = refused(
    "IpInstanceId.QuotaExceeded",
    "The specified BandwidthPackageId has too many ip in it. exceed the quota , Cannot add more.",
);
pub(in crate::vpc) const NO_IP_INSTANCE: Fault = missing(
    "InvalidIpInstanceId.NotFound",
    "The specified Eip InstanceId does not exist in our records.",
);
pub(in crate::vpc) const NOT_IN_PACKAGE: Fault = refused(
    "OperationUnsupported.IpNotInCbwp",
    "The specified eip not exist in the commonBandwidthPackage.",
);
pub(in crate::vpc) const PACKAGE_HAS_EIPS: Fault = refused(
    "DependencyViolation.Ips",
    "The specified BandwidthPackageId has dependent resource ips.",
);
