//! What calls on tags and resource groups are refused with.

use super::{Fault, refused};

pub(in crate::ecs) const MANY_TAGS: Fault = refused(
    400,
    "OperationDenied.QuotaExceed",
    "The quota of tags on resource is beyond permitted range.",
);
pub(in crate::ecs) const NO_RESOURCE_GROUP: Fault = refused(
    404,
    "InvalidResourceGroup.NotFound",
    "The ResourceGroup provided does not exist in our records.",
);
pub(in crate::ecs) const NO_TYPE: Fault = refused(
    404,
    "InvalidResourceType.NotFound",
    "The ResourceType provided does not exist in our records.",
);
pub(in crate::ecs) const NO_RESOURCE: Fault = refused(
    404,
    "InvalidResourceId.NotFound",
    "The specified ResourceIds are not found in our records.",
);
pub(in crate::ecs) const NO_TAGGED: Fault = refused(
    404,
    "InvalidResourceId.NotFound",
    "The specified ResourceId is not found in our records.",
);
pub(in crate::ecs) const NO_GROUPED: Fault = refused(
    404,
    "InvalidResourceId.NotFound",
    "The ResourceId provided does not exist in our records.",
);
pub(in crate::ecs) const NOTHING_ASKED: Fault = refused(
    403,
    "BothEmpty.TagsAndResources",
    "The specified Tags and ResourcesIds are not allow to both empty.",
);
pub(in crate::ecs) const ALL_AND_KEYS: Fault = refused(
    403,
    "Param.Conflict",
    "The specified all is true, but the specified TagKey.N is not empty.",
);
pub(in crate::ecs) const NO_TAGS: Fault =
    refused(404, "MissingParameter.Tags", "The parameter - Tags should not be null.");
pub(in crate::ecs) const NO_IDS: Fault = refused(
    404,
    "MissingParameter.ResourceIds",
    "The parameter - ResourceIds.N should not be null.",
);
pub(in crate::ecs) const NO_RESOURCE_TYPE: Fault = refused(
    404,
    "MissingParameter.ResourceType",
    "The parameter - ResourceType should not be null.",
);
pub(in crate::ecs) const MANY_IDS: Fault = refused(
    400,
    "NumberExceed.ResourceIds",
    "The ResourceIds parameter's number is exceed , Valid : 50.",
);
pub(in crate::ecs) const MANY_TAGS_IN_CALL: Fault =
    refused(400, "NumberExceed.Tags", "The Tags parameter's number is exceed , Valid : 20.");
pub(in crate::ecs) const BAD_TOKEN: Fault =
    refused(403, "Invalid.NextToken", "The specified NextToken is not valid.");
