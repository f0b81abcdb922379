//! What calls on instances are refused with. Where the vendor lists a code with a text that is made at run time, the text is
//! modelled: clients look at codes alone.

use super::{Fault, refused};

pub(in crate::ecs) const NO_INSTANCE: Fault =
    refused(404, "InvalidInstanceId.NotFound", "The specified InstanceId does not exist.");
pub(in crate::ecs) const NO_INSTANCES: Fault =
    refused(404, "InvalidInstanceIds.NotFound", "The specified InstanceIds does not exist.");
pub(in crate::ecs) const BAD_STATE: Fault = refused(
    403,
    "IncorrectInstanceStatus",
    "The specified instance is in an incorrect status for the requested action; Status of the specified instance is %s.",
);
pub(in crate::ecs) const STATE: Fault = refused(
    403,
    "IncorrectInstanceStatus",
    "The current status of the resource does not support this operation.",
);
pub(in crate::ecs) const STATE_TO_ADDRESS: Fault = refused(
    400,
    "IncorrectInstanceStatus",
    "The current status of the resource does not support this operation.",
);
pub(in crate::ecs) const INITIALIZING: Fault = refused(
    403,
    "IncorrectInstanceStatus.Initializing",
    "The specified instance status does not support this operation.",
);
pub(in crate::ecs) const PROTECTED: Fault = refused(
    403,
    "InvalidOperation.DeletionProtection",
    "The operation is not allowed due to deletion protection.",
);
pub(in crate::ecs) const PREPAID: Fault = refused(
    403,
    "ChargeTypeViolation",
    "The operation is not permitted due to charge type of the instance.",
);
pub(in crate::ecs) const ROUTED: Fault =
    refused(400, "DependencyViolation.RouteEntry", "Specified instance is used by route entry.");
pub(in crate::ecs) const OTHER_REGIONS: Fault = refused(
    400,
    "InvalidParameter.CrossRegionNotSupport",
    "Instances of multiple regions not support.",
);
pub(in crate::ecs) const MANY_IDS: Fault =
    refused(403, "InvalidParameter.TooManyInstanceIds", "Instance ids cannot be more than 100.");
pub(in crate::ecs) const CONFLICT: Fault = refused(
    409,
    "InvalidOperation.Conflict",
    "Request was denied due to conflict with a previous request, please try again later.",
);
pub(in crate::ecs) const NO_PROTECTION: Fault = refused(
    403,
    "InvalidChargeType.ValueNotSupported",
    "Deletion protection is only valid for postPaid instance, not for prePaid or spot instance.",
);
pub(in crate::ecs) const NOT_RUNNING: Fault = refused(
    400,
    "InvalidInstanceStatus.NotRunning",
    "The current status of the resource is invalid, you can only do this operation when instance is running.",
);
// A type that there is none of is refused with 400 (assumed: the vendor lists 403 too).
pub(in crate::ecs) const BAD_TYPE: Fault = refused(
    400,
    "InvalidInstanceType.ValueNotSupported",
    "The specified InstanceType beyond the permitted range.",
);
pub(in crate::ecs) const BAD_HOST_NAME: Fault =
    refused(400, "InvalidHostName.Malformed", "The specified parameter \"HostName\" is not valid.");
pub(in crate::ecs) const BAD_NAME: Fault = refused(
    400,
    "InvalidInstanceName.Malformed",
    "The specified parameter \"InstanceName\" is not valid.",
);
pub(in crate::ecs) const BAD_PASSWORD: Fault =
    refused(400, "InvalidPassword.Malformed", "The specified parameter \"Password\" is not valid.");
