//! What calls on images are refused with.

use super::{Fault, refused};

pub(in crate::ecs) const NO_IMAGE: Fault =
    refused(404, "InvalidImageId.NotFound", "The specified ImageId does not exist.");
pub(in crate::ecs) const SAME_NAME: Fault =
    refused(400, "InvalidImageName.Duplicated", "The specified image name is already in use.");
pub(in crate::ecs) const NO_SOURCE: Fault = refused(
    400,
    "MissingParameter",
    "The input parameter \"InstanceId\" or \"SnapshotId\" that is mandatory for processing this request is not supplied.",
);
pub(in crate::ecs) const INSTANCE_STATE: Fault = refused(
    400,
    "IncorrectInstanceStatus",
    "The current status of the instance does not support this operation.",
);
pub(in crate::ecs) const MANY_IMAGES: Fault =
    refused(403, "QuotaExceed.Image", "The Image Quota exceeds.");
pub(in crate::ecs) const IN_USE: Fault = refused(
    403,
    "ImageUsingByInstance",
    "The specified image has been used to create instances. You can use the DescribeInstances API to query these instances.",
);
pub(in crate::ecs) const IS_SHARED: Fault = refused(
    403,
    "ImageUseShared",
    "The specified image has been shared to others. You can use the DescribeImageSharePermission API to query the users who have been shared.",
);
pub(in crate::ecs) const IS_COPYING: Fault = refused(
    403,
    "OperationDenied.ImageCopying",
    "The image is being copied. Please use the CancelCopyImage API.",
);
pub(in crate::ecs) const BAD_STATUS: Fault =
    refused(403, "ImageStatus.NotAvailable", "The specified image status is not available.");
pub(in crate::ecs) const NO_REGION_TO_COPY_TO: Fault =
    refused(400, "DestinationRegion.NotFound", "The destination region not found.");
pub(in crate::ecs) const NOT_AVAILABLE: Fault =
    refused(400, "IncorrectImageStatus", "The image not available.");
pub(in crate::ecs) const NOT_COPIED: Fault = refused(
    400,
    "ImageCreatedNotFromCopy",
    "The specified image is not the target image of a copy action.",
);
pub(in crate::ecs) const NOT_COPYING: Fault =
    refused(400, "IncorrectImageStatus", "The specified snapshot is not coping.");
pub(in crate::ecs) const NO_ACCOUNT: Fault = refused(
    404,
    "InvalidAccount.NotFound",
    "The specified account %s in parameter \"AddAccount.n\" or \"RemoveAccount.n\" does not exist.",
);
pub(in crate::ecs) const OWN_ACCOUNT: Fault =
    refused(404, "InvalidAccount.Forbbiden", "The specified Account does not yourself.");
pub(in crate::ecs) const BAD_OWNER: Fault = refused(
    400,
    "InvalidImageOwnerAlias.ValueNotSupported",
    "The specified ImageOwnerAlias value is not supported.",
);
pub(in crate::ecs) const MANY_IDS: Fault = refused(400, "InvalidParamter", "Invalid Parameter.");
pub(in crate::ecs) const BAD_FILTER_NETWORK: Fault = refused(
    400,
    "InvalidFilterValue.NetworkType",
    "The specified networkType value in the Filter is invalid.",
);
