//! Changes of the addresses of members: the last one of each account.

use crate::{
    args,
    ports::store::{Result, Tx},
    resourcedirectory::accounts::email_states::Emails,
    shared::states::State,
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_email (
        account TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, email TEXT NOT NULL, state TEXT NOT NULL,
        expires BIGINT NOT NULL
    )";

/// A change of the address of a member.
#[derive(Clone, Debug, Default)]
pub(crate) struct EmailChange {
    pub(crate) account: String,
    /// The new address.
    pub(crate) email: String,
    pub(crate) state: State<Emails>,
    /// The last millisecond in which it may be confirmed.
    pub(crate) expires: i64,
}

/// The last change of the address of an account.
pub(crate) fn change(tx: &mut dyn Tx, account: &str) -> Result<Option<EmailChange>> {
    tx.row(
        "SELECT account, email, state, expires FROM resource_email WHERE account = $1",
        args![account],
        |row| {
            Ok(EmailChange {
                account: row.text(0)?,
                email: row.text(1)?,
                state: State::read(&row.text(2)?)?,
                expires: row.int(3)?,
            })
        },
    )
}

/// Writes a change: a new one, which takes the place of the one before it, or what has become of it.
pub(crate) fn put(tx: &mut dyn Tx, change: &EmailChange) -> Result<()> {
    let EmailChange { account, email, state, expires } = change;
    tx.execute(
        "INSERT INTO resource_email (account, email, state, expires) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account) DO UPDATE SET email = excluded.email, state = excluded.state,
         expires = excluded.expires",
        args![account, email, state.as_str(), *expires],
    )?;
    Ok(())
}

/// Deletes what is known of the address of an account that leaves its directory.
pub(crate) fn delete(tx: &mut dyn Tx, account: &str) -> Result<()> {
    tx.execute("DELETE FROM resource_email WHERE account = $1", args![account])?;
    Ok(())
}
