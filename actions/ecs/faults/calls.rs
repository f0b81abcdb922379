//! What any call may be refused with.

use super::{Fault, refused};
use crate::ApiError;

pub(in crate::ecs) const NO_REGION: Fault = refused(
    404,
    "InvalidRegionId.NotFound",
    "The RegionId provided does not exist in our records.",
);
pub(in crate::ecs) const DRY_RUN: Fault =
    refused(400, "DryRunOperation", "Request validation has been passed with DryRun flag set.");
pub(in crate::ecs) const DRY_RUN_OF_INSTANCES: Fault =
    refused(400, "DRYRUN.SUCCESS", "This request is a dryrun request with successful result.");
pub(in crate::ecs) const NO_ZONE: Fault =
    refused(404, "InvalidZoneId.NotFound", "The specified zone does not exist.");
pub(in crate::ecs) const NO_ZONE_ID: Fault =
    refused(404, "InvalidZoneId.NotFound", "The ZoneId provided does not exist in our records.");
pub(in crate::ecs) const NO_FILTER_KEY: Fault =
    refused(404, "InvalidFilterKey.NotFound", "Invalid filter.%s.");
pub(in crate::ecs) const NO_FILTER_VALUE: Fault =
    refused(404, "InvalidFilterValue", "Invalid filter.%s.");

/// A parameter that must be there is missing.
pub(in crate::ecs) fn missing(name: &str) -> ApiError {
    ApiError::new(
        400,
        "MissingParameter",
        format!(
            "The input parameter \"{name}\" that is mandatory for processing this request is not supplied."
        ),
    )
}

/// A parameter has a value that it may not have.
pub(in crate::ecs) fn bad_parameter(name: &str) -> ApiError {
    ApiError::new(
        400,
        "InvalidParameter",
        format!("The specified parameter \"{name}\" is not valid."),
    )
}

/// A list in JSON is none.
pub(in crate::ecs) fn bad_ids(name: &str) -> ApiError {
    ApiError::new(
        400,
        format!("Invalid{name}.Malformed"),
        format!("The specified {name} is invalid."),
    )
}
