//! IMS: the users of RAM by their logon names, and identity providers.
//!
//! Assumed: refusals by policies have the text of RAM's.

use crate::{
    Entry, Product,
    ram::{denied, failure, wording},
};

mod control;
mod key_policy;
mod oidc_tokens;
mod password_rules;
mod preferences;
mod providers;
mod seed;
mod tables;
pub(crate) mod trusted;
mod user_info;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod add_client_id_to_oidc_provider;
mod add_fingerprint_to_oidc_provider;
mod create_oidc_provider;
mod create_saml_provider;
mod create_user;
mod delete_oidc_provider;
mod delete_saml_provider;
mod delete_user;
mod get_access_key_policy;
mod get_account_summary;
mod get_default_domain;
mod get_oidc_provider;
mod get_password_policy;
mod get_saml_provider;
mod get_security_preference;
mod get_user;
mod list_oidc_providers;
mod list_saml_providers;
mod list_user_basic_infos;
mod list_users;
mod remove_client_id_from_oidc_provider;
mod remove_fingerprint_from_oidc_provider;
mod set_access_key_policy;
mod set_password_policy;
mod set_security_preference;
mod update_oidc_provider;
mod update_saml_provider;
mod update_user;

const ACTIONS: &[Entry] = &[
    Entry::of::<add_client_id_to_oidc_provider::AddClientIdToOIDCProvider>(),
    Entry::of::<add_fingerprint_to_oidc_provider::AddFingerprintToOIDCProvider>(),
    Entry::of::<create_oidc_provider::CreateOIDCProvider>(),
    Entry::of::<create_saml_provider::CreateSAMLProvider>(),
    Entry::of::<create_user::CreateUser>(),
    Entry::of::<delete_oidc_provider::DeleteOIDCProvider>(),
    Entry::of::<delete_saml_provider::DeleteSAMLProvider>(),
    Entry::of::<delete_user::DeleteUser>(),
    Entry::of::<get_access_key_policy::GetAccessKeyPolicy>(),
    Entry::of::<get_account_summary::GetAccountSummary>(),
    Entry::of::<get_default_domain::GetDefaultDomain>(),
    Entry::of::<get_oidc_provider::GetOIDCProvider>(),
    Entry::of::<get_password_policy::GetPasswordPolicy>(),
    Entry::of::<get_saml_provider::GetSAMLProvider>(),
    Entry::of::<get_security_preference::GetSecurityPreference>(),
    Entry::of::<get_user::GetUser>(),
    Entry::of::<list_oidc_providers::ListOIDCProviders>(),
    Entry::of::<list_saml_providers::ListSAMLProviders>(),
    Entry::of::<list_user_basic_infos::ListUserBasicInfos>(),
    Entry::of::<list_users::ListUsers>(),
    Entry::of::<remove_client_id_from_oidc_provider::RemoveClientIdFromOIDCProvider>(),
    Entry::of::<remove_fingerprint_from_oidc_provider::RemoveFingerprintFromOIDCProvider>(),
    Entry::of::<set_access_key_policy::SetAccessKeyPolicy>(),
    Entry::of::<set_password_policy::SetPasswordPolicy>(),
    Entry::of::<set_security_preference::SetSecurityPreference>(),
    Entry::of::<update_oidc_provider::UpdateOIDCProvider>(),
    Entry::of::<update_saml_provider::UpdateSAMLProvider>(),
    Entry::of::<update_user::UpdateUser>(),
];
// The end of the list.

/// IMS: the users of RAM by their logon names, and identity providers (Ims 2019-08-15).
pub static IMS: Product = Product::new("ims", "Ims", "2019-08-15")
    .ram("ram")
    .wording(wording)
    .failure(failure)
    .denied(denied)
    .changes_identities()
    .schema(tables::SCHEMA)
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, &[])
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("keys of issuers that are no provider")
    .actions(ACTIONS);
