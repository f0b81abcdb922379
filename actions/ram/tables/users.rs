//! Users.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    request::page::CursorPage,
};

const USER: &str = "ram_user";

/// A user of an account.
#[derive(Clone, Debug)]
pub(crate) struct User {
    /// Its sequence number in the account; 0 until it is stored.
    pub(crate) seq: i64,
    /// 18 digits; never changes.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) display: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) comments: String,
    pub(crate) made: i64,
    pub(crate) changed: i64,
    pub(crate) last_login: Option<i64>,
    /// Its `ProvisionType` in IMS: `Manual`.
    pub(crate) provision: String,
}

/// The user of this name, ignoring case.
pub(crate) fn user(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<User>> {
    tx.row(
        "SELECT seq, id, name, display, phone, email, comments, made, changed, last_login, provision
         FROM ram_user WHERE account = $1 AND folded = $2",
        args![account, name.to_ascii_lowercase()],
        read,
    )
}

/// The user of this id.
pub(crate) fn user_of_id(tx: &mut dyn Tx, account: &str, id: &str) -> Result<Option<User>> {
    tx.row(
        "SELECT seq, id, name, display, phone, email, comments, made, changed, last_login, provision
         FROM ram_user WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// Inserts or updates a user. A new one gets the next number.
pub(crate) fn put_user(tx: &mut dyn Tx, account: &str, u: &mut User) -> Result<()> {
    if u.seq == 0 {
        u.seq = store::tally_add(tx, account, USER)?;
    }
    tx.execute(
        "INSERT INTO ram_user (account, seq, id, name, folded, display, phone, email, comments,
         made, changed, last_login, provision)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (account, seq) DO UPDATE SET id = excluded.id, name = excluded.name, folded = excluded.folded,
         display = excluded.display, phone = excluded.phone, email = excluded.email,
         comments = excluded.comments, changed = excluded.changed,
         last_login = excluded.last_login",
        args![
            account,
            u.seq,
            &u.id,
            &u.name,
            u.name.to_ascii_lowercase(),
            &u.display,
            &u.phone,
            &u.email,
            &u.comments,
            u.made,
            u.changed,
            u.last_login,
            &u.provision,
        ],
    )?;
    Ok(())
}

/// Deletes a user, and its tags.
pub(crate) fn delete_user(tx: &mut dyn Tx, account: &str, seq: i64) -> Result<()> {
    tx.execute(
        "DELETE FROM ram_tag WHERE account = $1 AND entity = 'user' AND holder = $2",
        args![account, seq],
    )?;
    let gone =
        tx.execute("DELETE FROM ram_user WHERE account = $1 AND seq = $2", args![account, seq])?;
    store::tally_sub(tx, account, USER, gone)
}

/// One page of the users in creation order, plus one more row if there are more.
pub(crate) fn list_users(tx: &mut dyn Tx, account: &str, part: CursorPage) -> Result<Vec<User>> {
    tx.rows(
        "SELECT seq, id, name, display, phone, email, comments, made, changed, last_login, provision
         FROM ram_user WHERE account = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        args![account, part.after, part.fetch_limit()],
        read,
    )
}

/// How many users the account has.
pub(crate) fn count_users(tx: &mut dyn Tx, account: &str) -> Result<i64> {
    store::tally(tx, account, USER)
}

/// Whether a policy is attached directly to the user.
pub(crate) fn has_policies(tx: &mut dyn Tx, account: &str, seq: i64) -> Result<bool> {
    super::holds_policies(tx, account, "user", seq)
}

fn read(row: &Row<'_>) -> Result<User> {
    Ok(User {
        seq: row.int(0)?,
        id: row.text(1)?,
        name: row.text(2)?,
        display: row.text(3)?,
        phone: row.text(4)?,
        email: row.text(5)?,
        comments: row.text(6)?,
        made: row.int(7)?,
        changed: row.int(8)?,
        last_login: row.opt_int(9)?,
        provision: row.text(10)?,
    })
}
