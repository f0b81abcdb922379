//! Login profiles: console logon settings of users.

use crate::{
    args,
    ports::store::{Result, Secret, StoreError, Tx},
};

/// The console logon settings of a user.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    /// The salted hash of the password.
    pub(crate) password: String,
    /// The hashes of previous passwords, newest first.
    pub(crate) former: Vec<String>,
    pub(crate) reset_required: bool,
    pub(crate) mfa_required: bool,
    pub(crate) made: i64,
}

pub(crate) fn profile(tx: &mut dyn Tx, account: &str, user: i64) -> Result<Option<Profile>> {
    tx.row(
        "SELECT password, former, reset_required, mfa_required, made FROM ram_login_profile
         WHERE account = $1 AND usr = $2",
        args![account, user],
        |row| {
            Ok(Profile {
                password: row.text(0)?,
                former: serde_json::from_str(&row.text(1)?).map_err(|_| StoreError::Shape)?,
                reset_required: row.flag(2)?,
                mfa_required: row.flag(3)?,
                made: row.int(4)?,
            })
        },
    )
}

/// Inserts or replaces the profile of a user.
pub(crate) fn put_profile(tx: &mut dyn Tx, account: &str, user: i64, p: &Profile) -> Result<()> {
    let former = serde_json::to_string(&p.former).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO ram_login_profile
         (account, usr, password, former, reset_required, mfa_required, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account, usr) DO UPDATE SET
         password = excluded.password, former = excluded.former,
         reset_required = excluded.reset_required, mfa_required = excluded.mfa_required",
        args![
            account,
            user,
            Secret(&p.password),
            Secret(former),
            p.reset_required,
            p.mfa_required,
            p.made
        ],
    )?;
    Ok(())
}

/// Deletes it. Returns whether it existed.
pub(crate) fn delete_profile(tx: &mut dyn Tx, account: &str, user: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM ram_login_profile WHERE account = $1 AND usr = $2",
        args![account, user],
    )?;
    Ok(gone > 0)
}
