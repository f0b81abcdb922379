//! The system events of an account.

use crate::{
    args,
    cms::events::event::Event,
    ports::store::{self, Result, StoreError, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE cms_system_event (
        account TEXT NOT NULL, seq BIGINT NOT NULL, event TEXT NOT NULL,
        PRIMARY KEY (account, seq)
    )";

/// What numbers the events. They are never taken off.
const EVENT: &str = "cms_system_event";

/// How many events an account keeps; the oldest are deleted first.
const MAX_EVENTS: i64 = 1000;

/// Keeps an event.
pub(in crate::cms) fn add(tx: &mut dyn Tx, account: &str, event: &Event) -> Result<()> {
    let seq = store::tally_add(tx, account, EVENT)?;
    let text = serde_json::to_string(event).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO cms_system_event (account, seq, event) VALUES ($1, $2, $3)",
        args![account, seq, &text],
    )?;
    tx.execute(
        "DELETE FROM cms_system_event WHERE account = $1 AND seq <= $2",
        args![account, seq - MAX_EVENTS],
    )?;
    Ok(())
}

/// All events that are kept, newest first.
pub(in crate::cms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Event>> {
    tx.rows(
        "SELECT event FROM cms_system_event WHERE account = $1 ORDER BY seq DESC",
        args![account],
        |row| serde_json::from_str(&row.text(0)?).map_err(|_| StoreError::Shape),
    )
}
