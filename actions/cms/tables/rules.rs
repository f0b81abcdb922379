//! Alert rules on metrics.

use crate::{
    args,
    cms::rules::rule::Rule,
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE cms_rule (
        account TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
        namespace TEXT NOT NULL, metric TEXT NOT NULL, app_group BIGINT, enabled BIGINT NOT NULL,
        state TEXT NOT NULL, settings TEXT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, id)
    )";
pub(crate) const BY_SEQ: &str = "CREATE UNIQUE INDEX cms_rule_seq ON cms_rule (account, seq)";
pub(crate) const BY_METRIC: &str =
    "CREATE INDEX cms_rule_metric ON cms_rule (account, namespace, metric, enabled)";
pub(crate) const BY_GROUP: &str = "CREATE INDEX cms_rule_group ON cms_rule (account, app_group)";

/// What the tally counts: the rules of an account.
const RULE: &str = "cms_rule";

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT seq, id, name, namespace, metric, app_group, enabled, state, settings, made, changed
             FROM cms_rule ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<Rule> {
    Ok(Rule {
        seq: row.int(0)?,
        id: row.text(1)?,
        name: row.text(2)?,
        namespace: row.text(3)?,
        metric: row.text(4)?,
        group: row.opt_int(5)?,
        enabled: row.flag(6)?,
        state: row.text(7)?,
        settings: serde_json::from_str(&row.text(8)?).map_err(|_| StoreError::Shape)?,
        made: row.int(9)?,
        changed: row.int(10)?,
    })
}

/// The rule of this id.
pub(crate) fn rule(tx: &mut dyn Tx, account: &str, id: &str) -> Result<Option<Rule>> {
    tx.row(select!("WHERE account = $1 AND id = $2"), args![account, id], read)
}

/// All rules of the account, newest first.
pub(crate) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Rule>> {
    tx.rows(select!("WHERE account = $1 ORDER BY seq DESC"), args![account], read)
}

/// The rules of a metric that are enabled, oldest first.
pub(crate) fn of_metric(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
) -> Result<Vec<Rule>> {
    tx.rows(
        select!(
            "WHERE account = $1 AND namespace = $2 AND metric = $3 AND enabled = 1 ORDER BY seq"
        ),
        args![account, namespace, metric],
        read,
    )
}

/// Whether a metric has a rule that is enabled.
pub(crate) fn any_of_metric(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
) -> Result<bool> {
    let found = tx.row(
        "SELECT 1 FROM cms_rule
         WHERE account = $1 AND namespace = $2 AND metric = $3 AND enabled = 1 LIMIT 1",
        args![account, namespace, metric],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Writes a rule: a new one is given its number; of one that there is all is replaced but that and `made`.
pub(crate) fn put(tx: &mut dyn Tx, account: &str, rule: &mut Rule) -> Result<()> {
    if rule.seq == 0 {
        rule.seq = store::tally_add(tx, account, RULE)?;
    }
    let settings = serde_json::to_string(&rule.settings).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO cms_rule (account, seq, id, name, namespace, metric, app_group, enabled, state,
         settings, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name,
         namespace = excluded.namespace, metric = excluded.metric,
         app_group = excluded.app_group, enabled = excluded.enabled, state = excluded.state,
         settings = excluded.settings, changed = excluded.changed",
        args![
            account,
            rule.seq,
            &rule.id,
            &rule.name,
            &rule.namespace,
            &rule.metric,
            rule.group,
            rule.enabled,
            &rule.state,
            &settings,
            rule.made,
            rule.changed
        ],
    )?;
    Ok(())
}

/// Writes the state of a rule.
pub(crate) fn set_state(tx: &mut dyn Tx, account: &str, id: &str, state: &str) -> Result<()> {
    tx.execute(
        "UPDATE cms_rule SET state = $1 WHERE account = $2 AND id = $3",
        args![state, account, id],
    )?;
    Ok(())
}

/// Deletes a rule. Answers whether there was one.
pub(crate) fn delete(tx: &mut dyn Tx, account: &str, id: &str) -> Result<bool> {
    let gone =
        tx.execute("DELETE FROM cms_rule WHERE account = $1 AND id = $2", args![account, id])?;
    store::tally_sub(tx, account, RULE, gone)?;
    Ok(gone > 0)
}

/// Deletes the rules of an application group.
pub(crate) fn delete_of_group(tx: &mut dyn Tx, account: &str, group: i64) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM cms_rule WHERE account = $1 AND app_group = $2",
        args![account, group],
    )?;
    store::tally_sub(tx, account, RULE, gone)
}
