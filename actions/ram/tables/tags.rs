//! Tags of users, roles and policies.

use std::collections::BTreeSet;

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

/// The kinds of tagged entities.
pub(crate) const USER: &str = "user";
pub(crate) const ROLE: &str = "role";
pub(crate) const POLICY: &str = "policy";

#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(crate) key: String,
    pub(crate) value: String,
}

/// Adds tags to a holder; an existing key gets the new value.
pub(crate) fn put(
    tx: &mut dyn Tx,
    account: &str,
    (entity, holder): (&str, i64),
    tags: &[Tag],
) -> Result<()> {
    for tag in tags {
        tx.execute(
            "INSERT INTO ram_tag (account, entity, holder, name, value) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (account, entity, holder, name) DO UPDATE SET value = excluded.value",
            args![account, entity, holder, &tag.key, &tag.value],
        )?;
    }
    Ok(())
}

/// The tags of a holder, by their keys.
pub(crate) fn of(
    tx: &mut dyn Tx,
    account: &str,
    (entity, holder): (&str, i64),
) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT name, value FROM ram_tag
         WHERE account = $1 AND entity = $2 AND holder = $3 ORDER BY name",
        args![account, entity, holder],
        |row| Ok(Tag { key: row.text(0)?, value: row.text(1)? }),
    )
}

/// How many tags a holder has.
pub(crate) fn count(tx: &mut dyn Tx, account: &str, (entity, holder): (&str, i64)) -> Result<i64> {
    let count = tx.row(
        "SELECT COUNT(*) FROM ram_tag WHERE account = $1 AND entity = $2 AND holder = $3",
        args![account, entity, holder],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

pub(crate) fn remove(
    tx: &mut dyn Tx,
    account: &str,
    (entity, holder): (&str, i64),
    key: &str,
) -> Result<()> {
    tx.execute(
        "DELETE FROM ram_tag WHERE account = $1 AND entity = $2 AND holder = $3 AND name = $4",
        args![account, entity, holder, key],
    )?;
    Ok(())
}

pub(crate) fn remove_all(
    tx: &mut dyn Tx,
    account: &str,
    (entity, holder): (&str, i64),
) -> Result<()> {
    tx.execute(
        "DELETE FROM ram_tag WHERE account = $1 AND entity = $2 AND holder = $3",
        args![account, entity, holder],
    )?;
    Ok(())
}

/// The tags of the holders with sequence numbers `first` to `last`, each with its holder's number.
pub(crate) fn between(
    tx: &mut dyn Tx,
    account: &str,
    entity: &str,
    (first, last): (i64, i64),
) -> Result<Vec<(i64, Tag)>> {
    tx.rows(
        "SELECT holder, name, value FROM ram_tag
         WHERE account = $1 AND entity = $2 AND holder BETWEEN $3 AND $4 ORDER BY holder, name",
        args![account, entity, first, last],
        |row| Ok((row.int(0)?, Tag { key: row.text(1)?, value: row.text(2)? })),
    )
}

/// The holders that have all tags of `wanted`, with their values if given.
pub(crate) fn holders(
    tx: &mut dyn Tx,
    account: &str,
    entity: &str,
    wanted: &[(String, Option<String>)],
) -> Result<Option<BTreeSet<i64>>> {
    let mut all: Option<BTreeSet<i64>> = None;
    for (key, value) in wanted {
        let found = tx.rows(
            "SELECT holder FROM ram_tag WHERE account = $1 AND entity = $2 AND name = $3
             AND (CAST($4 AS TEXT) IS NULL OR value = $4) ORDER BY holder",
            args![account, entity, key, value],
            |row| row.int(0),
        )?;
        let found: BTreeSet<i64> = found.into_iter().collect();
        all = Some(match all {
            None => found,
            Some(before) => &before & &found,
        });
    }
    Ok(all)
}

/// A tag, with the sequence number and the name of its holder.
pub(crate) struct Tagged {
    pub(crate) holder: i64,
    pub(crate) name: String,
    pub(crate) tag: Tag,
}

fn read_tagged(row: &Row<'_>) -> Result<Tagged> {
    let tag = Tag { key: row.text(2)?, value: row.text(3)? };
    Ok(Tagged { holder: row.int(0)?, name: row.text(1)?, tag })
}

/// The tags of all roles.
pub(crate) fn of_roles(tx: &mut dyn Tx, account: &str) -> Result<Vec<Tagged>> {
    tx.rows(
        "SELECT t.holder, r.name, t.name, t.value FROM ram_tag t
         JOIN ram_role r ON r.account = t.account AND r.seq = t.holder
         WHERE t.account = $1 AND t.entity = 'role' ORDER BY t.holder, t.name",
        args![account],
        read_tagged,
    )
}

/// The tags of all custom policies.
pub(crate) fn of_policies(tx: &mut dyn Tx, account: &str) -> Result<Vec<Tagged>> {
    tx.rows(
        "SELECT t.holder, p.name, t.name, t.value FROM ram_tag t
         JOIN ram_policy p ON p.account = t.account AND p.seq = t.holder
         WHERE t.account = $1 AND t.entity = 'policy' ORDER BY t.holder, t.name",
        args![account],
        read_tagged,
    )
}
