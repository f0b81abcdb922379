//! What several actions on contacts require of names, and their error.

use crate::{Fault, Spec, text};

/// The named contact does not exist. Shared by the actions that name one.
pub(in crate::cms) const CONTACT_NOT_EXISTS: Fault =
    Fault { status: 404, code: "ContactNotExists", message: "ContactName does not exist." };

/// The name of a contact (documented by Terraform's provider: 2 to 40 characters).
pub(in crate::cms) const CONTACT_NAME: Spec<String> = text("ContactName").line(2, 40);
/// The name of a group; how long it may be is assumed, as no page says.
pub(in crate::cms) const GROUP_NAME: Spec<String> = text("ContactGroupName").line(1, 255);
/// What a contact or a group is for; how long the text may be is assumed, as no page says.
pub(in crate::cms) const DESCRIBE: Spec<String> = text("Describe").prose(1, 1024);
