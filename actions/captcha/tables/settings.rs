//! How an account's texts are judged.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE captcha_setting (
        account TEXT NOT NULL PRIMARY KEY, strict BIGINT NOT NULL, magic BIGINT NOT NULL
    )";

/// The settings of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::captcha) struct Settings {
    /// Whether only known scenes and texts that the control API has made pass.
    pub(in crate::captcha) strict: bool,
    /// Whether `pass`, `fail` and `code:F008` name their verdict.
    pub(in crate::captcha) magic: bool,
}

/// The settings of the account, or those that every account has.
pub(in crate::captcha) fn read(tx: &mut dyn Tx, account: &str) -> Result<Settings> {
    let found = tx.row(
        "SELECT strict, magic FROM captcha_setting WHERE account = $1",
        args![account],
        |row| Ok(Settings { strict: row.flag(0)?, magic: row.flag(1)? }),
    )?;
    Ok(found.unwrap_or(Settings { strict: false, magic: true }))
}

/// Sets them.
pub(in crate::captcha) fn put(tx: &mut dyn Tx, account: &str, it: Settings) -> Result<()> {
    tx.execute(
        "INSERT INTO captcha_setting (account, strict, magic) VALUES ($1, $2, $3)
         ON CONFLICT (account) DO UPDATE SET strict = excluded.strict, magic = excluded.magic",
        args![account, it.strict, it.magic],
    )?;
    Ok(())
}
