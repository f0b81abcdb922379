//! Resource Management: the directory under its former names, resource groups, and policies and
//! roles that may be attached within them.

use crate::{
    Entry, Link, Product,
    resourcedirectory::{RESOURCEDIRECTORY, accounts::records, denied, wording},
};

mod accounts;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    shared("BindSecureMobilePhone"),
    shared("CancelChangeAccountEmail"),
    Entry::of::<accounts::cancel_create_cloud_account::CancelCreateCloudAccount>(),
    Entry::of::<accounts::cancel_promote_resource_account::CancelPromoteResourceAccount>(),
    shared("ChangeAccountEmail"),
    shared("CheckAccountDelete"),
    Entry::of::<accounts::create_cloud_account::CreateCloudAccount>(),
    shared("CreateFolder"),
    shared("CreateResourceAccount"),
    shared("DeleteAccount"),
    shared("EnableResourceDirectory"),
    shared("GetAccountDeletionCheckResult"),
    shared("GetAccountDeletionStatus"),
    shared("GetResourceDirectory"),
    Entry::of::<accounts::init_resource_directory::InitResourceDirectory>(),
    Entry::of::<accounts::promote_resource_account::PromoteResourceAccount>(),
    Entry::of::<accounts::resend_create_cloud_account_email::ResendCreateCloudAccountEmail>(),
    Entry::of::<accounts::resend_promote_resource_account_email::ResendPromoteResourceAccountEmail>(
    ),
    shared("RetryChangeAccountEmail"),
    shared("SendVerificationCodeForBindSecureMobilePhone"),
    shared("SendVerificationCodeForEnableRD"),
    shared("SetMemberDeletionPermission"),
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
        .links(&[Link { name: "account", open: records::open }])
        .due(&[records::EXPIRY])
        .actions(ACTIONS);
