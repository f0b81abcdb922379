//! Escalation policies, which no public action creates.

use serde::{Deserialize, Serialize};

use crate::{
    args,
    arms::policies::policy::NotifyObject,
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE arms_escalation (
        account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, steps TEXT NOT NULL,
        PRIMARY KEY (account, id)
    )";

/// What the tally counts: the escalation policies of an account.
const ESCALATION: &str = "arms_escalation";

/// An escalation policy: who else is told when nobody resolves an alert.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Escalation {
    /// Its id; 0 for one that is not stored yet.
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) steps: EscalationSteps,
}

/// The levels of an escalation policy, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct EscalationSteps {
    pub(crate) levels: Vec<EscalationLevel>,
    /// How often all levels are gone through: 1 to 9.
    pub(crate) repeats: i64,
}

/// A level of an escalation policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EscalationLevel {
    /// Minutes that the alert has to be unresolved since the level before: 1 to 90.
    pub(crate) minutes: i64,
    pub(crate) objects: Vec<NotifyObject>,
    /// Some of `dingTalk`, `email`, `sms`, `tts` and `webhook`.
    pub(crate) channels: Vec<String>,
}

fn read(row: &Row<'_>) -> Result<Escalation> {
    Ok(Escalation {
        id: row.int(0)?,
        name: row.text(1)?,
        steps: serde_json::from_str(&row.text(2)?).map_err(|_| StoreError::Shape)?,
    })
}

/// The escalation policy of this id.
pub(crate) fn escalation(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<Escalation>> {
    tx.row(
        "SELECT id, name, steps FROM arms_escalation WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// All escalation policies of the account, newest first.
pub(crate) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Escalation>> {
    tx.rows(
        "SELECT id, name, steps FROM arms_escalation WHERE account = $1 ORDER BY id DESC",
        args![account],
        read,
    )
}

/// Writes an escalation policy: one whose id is 0 is new, and is given its id.
pub(crate) fn put(tx: &mut dyn Tx, account: &str, escalation: &mut Escalation) -> Result<()> {
    if escalation.id == 0 {
        escalation.id = store::tally_add(tx, account, ESCALATION)?;
    }
    let steps = serde_json::to_string(&escalation.steps).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO arms_escalation (account, id, name, steps) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, steps = excluded.steps",
        args![account, escalation.id, &escalation.name, &steps],
    )?;
    Ok(())
}

/// Deletes an escalation policy. Answers whether there was one.
pub(crate) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM arms_escalation WHERE account = $1 AND id = $2",
        args![account, id],
    )?;
    store::tally_sub(tx, account, ESCALATION, gone)?;
    Ok(gone > 0)
}
