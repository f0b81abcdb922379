//! The rules of security groups.

use serde_json::{Map, Value};

use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE ecs_rule (
        account TEXT NOT NULL, security_group TEXT COLLATE \"C\" NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, peer TEXT NOT NULL,
        body TEXT NOT NULL, PRIMARY KEY (account, security_group, seq)
    )";
pub(super) const BY_PEER: &str = "CREATE INDEX ecs_rule_peer ON ecs_rule (account, peer)";

/// A rule.
#[derive(Clone, Debug)]
pub(in crate::ecs) struct Rule {
    pub(in crate::ecs) group: String,
    pub(in crate::ecs) seq: i64,
    pub(in crate::ecs) id: String,
    /// The other group that it names, or empty.
    pub(in crate::ecs) peer: String,
    /// Its fields, by the names of answers.
    pub(in crate::ecs) body: Map<String, Value>,
}

fn read(row: &Row<'_>) -> Result<Rule> {
    Ok(Rule {
        group: row.text(0)?,
        seq: row.int(1)?,
        id: row.text(2)?,
        peer: row.text(3)?,
        body: serde_json::from_str(&row.text(4)?).map_err(|_| StoreError::Shape)?,
    })
}

/// Adds a rule, or writes the one that has its number.
pub(in crate::ecs) fn put(tx: &mut dyn Tx, account: &str, it: &mut Rule) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, account, "ecs_rule")?;
    }
    let body = serde_json::to_string(&it.body).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO ecs_rule (account, security_group, seq, id, peer, body) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account, security_group, seq) DO UPDATE SET peer = excluded.peer, body = excluded.body",
        args![account, &it.group, it.seq, &it.id, &it.peer, body],
    )?;
    Ok(())
}

/// Deletes a rule.
pub(in crate::ecs) fn delete(tx: &mut dyn Tx, account: &str, it: &Rule) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM ecs_rule WHERE account = $1 AND security_group = $2 AND seq = $3",
        args![account, &it.group, it.seq],
    )?;
    store::tally_sub(tx, account, "ecs_rule", gone)
}

/// Deletes all rules of a group.
pub(in crate::ecs) fn delete_all(tx: &mut dyn Tx, account: &str, group: &str) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM ecs_rule WHERE account = $1 AND security_group = $2",
        args![account, group],
    )?;
    store::tally_sub(tx, account, "ecs_rule", gone)
}

/// The rules of a group, the oldest first.
pub(in crate::ecs) fn of(tx: &mut dyn Tx, account: &str, group: &str) -> Result<Vec<Rule>> {
    tx.rows(
        "SELECT security_group, seq, id, peer, body FROM ecs_rule
         WHERE account = $1 AND security_group = $2 ORDER BY seq",
        args![account, group],
        read,
    )
}

/// The groups that have a rule which names this one.
pub(in crate::ecs) fn referring(
    tx: &mut dyn Tx,
    account: &str,
    group: &str,
) -> Result<Vec<String>> {
    tx.rows(
        "SELECT DISTINCT security_group FROM ecs_rule WHERE account = $1 AND peer = $2 ORDER BY security_group",
        args![account, group],
        |row| row.text(0),
    )
}
