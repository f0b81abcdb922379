//! Account settings: alias, password policy, security preference.

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    args,
    ports::store::{Result, StoreError, Tx},
    ram::{password_policy::PasswordPolicy, security_preference::SecurityPreference},
};

/// The password policy of the account.
pub(crate) fn password_policy(tx: &mut dyn Tx, account: &str) -> Result<PasswordPolicy> {
    get(tx, account, "password_policy")
}

pub(crate) fn put_password_policy(
    tx: &mut dyn Tx,
    account: &str,
    policy: &PasswordPolicy,
) -> Result<()> {
    put(tx, account, "password_policy", policy)
}

/// The security preference of the account.
pub(crate) fn security_preference(tx: &mut dyn Tx, account: &str) -> Result<SecurityPreference> {
    get(tx, account, "security_preference")
}

pub(crate) fn put_security_preference(
    tx: &mut dyn Tx,
    account: &str,
    preference: &SecurityPreference,
) -> Result<()> {
    put(tx, account, "security_preference", preference)
}

/// The alias of the account, if set.
pub(crate) fn alias(tx: &mut dyn Tx, account: &str) -> Result<Option<String>> {
    tx.row("SELECT alias FROM ram_alias WHERE account = $1", args![account], |row| row.text(0))
}

/// The account that has this alias.
pub(crate) fn account_of_alias(tx: &mut dyn Tx, alias: &str) -> Result<Option<String>> {
    tx.row("SELECT account FROM ram_alias WHERE alias = $1", args![alias], |row| row.text(0))
}

pub(crate) fn put_alias(tx: &mut dyn Tx, account: &str, alias: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO ram_alias (account, alias) VALUES ($1, $2)
         ON CONFLICT (account) DO UPDATE SET alias = excluded.alias",
        args![account, alias],
    )?;
    Ok(())
}

pub(crate) fn delete_alias(tx: &mut dyn Tx, account: &str) -> Result<()> {
    tx.execute("DELETE FROM ram_alias WHERE account = $1", args![account])?;
    Ok(())
}

fn get<T: DeserializeOwned + Default>(tx: &mut dyn Tx, account: &str, kind: &str) -> Result<T> {
    let fields = tx.row(
        "SELECT fields FROM ram_setting WHERE account = $1 AND kind = $2",
        args![account, kind],
        |row| row.text(0),
    )?;
    match fields {
        Some(fields) => serde_json::from_str(&fields).map_err(|_| StoreError::Shape),
        None => Ok(T::default()),
    }
}

fn put<T: Serialize>(tx: &mut dyn Tx, account: &str, kind: &str, it: &T) -> Result<()> {
    let fields = serde_json::to_string(it).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO ram_setting (account, kind, fields) VALUES ($1, $2, $3)
         ON CONFLICT (account, kind) DO UPDATE SET fields = excluded.fields",
        args![account, kind, fields],
    )?;
    Ok(())
}
