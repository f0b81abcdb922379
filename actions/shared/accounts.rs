//! Accounts: a tree of rows that belongs to no product.
//!
//! Accounts from the configuration are added here as roots; their root keys stay outside the
//! database. An account created by a call ([`create`]) has a parent and no key at first. Its root
//! keys are rows of RAM's key table without a user. Products key their rows by account, so a new
//! account starts empty in every product.

use crate::{
    ApiError, Cx, args,
    ports::store::{self, Row, Tx},
    shared::ids,
};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// 16 digits.
    pub id: String,
    /// The account it was created under; none for one from the configuration.
    pub parent: Option<String>,
    /// Its display name; empty if not set. The alias in logon names belongs to RAM.
    pub name: String,
    /// When it was created or first added, in milliseconds on the world's clock.
    pub created: i64,
}

pub(crate) const TABLE: &str = "CREATE TABLE account (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, parent TEXT REFERENCES account (id), name TEXT NOT NULL,
        created BIGINT NOT NULL
    )";
pub(crate) const BY_PARENT: &str = "CREATE INDEX account_of ON account (parent, id)";
pub(crate) const BY_NAME: &str = "CREATE INDEX account_name ON account (name)";

/// How many random ids are tried if they are taken.
const MAX_ATTEMPTS: usize = 8;

fn read(row: &Row<'_>) -> store::Result<Account> {
    Ok(Account {
        id: row.text(0)?,
        parent: row.opt_text(1)?,
        name: row.text(2)?,
        created: row.int(3)?,
    })
}

/// The account of this id, if there is one.
pub fn account(tx: &mut dyn Tx, id: &str) -> store::Result<Option<Account>> {
    tx.row("SELECT id, parent, name, created FROM account WHERE id = $1", args![id], read)
}

/// The account of this name, such as the e-mail address that it logs on with; the first by id.
pub fn named(tx: &mut dyn Tx, name: &str) -> store::Result<Option<Account>> {
    tx.row(
        "SELECT id, parent, name, created FROM account WHERE name = $1 ORDER BY id LIMIT 1",
        args![name],
        read,
    )
}

/// Names an account. Nothing changes if there is none of this id.
pub fn rename(tx: &mut dyn Tx, id: &str, name: &str) -> store::Result<()> {
    tx.execute("UPDATE account SET name = $1 WHERE id = $2", args![name, id])?;
    Ok(())
}

/// The accounts under `parent` in order of their ids: at most `max` after `after`, which is empty
/// for the first page.
pub fn members(
    tx: &mut dyn Tx,
    parent: &str,
    after: &str,
    max: i64,
) -> store::Result<Vec<Account>> {
    tx.rows(
        "SELECT id, parent, name, created FROM account
         WHERE parent = $1 AND id > $2 ORDER BY id LIMIT $3",
        args![parent, after, max],
        read,
    )
}

/// Every account in order of their ids, but one after the one that it was created under.
pub fn all(tx: &mut dyn Tx) -> store::Result<Vec<Account>> {
    tx.rows(
        "SELECT id, parent, name, created FROM account
         ORDER BY CASE WHEN parent IS NULL THEN 0 ELSE 1 END, id",
        &[],
        read,
    )
}

/// Adds an account unless its id exists. Returns whether it was added.
pub fn add(tx: &mut dyn Tx, account: &Account) -> store::Result<bool> {
    let Account { id, parent, name, created } = account;
    let added = tx.execute(
        "INSERT INTO account (id, parent, name, created) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO NOTHING",
        args![id, parent, name, *created],
    )?;
    Ok(added == 1)
}

/// Deletes an account that no other was created under. What products keep of it is theirs to delete;
/// nobody can ask for it any more.
pub fn delete(tx: &mut dyn Tx, id: &str) -> store::Result<()> {
    tx.execute("DELETE FROM account WHERE id = $1", args![id])?;
    Ok(())
}

/// Creates an account with a new id under the existing `parent`.
pub fn create(cx: &mut Cx<'_>, parent: &str, name: &str) -> Result<Account, ApiError> {
    for _ in 0..MAX_ATTEMPTS {
        let made = Account {
            id: ids::digits(cx.random, 16),
            parent: Some(parent.to_owned()),
            name: name.to_owned(),
            created: cx.now,
        };
        if add(cx.tx, &made)? {
            return Ok(made);
        }
    }
    Err(ApiError::internal("every id that was drawn for an account is taken"))
}
