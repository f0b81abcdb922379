//! Resource Management: the directory under its former names, resource groups, and policies and
//! roles that may be attached within them.

use crate::{
    Entry, Product,
    resourcedirectory::{RESOURCEDIRECTORY, denied, wording},
};

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    shared("AttachControlPolicy"),
    shared("CreateControlPolicy"),
    shared("CreateFolder"),
    shared("CreateResourceAccount"),
    shared("DeleteControlPolicy"),
    shared("DetachControlPolicy"),
    shared("DisableControlPolicy"),
    shared("EnableControlPolicy"),
    shared("EnableResourceDirectory"),
    shared("GetControlPolicy"),
    shared("GetControlPolicyEnablementStatus"),
    shared("GetResourceDirectory"),
    shared("ListControlPolicies"),
    shared("ListControlPolicyAttachmentsForTarget"),
    shared("ListTargetAttachmentsForControlPolicy"),
    shared("UpdateControlPolicy"),
];
// The end of the list.

/// An action that the newer product has too, on the same state.
const fn shared(name: &str) -> Entry {
    Entry::shared(&RESOURCEDIRECTORY, name)
}

/// Resource Management: the directory, resource groups, policies and roles (ResourceManager
/// 2020-03-31).
pub static RESOURCEMANAGER: Product =
    Product::new("resourcemanager", "ResourceManager", "2020-03-31")
        .wording(wording)
        .denied(denied)
        .changes_identities()
        .actions(ACTIONS);
