//! What calls that make instances of several types are refused with.

use super::{Fault, refused};

pub(in crate::ecs) const BAD_CAPACITY: Fault = refused(
    400,
    "InvalidCapacity.ValueNotSupported",
    "The Capacity is illegal, or the TargetCapacity is large than SpotCapacity + PayAsYouGoCapacity.",
);
pub(in crate::ecs) const MUCH_IN_ALL: Fault = refused(
    403,
    "TotalTargetCapacityLimitExceed",
    "The TotalTargetCapacity exceeds the limit[0-2000].",
);
pub(in crate::ecs) const MUCH_PAID: Fault = refused(
    403,
    "PayAsYouGoTargetCapacityLimitExceed",
    "The PayAsYouGoTargetCapacity exceeds the limit[0-2000].",
);
pub(in crate::ecs) const MUCH_SPOT: Fault = refused(
    403,
    "SpotTargetCapacityLimitExceed",
    "The SpotTargetCapacity exceeds the limit[0-2000].",
);
pub(in crate::ecs) const NO_CONFIGURATION: Fault = refused(
    400,
    "MissingParameter.LaunchTemplateConfigs",
    "The specified parameter \"LaunchTemplateConfigs\" is empty.",
);
pub(in crate::ecs) const MANY_CONFIGURATIONS: Fault = refused(
    400,
    "InvalidLaunchTemplateConfigs.SizeExceed",
    "The size of LaunchTemplateConfigs exceeds limit.",
);
pub(in crate::ecs) const BAD_WEIGHT: Fault = refused(
    400,
    "InvalidParameter.WeightedCapacityBeyondRange",
    "The WeightedCaTpacity of LaunchTemplateConfig beyond permitted range.",
);
pub(in crate::ecs) const BAD_PRICE: Fault = refused(
    400,
    "InvalidParameter.MaxPrice",
    "The specified parameter \"MaxSpotPrice\" or \"MaxPrice\" of LaunchTemplateConfig is not valid.",
);