pub(in crate::ecs) const BAD_SEQUENCE: Fault = refused(
    400,
    "InvalidInstanceName.CustomMalformed",
    "Customized section of instance or host name is invalid, please use valid format: [], [,], [m,], [,n], [m,n].",
);
pub(in crate::ecs) const LONG_NAME: Fault = refused(
    403,
    "InvalidParams.InstanceNameExceed",
    "The uniqueSuffix takes three naming places, please shorten your InstanceName.",
);
pub(in crate::ecs) const LONG_HOST_NAME: Fault = refused(
    403,
    "InvalidParams.HostnameExceed",
    "The uniqueSuffix takes three naming places, please shorten your Hostname.",
);
pub(in crate::ecs) const IMAGE_AND_FAMILY: Fault = refused(
    400,
    "UnexpectedImageFamily.ImageIdSupplied",
    "The input parameter ImageFamily must be null when image id is set.",
);
pub(in crate::ecs) const IMAGE_NOT_VALID: Fault =
    refused(403, "OperationDenied.ImageNotValid", "The specified Image is disabled or is deleted.");
pub(in crate::ecs) const OTHER_ARCHITECTURE: Fault = refused(
    400,
    "InvalidParameter.Conflict",
    "The specified image does not support the specified instance type.",
);
pub(in crate::ecs) const NO_STOCK: Fault =
    refused(403, "OperationDenied.NoStock", "The resource is out of usage.");
pub(in crate::ecs) const NOT_IN_ZONE: Fault = refused(
    403,
    "InvalidInstanceType.ZoneNotSupported",
    "The specified zone does not support this instancetype.",
);
pub(in crate::ecs) const NO_VSWITCH: Fault =
    refused(404, "InvalidVSwitchId.NotFound", "Specified virtual switch does not exist.");
pub(in crate::ecs) const VSWITCH_STATE: Fault = refused(
    400,
    "IncorrectVSwitchStatus",
    "The current status of virtual switch does not support this operation.",
);
pub(in crate::ecs) const OTHER_ZONE: Fault = refused(
    400,
    "InvalidParameter.VSwitchId",
    "The VSwitchId \"%s\" is not in the specified zone.",
);
pub(in crate::ecs) const NO_VSWITCH_GIVEN: Fault = refused(
    400,
    "MissingParameter",
    "The input parameter \"VSwitchId\" that is mandatory for processing this request is not supplied.",
);
pub(in crate::ecs) const CLASSIC: Fault = refused(
    403,
    "InvalidResourceType.NotSupported",
    "user order resource type [classic] not exists in [%s]",
);
// `RunInstances` has two codes for a group that is not there, of which it is assumed to answer this one.
pub(in crate::ecs) const NO_GROUP: Fault = refused(
    404,
    "InvalidSecurityGroupId",
    "The specified SecurityGroupId is invalid or does not exist.",
);
pub(in crate::ecs) const OTHER_VPC: Fault = refused(
    400,
    "InvalidParameter.Mismatch",
    "Specified security group and virtual switch are not in the same VPC.",
);
pub(in crate::ecs) const BAD_AMOUNT: Fault =
    refused(400, "InvalidMaxAmount.Malformed", "The specified parameter MaxAmount is not valid.");
pub(in crate::ecs) const BAD_MINIMUM: Fault =
    refused(400, "InvalidMinAmount.Malformed", "The specified parameter MinAmount is not valid.");
pub(in crate::ecs) const DRY_RUN_AMOUNT: Fault =
    refused(403, "DryRun.InvalidAmount", "The Amount must be 1 where DryRun is true.");
