//! On-call schedules, which no public action creates.

use crate::{
    args,
    arms::oncall::rota::Rota,
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_schedule (
        account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
        rota TEXT NOT NULL, PRIMARY KEY (account, id)
    )";

/// What the tally counts: the on-call schedules of an account.
const SCHEDULE: &str = "arms_schedule";

/// An on-call schedule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::arms) struct Schedule {
    /// Its id; 0 for one that is not stored yet.
    pub(in crate::arms) id: i64,
    pub(in crate::arms) name: String,
    pub(in crate::arms) description: String,
    pub(in crate::arms) rota: Rota,
}

fn read(row: &Row<'_>) -> Result<Schedule> {
    Ok(Schedule {
        id: row.int(0)?,
        name: row.text(1)?,
        description: row.text(2)?,
        rota: serde_json::from_str(&row.text(3)?).map_err(|_| StoreError::Shape)?,
    })
}

/// The schedule of this id.
pub(in crate::arms) fn schedule(
    tx: &mut dyn Tx,
    account: &str,
    id: i64,
) -> Result<Option<Schedule>> {
    tx.row(
        "SELECT id, name, description, rota FROM arms_schedule WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// All schedules of the account, newest first.
pub(in crate::arms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Schedule>> {
    tx.rows(
        "SELECT id, name, description, rota FROM arms_schedule WHERE account = $1 ORDER BY id DESC",
        args![account],
        read,
    )
}

/// Writes a schedule: one whose id is 0 is new, and is given its id.
pub(in crate::arms) fn put(tx: &mut dyn Tx, account: &str, schedule: &mut Schedule) -> Result<()> {
    if schedule.id == 0 {
        schedule.id = store::tally_add(tx, account, SCHEDULE)?;
    }
    let rota = serde_json::to_string(&schedule.rota).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO arms_schedule (account, id, name, description, rota)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name,
         description = excluded.description, rota = excluded.rota",
        args![account, schedule.id, &schedule.name, &schedule.description, &rota],
    )?;
    Ok(())
}

/// Deletes a schedule. Answers whether there was one.
pub(in crate::arms) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<bool> {
    let gone =
        tx.execute("DELETE FROM arms_schedule WHERE account = $1 AND id = $2", args![account, id])?;
    store::tally_sub(tx, account, SCHEDULE, gone)?;
    Ok(gone > 0)
}
