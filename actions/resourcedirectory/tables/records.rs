//! Account records: members that are made, or become cloud accounts, when somebody opens the link of a mail.
//! One row for each account: a new record takes the place of the one before it.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
    resourcedirectory::accounts::record_states::{Kind, Records},
    shared::states::State,
};

// display, folder and payer are those of an account that is to be made, and else empty.
pub(crate) const TABLE: &str = "CREATE TABLE resource_record (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, account TEXT COLLATE \"C\" NOT NULL UNIQUE,
        directory TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, email TEXT NOT NULL,
        display TEXT NOT NULL, folder TEXT NOT NULL, payer TEXT NOT NULL, sent BIGINT NOT NULL
    )";

/// An account record.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// Its `RecordId`, as UUIDs are written.
    pub(crate) id: String,
    /// The account that is promoted, or the id of the one to be made.
    pub(crate) account: String,
    pub(crate) directory: String,
    pub(crate) kind: Kind,
    pub(crate) state: State<Records>,
    pub(crate) email: String,
    pub(crate) display: String,
    pub(crate) folder: String,
    pub(crate) payer: String,
    /// When the last mail was sent: milliseconds on the world's clock.
    pub(crate) sent: i64,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, account, directory, kind, state, email, display, folder, payer, sent
             FROM resource_record WHERE ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<Record> {
    Ok(Record {
        id: row.text(0)?,
        account: row.text(1)?,
        directory: row.text(2)?,
        kind: Kind::read(&row.text(3)?)?,
        state: State::read(&row.text(4)?)?,
        email: row.text(5)?,
        display: row.text(6)?,
        folder: row.text(7)?,
        payer: row.text(8)?,
        sent: row.int(9)?,
    })
}

/// The record of this id in the directory.
pub(crate) fn record(tx: &mut dyn Tx, directory: &str, id: &str) -> Result<Option<Record>> {
    tx.row(select!("id = $1 AND directory = $2"), args![id, directory], read)
}

/// The record of this id, in whatever directory.
pub(crate) fn find(tx: &mut dyn Tx, id: &str) -> Result<Option<Record>> {
    tx.row(select!("id = $1"), args![id], read)
}

/// Writes a record: a new one, or what has become of one.
pub(crate) fn put(tx: &mut dyn Tx, r: &Record) -> Result<()> {
    tx.execute(
        "INSERT INTO resource_record (id, account, directory, kind, state, email, display, folder,
         payer, sent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (account) DO UPDATE SET id = excluded.id, directory = excluded.directory,
         kind = excluded.kind, state = excluded.state, email = excluded.email,
         display = excluded.display, folder = excluded.folder, payer = excluded.payer,
         sent = excluded.sent",
        args![
            &r.id,
            &r.account,
            &r.directory,
            r.kind.as_str(),
            r.state.as_str(),
            &r.email,
            &r.display,
            &r.folder,
            &r.payer,
            r.sent
        ],
    )?;
    Ok(())
}

/// Deletes the record of an account that leaves its directory.
pub(crate) fn delete(tx: &mut dyn Tx, account: &str) -> Result<()> {
    tx.execute("DELETE FROM resource_record WHERE account = $1", args![account])?;
    Ok(())
}
