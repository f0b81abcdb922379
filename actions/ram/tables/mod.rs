//! The rows of RAM, and every statement that touches them: one file for each kind of thing.
//!
//! STS and IMS and the gateway read them too.

use crate::{
    SecretColumns, args,
    ports::store::{Result, Tx},
};

pub(crate) mod attachments;
pub(crate) mod deletions;
pub(crate) mod devices;
pub(crate) mod groups;
pub mod identity;
pub(crate) mod keys;
pub(crate) mod kinds;
pub(crate) mod policies;
pub(crate) mod profiles;
pub(crate) mod roles;
pub(crate) mod settings;
pub(crate) mod tags;
pub(crate) mod users;

/// The columns that hold secrets.
pub(crate) const SECRETS: &[SecretColumns] = &[
    SecretColumns::hidden("ram_access_key", &["secret"]),
    SecretColumns::hidden("ram_login_profile", &["password", "former"]),
    SecretColumns::hidden("ram_mfa_device", &["seed"]),
];

pub(crate) const SCHEMA: &[&str] = &[
    // Names compare without case: `folded` is the name in lower case.
    "CREATE TABLE ram_user (
        account TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        folded TEXT NOT NULL, display TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL,
        comments TEXT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        last_login BIGINT, provision TEXT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, folded)
    )",
    "CREATE TABLE ram_login_profile (
        account TEXT NOT NULL, usr BIGINT NOT NULL, password TEXT NOT NULL,
        former TEXT NOT NULL, reset_required BIGINT NOT NULL, mfa_required BIGINT NOT NULL,
        made BIGINT NOT NULL,
        PRIMARY KEY (account, usr),
        FOREIGN KEY (account, usr) REFERENCES ram_user ON DELETE CASCADE
    )",
    // Above: password is a salted hash, and former is a list of the previous ones, newest first.
    // usr is null for a key of the account's root.
    "CREATE TABLE ram_access_key (
        id TEXT NOT NULL PRIMARY KEY, account TEXT NOT NULL, seq BIGINT NOT NULL, usr BIGINT,
        secret TEXT NOT NULL, active BIGINT NOT NULL, made BIGINT NOT NULL, used BIGINT,
        FOREIGN KEY (account, usr) REFERENCES ram_user ON DELETE CASCADE
    )",
    "CREATE INDEX ram_access_key_of ON ram_access_key (account, usr, seq)",
    "CREATE TABLE ram_group (
        account TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        folded TEXT NOT NULL, comments TEXT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, folded)
    )",
    "CREATE TABLE ram_member (
        account TEXT NOT NULL, usr BIGINT NOT NULL, grp BIGINT NOT NULL, joined BIGINT NOT NULL,
        PRIMARY KEY (account, usr, grp),
        FOREIGN KEY (account, usr) REFERENCES ram_user ON DELETE CASCADE,
        FOREIGN KEY (account, grp) REFERENCES ram_group ON DELETE CASCADE
    )",
    "CREATE INDEX ram_member_of ON ram_member (account, grp)",
    "CREATE TABLE ram_mfa_device (
        account TEXT NOT NULL, serial TEXT NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, name TEXT NOT NULL,
        seed TEXT NOT NULL, usr BIGINT, made BIGINT NOT NULL, bound BIGINT,
        FOREIGN KEY (account, usr) REFERENCES ram_user
    )",
    // One row for each kind of account-wide setting, its fields as JSON.
    "CREATE TABLE ram_setting (
        account TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL, PRIMARY KEY (account, kind)
    )",
    // An alias is a label of a domain name, so it is unique.
    "CREATE TABLE ram_alias (account TEXT NOT NULL PRIMARY KEY, alias TEXT NOT NULL UNIQUE)",
    "CREATE TABLE ram_role (
        account TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        folded TEXT NOT NULL, about TEXT NOT NULL, trust TEXT NOT NULL, max_session BIGINT NOT NULL,
        service_linked BIGINT NOT NULL, console_login BIGINT NOT NULL,
        made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, folded)
    )",
    // Custom policies. System policies are part of the program.
    "CREATE TABLE ram_policy (
        account TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
        current BIGINT NOT NULL, last_version BIGINT NOT NULL,
        made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, name)
    )",
    "CREATE TABLE ram_policy_version (
        account TEXT NOT NULL, policy BIGINT NOT NULL, version BIGINT NOT NULL,
        document TEXT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (account, policy, version),
        FOREIGN KEY (account, policy) REFERENCES ram_policy ON DELETE CASCADE
    )",
    // kind is System or Custom; entity is user, group or role, and holder the number of one.
    // resource_group is empty for the whole account.
    "CREATE TABLE ram_attachment (
        account TEXT NOT NULL, entity TEXT COLLATE \"C\" NOT NULL, holder BIGINT NOT NULL, kind TEXT COLLATE \"C\" NOT NULL,
        policy TEXT COLLATE \"C\" NOT NULL, resource_group TEXT COLLATE \"C\" NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (account, entity, holder, kind, policy, resource_group)
    )",
    "CREATE INDEX ram_attachment_of ON ram_attachment (account, kind, policy)",
    // entity is user, role or policy.
    "CREATE TABLE ram_tag (
        account TEXT NOT NULL, entity TEXT NOT NULL, holder BIGINT NOT NULL,
        name TEXT COLLATE \"C\" NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (account, entity, holder, name)
    )",
    // Policy names are case-insensitive, too. If a database has several that differ only in case,
    // `folded` is the lower-case name for the oldest; for the others a space and their number are
    // appended, which no valid name has, to keep it unique.
    "ALTER TABLE ram_policy ADD COLUMN folded TEXT COLLATE \"C\" NOT NULL DEFAULT ''",
    "UPDATE ram_policy SET folded = CASE
         WHEN (account, seq) IN (SELECT account, MIN(seq) FROM ram_policy GROUP BY account, LOWER(name))
         THEN LOWER(name) ELSE LOWER(name) || ' ' || CAST(seq AS TEXT) END",
    "CREATE UNIQUE INDEX ram_policy_folded ON ram_policy (account, folded)",
    "CREATE TABLE ram_role_deletion (
        account TEXT NOT NULL, id TEXT NOT NULL, made BIGINT NOT NULL, PRIMARY KEY (account, id)
    )",
    // Which networks a key may be used from: the JSON text that IMS keeps.
    "ALTER TABLE ram_access_key ADD COLUMN networks TEXT",
];

