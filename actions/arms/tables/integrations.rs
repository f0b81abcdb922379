//! Integrations: the sources of events, each with an address of its own.

use crate::{
    args,
    ports::store::{self, Result, Row, Secret, Tx},
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_integration (
        account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        token TEXT NOT NULL, recover_seconds BIGINT NOT NULL, site TEXT NOT NULL,
        made BIGINT NOT NULL, PRIMARY KEY (account, id)
    )";
pub(in crate::arms) const BY_TOKEN: &str =
    "CREATE UNIQUE INDEX arms_integration_token ON arms_integration (token)";

/// What the tally counts: the integrations of an account.
const INTEGRATION: &str = "arms_integration";

/// A source of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::arms) struct Integration {
    /// Its id; 0 for one that is not stored yet.
    pub(in crate::arms) id: i64,
    pub(in crate::arms) name: String,
    /// Its type: `CUSTOM`.
    pub(in crate::arms) kind: String,
    /// The last segment of its address, which nobody can guess.
    pub(in crate::arms) token: String,
    /// Seconds after which an event ends that is not reported again; 0 for never.
    pub(in crate::arms) recover_seconds: i64,
    /// The region of the account that its events are of.
    pub(in crate::arms) site: String,
    /// Milliseconds on the world's clock.
    pub(in crate::arms) made: i64,
}

fn read(row: &Row<'_>) -> Result<Integration> {
    Ok(Integration {
        id: row.int(0)?,
        name: row.text(1)?,
        kind: row.text(2)?,
        token: row.text(3)?,
        recover_seconds: row.int(4)?,
        site: row.text(5)?,
        made: row.int(6)?,
    })
}

/// The integration with this token, and the account that has it.
pub(in crate::arms) fn by_token(
    tx: &mut dyn Tx,
    token: &str,
) -> Result<Option<(String, Integration)>> {
    tx.row(
        "SELECT id, name, kind, token, recover_seconds, site, made, account FROM arms_integration
         WHERE token = $1",
        args![Secret(token)],
        |row| Ok((row.text(7)?, read(row)?)),
    )
}

/// All integrations of the account, newest first.
pub(in crate::arms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Integration>> {
    tx.rows(
        "SELECT id, name, kind, token, recover_seconds, site, made FROM arms_integration
         WHERE account = $1 ORDER BY id DESC",
        args![account],
        read,
    )
}

/// Adds an integration, and gives it its id.
pub(in crate::arms) fn add(tx: &mut dyn Tx, account: &str, it: &mut Integration) -> Result<()> {
    it.id = store::tally_add(tx, account, INTEGRATION)?;
    tx.execute(
        "INSERT INTO arms_integration (account, id, name, kind, token, recover_seconds, site, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            account,
            it.id,
            &it.name,
            &it.kind,
            Secret(&it.token),
            it.recover_seconds,
            &it.site,
            it.made
        ],
    )?;
    Ok(())
}

/// Deletes an integration. Answers whether there was one.
pub(in crate::arms) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM arms_integration WHERE account = $1 AND id = $2",
        args![account, id],
    )?;
    store::tally_sub(tx, account, INTEGRATION, gone)?;
    Ok(gone > 0)
}
