//! Deletions of members: one row for each account that was ever checked for it, which stays when the member
//! is gone.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
    resourcedirectory::accounts::deletion_states::Deletions,
    shared::states::State,
};

// kind is 0 or 1, as DeletionType has them (1: after the silence period); found and abandoned are ids of checks, with commas between them.
pub(crate) const TABLE: &str = "CREATE TABLE resource_deletion (
        account TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, directory TEXT NOT NULL, state TEXT NOT NULL,
        kind BIGINT NOT NULL, found TEXT NOT NULL, abandoned TEXT NOT NULL, began BIGINT NOT NULL,
        ended BIGINT
    )";

/// The deletion of an account, or the check before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deletion {
    pub(crate) account: String,
    /// The directory that it is a member of, or was.
    pub(crate) directory: String,
    pub(crate) state: State<Deletions>,
    /// Whether it waits for the end of the silence period.
    pub(crate) silent: bool,
    /// The ids of the checks that the last check found not to be met.
    pub(crate) found: Vec<String>,
    /// The ids of those that the caller abandoned.
    pub(crate) abandoned: Vec<String>,
    /// When `DeleteAccount` was called, and when it ended: milliseconds on the world's clock.
    pub(crate) began: i64,
    pub(crate) ended: Option<i64>,
}

fn split(ids: &str) -> Vec<String> {
    ids.split_terminator(',').map(str::to_owned).collect()
}

fn read(row: &Row<'_>) -> Result<Deletion> {
    Ok(Deletion {
        account: row.text(0)?,
        directory: row.text(1)?,
        state: State::read(&row.text(2)?)?,
        silent: row.flag(3)?,
        found: split(&row.text(4)?),
        abandoned: split(&row.text(5)?),
        began: row.int(6)?,
        ended: row.opt_int(7)?,
    })
}

/// The deletion of this account.
pub(crate) fn deletion(tx: &mut dyn Tx, account: &str) -> Result<Option<Deletion>> {
    tx.row(
        "SELECT account, directory, state, kind, found, abandoned, began, ended
         FROM resource_deletion WHERE account = $1",
        args![account],
        read,
    )
}

/// Deletes what is known of the deletion of an account that leaves its directory.
pub(crate) fn delete(tx: &mut dyn Tx, account: &str) -> Result<()> {
    tx.execute("DELETE FROM resource_deletion WHERE account = $1", args![account])?;
    Ok(())
}

/// Writes a deletion: a new one, or what has changed of one.
pub(crate) fn put(tx: &mut dyn Tx, d: &Deletion) -> Result<()> {
    tx.execute(
        "INSERT INTO resource_deletion (account, directory, state, kind, found, abandoned, began, ended)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (account) DO UPDATE SET
         directory = excluded.directory, state = excluded.state, kind = excluded.kind,
         found = excluded.found, abandoned = excluded.abandoned, began = excluded.began,
         ended = excluded.ended",
        args![
            &d.account,
            &d.directory,
            d.state.as_str(),
            d.silent,
            d.found.join(","),
            d.abandoned.join(","),
            d.began,
            d.ended
        ],
    )?;
    Ok(())
}
