//! What calls are refused with: the vendor's codes and texts, by subject, and how wrong parameters are worded.

pub(in crate::ecs) mod calls;
pub(in crate::ecs) mod groups;
pub(in crate::ecs) mod images;
pub(in crate::ecs) mod instances;
pub(in crate::ecs) mod interfaces;
pub(in crate::ecs) mod keys;
pub(in crate::ecs) mod offers;
pub(in crate::ecs) mod provisioning;
pub(in crate::ecs) mod storage;
pub(in crate::ecs) mod tags;
pub(in crate::ecs) mod templates;
pub(in crate::ecs) mod texts;

use serde_json::{Map, Value, json};

use crate::{ApiError, Denial, Fault, ParameterError, Problem};

const fn refused(status: u16, code: &'static str, message: &'static str) -> Fault {
    Fault { status, code, message }
}

/// The errors of parameters that have one of their own, by the last part of their names.
const OWN: &[(&str, Fault)] = &[
    (
        "ClientToken",
        refused(
            400,
            "InvalidClientToken.ValueNotSupported",
            "The ClientToken provided is invalid.",
        ),
    ),
    (
        "Description",
        refused(
            400,
            "InvalidDescription.Malformed",
            "The specified parameter \"Description\" is not valid.",
        ),
    ),
    (
        "DestinationDescription",
        refused(
            400,
            "InvalidDescription.Malformed",
            "The specified destination description is wrongly formed.",
        ),
    ),
    (
        "DestinationImageName",
        refused(
            400,
            "InvalidImageName.Malformed",
            "The specified destination image name is wrongly formed.",
        ),
    ),
    (
        "DiskName",
        refused(400, "InvalidDiskName.Malformed", "The specified disk name is wrongly formed."),
    ),
    (
        "HttpPutResponseHopLimit",
        refused(
            400,
            "InvalidHttpPutResponseHopLimit.NotSupported",
            "The specified HttpPutResponseHopLimit not supported, more than 1 and less than 64 is reasonable.",
        ),
    ),
    (
        "ImageName",
        refused(400, "InvalidImageName.Malformed", "The specified Image name is wrongly formed."),
    ),
    (
        "InstanceName",
        refused(
            400,
            "InvalidInstanceName.Malformed",
            "The specified parameter \"InstanceName\" is not valid.",
        ),
    ),
    (
        "KeyPairName",
        refused(400, "InvalidKeyPairName.Malformed", "Specified Key Pair name is not valid."),
    ),
    (
        "LaunchTemplateName",
        refused(
            400,
            "InvalidLaunchTemplateName.Malformed",
            "The specified parameter LaunchTemplateName is not valid.",
        ),
    ),
    (
        "Password",
        refused(
            400,
            "InvalidPassword.Malformed",
            "The specified parameter \"Password\" is not valid.",
        ),
    ),
    (
        "SecurityGroupName",
        refused(
            400,
            "InvalidSecurityGroupName.Malformed",
            "The specified parameter SecurityGroupName is not valid.",
        ),
    ),
    (
        "SnapshotName",
        refused(
            400,
            "InvalidSnapshotName.Malformed",
            "The specified SnapshotName is wrongly formed.",
        ),
    ),
    (
        "SpotPriceLimit",
        refused(400, "InvalidSpotPriceLimit", "The specified SpotPriceLimitis not valid."),
    ),
    (
        "SystemDiskName",
        refused(400, "InvalidDiskName.Malformed", "The specified disk name is wrongly formed."),
    ),
    (
        "VersionDescription",
        refused(
            400,
            "InvalidDescription.Malformed",
            "The specified parameter \"VersionDescription\" is not valid.",
        ),
    ),
];

const TWO_TAGS: Fault = refused(400, "Duplicate.TagKey", "The Tag.N.Key contain duplicate key.");
const BAD_KEY: Fault =
    refused(400, "InvalidTagKey.Malformed", "The specified Tag.n.Key is not valid.");
const BAD_VALUE: Fault =
    refused(400, "InvalidTagValue.Malformed", "The specified Tag.n.Value is not valid.");

/// How the product words a wrong parameter.
pub(super) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    let leaf = name.rsplit('.').next().unwrap_or(name);
    let is_tag = name.starts_with("Tag.") || name.contains("Tag.");
    match bad.problem {
        Problem::Missing if is_tag && leaf == "Key" => BAD_KEY.into(),
        Problem::Missing => calls::missing(name),
        Problem::TooMany(_) if leaf.ends_with("Tag") => tags::MANY_TAGS_IN_CALL.into(),
        Problem::TooMany(_) if leaf == "ResourceId" => tags::MANY_IDS.into(),
        Problem::TooMany(_) if leaf == "InstanceId" => instances::MANY_IDS.into(),
        Problem::TooMany(_) if leaf == "DataDisk" => instances::MANY_DATA_DISKS.into(),
        _ if leaf.ends_with("Tag") => TWO_TAGS.into(),
        _ if is_tag && leaf == "Key" => BAD_KEY.into(),
        _ if is_tag && leaf == "Value" => BAD_VALUE.into(),
        _ => match OWN.iter().find(|it| it.0 == leaf) {
            Some((_, fault)) => (*fault).into(),
            None => calls::bad_parameter(name),
        },
    }
}

/// How an action words a wrong parameter that has an error of its own for a call without a region.
pub(super) fn without_region(bad: &ParameterError<'_>, fault: Fault) -> ApiError {
    if bad.name == "RegionId" && bad.problem == Problem::Missing {
        fault.into()
    } else {
        wording(bad)
    }
}

/// The lists that callers without permission find empty (documented), each with the names that it is wrapped in.
const EMPTY: &[(&str, &str)] = &[
    ("DescribeDisks", "Disks.Disk"),
    ("DescribeImages", "Images.Image"),
    ("DescribeInstanceStatus", "InstanceStatuses.InstanceStatus"),
    ("DescribeInstances", "Instances.Instance"),
    ("DescribeKeyPairs", "KeyPairs.KeyPair"),
    ("DescribeNetworkInterfaces", "NetworkInterfaceSets.NetworkInterfaceSet"),
    ("DescribeSecurityGroups", "SecurityGroups.SecurityGroup"),
    ("DescribeSnapshots", "Snapshots.Snapshot"),
];

/// The error of a call that policies deny. The code is documented; the text is what clients of the product show. Some lists are
/// answered all the same, without anything in them.
pub(super) fn denied(it: &Denial<'_>) -> ApiError {
    if let Some((_, wrapped)) = EMPTY.iter().find(|one| one.0 == it.entry.name) {
        return ApiError::new(200, *wrapped, "");
    }
    ApiError::new(
        403,
        "Forbidden.RAM",
        "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    )
}

/// Makes an empty list of a denied call that is answered.
pub(super) fn emptied(body: &mut Map<String, Value>, error: &ApiError) {
    let Some((outer, inner)) = error.code.split_once('.').filter(|_| error.status == 200) else {
        return;
    };
    body.retain(|name, _| name == "RequestId");
    body.insert(outer.to_owned(), json!({inner: []}));
    for (name, number) in [("TotalCount", 0), ("PageNumber", 1), ("PageSize", 10)] {
        body.insert(name.to_owned(), number.into());
    }
}
