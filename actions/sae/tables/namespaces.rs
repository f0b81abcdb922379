//! Namespaces: a region of an account has any number, and one by default.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

pub(in crate::sae) const TABLE: &str = "CREATE TABLE sae_namespace (
        account TEXT NOT NULL, region TEXT NOT NULL, id TEXT COLLATE \"C\" NOT NULL,
        name TEXT NOT NULL, description TEXT NOT NULL, micro_registration BIGINT NOT NULL,
        vpc TEXT NOT NULL, vswitch TEXT NOT NULL, security_group TEXT NOT NULL,
        PRIMARY KEY (account, region, id)
    )";

/// A namespace. Texts are empty for none.
#[derive(Clone, Debug)]
pub(in crate::sae) struct Namespace {
    /// `cn-hangzhou:test`; of the default one, the region alone.
    pub(in crate::sae) id: String,
    pub(in crate::sae) name: String,
    pub(in crate::sae) description: String,
    /// Whether applications register at the built-in registry.
    pub(in crate::sae) micro_registration: bool,
    /// The network that its applications are in, once it is bound to one.
    pub(in crate::sae) vpc: String,
    pub(in crate::sae) vswitch: String,
    pub(in crate::sae) security_group: String,
}

impl Namespace {
    pub(in crate::sae) fn new(id: String, name: String) -> Self {
        Self {
            id,
            name,
            description: String::new(),
            micro_registration: true,
            vpc: String::new(),
            vswitch: String::new(),
            security_group: String::new(),
        }
    }

    /// The namespace that a region has without it being created (documented). The name of the default namespace is
    /// assumed.
    fn of_region(region: &str) -> Self {
        Self::new(region.to_owned(), "Default".to_owned())
    }

    /// What follows the region in the id; empty for the default one.
    pub(in crate::sae) fn short(&self) -> &str {
        self.id.split_once(':').map_or("", |(_, short)| short)
    }
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, name, description, micro_registration, vpc, vswitch, security_group
             FROM sae_namespace ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<Namespace> {
    Ok(Namespace {
        id: row.text(0)?,
        name: row.text(1)?,
        description: row.text(2)?,
        micro_registration: row.flag(3)?,
        vpc: row.text(4)?,
        vswitch: row.text(5)?,
        security_group: row.text(6)?,
    })
}

/// The namespace of this id in a region, which has its default one without a row.
pub(in crate::sae) fn namespace(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
    id: &str,
) -> Result<Option<Namespace>> {
    let found = tx.row(
        select!("WHERE account = $1 AND region = $2 AND id = $3"),
        args![account, region, id],
        read,
    )?;
    Ok(found.or_else(|| (id == region).then(|| Namespace::of_region(region))))
}

/// All namespaces of a region, the default one first, then by id.
pub(in crate::sae) fn all(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
) -> Result<Vec<Namespace>> {
    let mut all = tx.rows(
        select!("WHERE account = $1 AND region = $2 ORDER BY id"),
        args![account, region],
        read,
    )?;
    if all.first().is_none_or(|first| first.id != region) {
        all.insert(0, Namespace::of_region(region));
    }
    Ok(all)
}

/// Writes a namespace: a new one, or one that there is.
pub(in crate::sae) fn put(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
    it: &Namespace,
) -> Result<()> {
    tx.execute(
        "INSERT INTO sae_namespace (account, region, id, name, description, micro_registration, vpc,
         vswitch, security_group) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (account, region, id) DO UPDATE SET name = excluded.name,
         description = excluded.description, micro_registration = excluded.micro_registration,
         vpc = excluded.vpc, vswitch = excluded.vswitch, security_group = excluded.security_group",
        args![
            account,
            region,
            &it.id,
            &it.name,
            &it.description,
            it.micro_registration,
            &it.vpc,
            &it.vswitch,
            &it.security_group,
        ],
    )?;
    Ok(())
}

/// Deletes a namespace.
pub(in crate::sae) fn delete(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
    id: &str,
) -> Result<()> {
    tx.execute(
        "DELETE FROM sae_namespace WHERE account = $1 AND region = $2 AND id = $3",
        args![account, region, id],
    )?;
    Ok(())
}
