//! Groups, and the users in them.

use super::users::User;
use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    request::page::CursorPage,
};

const GROUP: &str = "ram_group";

/// A group of users.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Its sequence number in the account; 0 until it is stored.
    pub(crate) seq: i64,
    /// `g-` and 16 letters and digits; never changes.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) comments: String,
    pub(crate) made: i64,
    pub(crate) changed: i64,
}

/// A member of a group.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// The number of the user.
    pub(crate) user: i64,
    pub(crate) name: String,
    pub(crate) display: String,
    pub(crate) joined: i64,
}

/// The group of this name, ignoring case.
pub(crate) fn group(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Group>> {
    tx.row(
        "SELECT seq, id, name, comments, made, changed FROM ram_group
         WHERE account = $1 AND folded = $2",
        args![account, name.to_ascii_lowercase()],
        read,
    )
}

/// Inserts or updates a group. A new one gets the next number.
pub(crate) fn put_group(tx: &mut dyn Tx, account: &str, g: &mut Group) -> Result<()> {
    if g.seq == 0 {
        g.seq = store::tally_add(tx, account, GROUP)?;
    }
    tx.execute(
        "INSERT INTO ram_group (account, seq, id, name, folded, comments, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (account, seq) DO UPDATE SET name = excluded.name, folded = excluded.folded,
         comments = excluded.comments, changed = excluded.changed",
        args![
            account,
            g.seq,
            &g.id,
            &g.name,
            g.name.to_ascii_lowercase(),
            &g.comments,
            g.made,
            g.changed,
        ],
    )?;
    Ok(())
}

pub(crate) fn delete_group(tx: &mut dyn Tx, account: &str, seq: i64) -> Result<()> {
    let gone =
        tx.execute("DELETE FROM ram_group WHERE account = $1 AND seq = $2", args![account, seq])?;
    store::tally_sub(tx, account, GROUP, gone)
}

/// One page of the groups in creation order, plus one more row if there are more.
pub(crate) fn list_groups(tx: &mut dyn Tx, account: &str, part: CursorPage) -> Result<Vec<Group>> {
    tx.rows(
        "SELECT seq, id, name, comments, made, changed FROM ram_group
         WHERE account = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        args![account, part.after, part.fetch_limit()],
        read,
    )
}

/// How many groups the account has.
pub(crate) fn count_groups(tx: &mut dyn Tx, account: &str) -> Result<i64> {
    store::tally(tx, account, GROUP)
}

/// Whether a policy is attached to the group.
pub(crate) fn has_policies(tx: &mut dyn Tx, account: &str, seq: i64) -> Result<bool> {
    super::holds_policies(tx, account, "group", seq)
}

/// Adds a user to a group. Returns false if it was already a member.
pub(crate) fn join(tx: &mut dyn Tx, account: &str, u: &User, g: &Group, now: i64) -> Result<bool> {
    let joined = tx.execute(
        "INSERT INTO ram_member (account, usr, grp, joined) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account, usr, grp) DO NOTHING",
        args![account, u.seq, g.seq, now],
    )?;
    Ok(joined > 0)
}

/// Removes a user from a group. Returns whether it was a member.
pub(crate) fn leave(tx: &mut dyn Tx, account: &str, u: &User, g: &Group) -> Result<bool> {
    let left = tx.execute(
        "DELETE FROM ram_member WHERE account = $1 AND usr = $2 AND grp = $3",
        args![account, u.seq, g.seq],
    )?;
    Ok(left > 0)
}

/// The groups of a user in creation order, with the time of joining.
pub(crate) fn groups_of(tx: &mut dyn Tx, account: &str, user: i64) -> Result<Vec<(Group, i64)>> {
    tx.rows(
        "SELECT g.seq, g.id, g.name, g.comments, g.made, g.changed, m.joined FROM ram_member m
         JOIN ram_group g ON g.account = m.account AND g.seq = m.grp
         WHERE m.account = $1 AND m.usr = $2 ORDER BY g.seq",
        args![account, user],
        |row| Ok((read(row)?, row.int(6)?)),
    )
}

/// One page of the users in a group in creation order, plus one more row if there are more.
pub(crate) fn members(
    tx: &mut dyn Tx,
    account: &str,
    g: &Group,
    part: CursorPage,
) -> Result<Vec<Member>> {
    tx.rows(
        "SELECT u.seq, u.name, u.display, m.joined FROM ram_member m
         JOIN ram_user u ON u.account = m.account AND u.seq = m.usr
         WHERE m.account = $1 AND m.grp = $2 AND m.usr > $3 ORDER BY m.usr LIMIT $4",
        args![account, g.seq, part.after, part.fetch_limit()],
        |row| {
            Ok(Member {
                user: row.int(0)?,
                name: row.text(1)?,
                display: row.text(2)?,
                joined: row.int(3)?,
            })
        },
    )
}

fn read(row: &Row<'_>) -> Result<Group> {
    Ok(Group {
        seq: row.int(0)?,
        id: row.text(1)?,
        name: row.text(2)?,
        comments: row.text(3)?,
        made: row.int(4)?,
        changed: row.int(5)?,
    })
}
