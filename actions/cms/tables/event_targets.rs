//! The targets of event rules.

use crate::{
    args,
    cms::events::target::Target,
    ports::store::{Result, Secret, StoreError, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE cms_event_target (
        account TEXT NOT NULL, rule TEXT NOT NULL, kind TEXT COLLATE \"C\" NOT NULL,
        id TEXT COLLATE \"C\" NOT NULL, settings TEXT NOT NULL,
        PRIMARY KEY (account, rule, kind, id),
        FOREIGN KEY (account, rule) REFERENCES cms_event_rule ON DELETE CASCADE
    )";

/// The targets of a rule, by id.
pub(in crate::cms) fn of_rule(tx: &mut dyn Tx, account: &str, rule: &str) -> Result<Vec<Target>> {
    tx.rows(
        "SELECT settings FROM cms_event_target WHERE account = $1 AND rule = $2 ORDER BY kind, id",
        args![account, rule],
        |row| serde_json::from_str(&row.text(0)?).map_err(|_| StoreError::Shape),
    )
}

/// Adds a target to a rule, or replaces the one of its kind with its id.
pub(in crate::cms) fn put(
    tx: &mut dyn Tx,
    account: &str,
    rule: &str,
    target: &Target,
) -> Result<()> {
    let settings = serde_json::to_string(target).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO cms_event_target (account, rule, kind, id, settings)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account, rule, kind, id) DO UPDATE SET settings = excluded.settings",
        args![account, rule, target.kind(), target.id(), Secret(&settings)],
    )?;
    Ok(())
}

/// Deletes the targets of a rule with an id. Answers whether there were any.
pub(in crate::cms) fn delete(tx: &mut dyn Tx, account: &str, rule: &str, id: &str) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cms_event_target WHERE account = $1 AND rule = $2 AND id = $3",
        args![account, rule, id],
    )?;
    Ok(gone > 0)
}
