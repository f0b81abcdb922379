//! Roles.

use std::collections::BTreeSet;

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    ram::tables::tags,
};

const ROLE: &str = "ram_role";

#[derive(Clone, Debug)]
pub(crate) struct Role {
    /// Its sequence number in the account; 0 until it is stored.
    pub(crate) seq: i64,
    pub(crate) id: String,
    /// As it was given; names compare without case.
    pub(crate) name: String,
    pub(crate) about: String,
    /// The text of its trust policy.
    pub(crate) trust: String,
    /// The maximum session duration, in seconds.
    pub(crate) max_session: i64,
    pub(crate) service_linked: bool,
    pub(crate) console_login: bool,
    pub(crate) made: i64,
    pub(crate) changed: i64,
}

/// The role called `name`, ignoring case.
pub(crate) fn role(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Role>> {
    tx.row(
        "SELECT seq, id, name, about, trust, max_session, service_linked, console_login, made,
         changed FROM ram_role WHERE account = $1 AND folded = $2",
        args![account, name.to_ascii_lowercase()],
        read_role,
    )
}

/// Inserts or updates a role. A new one gets the next number.
pub(crate) fn put_role(tx: &mut dyn Tx, account: &str, r: &mut Role) -> Result<()> {
    if r.seq == 0 {
        r.seq = store::tally_add(tx, account, ROLE)?;
    }
    tx.execute(
        "INSERT INTO ram_role (account, seq, id, name, folded, about, trust, max_session,
         service_linked, console_login, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (account, seq) DO UPDATE SET id = excluded.id, about = excluded.about,
         trust = excluded.trust, max_session = excluded.max_session,
         console_login = excluded.console_login, changed = excluded.changed",
        args![
            account,
            r.seq,
            &r.id,
            &r.name,
            r.name.to_ascii_lowercase(),
            &r.about,
            &r.trust,
            r.max_session,
            r.service_linked,
            r.console_login,
            r.made,
            r.changed,
        ],
    )?;
    Ok(())
}

/// Deletes a role with its tags.
pub(crate) fn delete_role(tx: &mut dyn Tx, account: &str, seq: i64) -> Result<()> {
    tags::remove_all(tx, account, (tags::ROLE, seq))?;
    let gone =
        tx.execute("DELETE FROM ram_role WHERE account = $1 AND seq = $2", args![account, seq])?;
    store::tally_sub(tx, account, ROLE, gone)
}

/// How many roles the account has, service-linked ones included.
pub(crate) fn count_roles(tx: &mut dyn Tx, account: &str) -> Result<i64> {
    store::tally(tx, account, ROLE)
}

/// Roles after the one numbered `after`, oldest first: `reach` of them, or of those in `only`.
pub(crate) fn list_roles(
    tx: &mut dyn Tx,
    account: &str,
    only: Option<&BTreeSet<i64>>,
    (after, reach): (i64, i64),
) -> Result<Vec<Role>> {
    let limit = if only.is_some() { i64::MAX } else { reach };
    let mut all = tx.rows(
        "SELECT seq, id, name, about, trust, max_session, service_linked, console_login, made,
         changed FROM ram_role WHERE account = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        args![account, after, limit],
        read_role,
    )?;
    if let Some(only) = only {
        all.retain(|r| only.contains(&r.seq));
        all.truncate(usize::try_from(reach).unwrap_or(usize::MAX));
    }
    Ok(all)
}

/// The roles after the first `skip`, oldest first: at most `most`.
pub(crate) fn page_of_roles(
    tx: &mut dyn Tx,
    account: &str,
    (skip, most): (i64, i64),
) -> Result<Vec<Role>> {
    tx.rows(
        "SELECT seq, id, name, about, trust, max_session, service_linked, console_login, made,
         changed FROM ram_role WHERE account = $1 ORDER BY seq LIMIT $2 OFFSET $3",
        args![account, most, skip],
        read_role,
    )
}

fn read_role(row: &Row<'_>) -> Result<Role> {
    Ok(Role {
        seq: row.int(0)?,
        id: row.text(1)?,
        name: row.text(2)?,
        about: row.text(3)?,
        trust: row.text(4)?,
        max_session: row.int(5)?,
        service_linked: row.flag(6)?,
        console_login: row.flag(7)?,
        made: row.int(8)?,
        changed: row.int(9)?,
    })
}
