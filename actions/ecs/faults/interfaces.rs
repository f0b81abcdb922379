//! What calls on network interfaces are refused with. Where the vendor lists a code with a text that is made at run time, the text is
//! assumed: clients look at codes alone.

use super::{Fault, refused};

pub(in crate::ecs) const NO_INTERFACE: Fault =
    refused(404, "InvalidEniId.NotFound", "The specified network interface \"%s\" does not exist.");
pub(in crate::ecs) const NO_INSTANCE: Fault =
    refused(404, "InvalidEcsId.NotFound", "The specified instance \"%s\" does not exist.");
pub(in crate::ecs) const NO_VSWITCH: Fault =
    refused(404, "InvalidVSwitchId.NotFound", "The specified VSwitch \"%s\" does not exist.");
pub(in crate::ecs) const VSWITCH_STATE: Fault = refused(
    400,
    "IncorrectVSwitchStatus",
    "The current status of vSwitch does not support this operation.",
);
pub(in crate::ecs) const NO_GROUP: Fault = refused(
    404,
    "InvalidSecurityGroupId.NotFound",
    "The specified security group \"%s\" does not exist.",
);
pub(in crate::ecs) const OTHER_VPC: Fault =
    refused(403, "InvalidOperation.VpcMismatch", "The specified VPC of \"%s\" does not match.");
pub(in crate::ecs) const OTHER_ZONE: Fault = refused(
    403,
    "InvalidOperation.AvailabilityZoneMismatch",
    "The specified zone of \"%s\" does not match.",
);
pub(in crate::ecs) const STATE: Fault = refused(
    400,
    "InvalidOperation.InvalidEniState",
    "The state of the network interface \"%s\" does not support this operation.",
);
pub(in crate::ecs) const INSTANCE_STATE: Fault = refused(
    400,
    "InvalidOperation.InvalidEcsState",
    "The state of the instance \"%s\" does not support this operation.",
);
pub(in crate::ecs) const MANY_INTERFACES: Fault = refused(
    403,
    "EniPerInstanceLimitExceeded",
    "The number of network interfaces of \"%s\" exceeds the limit of the instance type.",
);
pub(in crate::ecs) const MANY_FOR_TYPE: Fault = refused(
    403,
    "InvalidOperation.EniCountExceeded",
    "The number of network interfaces of \"%s\" exceeds the limit of the instance type.",
);
pub(in crate::ecs) const PRIMARY: Fault = refused(
    400,
    "InvalidOperation.DetachPrimaryEniNotAllowed",
    "The primary network interface \"%s\" cannot be detached or deleted.",
);
pub(in crate::ecs) const ROUTED: Fault = refused(
    400,
    "DependencyViolation.RouteEntry",
    "The specified network interface \"%s\" is used by route entry.",
);
pub(in crate::ecs) const VSWITCH_FULL: Fault = refused(
    403,
    "InvalidVSwitchId.IpNotEnough",
    "The specified VSwitch \"%s\" has not enough IpAddress.",
);
pub(in crate::ecs) const OUTSIDE: Fault = refused(
    403,
    "InvalidVSwitchId.IpInvalid",
    "The specified IP address \"%s\" is not in the VSwitch.",
);
pub(in crate::ecs) const TAKEN: Fault =
    refused(403, "InvalidIp.IpAssigned", "The specified IP address \"%s\" is already assigned.");
pub(in crate::ecs) const NOT_ASSIGNED: Fault =
    refused(403, "InvalidIp.IpUnassigned", "The specified IP address \"%s\" is not assigned.");
pub(in crate::ecs) const PRIMARY_ADDRESS: Fault = refused(
    400,
    "InvalidOperation.DetachPrimaryEniNotAllowed",
    "The primary IP address \"%s\" cannot be unassigned.",
);
pub(in crate::ecs) const MANY_ADDRESSES: Fault = refused(
    403,
    "InvalidOperation.Ipv4CountExceeded",
    "The number of IPv4 addresses of the network interface \"%s\" exceeds the limit.",
);
pub(in crate::ecs) const MANY_IPV6_ADDRESSES: Fault = refused(
    403,
    "InvalidOperation.Ipv6CountExceeded",
    "The number of IPv6 addresses of %s exceeds the limit.",
);
pub(in crate::ecs) const NO_IPV6: Fault = refused(
    404,
    "InvalidOperation.VSwitchIpv6Disabled",
    "The specified VSwitch does not support Ipv6 feature.",
);
pub(in crate::ecs) const BOTH_COUNTS: Fault = refused(
    400,
    "InvalidParameter.Conflict",
    "The addresses and their number cannot be specified at the same time.",
);
pub(in crate::ecs) const DUPLICATED: Fault = refused(
    400,
    "InvalidPrivateIpAddress.Duplicated",
    "The specified private IP address \"%s\" is duplicated.",
);