/// Whether a policy is attached to the user, group or role (`entity`) of this number.
pub(crate) fn holds_policies(
    tx: &mut dyn Tx,
    account: &str,
    entity: &str,
    holder: i64,
) -> Result<bool> {
    let one = tx.row(
        "SELECT CAST(1 AS BIGINT) FROM ram_attachment
         WHERE account = $1 AND entity = $2 AND holder = $3 LIMIT 1",
        args![account, entity, holder],
        |row| row.int(0),
    )?;
    Ok(one.is_some())
}

/// Deletes all that RAM has of an account that is deleted: its keys are unknown from then on, its roles give no
/// sessions, and those that there are end.
pub(crate) fn delete_account(tx: &mut dyn Tx, account: &str) -> Result<()> {
    // What refers to another comes before it.
    for statement in [
        "DELETE FROM ram_tag WHERE account = $1",
        "DELETE FROM ram_attachment WHERE account = $1",
        "DELETE FROM ram_policy_version WHERE account = $1",
        "DELETE FROM ram_policy WHERE account = $1",
        "DELETE FROM ram_role WHERE account = $1",
        "DELETE FROM ram_access_key WHERE account = $1",
        "DELETE FROM ram_login_profile WHERE account = $1",
        "DELETE FROM ram_mfa_device WHERE account = $1",
        "DELETE FROM ram_member WHERE account = $1",
        "DELETE FROM ram_group WHERE account = $1",
        "DELETE FROM ram_user WHERE account = $1",
        "DELETE FROM ram_setting WHERE account = $1",
        "DELETE FROM ram_alias WHERE account = $1",
    ] {
        tx.execute(statement, args![account])?;
    }
    Ok(())
}