pub(in crate::ecs) const BOTH_PASSWORDS: Fault = refused(
    400,
    "InvalidPasswordParam.Mismatch",
    "The input password should be null when passwdInherit is true.",
);
pub(in crate::ecs) const BOTH_HOST_NAMES: Fault = refused(
    403,
    "InvalidHostname.SingleAndMultiConflict",
    "The parameters HostName and HostNames cannot be specified at the same time.",
);
pub(in crate::ecs) const HOST_NAMES: Fault = refused(
    403,
    "InvalidHostname.SizeInvalid",
    "The number of HostNames is not equal to the Amount.",
);
pub(in crate::ecs) const BAD_INTERNET_CHARGE: Fault = refused(
    400,
    "InvalidInternetChargeType.ValueNotSupported",
    "The specified InternetChargeType is not valid.",
);
pub(in crate::ecs) const BAD_BANDWIDTH: Fault = refused(
    400,
    "InvalidParameter",
    "The specified parameter \"InternetMaxBandwidthOut\" is not valid.",
);
pub(in crate::ecs) const BAD_SYSTEM_CATEGORY: Fault = refused(
    400,
    "InvalidSystemDiskCategory.ValueNotSupported",
    "The specified parameter \"SystemDisk.Category\" is not valid.",
);
pub(in crate::ecs) const BAD_SYSTEM_SIZE: Fault = refused(
    400,
    "InvalidSystemDiskSize.ValueNotSupported",
    "The specified parameter \"SystemDisk.Size\" is not valid.",
);
pub(in crate::ecs) const BAD_DATA_CATEGORY: Fault = refused(
    400,
    "InvalidDataDiskCategory.ValueNotSupported",
    "The specified parameter \"DataDisk.n.Category\" is not valid.",
);
pub(in crate::ecs) const BAD_DATA_SIZE: Fault = refused(
    400,
    "InvalidDataDiskSize.ValueNotSupported",
    "The specified DataDisk.n.Size beyond the permitted range, or the capacity of snapshot exceeds the size limit of the specified disk category.",
);
pub(in crate::ecs) const MANY_DATA_DISKS: Fault = refused(
    403,
    "InstanceDiskNumLimitExceed",
    "The number of specified disk in an instance exceeds.",
);
pub(in crate::ecs) const BAD_USER_DATA: Fault =
    refused(400, "InvalidUserData.Base64FormatInvalid", "The specified UserData is not valid.");
/// The same, where an instance is changed.
pub(in crate::ecs) const BAD_NEW_USER_DATA: Fault =
    refused(403, "InvalidUserData.Base64FormatInvalid", "The specified UserData is not valid.");
pub(in crate::ecs) const BIG_USER_DATA: Fault = refused(
    400,
    "InvalidUserData.SizeExceeded",
    "The specified parameter \"UserData\" exceeds the size.",
);
pub(in crate::ecs) const NO_ROLE: Fault = refused(
    404,
    "InvalidRamRole.NotFound",
    "The specified parameter \"RAMRoleName\" does not exist.",
);
pub(in crate::ecs) const NOT_ECS_ROLE: Fault = refused(
    401,
    "InvalidRamRole.NotEcsRole",
    "The specified ram role is not authorized for ecs, please check your role policy.",
);
pub(in crate::ecs) const NO_PASS_ROLE: Fault = refused(
    403,
    "InvalidUser.PassRoleForbidden",
    "The RAM user does not have the privilege to pass a RAM role.",
);
pub(in crate::ecs) const NO_PERIOD: Fault =
    refused(400, "MissingParamter", "The specified parameter \"Period\" is not null.");
pub(in crate::ecs) const BAD_PERIOD: Fault =
    refused(400, "InvalidPeriod", "The specified period is not valid.");
pub(in crate::ecs) const BAD_CHARGE: Fault = refused(
    400,
    "InvalidInstanceChargeType.ValueNotSupported",
    "The specified InstanceChargeType is not valid.",
);
pub(in crate::ecs) const BAD_SPOT: Fault =
    refused(400, "InvalidSpotStrategy", "The specified SpotStrategy is not valid.");
pub(in crate::ecs) const PREPAID_SPOT: Fault =
    refused(400, "InvalidSpotPrepaid", "The specified Spot type is not support PrePay Instance.");
pub(in crate::ecs) const LOW_SPOT_PRICE: Fault = refused(
    400,
    "InvalidSpotPriceLimit.LowerThanPublicPrice",
    "The specified parameter \"spotPriceLimit\" can't be lower than current public price.",
);
pub(in crate::ecs) const BAD_CREDIT: Fault = refused(
    400,
    "InvalidParameter.CreditSpecification",
    "The specified CreditSpecification is not supported in this region.",
);
pub(in crate::ecs) const BAD_RELEASE_TIME: Fault = refused(
    400,
    "InvalidAutoReleaseTime.Malformed",
    "The specified parameter AutoReleaseTime is not valid.",
);
pub(in crate::ecs) const BAD_ENDPOINT: Fault = refused(
    400,
    "InvalidHttpEndpoint.NotSupported",
    "The specified HttpEndpoint not supported, you can use enabled(default) or disabled.",
);
pub(in crate::ecs) const BAD_TOKENS: Fault = refused(
    400,
    "InvalidHttpTokens.NotSupported",
    "The specified HttpTokens not supported, you can use optional(default) or required.",
);
pub(in crate::ecs) const MANY_INSTANCES: Fault =
    refused(400, "QuotaExceed.AfterpayInstance", "Living afterpay instances quota exceeded.");
