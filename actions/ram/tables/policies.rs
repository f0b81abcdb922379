//! Custom policies and their versions.

use std::collections::BTreeSet;

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    ram::tables::tags,
};

const POLICY: &str = "ram_policy";

/// A custom policy.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    /// Its sequence number in the account; 0 until it is stored.
    pub(crate) seq: i64,
    pub(crate) name: String,
    pub(crate) about: String,
    /// The number of its default version.
    pub(crate) current: i64,
    /// The highest version number ever used.
    pub(crate) last_version: i64,
    pub(crate) made: i64,
    pub(crate) changed: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) number: i64,
    pub(crate) document: String,
    pub(crate) made: i64,
}

/// The policy called `name`, ignoring case. If an earlier release stored several that differ only
/// in case, the exact match.
pub(crate) fn policy(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Policy>> {
    tx.row(
        "SELECT seq, name, about, current, last_version, made, changed FROM ram_policy
         WHERE account = $1 AND (name = $2 OR folded = $3)
         ORDER BY CASE WHEN name = $2 THEN 0 ELSE 1 END LIMIT 1",
        args![account, name, name.to_ascii_lowercase()],
        read_policy,
    )
}

/// Inserts or updates a policy. A new one gets the next number.
pub(crate) fn put_policy(tx: &mut dyn Tx, account: &str, p: &mut Policy) -> Result<()> {
    if p.seq == 0 {
        p.seq = store::tally_add(tx, account, POLICY)?;
    }
    tx.execute(
        "INSERT INTO ram_policy (account, seq, name, folded, about, current, last_version, made,
         changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (account, seq) DO UPDATE SET about = excluded.about,
         current = excluded.current, last_version = excluded.last_version,
         changed = excluded.changed",
        args![
            account,
            p.seq,
            &p.name,
            p.name.to_ascii_lowercase(),
            &p.about,
            p.current,
            p.last_version,
            p.made,
            p.changed,
        ],
    )?;
    Ok(())
}

/// Deletes a policy with its versions and its tags. If another policy differs from it only in case,
/// that one becomes case-insensitive.
pub(crate) fn delete_policy(tx: &mut dyn Tx, account: &str, p: &Policy) -> Result<()> {
    tags::remove_all(tx, account, (tags::POLICY, p.seq))?;
    let gone = tx
        .execute("DELETE FROM ram_policy WHERE account = $1 AND seq = $2", args![account, p.seq])?;
    tx.execute(
        "UPDATE ram_policy SET folded = $1 WHERE account = $2 AND seq = (
             SELECT MIN(seq) FROM ram_policy
             WHERE account = $2 AND folded > $1 || ' ' AND folded < $1 || '!')
         AND NOT EXISTS (SELECT 1 FROM ram_policy WHERE account = $2 AND folded = $1)",
        args![p.name.to_ascii_lowercase(), account],
    )?;
    store::tally_sub(tx, account, POLICY, gone)
}

/// How many custom policies the account has.
pub(crate) fn count_policies(tx: &mut dyn Tx, account: &str) -> Result<i64> {
    store::tally(tx, account, POLICY)
}

/// Custom policies after the one numbered `after`, oldest first, each with how often it is attached.
pub(crate) fn list_policies(
    tx: &mut dyn Tx,
    account: &str,
    only: Option<&BTreeSet<i64>>,
    (after, reach): (i64, i64),
) -> Result<Vec<(Policy, i64)>> {
    let limit = if only.is_some() { i64::MAX } else { reach };
    let mut all = tx.rows(
        "SELECT seq, name, about, current, last_version, made, changed,
         (SELECT COUNT(*) FROM ram_attachment a
          WHERE a.account = p.account AND a.kind = 'Custom' AND a.policy = p.name)
         FROM ram_policy p WHERE account = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        args![account, after, limit],
        |row| Ok((read_policy(row)?, row.int(7)?)),
    )?;
    if let Some(only) = only {
        all.retain(|(p, _)| only.contains(&p.seq));
        all.truncate(usize::try_from(reach).unwrap_or(usize::MAX));
    }
    Ok(all)
}

/// The custom policies after the first `skip`, oldest first, each with how often it is attached: at most
/// `most`.
pub(crate) fn page_of_policies(
    tx: &mut dyn Tx,
    account: &str,
    (skip, most): (i64, i64),
) -> Result<Vec<(Policy, i64)>> {
    tx.rows(
        "SELECT seq, name, about, current, last_version, made, changed,
         (SELECT COUNT(*) FROM ram_attachment a
          WHERE a.account = p.account AND a.kind = 'Custom' AND a.policy = p.name)
         FROM ram_policy p WHERE account = $1 ORDER BY seq LIMIT $2 OFFSET $3",
        args![account, most, skip],
        |row| Ok((read_policy(row)?, row.int(7)?)),
    )
}

/// The versions of a policy, oldest first.
pub(crate) fn versions(tx: &mut dyn Tx, account: &str, policy: i64) -> Result<Vec<Version>> {
    tx.rows(
        "SELECT version, document, made FROM ram_policy_version
         WHERE account = $1 AND policy = $2 ORDER BY version",
        args![account, policy],
        read_version,
    )
}

pub(crate) fn version(
    tx: &mut dyn Tx,
    account: &str,
    policy: i64,
    number: i64,
) -> Result<Option<Version>> {
    tx.row(
        "SELECT version, document, made FROM ram_policy_version
         WHERE account = $1 AND policy = $2 AND version = $3",
        args![account, policy, number],
        read_version,
    )
}

pub(crate) fn add_version(tx: &mut dyn Tx, account: &str, policy: i64, v: &Version) -> Result<()> {
    tx.execute(
        "INSERT INTO ram_policy_version (account, policy, version, document, made)
         VALUES ($1, $2, $3, $4, $5)",
        args![account, policy, v.number, &v.document, v.made],
    )?;
    Ok(())
}

pub(crate) fn delete_version(
    tx: &mut dyn Tx,
    account: &str,
    policy: i64,
    number: i64,
) -> Result<()> {
    tx.execute(
        "DELETE FROM ram_policy_version WHERE account = $1 AND policy = $2 AND version = $3",
        args![account, policy, number],
    )?;
    Ok(())
}

fn read_policy(row: &Row<'_>) -> Result<Policy> {
    Ok(Policy {
        seq: row.int(0)?,
        name: row.text(1)?,
        about: row.text(2)?,
        current: row.int(3)?,
        last_version: row.int(4)?,
        made: row.int(5)?,
        changed: row.int(6)?,
    })
}

fn read_version(row: &Row<'_>) -> Result<Version> {
    Ok(Version { number: row.int(0)?, document: row.text(1)?, made: row.int(2)? })
}
