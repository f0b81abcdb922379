//! What calls on disks and snapshots are refused with.

use super::{Fault, refused};

pub(in crate::ecs) const NO_DISK: Fault =
    refused(404, "InvalidDiskId.NotFound", "The specified disk does not exist.");
pub(in crate::ecs) const NO_DISK_ID: Fault =
    refused(404, "InvalidDiskId.NotFound", "The specified DiskId does not exist.");
pub(in crate::ecs) const NO_SIZE: Fault = refused(
    400,
    "MissingParameter",
    "The input parameter either \"SnapshotId\" or \"Size\" should be specified.",
);
pub(in crate::ecs) const BAD_SIZE: Fault =
    refused(400, "InvalidSize.ValueNotSupported", "The specified parameter Size is not valid.");
pub(in crate::ecs) const BAD_CATEGORY: Fault = refused(
    400,
    "InvalidDiskCategory.ValueNotSupported",
    "The specified parameter \"DiskCategory\" is not valid.",
);
pub(in crate::ecs) const BAD_LEVEL: Fault = refused(
    400,
    "InvalidPerformanceLevel.Malformed",
    "The specified parameter PerformanceLevel is not valid.",
);
pub(in crate::ecs) const BOTH_PLACES: Fault = refused(
    403,
    "InvalidParam.ZoneIdAndInstanceId.Conflict",
    "The specified parameter 'ZoneId' and 'InstanceId' are not blank at the same time.",
);
pub(in crate::ecs) const NOT_READY: Fault =
    refused(403, "InvalidSnapshotId.NotReady", "The specified snapshot has not completed yet.");
pub(in crate::ecs) const OF_SYSTEM: Fault = refused(
    403,
    "InvalidSnapshotId.NotDataDiskSnapshot",
    "The specified snapshot is system disk snapshot.",
);
pub(in crate::ecs) const NO_SNAPSHOT: Fault =
    refused(404, "InvalidSnapshotId.NotFound", "The specified SnapshotId does not exist.");
pub(in crate::ecs) const DISK_STATE: Fault =
    refused(403, "IncorrectDiskStatus", "The operation is not supported in this status.");
pub(in crate::ecs) const DISK_STATE_TO_DELETE: Fault =
    refused(403, "IncorrectDiskStatus", "The current disk status does not support this operation.");
pub(in crate::ecs) const MANY_DISKS: Fault = refused(
    403,
    "InstanceDiskLimitExceeded",
    "The amount of the disk on instance in question reach its limits.",
);
pub(in crate::ecs) const DEVICE_IN_USE: Fault =
    refused(403, "InvalidDevice.InUse", "The specified device has been occupied.");
pub(in crate::ecs) const BAD_DEVICE: Fault =
    refused(400, "InvalidDevice.Malformed", "The specified device is not valid.");
pub(in crate::ecs) const OTHER_ZONE: Fault = refused(
    403,
    "ResourcesNotInSameZone",
    "The specified instance and disk are not in the same zone.",
);
pub(in crate::ecs) const INSTANCE_STATE_TO_ATTACH: Fault = refused(
    400,
    "IncorrectInstanceStatus",
    "The current status of the resource does not support this operation.",
);
pub(in crate::ecs) const IS_SYSTEM_DISK: Fault = refused(
    403,
    "DiskTypeViolation",
    "The specified disk is a system disk and cannot support the operation.",
);
pub(in crate::ecs) const NOT_ATTACHED: Fault = refused(
    403,
    "DependencyViolation",
    "The specified disk has not been attached on the specified instance.",
);
pub(in crate::ecs) const IS_DETACHED: Fault =
    refused(404, "InvalidDisk.AlreadyDetached", "The specified disk has been detached.");
pub(in crate::ecs) const IS_COPIED: Fault = refused(
    403,
    "DiskCreatingSnapshot",
    "The operation is denied because a snapshot of the disk is being created.",
);
pub(in crate::ecs) const TOO_SMALL: Fault = refused(
    403,
    "InvalidDiskSize.TooSmall",
    "Specified new disk size is less than the original disk size.",
);
pub(in crate::ecs) const SAME_SPEC: Fault = refused(
    403,
    "NoChangeInDiskCategoryAndPerformanceLevel",
    "The specified disk category and performance level have not changed.",
);
pub(in crate::ecs) const OTHER_DISK: Fault = refused(
    403,
    "InvalidParameter.Mismatch",
    "The specified snapshot is not created from the specified disk.",
);
pub(in crate::ecs) const NEVER_ATTACHED: Fault = refused(
    403,
    "IncorrectDiskStatus.NeverAttached",
    "The specified disk has never been attached to any instance.",
);
pub(in crate::ecs) const COPYING: Fault = refused(
    403,
    "IncorrectDiskStatus.CreatingSnapshot",
    "A previous snapshot creation is in process.",
);
pub(in crate::ecs) const UNFINISHED: Fault = refused(
    403,
    "IncorrectDiskStatus.HasUnfinishedSnapshot",
    "The current disk has unfinished snapshot.",
);
pub(in crate::ecs) const MANY_SNAPSHOTS: Fault =
    refused(403, "QuotaExceed.Snapshot", "The snapshot quota exceeds.");
pub(in crate::ecs) const OF_IMAGE: Fault = refused(
    403,
    "SnapshotCreatedImage",
    "The snapshot has been used to create user defined image(s).",
);
pub(in crate::ecs) const OF_DISK: Fault =
    refused(403, "SnapshotCreatedDisk", "The snapshot has been used to create disk(s).");
pub(in crate::ecs) const TOO_LARGE: Fault = refused(
    403,
    "InvalidDiskSize.TooLarge",
    "Specified new disk size is beyond the permitted range.",
);
pub(in crate::ecs) const NO_DISKS: Fault =
    refused(404, "InvalidDiskIds.NotFound", "Some of the specified data disks do not exist.");
pub(in crate::ecs) const NOT_OF_INSTANCE: Fault = refused(
    400,
    "InvalidOperation.DiskMustAttachedToInstance",
    "The specified data disks must have been attached to this instance.",
);
