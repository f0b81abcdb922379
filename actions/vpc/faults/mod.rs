//! What calls are refused with, and how the product words a wrong parameter. The codes are published. Where the published text is
//! only `%s`, the text says in a few words what is wrong (modelled).

use crate::{ApiError, Fault, ParameterError, Problem};

pub(in crate::vpc) mod acls;
pub(in crate::vpc) mod eips;
pub(in crate::vpc) mod nat;
pub(in crate::vpc) mod networks;
pub(in crate::vpc) mod routes;

const fn refused(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 400, code, message }
}

const fn missing(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 404, code, message }
}

/// A call that is only checked would succeed.
pub(in crate::vpc) const DRY_RUN: Fault =
    refused("DryRunOperation", "Request validation has been passed with DryRun flag set.");
pub(in crate::vpc) const NO_GROUP: Fault =
    refused("InvalidResourceGroupId", "The specified ResourceGroupId does not exist.");
pub(in crate::vpc) const PROTECTED: Fault = refused(
    "InvalidOperation.DeletionProtection",
    "The instance cannnot delete because of deletion protecion.",
);

// Regions and zones.
pub(in crate::vpc) const NO_REGION_OF_VPC: Fault =
    refused("InvalidRegionId.NotFound", "Specified value of \"regionId\" is not supported.");
pub(in crate::vpc) const NO_REGION_OF_TABLE: Fault =
    refused("InvalidRegionId.NotFound", "Specified value of RegionId is not supported.");
pub(in crate::vpc) const NO_REGION_OF_ZONES: Fault =
    refused("InvalidRegionId.NotFound", "The RegionId provided does not exist in our records.");
pub(in crate::vpc) const NO_REGION_OF_IPV6: Fault =
    refused("InvalidRegionId.NotFound", "The specified RegionId does not exist in our records.");
pub(in crate::vpc) const NO_REGION_OF_EIP: Fault =
    missing("InvalidRegionId.NotFound", "Specified value of \"RegionId\" is not supported.");
pub(in crate::vpc) const NO_REGION: Fault =
    missing("InvalidRegionId.NotFound", "The specified RegionId does not exist in our records.");
pub(in crate::vpc) const NO_ZONE: Fault =
    refused("InvalidZoneId.NotFound", "Specified zone does not exist.");

// Tags, groups, protection.
pub(in crate::vpc) const BAD_TAG_KEY: Fault =
    refused("InvalidTagKey", "The tag keys are not valid.");
pub(in crate::vpc) const BAD_TAG_VALUE: Fault =
    refused("InvalidTagValue", "The tag values are not valid.");
pub(in crate::vpc) const TAG_TWICE: Fault =
    refused("Forbidden.TagKey.Duplicated", "The specified tag key already exists.");
pub(in crate::vpc) const MANY_TAGS: Fault =
    refused("QuotaExceeded.TagNum", "Custom Tags quota exceeded");
pub(in crate::vpc) const MANY_TAGS_IN_CALL: Fault =
    refused("SizeLimitExceeded.TagNum", "The maximum number of tags is exceeded.");
pub(in crate::vpc) const MANY_IDS: Fault =
    refused("SizeLimitExceeded.ResourceId", "The maximum number of resource IDs is exceeded.");
pub(in crate::vpc) const ID_TWICE: Fault = refused(
    "DuplicatedParam.ResourceIds",
    "The parameter of ResourceIds contains duplicate values.",
);
pub(in crate::vpc) const NO_TAGGED: Fault =
    refused("InvalidInstanceIds.NotFound", "The instanceIds are not found");
pub(in crate::vpc) const BAD_TAGGED_TYPE: Fault =
    refused("InvalidInstanceType.NotFound", "The instance type is not found");
pub(in crate::vpc) const NO_TAG_OR_ID: Fault = refused(
    "BothEmpty.TagsAndResources",
    "The specified Tags and ResourcesIds are not allow to both empty.",
);
pub(in crate::vpc) const NO_GROUPED: Fault =
    refused("InvalidResourceId.NotFound", "The specified ResourceId does not exist.");
pub(in crate::vpc) const BAD_GROUPED_TYPE: Fault =
    refused("IllegalParam.ResourceType", "Invalid Resource Type value.");
pub(in crate::vpc) const NO_PROTECTED: Fault =
    refused("DeletionProtection.ResourceNotExist", "The resource is not exist.");
pub(in crate::vpc) const BAD_PROTECTED_TYPE: Fault =
    refused("DeletionProtection.TypeNotSupport", "The resource is not support.");

/// How the product words a wrong parameter.
pub(in crate::vpc) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    if name == "RegionId" && matches!(bad.problem, Problem::Malformed(_)) {
        return NO_REGION.into();
    }
    let (code, message) = match bad.problem {
        Problem::Missing => (
            "MissingParameter",
            format!(
                "The input parameter \"{name}\" that is mandatory for processing this request is not supplied."
            ),
        ),
        _ => ("InvalidParameter", format!("The specified parameter \"{name}\" is not valid.")),
    };
    ApiError::new(400, code, message)
}
