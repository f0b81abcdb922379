//! Policy attachments.

use std::collections::HashMap;

use crate::{
    args,
    ports::store::{Result, Row, StoreError, Tx},
};

/// The kinds of entities that policies are attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entity {
    User,
    Group,
    Role,
}

impl Entity {
    const fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Role => "role",
        }
    }

    fn of_word(word: &str) -> Result<Self> {
        [Self::User, Self::Group, Self::Role]
            .into_iter()
            .find(|it| it.word() == word)
            .ok_or(StoreError::Shape)
    }
}

/// An attached policy: `System` or `Custom`, its name, and the id of the resource group of the
/// attachment, empty for the whole account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policy<'a> {
    pub(crate) kind: &'a str,
    pub(crate) name: &'a str,
    pub(crate) resource_group: &'a str,
}

pub(crate) fn is_attached(
    tx: &mut dyn Tx,
    account: &str,
    (entity, holder): (Entity, i64),
    p: Policy<'_>,
) -> Result<bool> {
    let found = tx.row(
        "SELECT CAST(1 AS BIGINT) FROM ram_attachment WHERE account = $1 AND entity = $2 AND holder = $3
         AND kind = $4 AND policy = $5 AND resource_group = $6",
        args![account, entity.word(), holder, p.kind, p.name, p.resource_group],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

pub(crate) fn attach(
    tx: &mut dyn Tx,
    account: &str,
    (entity, holder): (Entity, i64),
    p: Policy<'_>,
    now: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO ram_attachment (account, entity, holder, kind, policy, resource_group, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![account, entity.word(), holder, p.kind, p.name, p.resource_group, now],
    )?;
    Ok(())
}

/// Detaches a policy. Returns whether it was attached.
pub(crate) fn detach(
    tx: &mut dyn Tx,
    account: &str,
    (entity, holder): (Entity, i64),
    p: Policy<'_>,
) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM ram_attachment WHERE account = $1 AND entity = $2 AND holder = $3
         AND kind = $4 AND policy = $5 AND resource_group = $6",
        args![account, entity.word(), holder, p.kind, p.name, p.resource_group],
    )?;
    Ok(gone > 0)
}

