//! What other products need of an account: its settings and its numbers of resources.

pub(crate) use super::password_policy::{MoreRules, PasswordPolicy, PasswordRules};
pub(crate) use super::security_preference::{SecurityPreference, are_masks};
pub(crate) use super::tables::delete_account as delete;
pub(crate) use super::tables::settings::{
    alias, password_policy, put_password_policy, put_security_preference, security_preference,
};
use super::tables::{devices, groups, keys, policies, roles, users};
use crate::{Cx, Result, ports::store::Tx};

/// Numbers of resources of an account.
pub(crate) struct AccountCounts {
    pub(crate) users: i64,
    pub(crate) groups: i64,
    pub(crate) roles: i64,
    /// Custom policies.
    pub(crate) policies: i64,
    pub(crate) devices: i64,
    /// The devices that a user has bound.
    pub(crate) devices_in_use: i64,
}

/// Counts the resources of the account.
pub(crate) fn counts(tx: &mut dyn Tx, account: &str) -> Result<AccountCounts> {
    let bound = devices::list_devices(tx, account)?;
    let in_use = bound.iter().filter(|(_, holder)| holder.is_some()).count();
    Ok(AccountCounts {
        users: users::count_users(tx, account)?,
        groups: groups::count_groups(tx, account)?,
        roles: roles::count_roles(tx, account)?,
        policies: policies::count_policies(tx, account)?,
        devices: devices::count_devices(tx, account)?,
        devices_in_use: i64::try_from(in_use).unwrap_or(i64::MAX),
    })
}

/// Whether the root of the account has an access key that is active.
pub(crate) fn has_root_key(tx: &mut dyn Tx, account: &str) -> Result<bool> {
    Ok(keys::keys_of(tx, account, None)?.iter().any(|key| key.active))
}

/// The account's part of its domains: its alias, or its id.
pub(crate) fn domain_label(cx: &mut Cx<'_>) -> Result<String> {
    let own = &cx.caller.account;
    Ok(alias(cx.tx, own)?.unwrap_or_else(|| own.clone()))
}
