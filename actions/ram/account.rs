//! What other products may know of an account: its settings, and how much it has.

pub(crate) use super::tables::settings::{alias, password_policy, security_preference};
use super::tables::{devices, groups, policies, roles, users};
use crate::{Result, ports::store::Tx};

/// How many things an account has.
pub(crate) struct AccountCounts {
    pub(crate) users: i64,
    pub(crate) groups: i64,
    pub(crate) roles: i64,
    /// Those that the account has made.
    pub(crate) policies: i64,
    pub(crate) devices: i64,
    /// The devices that a user has bound.
    pub(crate) devices_in_use: i64,
}

/// How many things the account has.
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
