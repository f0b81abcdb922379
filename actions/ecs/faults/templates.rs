//! What calls on launch templates are refused with. Where the vendor lists a code with a text that is made at run time, the text is
//! modelled: clients look at codes alone.

use super::{Fault, refused};

pub(in crate::ecs) const SAME_NAME: Fault =
    refused(403, "LaunchTemplateName.Duplicated", "The launch template name \"%s\" is used.");
pub(in crate::ecs) const MANY_TEMPLATES: Fault =
    refused(403, "LaunchTemplateLimitExceed", "The number of launch templates exceeds the limit.");
pub(in crate::ecs) const MANY_VERSIONS: Fault = refused(
    403,
    "LaunchTemplateVersionLimitExceed",
    "The number of versions of the launch template \"%s\" exceeds the limit.",
);
pub(in crate::ecs) const NO_TEMPLATE: Fault =
    refused(404, "InvalidLaunchTemplate.NotFound", "The specified LaunchTemplate is not found.");
pub(in crate::ecs) const NO_VERSION: Fault = refused(
    404,
    "InvalidLaunchTemplateVersion.NotFound",
    "The specified version of the launch template \"%s\" is not found.",
);
pub(in crate::ecs) const IS_DEFAULT: Fault = refused(
    403,
    "InvalidOperation.DeleteDefaultVersion",
    "The default version of the launch template \"%s\" cannot be deleted.",
);
