//! Resource Directory: accounts as a tree, and the message contacts of its members.
//!
//! A directory is a row, and so are its folders and members; each folder has its path from the directory down, so
//! what is below it is a range of an index, and what is above it is in the path. What is bound to a member is given
//! and undone where it joins and leaves (`accounts/joining.rs`, `accounts/leaving.rs`). Rows of lists are numbered as
//! they are added, so a page is found by its number; where members have left, the counts of blocks of 256 numbers say
//! in which block a page begins.
//!
//! What takes time in the cloud is a task: a row while it runs, and due work at its end. Many actions are those of
//! ResourceManager too, on the same state: a row `Entry::shared` of its list.

use crate::{
    ApiError, Denial, Entry, Link, ParameterError, Problem, Product, ports::due::DueWork,
    shared::states::StateTable,
};

pub(crate) mod accounts;
mod arns;
pub(crate) mod callers;
mod contacts;
mod control;
mod control_policies;
mod daily;
mod delegation;
pub(crate) mod directory;
pub(crate) mod faults;
pub(crate) mod folders;
pub(crate) mod groups;
mod handshakes;
mod seed;
mod settings;
mod tables;
pub(crate) use tables::kinds::OF_RESOURCEMANAGER;
mod tags;
mod task_end;
mod tasks;
pub(crate) mod tree;

pub use control_policies::control_levels;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<handshakes::accept_handshake::AcceptHandshake>(),
    Entry::of::<contacts::add_message_contact::AddMessageContact>(),
    Entry::of::<contacts::associate_members::AssociateMembers>(),
    Entry::of::<control_policies::attach_control_policy::AttachControlPolicy>(),
    Entry::of::<accounts::bind_secure_mobile_phone::BindSecureMobilePhone>(),
    Entry::of::<accounts::cancel_change_account_email::CancelChangeAccountEmail>(),
    Entry::of::<handshakes::cancel_handshake::CancelHandshake>(),
    Entry::of::<contacts::cancel_message_contact_update::CancelMessageContactUpdate>(),
    Entry::of::<accounts::change_account_email::ChangeAccountEmail>(),
    Entry::of::<accounts::check_account_delete::CheckAccountDelete>(),
    Entry::of::<control_policies::create_control_policy::CreateControlPolicy>(),
    Entry::of::<folders::create_folder::CreateFolder>(),
    Entry::of::<accounts::create_resource_account::CreateResourceAccount>(),
    Entry::of::<handshakes::decline_handshake::DeclineHandshake>(),
    Entry::of::<accounts::delete_account::DeleteAccount>(),
    Entry::of::<control_policies::delete_control_policy::DeleteControlPolicy>(),
    Entry::of::<folders::delete_folder::DeleteFolder>(),
    Entry::of::<contacts::delete_message_contact::DeleteMessageContact>(),
    Entry::of::<delegation::deregister_delegated_administrator::DeregisterDelegatedAdministrator>(),
    Entry::of::<directory::destroy_resource_directory::DestroyResourceDirectory>(),
    Entry::of::<control_policies::detach_control_policy::DetachControlPolicy>(),
    Entry::of::<control_policies::disable_control_policy::DisableControlPolicy>(),
    Entry::of::<contacts::disassociate_members::DisassociateMembers>(),
    Entry::of::<control_policies::enable_control_policy::EnableControlPolicy>(),
    Entry::of::<directory::enable_resource_directory::EnableResourceDirectory>(),
    Entry::of::<accounts::get_account::GetAccount>(),
    Entry::of::<accounts::get_account_deletion_check_result::GetAccountDeletionCheckResult>(),
    Entry::of::<accounts::get_account_deletion_status::GetAccountDeletionStatus>(),
    Entry::of::<control_policies::get_control_policy::GetControlPolicy>(),
    Entry::of::<
        control_policies::get_control_policy_enablement_status::GetControlPolicyEnablementStatus,
    >(),
    Entry::of::<folders::get_folder::GetFolder>(),
    Entry::of::<handshakes::get_handshake::GetHandshake>(),
    Entry::of::<contacts::get_message_contact::GetMessageContact>(),
    Entry::of::<contacts::get_message_contact_deletion_status::GetMessageContactDeletionStatus>(),
    Entry::of::<accounts::get_payer_for_account::GetPayerForAccount>(),
    Entry::of::<directory::get_resource_directory::GetResourceDirectory>(),
    Entry::of::<handshakes::invite_account_to_resource_directory::InviteAccountToResourceDirectory>(
    ),
    Entry::of::<accounts::list_accounts::ListAccounts>(),
    Entry::of::<accounts::list_accounts_for_parent::ListAccountsForParent>(),
    Entry::of::<folders::list_ancestors::ListAncestors>(),
    Entry::of::<delegation::list_authorized_accounts::ListAuthorizedAccounts>(),
    Entry::of::<delegation::list_authorized_folders::ListAuthorizedFolders>(),
    Entry::of::<control_policies::list_control_policies::ListControlPolicies>(),
    Entry::of::<
        control_policies::list_control_policy_attachments_for_target::ListControlPolicyAttachmentsForTarget,
    >(),
    Entry::of::<delegation::list_delegated_administrators::ListDelegatedAdministrators>(),
    Entry::of::<delegation::list_delegated_services_for_account::ListDelegatedServicesForAccount>(),
    Entry::of::<folders::list_folders_for_parent::ListFoldersForParent>(),
    Entry::of::<handshakes::list_handshakes_for_account::ListHandshakesForAccount>(),
    Entry::of::<
        handshakes::list_handshakes_for_resource_directory::ListHandshakesForResourceDirectory,
    >(),
    Entry::of::<contacts::list_message_contact_verifications::ListMessageContactVerifications>(),
    Entry::of::<contacts::list_message_contacts::ListMessageContacts>(),
    Entry::of::<tags::list_tag_keys::ListTagKeys>(),
    Entry::of::<tags::list_tag_resources::ListTagResources>(),
    Entry::of::<tags::list_tag_values::ListTagValues>(),
    Entry::of::<
        control_policies::list_target_attachments_for_control_policy::ListTargetAttachmentsForControlPolicy,
    >(),
    Entry::of::<delegation::list_trusted_service_status::ListTrustedServiceStatus>(),
    Entry::of::<accounts::move_account::MoveAccount>(),
    Entry::of::<
        directory::precheck_for_consolidated_billing_account::PrecheckForConsolidatedBillingAccount,
    >(),
    Entry::of::<delegation::register_delegated_administrator::RegisterDelegatedAdministrator>(),
    Entry::of::<accounts::remove_cloud_account::RemoveCloudAccount>(),
    Entry::of::<accounts::retry_change_account_email::RetryChangeAccountEmail>(),
    Entry::of::<
        contacts::send_email_verification_for_message_contact::SendEmailVerificationForMessageContact,
    >(),
    Entry::of::<
        contacts::send_phone_verification_for_message_contact::SendPhoneVerificationForMessageContact,
    >(),
    Entry::of::<
        accounts::send_verification_code_for_bind_secure_mobile_phone::SendVerificationCodeForBindSecureMobilePhone,
    >(),
    Entry::of::<directory::send_verification_code_for_enable_rd::SendVerificationCodeForEnableRD>(),
    Entry::of::<accounts::set_member_deletion_permission::SetMemberDeletionPermission>(),
    Entry::of::<directory::set_member_display_name_sync_status::SetMemberDisplayNameSyncStatus>(),
    Entry::of::<tags::tag_resources::TagResources>(),
    Entry::of::<tags::untag_resources::UntagResources>(),
    Entry::of::<accounts::update_account::UpdateAccount>(),
    Entry::of::<control_policies::update_control_policy::UpdateControlPolicy>(),
    Entry::of::<folders::update_folder::UpdateFolder>(),
    Entry::of::<contacts::update_message_contact::UpdateMessageContact>(),
    Entry::of::<accounts::update_payer_for_account::UpdatePayerForAccount>(),
];
// The end of the list.

