//! Texts that the control API has made for tests, each of which passes once.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE captcha_param (
        param TEXT NOT NULL PRIMARY KEY, account TEXT NOT NULL, scene TEXT, certify_id TEXT NOT NULL,
        made BIGINT NOT NULL, used BIGINT NOT NULL
    )";
pub(super) const BY_TIME: &str = "CREATE INDEX captcha_param_made ON captcha_param (made)";

/// How long a text is remembered after it was made, in milliseconds: later uses find no record.
const KEPT: i64 = 24 * 60 * 60 * 1000;

/// A text that was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::captcha) struct Param {
    pub(in crate::captcha) scene: Option<String>,
    pub(in crate::captcha) certify_id: String,
    pub(in crate::captcha) made: i64,
    pub(in crate::captcha) used: bool,
}

/// The text of the account.
pub(in crate::captcha) fn find(
    tx: &mut dyn Tx,
    account: &str,
    param: &str,
) -> Result<Option<Param>> {
    tx.row(
        "SELECT scene, certify_id, made, used FROM captcha_param WHERE param = $1 AND account = $2",
        args![param, account],
        |row| {
            Ok(Param {
                scene: row.opt_text(0)?,
                certify_id: row.text(1)?,
                made: row.int(2)?,
                used: row.flag(3)?,
            })
        },
    )
}

/// Inserts a text, and forgets those of days before.
pub(in crate::captcha) fn add(
    tx: &mut dyn Tx,
    (account, param): (&str, &str),
    it: &Param,
) -> Result<()> {
    tx.execute("DELETE FROM captcha_param WHERE made < $1", args![it.made - KEPT])?;
    tx.execute(
        "INSERT INTO captcha_param (param, account, scene, certify_id, made, used)
         VALUES ($1, $2, $3, $4, $5, 0)",
        args![param, account, &it.scene, &it.certify_id, it.made],
    )?;
    Ok(())
}

/// Marks a text as used.
pub(in crate::captcha) fn use_up(tx: &mut dyn Tx, param: &str) -> Result<()> {
    tx.execute("UPDATE captcha_param SET used = 1 WHERE param = $1", args![param])?;
    Ok(())
}
