//! Root domains: whether an account has proved that they are its own, and what file a test has put there.

use crate::{
    args,
    ports::store::{Result, Tx},
};

// file is `good` or `wrong`, or null where there is none.
pub(super) const TABLE: &str = "CREATE TABLE cdn_root (
        account TEXT NOT NULL, name TEXT NOT NULL, verified BIGINT NOT NULL, file TEXT, PRIMARY KEY (account, name)
    )";

/// A root domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cdn) struct Root {
    pub(in crate::cdn) verified: bool,
    /// What the file there has: `good` or `wrong`; none if there is no file.
    pub(in crate::cdn) file: Option<String>,
}

/// A root domain, as an account sees it.
pub(in crate::cdn) fn read(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Root> {
    let found = tx.row(
        "SELECT verified, file FROM cdn_root WHERE account = $1 AND name = $2",
        args![account, name],
        |row| Ok(Root { verified: row.flag(0)?, file: row.opt_text(1)? }),
    )?;
    Ok(found.unwrap_or_default())
}

/// Stores it.
pub(in crate::cdn) fn put(tx: &mut dyn Tx, account: &str, name: &str, it: &Root) -> Result<()> {
    tx.execute(
        "INSERT INTO cdn_root (account, name, verified, file) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account, name) DO UPDATE SET verified = excluded.verified, file = excluded.file",
        args![account, name, it.verified, &it.file],
    )?;
    Ok(())
}
