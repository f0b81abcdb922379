//! Handshakes: invitations of accounts to a directory.

use super::tags::Tag;
use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
    request::page::Page,
    resourcedirectory::handshakes::handshake_states::Handshakes,
    shared::{
        filters::{FilteredList, filtered},
        states::State,
    },
};

// `account` is the invited one, whatever `entity` calls it. `folder` is empty for Root, and may name one
// that is deleted meanwhile. `tags` is a JSON list of pairs.
pub(crate) const TABLE: &str = "CREATE TABLE resource_handshake (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY,
        directory TEXT NOT NULL REFERENCES resource_directory (id), seq BIGINT NOT NULL,
        master TEXT NOT NULL, account TEXT NOT NULL, entity TEXT NOT NULL, kind TEXT NOT NULL,
        note TEXT NOT NULL, folder TEXT NOT NULL, tags TEXT NOT NULL, state TEXT NOT NULL,
        made BIGINT NOT NULL, changed BIGINT NOT NULL, ends BIGINT NOT NULL
    )";
pub(crate) const BY_DIRECTORY: &str =
    "CREATE INDEX resource_handshake_of ON resource_handshake (directory, made, seq)";
pub(crate) const BY_ACCOUNT: &str =
    "CREATE INDEX resource_handshake_for ON resource_handshake (account, made, seq)";
pub(crate) const STATE_OF: &str =
    "CREATE INDEX resource_handshake_state_of ON resource_handshake (directory, state)";
pub(crate) const STATE_FOR: &str =
    "CREATE INDEX resource_handshake_state_for ON resource_handshake (account, state)";

/// An invitation of an account.
#[derive(Clone, Debug)]
pub(crate) struct Handshake {
    /// `h-` and 16 letters or digits.
    pub(crate) id: String,
    pub(crate) directory: String,
    /// Its ascending number.
    pub(crate) seq: i64,
    /// The management account, which invites.
    pub(crate) master: String,
    /// The account that is invited.
    pub(crate) account: String,
    /// What the invitation calls that account, and which of its names that is: `Account` or `Email`.
    pub(crate) entity: String,
    pub(crate) kind: String,
    pub(crate) note: String,
    /// The folder that it will be in; empty for Root.
    pub(crate) folder: String,
    /// The tags that it will have.
    pub(crate) tags: Vec<Tag>,
    pub(crate) state: State<Handshakes>,
    /// When it was sent, last changed, and expires, in milliseconds on the world's clock.
    pub(crate) made: i64,
    pub(crate) changed: i64,
    pub(crate) ends: i64,
}

macro_rules! select {
    ($($end:literal),+) => {
        concat!(
            "SELECT id, directory, seq, master, account, entity, kind, note, folder, tags, state, made,
             changed, ends FROM resource_handshake",
            $($end),+
        )
    };
}

const OF_DIRECTORY: FilteredList = filtered!(
    select,
    "resource_handshake",
    " WHERE directory = $1",
    " ORDER BY made DESC, seq DESC LIMIT $2 OFFSET $3"
);
const FOR_ACCOUNT: FilteredList = filtered!(
    select,
    "resource_handshake",
    " WHERE account = $1",
    " ORDER BY made DESC, seq DESC LIMIT $2 OFFSET $3"
);

fn read(row: &Row<'_>) -> Result<Handshake> {
    Ok(Handshake {
        id: row.text(0)?,
        directory: row.text(1)?,
        seq: row.int(2)?,
        master: row.text(3)?,
        account: row.text(4)?,
        entity: row.text(5)?,
        kind: row.text(6)?,
        note: row.text(7)?,
        folder: row.text(8)?,
        tags: serde_json::from_str(&row.text(9)?).map_err(|_| StoreError::Shape)?,
        state: State::read(&row.text(10)?)?,
        made: row.int(11)?,
        changed: row.int(12)?,
        ends: row.int(13)?,
    })
}

/// The number of a new handshake.
pub(crate) fn next_seq(tx: &mut dyn Tx) -> Result<i64> {
    store::tally_add(tx, "", "resource_handshake")
}

/// Writes a handshake: a new one, or the state of one that there is.
pub(crate) fn put(tx: &mut dyn Tx, h: &Handshake) -> Result<()> {
    let tags = serde_json::to_string(&h.tags).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO resource_handshake (id, directory, seq, master, account, entity, kind, note,
         folder, tags, state, made, changed, ends)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, changed = excluded.changed",
        args![
            &h.id,
            &h.directory,
            h.seq,
            &h.master,
            &h.account,
            &h.entity,
            &h.kind,
            &h.note,
            &h.folder,
            tags,
            h.state.as_str(),
            h.made,
            h.changed,
            h.ends,
        ],
    )?;
    Ok(())
}

/// The handshake of this id.
pub(crate) fn handshake(tx: &mut dyn Tx, id: &str) -> Result<Option<Handshake>> {
    tx.row(select!(" WHERE id = $1"), args![id], read)
}

/// A page of the handshakes of the directory, newest first, and how many there are.
pub(crate) fn of_directory(
    tx: &mut dyn Tx,
    directory: &str,
    page: Page,
) -> Result<(Vec<Handshake>, i64)> {
    OF_DIRECTORY.list(tx, args![directory], None, page, read)
}

/// A page of the handshakes that invite the account, newest first, and how many there are.
pub(crate) fn for_account(
    tx: &mut dyn Tx,
    account: &str,
    page: Page,
) -> Result<(Vec<Handshake>, i64)> {
    FOR_ACCOUNT.list(tx, args![account], None, page, read)
}

/// How many invitations of the directory were sent from the first of these times to the second.
pub(crate) fn sent_between(
    tx: &mut dyn Tx,
    directory: &str,
    (since, until): (i64, i64),
) -> Result<i64> {
    let count = tx.row(
        "SELECT COUNT(*) FROM resource_handshake WHERE directory = $1 AND made >= $2
         AND made <= $3",
        args![directory, since, until],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// The ids of the directory's invitations that wait for an answer.
pub(crate) fn pending_of(tx: &mut dyn Tx, directory: &str) -> Result<Vec<String>> {
    tx.rows(
        "SELECT id FROM resource_handshake WHERE directory = $1 AND state = 'Pending' ORDER BY id",
        args![directory],
        |row| row.text(0),
    )
}

/// Whether an invitation waits for the account's answer.
pub(crate) fn is_pending_for(tx: &mut dyn Tx, account: &str) -> Result<bool> {
    let found = tx.row(
        "SELECT id FROM resource_handshake WHERE account = $1 AND state = 'Pending' LIMIT 1",
        args![account],
        |row| row.text(0),
    )?;
    Ok(found.is_some())
}

/// Deletes all handshakes of the directory.
pub(crate) fn delete_of(tx: &mut dyn Tx, directory: &str) -> Result<()> {
    tx.execute("DELETE FROM resource_handshake WHERE directory = $1", args![directory])?;
    Ok(())
}