/// How many policies of `kind` a holder has.
pub(crate) fn count_of_holder(
    tx: &mut dyn Tx,
    account: &str,
    (entity, holder): (Entity, i64),
    kind: &str,
) -> Result<i64> {
    let count = tx.row(
        "SELECT COUNT(*) FROM ram_attachment WHERE account = $1 AND entity = $2 AND holder = $3
         AND kind = $4",
        args![account, entity.word(), holder, kind],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// How often a policy is attached, optionally to one kind of entity.
pub(crate) fn count_of_policy(
    tx: &mut dyn Tx,
    account: &str,
    (kind, name): (&str, &str),
    entity: Option<Entity>,
) -> Result<i64> {
    let count = tx.row(
        "SELECT COUNT(*) FROM ram_attachment WHERE account = $1 AND kind = $2 AND policy = $3
         AND (CAST($4 AS TEXT) IS NULL OR entity = $4)",
        args![account, kind, name, entity.map(Entity::word)],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// The attachment counts of attached system policies, by name.
pub(crate) fn counts_of_system(tx: &mut dyn Tx, account: &str) -> Result<HashMap<String, i64>> {
    let counts = tx.rows(
        "SELECT policy, COUNT(*) FROM ram_attachment
         WHERE account = $1 AND kind = 'System' GROUP BY policy ORDER BY policy",
        args![account],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )?;
    Ok(counts.into_iter().collect())
}

/// The policies attached to a holder for the whole account: kind, name and time, oldest first.
pub(crate) fn of_holder(
    tx: &mut dyn Tx,
    account: &str,
    (entity, holder): (Entity, i64),
) -> Result<Vec<(String, String, i64)>> {
    tx.rows(
        "SELECT kind, policy, made FROM ram_attachment
         WHERE account = $1 AND entity = $2 AND holder = $3 AND resource_group = ''
         ORDER BY made, kind, policy",
        args![account, entity.word(), holder],
        |row| Ok((row.text(0)?, row.text(1)?, row.int(2)?)),
    )
}

/// A user, a group or a role that has a policy.
#[derive(Clone, Debug)]
pub(crate) struct Holder {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The display name of a user, the comments of a group, the description of a role.
    pub(crate) about: String,
    pub(crate) since: i64,
}

fn read_holder(row: &Row<'_>) -> Result<Holder> {
    Ok(Holder { id: row.text(0)?, name: row.text(1)?, about: row.text(2)?, since: row.int(3)? })
}

pub(crate) fn users_of_policy(
    tx: &mut dyn Tx,
    account: &str,
    (kind, name): (&str, &str),
) -> Result<Vec<Holder>> {
    tx.rows(
        "SELECT u.id, u.name, u.display, MIN(a.made) FROM ram_attachment a
         JOIN ram_user u ON u.account = a.account AND u.seq = a.holder
         WHERE a.account = $1 AND a.kind = $2 AND a.policy = $3 AND a.entity = 'user'
         GROUP BY u.id, u.name, u.display, u.seq ORDER BY MIN(a.made), u.seq",
        args![account, kind, name],
        read_holder,
    )
}

pub(crate) fn groups_of_policy(
    tx: &mut dyn Tx,
    account: &str,
    (kind, name): (&str, &str),
) -> Result<Vec<Holder>> {
    tx.rows(
        "SELECT g.id, g.name, g.comments, MIN(a.made) FROM ram_attachment a
         JOIN ram_group g ON g.account = a.account AND g.seq = a.holder
         WHERE a.account = $1 AND a.kind = $2 AND a.policy = $3 AND a.entity = 'group'
         GROUP BY g.id, g.name, g.comments, g.seq ORDER BY MIN(a.made), g.seq",
        args![account, kind, name],
        read_holder,
    )
}

pub(crate) fn roles_of_policy(
    tx: &mut dyn Tx,
    account: &str,
    (kind, name): (&str, &str),
) -> Result<Vec<Holder>> {
    tx.rows(
        "SELECT r.id, r.name, r.about, MIN(a.made) FROM ram_attachment a
         JOIN ram_role r ON r.account = a.account AND r.seq = a.holder
         WHERE a.account = $1 AND a.kind = $2 AND a.policy = $3 AND a.entity = 'role'
         GROUP BY r.id, r.name, r.about, r.seq ORDER BY MIN(a.made), r.seq",
        args![account, kind, name],
        read_holder,
    )
}

/// Which attachments of an account are meant; what is absent may be anything.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AttachmentFilter<'a> {
    pub(crate) kind: Option<&'a str>,
    pub(crate) policy: Option<&'a str>,
    pub(crate) entity: Option<Entity>,
    pub(crate) holder: Option<i64>,
    pub(crate) resource_group: Option<&'a str>,
}

/// An attachment, with the name of its holder and the description of a custom policy.
#[derive(Clone, Debug)]
pub(crate) struct Attached {
    pub(crate) entity: Entity,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) policy: String,
    pub(crate) about: Option<String>,
    pub(crate) resource_group: String,
    pub(crate) since: i64,
}

/// The attachments after the first `skip`, oldest first: at most `most`.
pub(crate) fn page(
    tx: &mut dyn Tx,
    account: &str,
    only: &AttachmentFilter<'_>,
    (skip, most): (i64, i64),
) -> Result<Vec<Attached>> {
    tx.rows(
        "SELECT a.entity, COALESCE(u.name, g.name, r.name), a.kind, a.policy, p.about,
         a.resource_group, a.made FROM ram_attachment a
         LEFT JOIN ram_user u ON a.entity = 'user' AND u.account = a.account AND u.seq = a.holder
         LEFT JOIN ram_group g ON a.entity = 'group' AND g.account = a.account AND g.seq = a.holder
         LEFT JOIN ram_role r ON a.entity = 'role' AND r.account = a.account AND r.seq = a.holder
         LEFT JOIN ram_policy p ON a.kind = 'Custom' AND p.account = a.account AND p.name = a.policy
         WHERE a.account = $1 AND (CAST($2 AS TEXT) IS NULL OR a.kind = $2)
         AND (CAST($3 AS TEXT) IS NULL OR a.policy = $3)
         AND (CAST($4 AS TEXT) IS NULL OR a.entity = $4)
         AND (CAST($5 AS BIGINT) IS NULL OR a.holder = $5)
         AND (CAST($6 AS TEXT) IS NULL OR a.resource_group = $6)
         ORDER BY a.made, a.entity, a.holder, a.kind, a.policy, a.resource_group
         LIMIT $7 OFFSET $8",
        args![
            account,
            only.kind,
            only.policy,
            only.entity.map(Entity::word),
            only.holder,
            only.resource_group,
            most,
            skip
        ],
        |row| {
            Ok(Attached {
                entity: Entity::of_word(&row.text(0)?)?,
                name: row.text(1)?,
                kind: row.text(2)?,
                policy: row.text(3)?,
                about: row.opt_text(4)?,
                resource_group: row.text(5)?,
                since: row.int(6)?,
            })
        },
    )
}

/// How many attachments there are.
pub(crate) fn count(tx: &mut dyn Tx, account: &str, only: &AttachmentFilter<'_>) -> Result<i64> {
    let count = tx.row(
        "SELECT COUNT(*) FROM ram_attachment a
         WHERE a.account = $1 AND (CAST($2 AS TEXT) IS NULL OR a.kind = $2)
         AND (CAST($3 AS TEXT) IS NULL OR a.policy = $3)
         AND (CAST($4 AS TEXT) IS NULL OR a.entity = $4)
         AND (CAST($5 AS BIGINT) IS NULL OR a.holder = $5)
         AND (CAST($6 AS TEXT) IS NULL OR a.resource_group = $6)",
        args![
            account,
            only.kind,
            only.policy,
            only.entity.map(Entity::word),
            only.holder,
            only.resource_group
        ],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}
