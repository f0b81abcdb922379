//! What calls that ask what is offered are refused with.

use super::{Fault, refused};

pub(in crate::ecs) const NO_DESTINATION: Fault = refused(
    400,
    "Invalid.Param",
    "The input parameter DestinationResource that is mandatory for processing this request is not supplied.",
);
pub(in crate::ecs) const BAD_DESTINATION: Fault =
    refused(404, "Invalid.DestinationResource", "The specified DestinationResource is not valid.");
pub(in crate::ecs) const BAD_RESOURCE_TYPE: Fault = refused(
    404,
    "Invalid.ResourceType",
    "The ResourceType provided does not exist in our records.",
);
pub(in crate::ecs) const BAD_IO: Fault =
    refused(404, "Invalid.IoOptimized", "The specified IoOptimized is not valid.");
pub(in crate::ecs) const BAD_SPOT: Fault =
    refused(404, "Invalid.SpotStrategy", "The specified SpotStrategy is not valid.");
pub(in crate::ecs) const BAD_NETWORK: Fault =
    refused(404, "Invalid.NetworkCategory", "The specified NetworkCategory is not valid.");
pub(in crate::ecs) const BAD_CHARGE: Fault =
    refused(400, "Invalid.InstanceChargeType", "The specified InstanceChargeType is not valid.");
pub(in crate::ecs) const TYPE_AND_CORES: Fault = refused(
    403,
    "InvalidParam.TypeAndCpuMem.Conflict",
    "The specified 'InstanceType' and 'Cores','Memory' are not blank at the same time.",
);
pub(in crate::ecs) const BAD_LANGUAGE: Fault = refused(
    404,
    "InvalidAcceptLanguage.NotFound",
    "Only Chinese (zh-CN), English (en-US), and Japanese (ja) are allowed.",
);
pub(in crate::ecs) const BAD_PRICED: Fault = refused(
    400,
    "InvalidResourceType.ValueNotSupported",
    "The specified parameter ResourceType is not valid.",
);
