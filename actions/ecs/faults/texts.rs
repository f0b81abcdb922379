//! The texts that some actions have for codes which others word otherwise, and what each says of a region that is not there.

use super::calls::NO_REGION;
use crate::{ApiError, Fault};

/// Actions, codes and texts, sorted by action and code.
const TEXTS: &[(&str, &str, &str)] = &[
    ("AddTags", "InvalidRegionId.NotFound", "The specified RegionId does not exist."),
    (
        "AttachInstanceRamRole",
        "InvalidInstanceIds.Malformed",
        "The specified instanceIds are not valid.",
    ),
    (
        "AttachInstanceRamRole",
        "InvalidRamRole.NotFound",
        "The specified RAMRoleName does not exist.",
    ),
    ("CancelCopyImage", "InvalidRegionId.NotFound", "The specified RegionId does not exist."),
    (
        "CopyImage",
        "InvalidImageName.Duplicated",
        "The specified image name is already in use in the target region. Please try a different one.",
    ),
    (
        "CreateDisk",
        "InvalidInstanceId.NotFound",
        "The InstanceId provided does not exist in our records.",
    ),
    ("CreateDisk", "InvalidRegionId.NotFound", "The specified RegionId does not exist."),
    (
        "CreateImage",
        "InvalidSnapshotId.NotReady",
        "The current status of the DiskDeviceMapping.n.SnapshotId or SnapshotId does not support this operation.",
    ),
    (
        "CreateImage",
        "MissingParameter",
        "The input parameter SnapshotId or InstanceId or DiskDeviceMapping that is mandatory for processing this request is not supplied.",
    ),
    (
        "CreateInstance",
        "InvalidInstanceType.ValueNotSupported",
        "The specified InstanceType does not exist or beyond the permitted range.",
    ),
    ("CreateSecurityGroup", "InvalidRegionId.NotFound", "The specified region does not exist."),
    ("DescribeDisks", "InvalidFilterKey.NotFound", "The filter key is not found."),
    ("DescribeDisks", "InvalidFilterValue", "The filter value is not valid."),
    (
        "DescribeImageFromFamily",
        "InvalidRegionId.NotFound",
        "The RegionId provided does not exist.",
    ),
    ("DescribeImages", "InvalidFilterKey.NotFound", "The specified Filter Key is not found."),
    ("DescribeImages", "InvalidFilterValue", "The specified Filter Value is not valid."),
    (
        "DescribeInstanceRamRole",
        "InvalidInstanceIds.Malformed",
        "The specified instanceIds are not valid.",
    ),
    (
        "DescribeInstanceVncUrl",
        "InvalidRegionId.NotFound",
        "The specified RegionId does not exist.",
    ),
    (
        "DescribePrice",
        "InvalidInstanceType.ValueNotSupported",
        "The specified InstanceType does not exist or beyond the permitted range.",
    ),
    (
        "DescribeSecurityGroupAttribute",
        "InvalidRegionId.NotFound",
        "The specified RegionId does not exist.",
    ),
    ("DescribeTags", "InvalidRegionId.NotFound", "The specified RegionId does not exist."),
    ("DescribeZones", "InvalidRegionId.NotFound", "The specified RegionId does not exist."),
    (
        "DetachInstanceRamRole",
        "InvalidInstanceIds.Malformed",
        "The specified instanceIds are not valid.",
    ),
    ("ModifyDiskChargeType", "InvalidRegionId.NotFound", "The RegionId provided does not exist."),
    (
        "ModifyDiskSpec",
        "NoChangeInDiskCategoryAndPerformanceLevel",
        "There is no change between the parameters transmitted and the current.",
    ),
    (
        "ModifyImageAttribute",
        "InvalidImageName.Duplicated",
        "The specified Image name has already bean used.",
    ),
    (
        "ModifyInstanceAttribute",
        "InvalidUserData.Base64FormatInvalid",
        "The specified UserData is not valid",
    ),
    (
        "ModifyInstanceAutoReleaseTime",
        "InvalidAutoReleaseTime.Malformed",
        "The specified paramter autoReleaseTime is not valid.",
    ),
    (
        "ModifyInstanceMetadataOptions",
        "InvalidInstanceId.NotFound",
        "The specified InstanceId is not found.",
    ),
    (
        "ModifyInstanceSpec",
        "InvalidInstanceType.ValueNotSupported",
        "The specified InstanceType does not exist or beyond the permitted range.",
    ),
    (
        "ModifyInstanceVpcAttribute",
        "IncorrectInstanceStatus",
        "The current status of instance does not support this operation.",
    ),
    (
        "ModifySecurityGroupEgressRule",
        "InvalidSecurityGroupDiscription.Malformed",
        "The specified security group rule description is not valid.",
    ),
    (
        "ModifySecurityGroupRule",
        "InvalidSecurityGroupDiscription.Malformed",
        "The specified security group rule description is not valid.",
    ),
    (
        "ReInitDisk",
        "DependencyViolation.WindowsInstance",
        "The instance creating is windows, cannot use ssh key pair to login.",
    ),
    (
        "ReInitDisk",
        "DiskCreatingSnapshot",
        "The operation is denied due to a snapshot of the specified disk is not completed yet.",
    ),
    (
        "ReInitDisk",
        "IncorrectDiskStatus",
        "The current disk status does not support this operation.",
    ),
    ("ReInitDisk", "InvalidKeyPairName.NotFound", "The specified KeyPairName does not exist."),
    ("RemoveTags", "InvalidRegionId.NotFound", "The specified RegionId does not exist."),
    (
        "ReplaceSystemDisk",
        "DependencyViolation.WindowsInstance",
        "The instance creating is windows, cannot use ssh key pair to login.",
    ),
    (
        "ReplaceSystemDisk",
        "InvalidKeyPairName.NotFound",
        "The specified KeyPairName does not exist.",
    ),
    (
        "ReplaceSystemDisk",
        "InvalidSystemDiskSize.ValueNotSupported",
        "The specified parameter SystemDisk.Size is invalid.",
    ),
    (
        "RevokeSecurityGroup",
        "InvalidSecurityGroupDiscription.Malformed",
        "The specified security group rule description is not valid.",
    ),
    (
        "RevokeSecurityGroupEgress",
        "InvalidSecurityGroupDiscription.Malformed",
        "The specified security group rule description is not valid.",
    ),
    (
        "RunInstances",
        "DependencyViolation.WindowsInstance",
        "The instance creating is window, cannot use ssh key pair to login.",
    ),
    (
        "RunInstances",
        "InvalidKeyPairName.NotFound",
        "The specified parameter KeyPairName does not exist in our records.",
    ),
    (
        "UntagResources",
        "MissingParameter.ResourceIds",
        "The parameter - ResourceIds.N should not be null",
    ),
];

/// Gives an error the text that an action has for its code.
pub(in crate::ecs) fn worded(action: &str, mut error: ApiError) -> ApiError {
    if let Ok(at) = TEXTS.binary_search_by(|it| (it.0, it.1).cmp(&(action, &*error.code))) {
        error.message = TEXTS[at].2.into();
    }
    error
}

/// What groups of instances say of a region that is not there.
const NO_REGION_OF_GROUP: Fault = Fault {
    status: 400,
    code: "InvalidRegion.ValueNotSupported",
    message: "The specified Region does not exist.",
};
/// What launch templates say of it; the text is modelled.
const NO_REGION_OF_TEMPLATE: Fault = Fault {
    status: 400,
    code: "InvalidRegion.NotExist",
    message: "The specified region does not exist.",
};

/// The error of an action for a region that is not there.
pub(in crate::ecs) fn no_region(action: &str) -> ApiError {
    match action {
        "CreateAutoProvisioningGroup" => NO_REGION_OF_GROUP.into(),
        _ if action.contains("LaunchTemplate") => NO_REGION_OF_TEMPLATE.into(),
        _ => worded(action, NO_REGION.into()),
    }
}
