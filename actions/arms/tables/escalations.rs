//! Escalation policies, which no public action creates.

use serde::{Deserialize, Serialize};

use crate::{
    args,
    arms::policies::policy::NotifyObject,
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_escalation (
        account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, steps TEXT NOT NULL,
        PRIMARY KEY (account, id)
    )";

/// What the tally counts: the escalation policies of an account.
const ESCALATION: &str = "arms_escalation";

/// An escalation policy: who else is told when nobody resolves an alert.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::arms) struct Escalation {
    /// Its id; 0 for one that is not stored yet.
    pub(in crate::arms) id: i64,
    pub(in crate::arms) name: String,
    pub(in crate::arms) steps: EscalationSteps,
}

/// The levels of an escalation policy, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::arms) struct EscalationSteps {
    pub(in crate::arms) levels: Vec<EscalationLevel>,
    /// How often all levels are gone through: 1 to 9.
    pub(in crate::arms) repeats: i64,
}

/// A level of an escalation policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::arms) struct EscalationLevel {
    /// Minutes that the alert has to be unresolved since the level before: 1 to 90.
    pub(in crate::arms) minutes: i64,
    pub(in crate::arms) objects: Vec<NotifyObject>,
    /// Some of `dingTalk`, `email`, `sms`, `tts` and `webhook`.
    pub(in crate::arms) channels: Vec<String>,
}

fn read(row: &Row<'_>) -> Result<Escalation> {
    Ok(Escalation {
        id: row.int(0)?,
        name: row.text(1)?,
        steps: serde_json::from_str(&row.text(2)?).map_err(|_| StoreError::Shape)?,
    })
}

/// The escalation policy of this id.
pub(in crate::arms) fn escalation(
    tx: &mut dyn Tx,
    account: &str,
    id: i64,
) -> Result<Option<Escalation>> {
    tx.row(
        "SELECT id, name, steps FROM arms_escalation WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// All escalation policies of the account, newest first.
pub(in crate::arms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Escalation>> {
    tx.rows(
        "SELECT id, name, steps FROM arms_escalation WHERE account = $1 ORDER BY id DESC",
        args![account],
        read,
    )
}

/// Writes an escalation policy: one whose id is 0 is new, and is given its id.
pub(in crate::arms) fn put(
    tx: &mut dyn Tx,
    account: &str,
    escalation: &mut Escalation,
) -> Result<()> {
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
pub(in crate::arms) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM arms_escalation WHERE account = $1 AND id = $2",
        args![account, id],
    )?;
    store::tally_sub(tx, account, ESCALATION, gone)?;
    Ok(gone > 0)
}
