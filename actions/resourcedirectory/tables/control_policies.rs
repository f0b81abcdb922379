//! Control policies, and what they are attached to.
//!
//! The system policy is the same in every directory and has no row; what it is attached to has.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_control_policy (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY,
        directory TEXT NOT NULL REFERENCES resource_directory (id), seq BIGINT NOT NULL,
        name TEXT NOT NULL, about TEXT NOT NULL, scope TEXT NOT NULL, document TEXT NOT NULL,
        made BIGINT NOT NULL, changed BIGINT NOT NULL
    )";
pub(crate) const BY_DIRECTORY: &str =
    "CREATE UNIQUE INDEX resource_control_policy_of ON resource_control_policy (directory, seq)";
pub(crate) const BY_NAME: &str =
    "CREATE UNIQUE INDEX resource_control_policy_name ON resource_control_policy (directory, name)";
/// `target` is the id of a folder, Root among them, or of a member's account.
pub(crate) const ATTACHMENT_TABLE: &str = "CREATE TABLE resource_control_attachment (
        directory TEXT NOT NULL REFERENCES resource_directory (id),
        target TEXT COLLATE \"C\" NOT NULL, policy TEXT COLLATE \"C\" NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (directory, target, policy)
    )";
pub(crate) const BY_POLICY: &str = "CREATE INDEX resource_control_attachment_of
     ON resource_control_attachment (directory, policy, target)";
/// What the tally counts under the id of the directory: its custom policies.
const POLICY: &str = "resource_control_policy";

/// A control policy.
#[derive(Clone, Debug)]
pub(crate) struct ControlPolicy {
    /// `cp-` and 16 letters or digits.
    pub(crate) id: String,
    pub(crate) name: String,
    /// Its description; empty for none.
    pub(crate) about: String,
    /// `RAM` or `All`: whom it binds.
    pub(crate) scope: String,
    pub(crate) document: String,
    /// Milliseconds on the world's clock.
    pub(crate) made: i64,
    pub(crate) changed: i64,
}

/// A control policy that is attached to a target.
#[derive(Clone, Debug)]
pub(crate) struct Attached {
    pub(crate) policy: String,
    /// When it was attached, in milliseconds on the world's clock.
    pub(crate) made: i64,
    /// The policy; none of the system policy.
    pub(crate) custom: Option<ControlPolicy>,
}

/// What a control policy is attached to.
#[derive(Clone, Debug)]
pub(crate) struct AttachedTarget {
    pub(crate) id: String,
    /// When it was attached, in milliseconds on the world's clock.
    pub(crate) made: i64,
    /// The name of the folder, or the display name of the member.
    pub(crate) folder: Option<String>,
    pub(crate) member: Option<String>,
}

macro_rules! select {
    ($($end:literal),+) => {
        concat!(
            "SELECT p.id, p.name, p.about, p.scope, p.document, p.made, p.changed
             FROM resource_control_policy p ",
            $($end),+
        )
    };
}

fn read(row: &Row<'_>) -> Result<ControlPolicy> {
    Ok(ControlPolicy {
        id: row.text(0)?,
        name: row.text(1)?,
        about: row.text(2)?,
        scope: row.text(3)?,
        document: row.text(4)?,
        made: row.int(5)?,
        changed: row.int(6)?,
    })
}

/// The custom policy of this id in the directory.
pub(crate) fn policy(tx: &mut dyn Tx, directory: &str, id: &str) -> Result<Option<ControlPolicy>> {
    tx.row(select!("WHERE p.id = $1 AND p.directory = $2"), args![id, directory], read)
}

/// Whether any directory has a custom policy of this id.
pub(crate) fn exists(tx: &mut dyn Tx, id: &str) -> Result<bool> {
    let found =
        tx.row("SELECT id FROM resource_control_policy WHERE id = $1", args![id], |row| {
            row.text(0)
        })?;
    Ok(found.is_some())
}

/// The id of the custom policy of this name in the directory.
pub(crate) fn named(tx: &mut dyn Tx, directory: &str, name: &str) -> Result<Option<String>> {
    tx.row(
        "SELECT id FROM resource_control_policy WHERE directory = $1 AND name = $2",
        args![directory, name],
        |row| row.text(0),
    )
}

/// How many custom policies the directory has.
pub(crate) fn count(tx: &mut dyn Tx, directory: &str) -> Result<i64> {
    store::tally(tx, directory, POLICY)
}

/// So many custom policies of the directory, in the order in which they were made, after `skip` others.
pub(crate) fn list(
    tx: &mut dyn Tx,
    directory: &str,
    (size, skip): (i64, i64),
) -> Result<Vec<ControlPolicy>> {
    tx.rows(
        select!("WHERE p.directory = $1 ORDER BY p.seq LIMIT $2 OFFSET $3"),
        args![directory, size, skip],
        read,
    )
}

/// The ids of the custom policies of the directory, in the order in which they were made.
pub(crate) fn ids(tx: &mut dyn Tx, directory: &str) -> Result<Vec<String>> {
    tx.rows(
        "SELECT id FROM resource_control_policy WHERE directory = $1 ORDER BY seq",
        args![directory],
        |row| row.text(0),
    )
}

