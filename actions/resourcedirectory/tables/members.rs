//! Members: the row that an account has besides its own while it belongs to a directory.

use super::{
    folders::{Folder, end_of},
    member_blocks,
};
use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
    resourcedirectory::accounts::record_states,
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_member (
        account TEXT COLLATE \"C\" NOT NULL PRIMARY KEY REFERENCES account (id),
        directory TEXT NOT NULL REFERENCES resource_directory (id), seq BIGINT NOT NULL,
        folder TEXT NOT NULL REFERENCES resource_folder (id), place BIGINT NOT NULL,
        name TEXT NOT NULL, display TEXT NOT NULL, created BIGINT NOT NULL, cloud BIGINT NOT NULL,
        joined BIGINT NOT NULL, changed BIGINT NOT NULL, payer TEXT NOT NULL, phone TEXT NOT NULL
    )";
pub(crate) const BY_DIRECTORY: &str =
    "CREATE UNIQUE INDEX resource_member_of ON resource_member (directory, seq)";
pub(crate) const BY_ACCOUNT: &str =
    "CREATE INDEX resource_member_account ON resource_member (directory, account)";
pub(crate) const BY_FOLDER: &str =
    "CREATE UNIQUE INDEX resource_member_in ON resource_member (folder, place)";
pub(crate) const BY_DISPLAY: &str =
    "CREATE INDEX resource_member_display ON resource_member (directory, display)";
pub(crate) const BY_NAME: &str = "CREATE INDEX resource_member_name ON resource_member (name)";
pub(crate) const BY_PAYER: &str =
    "CREATE INDEX resource_member_payer ON resource_member (directory, payer)";

/// What the tally counts: under the id of the directory all members, under that of a folder those in it.
pub(super) const MEMBER: &str = "resource_member";

/// An account that belongs to a directory.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Its account: 16 digits.
    pub(crate) account: String,
    pub(crate) directory: String,
    /// The folder that it is in, and that folder's path with its last `/`.
    pub(crate) folder: String,
    pub(crate) path: String,
    /// The name that it logs on with.
    pub(crate) name: String,
    pub(crate) display: String,
    /// Whether the directory made it; else it was invited, or enabled the directory for another account.
    pub(crate) created: bool,
    /// Whether it is a cloud account, with a root of its own that logs on; else a resource account.
    pub(crate) cloud: bool,
    /// Milliseconds on the world's clock.
    pub(crate) joined: i64,
    pub(crate) changed: i64,
    /// The account that pays for it; empty if it does so itself.
    pub(crate) payer: String,
    /// Its secure mobile phone; empty for none.
    pub(crate) phone: String,
    /// The status that a promotion, or a creation that a mail confirms, has led to; empty where there was
    /// none. It stands in the record of that.
    pub(crate) stage: &'static str,
}

impl Member {
    /// A cloud account that becomes a member at `now`, in this folder. Its display name is the one that it logs
    /// on with.
    pub(crate) fn new(account: String, name: String, folder: Folder, now: i64) -> Self {
        Self {
            account,
            directory: folder.directory,
            folder: folder.id,
            path: folder.path,
            display: name.clone(),
            name,
            created: false,
            cloud: true,
            joined: now,
            changed: now,
            payer: String::new(),
            phone: String::new(),
            stage: "",
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        if self.cloud { "CloudAccount" } else { "ResourceAccount" }
    }

    pub(crate) fn status(&self) -> &'static str {
        // A member that was switched back to a resource account is no longer promoted.
        let past = !self.cloud && self.stage.ends_with("Success");
        match (self.created, self.cloud) {
            (true, _) if !self.stage.is_empty() && !past => self.stage,
            (true, true) => "PromoteSuccess",
            (true, false) => "CreateSuccess",
            (false, _) => "InviteSuccess",
        }
    }

    /// Its `ResourceDirectoryPath`.
    pub(crate) fn directory_path(&self) -> String {
        format!("{}{}", self.path, self.account)
    }

    pub(crate) fn join_method(&self) -> &'static str {
        if self.created { "created" } else { "invited" }
    }
}

macro_rules! select {
    ($($end:literal),+) => {
        concat!(
            "SELECT m.account, m.directory, m.folder, f.path, m.name, m.display, m.created, m.cloud, m.joined,
             m.changed, m.payer, m.phone, r.kind, r.state FROM resource_member m
             JOIN resource_folder f ON f.id = m.folder
             LEFT JOIN resource_record r ON r.account = m.account",
            $($end),+
        )
    };
}

pub(super) fn read(row: &Row<'_>) -> Result<Member> {
    let stage = match (row.opt_text(12)?, row.opt_text(13)?) {
        (Some(kind), Some(state)) => {
            record_states::status(&kind, &state).ok_or(StoreError::Shape)?
        }
        _ => "",
    };
    Ok(Member {
        stage,
        account: row.text(0)?,
        directory: row.text(1)?,
        folder: row.text(2)?,
        path: row.text(3)?,
        name: row.text(4)?,
        display: row.text(5)?,
        created: row.flag(6)?,
        cloud: row.flag(7)?,
        joined: row.int(8)?,
        changed: row.int(9)?,
        payer: row.text(10)?,
        phone: row.text(11)?,
    })
}

/// The member of this account in the directory.
pub(crate) fn member(tx: &mut dyn Tx, directory: &str, account: &str) -> Result<Option<Member>> {
    tx.row(select!(" WHERE m.account = $1 AND m.directory = $2"), args![account, directory], read)
}

