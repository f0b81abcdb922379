//! Access keys.

use crate::{
    args,
    ports::store::{self, Result, Row, Secret, Tx},
};

const KEY: &str = "ram_access_key";

/// An access key.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) account: String,
    /// The sequence number of its user; `None` for the root.
    pub(crate) user: Option<i64>,
    pub(crate) secret: String,
    pub(crate) active: bool,
    pub(crate) made: i64,
    /// When it was last used.
    pub(crate) used: Option<i64>,
}

pub(crate) fn key(tx: &mut dyn Tx, id: &str) -> Result<Option<Key>> {
    tx.row(
        "SELECT id, account, usr, secret, active, made, used FROM ram_access_key WHERE id = $1",
        args![id],
        read,
    )
}

/// The keys of a user or of the root, oldest first.
pub(crate) fn keys_of(tx: &mut dyn Tx, account: &str, user: Option<i64>) -> Result<Vec<Key>> {
    tx.rows(
        "SELECT id, account, usr, secret, active, made, used FROM ram_access_key
         WHERE account = $1 AND usr IS NOT DISTINCT FROM CAST($2 AS BIGINT) ORDER BY seq",
        args![account, user],
        read,
    )
}

pub(crate) fn add_key(tx: &mut dyn Tx, k: &Key) -> Result<()> {
    let seq = store::tally_add(tx, &k.account, KEY)?;
    tx.execute(
        "INSERT INTO ram_access_key (id, account, seq, usr, secret, active, made, used)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![&k.id, &k.account, seq, k.user, Secret(&k.secret), k.active, k.made, k.used],
    )?;
    Ok(())
}

pub(crate) fn set_active(tx: &mut dyn Tx, id: &str, active: bool) -> Result<()> {
    tx.execute("UPDATE ram_access_key SET active = $1 WHERE id = $2", args![active, id])?;
    Ok(())
}

/// Which networks the key may be used from, as IMS has it; `None` if nobody ever said so.
pub(crate) fn networks(tx: &mut dyn Tx, id: &str) -> Result<Option<String>> {
    let found = tx.row("SELECT networks FROM ram_access_key WHERE id = $1", args![id], |row| {
        row.opt_text(0)
    })?;
    Ok(found.flatten())
}

pub(crate) fn set_networks(tx: &mut dyn Tx, id: &str, policy: &str) -> Result<()> {
    tx.execute("UPDATE ram_access_key SET networks = $1 WHERE id = $2", args![policy, id])?;
    Ok(())
}

pub(crate) fn delete_key(tx: &mut dyn Tx, k: &Key) -> Result<()> {
    let gone = tx.execute("DELETE FROM ram_access_key WHERE id = $1", args![&k.id])?;
    store::tally_sub(tx, &k.account, KEY, gone)
}

fn read(row: &Row<'_>) -> Result<Key> {
    Ok(Key {
        id: row.text(0)?,
        account: row.text(1)?,
        user: row.opt_int(2)?,
        secret: row.text(3)?,
        active: row.flag(4)?,
        made: row.int(5)?,
        used: row.opt_int(6)?,
    })
}
