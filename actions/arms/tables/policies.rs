//! Notification policies: one row for both generations of the API, with one id.

use crate::{
    args,
    arms::{
        policies::{notified::Notified, policy::Policy},
        tables::escalations,
    },
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_policy (
        account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, enabled BIGINT NOT NULL,
        rules TEXT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, id)
    )";

/// What the tally counts: the policies of an account.
const POLICY: &str = "arms_policy";

fn read(row: &Row<'_>) -> Result<Policy> {
    Ok(Policy {
        id: row.int(0)?,
        name: row.text(1)?,
        enabled: row.flag(2)?,
        rules: serde_json::from_str(&row.text(3)?).map_err(|_| StoreError::Shape)?,
        made: row.int(4)?,
        changed: row.int(5)?,
    })
}

/// The policy of this id.
pub(in crate::arms) fn policy(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<Policy>> {
    tx.row(
        "SELECT id, name, enabled, rules, made, changed FROM arms_policy
         WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// All policies of the account, newest first.
pub(in crate::arms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Policy>> {
    tx.rows(
        "SELECT id, name, enabled, rules, made, changed FROM arms_policy
         WHERE account = $1 ORDER BY id DESC",
        args![account],
        read,
    )
}

/// Writes a policy: one whose id is 0 is new, and is given its id.
pub(in crate::arms) fn put(tx: &mut dyn Tx, account: &str, policy: &mut Policy) -> Result<()> {
    if policy.id == 0 {
        policy.id = store::tally_add(tx, account, POLICY)?;
    }
    let rules = serde_json::to_string(&policy.rules).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO arms_policy (account, id, name, enabled, rules, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name,
         enabled = excluded.enabled, rules = excluded.rules, changed = excluded.changed",
        args![
            account,
            policy.id,
            &policy.name,
            policy.enabled,
            &rules,
            policy.made,
            policy.changed
        ],
    )?;
    Ok(())
}

/// Gives a policy, which nothing else has been told of yet, another id that is free.
pub(in crate::arms) fn renumber(tx: &mut dyn Tx, account: &str, id: i64, new: i64) -> Result<()> {
    let update = "UPDATE arms_policy SET id = $1 WHERE account = $2 AND id = $3";
    store::renumber(tx, account, POLICY, update, (id, new))
}

/// Takes what is deleted out of the notify objects of all policies and of all levels of escalation
/// policies.
pub(super) fn stop_notifying(tx: &mut dyn Tx, account: &str, gone: Notified) -> Result<()> {
    for mut policy in all(tx, account)? {
        let objects = &mut policy.rules.notify.objects;
        let before = objects.len();
        objects.retain(|it| !gone.is(it));
        if objects.len() < before {
            put(tx, account, &mut policy)?;
        }
    }
    for mut escalation in escalations::all(tx, account)? {
        let before = escalation.clone();
        for level in &mut escalation.steps.levels {
            level.objects.retain(|it| !gone.is(it));
        }
        if escalation != before {
            escalations::put(tx, account, &mut escalation)?;
        }
    }
    Ok(())
}

/// Deletes a policy. Answers whether there was one.
pub(in crate::arms) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<bool> {
    let gone =
        tx.execute("DELETE FROM arms_policy WHERE account = $1 AND id = $2", args![account, id])?;
    store::tally_sub(tx, account, POLICY, gone)?;
    Ok(gone > 0)
}