pub(in crate::ecs) const MANY_CORES: Fault = refused(
    403,
    "QuotaExceed.ElasticQuota",
    "No additional quota is available for the specified ECS instance type.",
);
pub(in crate::ecs) const MANY_IN_GROUP: Fault = refused(
    403,
    "SecurityGroupInstanceLimitExceed",
    "The number of instances exceeds the limit of the security group \"%s\".",
);
pub(in crate::ecs) const BAD_ADDRESS: Fault =
    refused(400, "InvalidPrivateIpAddress.Malformed", "Specified private IP address is malformed.");
pub(in crate::ecs) const OUTSIDE: Fault = refused(
    400,
    "InvalidPrivateIpAddress",
    "Specified private IP address is not in the CIDR block of virtual switch.",
);
pub(in crate::ecs) const ADDRESS_TAKEN: Fault = refused(
    400,
    "InvalidPrivateIpAddress.Duplicated",
    "The specified private IP address is already in use.",
);
pub(in crate::ecs) const VSWITCH_FULL: Fault =
    refused(400, "QuotaExceeded.PrivateIpAddress", "Don't have enough private IPs in this switch.");
pub(in crate::ecs) const HAS_ADDRESS: Fault = refused(
    403,
    "AllocatedAlready",
    "There is an IpAddress allocated already for the specified instance.",
);
pub(in crate::ecs) const NO_BANDWIDTH: Fault = refused(
    400,
    "AllocateIpInvalidInstanceBandwidth",
    "OperationDenied The InternetMaxBandwidthOut of the specified instance cannot be less than 0.",
);
pub(in crate::ecs) const BAD_IDS: Fault =
    refused(400, "InvalidInstanceIds.Malformed", "The specified InstanceIds is invalid.");
pub(in crate::ecs) const BAD_MODIFIED_CHARGE: Fault = refused(
    403,
    "InvalidInstanceChargeType.ValueNotSupported",
    "The specified InstanceChargeType is not supported.",
);
pub(in crate::ecs) const OTHER_VPC_ZONE: Fault = refused(
    403,
    "InvalidOperation.VswAndEcsAvailabilityZoneMismatch",
    "Specified instance and virtual switch are not in the same zone.",
);
pub(in crate::ecs) const BAD_ACTION: Fault = refused(
    403,
    "InvalidParameter",
    "The specified parameter \"ActionOnMaintenance\" is not valid.",
);
pub(in crate::ecs) const BAD_ATTACHED_IDS: Fault =
    refused(403, "Abs.InvalidInstanceIds.MalFormed", "The specified InstanceIds is not valid.");
pub(in crate::ecs) const BAD_NEW_BANDWIDTH: Fault = refused(
    400,
    "InvalidInternetMaxBandwidthOut.ValueNotSupported",
    "The specified InternetMaxBandwidthOut is beyond the permitted range.",
);
pub(in crate::ecs) const NOT_STOPPED: Fault = refused(
    400,
    "InvalidInstanceStatus.NotStopped",
    "The specified Instance status is not stopped.",
);
pub(in crate::ecs) const NO_SNAPSHOT: Fault =
    refused(400, "InvalidSnapshotId.NotFound", "The specified parameter SnapshotId is not exist.");
pub(in crate::ecs) const BAD_SPOT_DURATION: Fault =
    refused(400, "InvalidSpotDuration", "The specified SpotDuration is not valid.");
pub(in crate::ecs) const BAD_INTERRUPTION: Fault = refused(
    400,
    "InvalidSpotInterruptionBehavior",
    "The specified SpotInterruptionBehavior is not valid.",
);
pub(in crate::ecs) const BAD_DEVICE: Fault = refused(
    400,
    "InvalidDataDevice.Malformed",
    "The specified parameter \"DataDisk.n.Device\" is not valid.",
);
