//! Alert rules: stored as they were sent. They are not evaluated; events come through the control API.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_alert_rule (
        account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, running BIGINT NOT NULL,
        definition TEXT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, id)
    )";

/// What the tally counts: the alert rules of an account.
const RULE: &str = "arms_alert_rule";

/// An alert rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::arms) struct AlertRule {
    /// Its id; 0 for one that is not stored yet.
    pub(in crate::arms) id: i64,
    pub(in crate::arms) name: String,
    /// Whether it is in force.
    pub(in crate::arms) running: bool,
    pub(in crate::arms) definition: Definition,
    /// Milliseconds on the world's clock.
    pub(in crate::arms) made: i64,
    pub(in crate::arms) changed: i64,
}

/// All of a rule that is stored as one text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::arms) struct Definition {
    /// `APPLICATION_MONITORING_ALERT_RULE` and the like.
    pub(in crate::arms) kind: String,
    pub(in crate::arms) region: String,
    /// The ids of the applications.
    pub(in crate::arms) applications: Vec<String>,
    /// The ids of contact groups.
    pub(in crate::arms) groups: Vec<i64>,
    /// Keys and values.
    pub(in crate::arms) tags: Vec<(String, String)>,
    /// What else was sent, by the names of the parameters.
    pub(in crate::arms) rest: Map<String, Value>,
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
pub(in crate::arms) fn rule(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<AlertRule>> {
    tx.row(
        "SELECT id, name, running, definition, made, changed FROM arms_alert_rule
         WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// All alert rules of the account, newest first.
pub(in crate::arms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<AlertRule>> {
    tx.rows(
        "SELECT id, name, running, definition, made, changed FROM arms_alert_rule
         WHERE account = $1 ORDER BY id DESC",
        args![account],
        read,
    )
}

/// Writes an alert rule: one whose id is 0 is new, and is given its id.
pub(in crate::arms) fn put(tx: &mut dyn Tx, account: &str, rule: &mut AlertRule) -> Result<()> {
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
pub(in crate::arms) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM arms_alert_rule WHERE account = $1 AND id = $2",
        args![account, id],
    )?;
    store::tally_sub(tx, account, RULE, gone)?;
    Ok(gone > 0)
}