/// Adds a custom policy; the directory has none of its name.
pub(crate) fn add(tx: &mut dyn Tx, directory: &str, policy: &ControlPolicy) -> Result<()> {
    let ControlPolicy { id, name, about, scope, document, made, changed } = policy;
    let seq = store::tally_add(tx, directory, POLICY)?;
    tx.execute(
        "INSERT INTO resource_control_policy
         (id, directory, seq, name, about, scope, document, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![id, directory, seq, name, about, scope, document, *made, *changed],
    )?;
    Ok(())
}

/// Writes what may change of a custom policy.
pub(crate) fn update(tx: &mut dyn Tx, policy: &ControlPolicy) -> Result<()> {
    let ControlPolicy { id, name, about, document, changed, .. } = policy;
    tx.execute(
        "UPDATE resource_control_policy SET name = $1, about = $2, document = $3, changed = $4
         WHERE id = $5",
        args![name, about, document, *changed, id],
    )?;
    Ok(())
}

/// Removes a custom policy, which is attached to nothing.
pub(crate) fn remove(tx: &mut dyn Tx, directory: &str, id: &str) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM resource_control_policy WHERE id = $1 AND directory = $2",
        args![id, directory],
    )?;
    store::tally_sub(tx, directory, POLICY, gone)
}

/// To how many targets the policy is attached.
pub(crate) fn attachments(tx: &mut dyn Tx, directory: &str, policy: &str) -> Result<i64> {
    let count = tx.row(
        "SELECT COUNT(*) FROM resource_control_attachment WHERE directory = $1 AND policy = $2",
        args![directory, policy],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// A page of what the policy is attached to, by the ids of the targets.
pub(crate) fn targets(
    tx: &mut dyn Tx,
    (directory, policy): (&str, &str),
    (size, skip): (i64, i64),
) -> Result<Vec<AttachedTarget>> {
    tx.rows(
        "SELECT a.target, a.made, f.name, m.display FROM resource_control_attachment a
         LEFT JOIN resource_folder f ON f.id = a.target
         LEFT JOIN resource_member m ON m.account = a.target
         WHERE a.directory = $1 AND a.policy = $2 ORDER BY a.target LIMIT $3 OFFSET $4",
        args![directory, policy, size, skip],
        |row| {
            Ok(AttachedTarget {
                id: row.text(0)?,
                made: row.int(1)?,
                folder: row.opt_text(2)?,
                member: row.opt_text(3)?,
            })
        },
    )
}

/// What is attached to the target, the oldest attachment first.
pub(crate) fn attached_to(tx: &mut dyn Tx, directory: &str, target: &str) -> Result<Vec<Attached>> {
    tx.rows(
        "SELECT p.id, p.name, p.about, p.scope, p.document, p.made, p.changed, a.policy, a.made
         FROM resource_control_attachment a LEFT JOIN resource_control_policy p ON p.id = a.policy
         WHERE a.directory = $1 AND a.target = $2 ORDER BY a.made, a.policy",
        args![directory, target],
        |row| {
            let custom = if row.opt_text(0)?.is_some() { Some(read(row)?) } else { None };
            Ok(Attached { policy: row.text(7)?, made: row.int(8)?, custom })
        },
    )
}

/// Attaches a policy. Answers whether it was not attached before.
pub(crate) fn attach(
    tx: &mut dyn Tx,
    directory: &str,
    (target, policy): (&str, &str),
    now: i64,
) -> Result<bool> {
    let made = tx.execute(
        "INSERT INTO resource_control_attachment (directory, target, policy, made)
         VALUES ($1, $2, $3, $4) ON CONFLICT (directory, target, policy) DO NOTHING",
        args![directory, target, policy, now],
    )?;
    Ok(made > 0)
}

/// Attaches a policy to every folder and every member of the directory, to which nothing is attached.
pub(crate) fn attach_everywhere(
    tx: &mut dyn Tx,
    directory: &str,
    policy: &str,
    now: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO resource_control_attachment (directory, target, policy, made)
         SELECT f.directory, f.id, CAST($1 AS TEXT), CAST($2 AS BIGINT) FROM resource_folder f
         WHERE f.directory = $3",
        args![policy, now, directory],
    )?;
    tx.execute(
        "INSERT INTO resource_control_attachment (directory, target, policy, made)
         SELECT m.directory, m.account, CAST($1 AS TEXT), CAST($2 AS BIGINT) FROM resource_member m
         WHERE m.directory = $3",
        args![policy, now, directory],
    )?;
    Ok(())
}

/// Detaches a policy. Answers whether it was attached.
pub(crate) fn detach(
    tx: &mut dyn Tx,
    directory: &str,
    (target, policy): (&str, &str),
) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM resource_control_attachment
         WHERE directory = $1 AND target = $2 AND policy = $3",
        args![directory, target, policy],
    )?;
    Ok(gone > 0)
}

/// Detaches all policies of a target.
pub(crate) fn detach_all_of(tx: &mut dyn Tx, directory: &str, target: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM resource_control_attachment WHERE directory = $1 AND target = $2",
        args![directory, target],
    )?;
    Ok(())
}

/// Detaches all policies of all targets of the directory.
pub(crate) fn detach_everywhere(tx: &mut dyn Tx, directory: &str) -> Result<()> {
    tx.execute("DELETE FROM resource_control_attachment WHERE directory = $1", args![directory])?;
    Ok(())
}

/// Removes all custom policies of the directory, which are attached to nothing.
pub(crate) fn remove_all(tx: &mut dyn Tx, directory: &str) -> Result<()> {
    let gone =
        tx.execute("DELETE FROM resource_control_policy WHERE directory = $1", args![directory])?;
    store::tally_sub(tx, directory, POLICY, gone)
}

/// Of an account that is a member where control policies are enabled: the directory, its Root, and the
/// path of the folder that the account is in, with its last `/`.
pub(crate) fn bound(tx: &mut dyn Tx, account: &str) -> Result<Option<(String, String, String)>> {
    tx.row(
        "SELECT d.id, d.root, f.path FROM resource_member m
         JOIN resource_directory d ON d.id = m.directory
         JOIN resource_folder f ON f.id = m.folder
         WHERE m.account = $1 AND d.control_policies = 1",
        args![account],
        |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)),
    )
}
