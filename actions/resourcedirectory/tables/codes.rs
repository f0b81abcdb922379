//! Codes that were sent to phones: the last one for each purpose and subject of an account.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_code (
        account TEXT NOT NULL, purpose TEXT NOT NULL, subject TEXT NOT NULL, phone TEXT NOT NULL,
        code TEXT NOT NULL, expires BIGINT NOT NULL, PRIMARY KEY (account, purpose, subject)
    )";

/// Whose code it is: the account that had it sent, what it is for, and the member that it is about, or
/// nothing.
pub(crate) type Holder<'a> = (&'a str, &'static str, &'a str);

/// A code.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) phone: String,
    pub(crate) code: String,
    /// The last millisecond in which it is valid.
    pub(crate) expires: i64,
}

/// The code that was sent last.
pub(crate) fn code(
    tx: &mut dyn Tx,
    (account, purpose, subject): Holder<'_>,
) -> Result<Option<Code>> {
    tx.row(
        "SELECT phone, code, expires FROM resource_code
         WHERE account = $1 AND purpose = $2 AND subject = $3",
        args![account, purpose, subject],
        |row| Ok(Code { phone: row.text(0)?, code: row.text(1)?, expires: row.int(2)? }),
    )
}

/// Stores a code in the place of the one before it.
pub(crate) fn put(
    tx: &mut dyn Tx,
    (account, purpose, subject): Holder<'_>,
    code: &Code,
) -> Result<()> {
    tx.execute(
        "INSERT INTO resource_code (account, purpose, subject, phone, code, expires)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, purpose, subject) DO UPDATE SET
         phone = excluded.phone, code = excluded.code, expires = excluded.expires",
        args![account, purpose, subject, &code.phone, &code.code, code.expires],
    )?;
    Ok(())
}

/// Deletes a code that was used, or whose subject is gone.
pub(crate) fn delete(tx: &mut dyn Tx, (account, purpose, subject): Holder<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM resource_code WHERE account = $1 AND purpose = $2 AND subject = $3",
        args![account, purpose, subject],
    )?;
    Ok(())
}
