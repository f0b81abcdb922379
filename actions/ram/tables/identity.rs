//! What the gateway reads from RAM: access keys and their owners, roles, and attached policies.

use std::sync::Arc;

use crate::{
    args,
    policy::{
        Attachment, Document, DocumentKind, EntityType, PolicyType, Rights, Scope,
        system::SystemPolicy,
    },
    ports::store::{Result, Row, StoreError, Tx},
};

/// An access key and its owner.
#[derive(Clone)]
pub struct Key {
    /// The account it belongs to.
    pub account: String,
    /// Its secret.
    pub secret: String,
    /// Whether it is active.
    pub active: bool,
    /// When it was last used, as far as the database knows.
    pub used: Option<i64>,
    /// Id and name of its user; `None` for a key of the root.
    pub user: Option<(String, String)>,
}

/// A user or a role to which policies are attached.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The account.
    pub account: String,
    /// Its sequence number in the account.
    pub seq: i64,
    /// Its name.
    pub name: String,
    /// Whether it is a service-linked role.
    pub service_linked: bool,
}

/// A role, which gives sessions to those that it trusts.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its id: 18 digits.
    pub id: String,
    /// Its name, as it was given.
    pub name: String,
    /// Its trust policy.
    pub trust: String,
    /// Maximum session duration, in seconds.
    pub max_session: i64,
}

/// The key of this id.
pub fn key(tx: &mut dyn Tx, id: &str) -> Result<Option<Key>> {
    tx.row(
        "SELECT k.account, k.secret, k.active, k.used, u.id, u.name
         FROM ram_access_key k LEFT JOIN ram_user u ON u.account = k.account AND u.seq = k.usr
         WHERE k.id = $1",
        args![id],
        |row| {
            Ok(Key {
                account: row.text(0)?,
                secret: row.text(1)?,
                active: row.flag(2)?,
                used: row.opt_int(3)?,
                user: row.opt_text(4)?.zip(row.opt_text(5)?),
            })
        },
    )
}

/// The ids of the most recently used keys.
pub fn last_keys(tx: &mut dyn Tx, most: usize) -> Result<Vec<String>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    tx.rows(
        "SELECT id FROM ram_access_key ORDER BY used DESC NULLS LAST, id COLLATE \"C\" LIMIT $1",
        args![most],
        |row| row.text(0),
    )
}

/// Records when a key was last used. Returns whether the key exists.
pub fn key_used(tx: &mut dyn Tx, id: &str, at: i64) -> Result<bool> {
    // Another process may have seen it later.
    let changed = tx.execute(
        "UPDATE ram_access_key SET used = CASE WHEN used > $1 THEN used ELSE $1 END WHERE id = $2",
        args![at, id],
    )?;
    Ok(changed > 0)
}

fn holder(row: &Row<'_>) -> Result<Holder> {
    Ok(Holder {
        account: row.text(0)?,
        seq: row.int(1)?,
        name: row.text(2)?,
        service_linked: row.flag(3)?,
    })
}

/// The user of this id.
pub fn user(tx: &mut dyn Tx, id: &str) -> Result<Option<Holder>> {
    tx.row(
        "SELECT account, seq, name, CAST(0 AS BIGINT) FROM ram_user WHERE id = $1",
        args![id],
        holder,
    )
}

/// The id and the name of the user of this name, ignoring case.
pub fn user_named(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<(String, String)>> {
    tx.row(
        "SELECT id, name FROM ram_user WHERE account = $1 AND folded = $2",
        args![account, name.to_lowercase()],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// The role of this id.
pub fn role(tx: &mut dyn Tx, id: &str) -> Result<Option<Holder>> {
    tx.row(
        "SELECT account, seq, name, service_linked FROM ram_role WHERE id = $1",
        args![id],
        holder,
    )
}

/// The role of this name, ignoring case.
pub fn role_named(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Role>> {
    tx.row(
        "SELECT id, name, trust, max_session FROM ram_role WHERE account = $1 AND folded = $2",
        args![account, name.to_lowercase()],
        |row| {
            Ok(Role {
                id: row.text(0)?,
                name: row.text(1)?,
                trust: row.text(2)?,
                max_session: row.int(3)?,
            })
        },
    )
}

/// The policies attached to a user and its groups, in their default versions.
pub fn rights_of_user(tx: &mut dyn Tx, user: &Holder) -> Result<Rights> {
    let attached = tx.rows(
        "SELECT a.entity, a.kind, a.policy, a.resource_group, v.version, v.document
         FROM ram_attachment a
         LEFT JOIN ram_policy p ON a.kind = 'Custom' AND p.account = a.account AND p.name = a.policy
         LEFT JOIN ram_policy_version v
           ON v.account = p.account AND v.policy = p.seq AND v.version = p.current
         WHERE a.account = $1 AND (a.entity = 'user' AND a.holder = $2
           OR a.entity = 'group' AND a.holder IN
             (SELECT grp FROM ram_member WHERE account = $1 AND usr = $2))
         ORDER BY a.entity DESC, a.holder, a.kind, a.policy, a.resource_group",
        args![&user.account, user.seq],
        attachment,
    )?;
    Ok(Rights::new(attached.into_iter().flatten()))
}

/// The policies attached to a role, in their default versions.
pub fn rights_of_role(tx: &mut dyn Tx, role: &Holder) -> Result<Rights> {
    let attached = tx.rows(
        "SELECT a.entity, a.kind, a.policy, a.resource_group, v.version, v.document
         FROM ram_attachment a
         LEFT JOIN ram_policy p ON a.kind = 'Custom' AND p.account = a.account AND p.name = a.policy
         LEFT JOIN ram_policy_version v
           ON v.account = p.account AND v.policy = p.seq AND v.version = p.current
         WHERE a.account = $1 AND a.entity = 'role' AND a.holder = $2
         ORDER BY a.kind, a.policy, a.resource_group",
        args![&role.account, role.seq],
        attachment,
    )?;
    Ok(Rights::new(attached.into_iter().flatten()))
}

/// `None` for a system policy unknown to this version. Documents are validated before they are
/// stored, so an unreadable one is an internal error, and the evaluation fails.
fn attachment(row: &Row<'_>) -> Result<Option<Attachment>> {
    let policy = row.text(2)?;
    let group = row.text(3)?;
    let (kind, version, document) = if row.text(1)? == "System" {
        let Some(system) = SystemPolicy::find(&policy) else { return Ok(None) };
        let document = system.document().ok_or(StoreError::Shape)?;
        (PolicyType::System, system.version.to_owned(), document)
    } else {
        let document = Document::parse(&row.text(5)?, DocumentKind::Identity)
            .map_err(|_| StoreError::Shape)?;
        (PolicyType::Custom, format!("v{}", row.int(4)?), Arc::new(document))
    };
    let entity = match row.text(0)?.as_str() {
        "user" => EntityType::RamUser,
        "group" => EntityType::RamGroup,
        _ => EntityType::RamRole,
    };
    let scope = if group.is_empty() { Scope::Account } else { Scope::ResourceGroup(group) };
    Ok(Some(Attachment { policy, kind, version, entity, scope, document }))
}