/// The links in its messages.
const LINKS: &[Link] = &[
    Link { name: "contact", open: contacts::confirmation::open },
    Link { name: "email", open: accounts::email_change::open },
];
/// The kinds of due work.
const DUE: &[DueWork] = &[task_end::END, handshakes::handshake_flow::EXPIRY];

/// Resource Directory: accounts as a tree, and the message contacts of its members
/// (`ResourceDirectoryMaster` 2022-04-19).
pub static RESOURCEDIRECTORY: Product =
    Product::new("resourcedirectory", "ResourceDirectoryMaster", "2022-04-19")
        .ram("resourcemanager")
        .wording(wording)
        .denied(denied)
        .changes_identities()
        .schema(tables::SCHEMA)
        .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
        .links(LINKS)
        .due(DUE)
        .control(control::ROUTES)
        .seeds(seed::KINDS)
        .unseeded("message contacts, invitations, promotions, deletions, changes of mail addresses, tags, the settings of resource groups, the resources in resource groups")
        .states(&[
            StateTable::of::<handshakes::handshake_states::Handshakes>(),
            StateTable::of::<contacts::contact_states::Contacts>(),
            StateTable::of::<accounts::record_states::Records>(),
            StateTable::of::<accounts::deletion_states::Deletions>(),
            StateTable::of::<accounts::email_states::Emails>(),
        ])
        .actions(ACTIONS);

/// The two codes that the vendor's tables have for most parameters.
pub(crate) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    let (code, message) = match bad.problem {
        Problem::Missing => ("MissingParameter", format!("You must specify {name}.")),
        _ => ("InvalidParameter", format!("The {name} is invalid.")),
    };
    ApiError::new(400, format!("{code}.{name}"), message)
}

/// The words of a refusal by policies are documented of one action; they are assumed of the others.
pub(crate) fn denied(_: &Denial<'_>) -> ApiError {
    ApiError::new(403, "NoPermission", "You are not authorized to perform the operation.")
}