/// Adds a member, whose account exists and belongs to no directory.
pub(crate) fn add(tx: &mut dyn Tx, m: &Member) -> Result<()> {
    let seq = store::tally_add(tx, &m.directory, MEMBER)?;
    let place = store::tally_add(tx, &m.folder, MEMBER)?;
    member_blocks::add(tx, &m.directory, seq)?;
    member_blocks::add(tx, &m.folder, place)?;
    tx.execute(
        "INSERT INTO resource_member (account, directory, seq, folder, place, name, display, created,
         cloud, joined, changed, payer, phone)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            &m.account,
            &m.directory,
            seq,
            &m.folder,
            place,
            &m.name,
            &m.display,
            m.created,
            m.cloud,
            m.joined,
            m.changed,
            &m.payer,
            &m.phone,
        ],
    )?;
    Ok(())
}

/// Writes what may change of a member that stays where it is.
pub(crate) fn put(tx: &mut dyn Tx, m: &Member) -> Result<()> {
    tx.execute(
        "UPDATE resource_member SET name = $1, display = $2, cloud = $3, changed = $4, payer = $5,
         phone = $6 WHERE account = $7",
        args![&m.name, &m.display, m.cloud, m.changed, &m.payer, &m.phone, &m.account],
    )?;
    Ok(())
}

/// The numbers of a member in its directory and in its folder.
fn numbers(tx: &mut dyn Tx, m: &Member) -> Result<(i64, i64)> {
    let found = tx.row(
        "SELECT seq, place FROM resource_member WHERE account = $1",
        args![&m.account],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )?;
    found.ok_or(StoreError::Shape)
}

/// Moves a member to another folder: `before` is its row as it was, `after` as it shall be.
pub(crate) fn relocate(tx: &mut dyn Tx, before: &Member, after: &Member) -> Result<()> {
    let (_, left) = numbers(tx, before)?;
    store::tally_sub(tx, &before.folder, MEMBER, 1)?;
    member_blocks::subtract(tx, &before.folder, left)?;
    let place = store::tally_add(tx, &after.folder, MEMBER)?;
    member_blocks::add(tx, &after.folder, place)?;
    tx.execute(
        "UPDATE resource_member SET folder = $1, place = $2, changed = $3 WHERE account = $4",
        args![&after.folder, place, after.changed, &after.account],
    )?;
    Ok(())
}

/// Removes a member, and lets those that it paid for pay for themselves. Its account stays.
pub(crate) fn remove(tx: &mut dyn Tx, m: &Member) -> Result<()> {
    let (seq, place) = numbers(tx, m)?;
    member_blocks::subtract(tx, &m.directory, seq)?;
    member_blocks::subtract(tx, &m.folder, place)?;
    tx.execute("DELETE FROM resource_member WHERE account = $1", args![&m.account])?;
    tx.execute(
        "UPDATE resource_member SET payer = '' WHERE directory = $1 AND payer = $2",
        args![&m.directory, &m.account],
    )?;
    store::tally_sub(tx, &m.folder, MEMBER, 1)?;
    store::tally_sub(tx, &m.directory, MEMBER, 1)
}

/// Forgets the counts of a directory or folder that no member is in and that is removed.
pub(crate) fn forget(tx: &mut dyn Tx, within: &str) -> Result<()> {
    store::tally_delete(tx, within, MEMBER)
}

/// Whether a member pays for another of the directory.
pub(crate) fn pays(tx: &mut dyn Tx, directory: &str, account: &str) -> Result<bool> {
    let found = tx.row(
        "SELECT account FROM resource_member WHERE directory = $1 AND payer = $2 AND account <> $2
         LIMIT 1",
        args![directory, account],
        |row| row.text(0),
    )?;
    Ok(found.is_some())
}

/// The account of the member called `display` in the directory.
pub(crate) fn displayed(tx: &mut dyn Tx, directory: &str, display: &str) -> Result<Option<String>> {
    tx.row(
        "SELECT account FROM resource_member WHERE directory = $1 AND display = $2",
        args![directory, display],
        |row| row.text(0),
    )
}

/// Whether a member logs on with this name.
pub(crate) fn is_named(tx: &mut dyn Tx, name: &str) -> Result<bool> {
    let found =
        tx.row("SELECT account FROM resource_member WHERE name = $1", args![name], |row| {
            row.text(0)
        })?;
    Ok(found.is_some())
}

/// How many members are in the directory, or in the folder, of this id.
pub(crate) fn count(tx: &mut dyn Tx, within: &str) -> Result<i64> {
    store::tally(tx, within, MEMBER)
}

/// Whether a member is in the folders whose paths begin with `path`.
pub(crate) fn any_below(tx: &mut dyn Tx, directory: &str, path: &str) -> Result<bool> {
    let found = tx.row(
        "SELECT m.account FROM resource_folder f JOIN resource_member m ON m.folder = f.id
         WHERE f.directory = $1 AND f.path >= $2 AND f.path < $3 LIMIT 1",
        args![directory, path, end_of(path)],
        |row| row.text(0),
    )?;
    Ok(found.is_some())
}

/// The members of the directory in the order of their accounts: at most `most` of those after the
/// account `after`, which is empty for the first ones.
pub(crate) fn after(
    tx: &mut dyn Tx,
    directory: &str,
    after: &str,
    most: i64,
) -> Result<Vec<Member>> {
    tx.rows(
        select!(" WHERE m.directory = $1 AND m.account > $2 ORDER BY m.account LIMIT $3"),
        args![directory, after, most],
        read,
    )
}
