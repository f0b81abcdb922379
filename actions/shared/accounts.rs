//! The accounts that there are: a tree of rows that belongs to no product.
//!
//! The accounts that the program is told of at start are put here as roots of trees, and their root keys
//! stay where they came from: outside of the database. An account that a call makes ([`create`]) has a
//! parent, and no key at first. Its root keys are rows like those of users: a row of RAM's table of
//! keys that names no user is a key of the root of its account, and the program finds it there like
//! any other. What a product keeps is keyed by account, so a made account begins empty in every one.

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
    /// The account that it was made under; none of one that the program was told of.
    pub parent: Option<String>,
    /// What people call it; empty if nobody has said. Its alias in logon names is RAM's.
    pub name: String,
    /// When it was made or first heard of, in milliseconds on the world's clock.
    pub created: i64,
}

pub(crate) const TABLE: &str = "CREATE TABLE account (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, parent TEXT REFERENCES account (id), name TEXT NOT NULL,
        created BIGINT NOT NULL
    )";
pub(crate) const BY_PARENT: &str = "CREATE INDEX account_of ON account (parent, id)";

/// How often an id is drawn anew that an account has already.
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

/// The accounts that were made under `parent`, in the order of their ids: at most `max` of those
/// after `after`, which is empty for the first ones.
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

/// Adds an account, unless there is one of its id already. Whether it was added.
pub fn add(tx: &mut dyn Tx, account: &Account) -> store::Result<bool> {
    let Account { id, parent, name, created } = account;
    let added = tx.execute(
        "INSERT INTO account (id, parent, name, created) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO NOTHING",
        args![id, parent, name, *created],
    )?;
    Ok(added == 1)
}

/// Makes an account under `parent`, which exists, with an id of its own.
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
