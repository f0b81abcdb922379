//! Alert rules: stored as they were sent. They are not evaluated; events come through the control API.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE arms_alert_rule (
        account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, running BIGINT NOT NULL,
        definition TEXT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, id)
    )";

/// What the tally counts: the alert rules of an account.
const RULE: &str = "arms_alert_rule";

/// An alert rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AlertRule {
    /// Its id; 0 for one that is not stored yet.
    pub(crate) id: i64,
    pub(crate) name: String,
    /// Whether it is in force.
    pub(crate) running: bool,
    pub(crate) definition: Definition,
    /// Milliseconds on the world's clock.
    pub(crate) made: i64,
    pub(crate) changed: i64,
}

/// All of a rule that is stored as one text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Definition {
    /// `APPLICATION_MONITORING_ALERT_RULE` and the like.
    pub(crate) kind: String,
    pub(crate) region: String,
    /// The ids of the applications.
    pub(crate) applications: Vec<String>,
    /// The ids of contact groups.
    pub(crate) groups: Vec<i64>,
    /// Keys and values.
    pub(crate) tags: Vec<(String, String)>,
    /// What else was sent, by the names of the parameters.
    pub(crate) rest: Map<String, Value>,
}

fn read(row: &Row<'_>) -> Result<AlertRule> {
    Ok(AlertRule {
        id: row.int(0)?,
        name: row.text(1)?,
        running: row.flag(2)?,
        definition: serde_json::from_str(&row.text(3)?).map_err(|_| StoreError::Shape)?,
        made: row.int(4)?,
        changed: row.int(5)?,
    })
}

/// The alert rule of this id.
pub(crate) fn rule(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<AlertRule>> {
    tx.row(
        "SELECT id, name, running, definition, made, changed FROM arms_alert_rule
         WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// All alert rules of the account, newest first.
pub(crate) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<AlertRule>> {
    tx.rows(
        "SELECT id, name, running, definition, made, changed FROM arms_alert_rule
         WHERE account = $1 ORDER BY id DESC",
        args![account],
        read,
    )
}

/// Writes an alert rule: one whose id is 0 is new, and is given its id.
pub(crate) fn put(tx: &mut dyn Tx, account: &str, rule: &mut AlertRule) -> Result<()> {
    if rule.id == 0 {
        rule.id = store::tally_add(tx, account, RULE)?;
    }
    let definition = serde_json::to_string(&rule.definition).map_err(|_| StoreError::Shape)?;
    let AlertRule { id, name, running, made, changed, .. } = rule;
    tx.execute(
        "INSERT INTO arms_alert_rule (account, id, name, running, definition, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, running = excluded.running,
         definition = excluded.definition, changed = excluded.changed",
        args![account, *id, &*name, *running, definition, *made, *changed],
    )?;
    Ok(())
}

/// Deletes an alert rule. Answers whether there was one.
pub(crate) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM arms_alert_rule WHERE account = $1 AND id = $2",
        args![account, id],
    )?;
    store::tally_sub(tx, account, RULE, gone)?;
    Ok(gone > 0)
}
