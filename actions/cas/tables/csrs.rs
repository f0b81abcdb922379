//! Certificate signing requests, and the private keys that belong to them.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Secret, StoreError, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

pub(super) const TABLE: &str = "CREATE TABLE cas_csr (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL,
        algorithm TEXT NOT NULL, key_size BIGINT NOT NULL, common TEXT NOT NULL, sans TEXT NOT NULL,
        corp TEXT, department TEXT, country TEXT, province TEXT, locality TEXT,
        key_sha256 TEXT NOT NULL, search TEXT NOT NULL, csr TEXT NOT NULL, private TEXT,
        PRIMARY KEY (site, account, id)
    )";

const CSR: IdSequence = IdSequence::new("cas_csr", 3365);

macro_rules! csrs {
    ($($rest:literal),+) => {
        concat!(
            "SELECT id, name, algorithm, key_size, common, sans, corp, department, country, province,
             locality, key_sha256, csr, private FROM cas_csr WHERE site = $1 AND account = $2 ",
            $($rest),+
        )
    };
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct Csr {
    /// 0 until it is stored.
    pub(in crate::cas) id: i64,
    pub(in crate::cas) name: String,
    /// `RSA`, `ECC` or `SM2`.
    pub(in crate::cas) algorithm: String,
    pub(in crate::cas) key_size: i64,
    pub(in crate::cas) common: String,
    /// Comma-separated.
    pub(in crate::cas) sans: String,
    pub(in crate::cas) corp: Option<String>,
    pub(in crate::cas) department: Option<String>,
    pub(in crate::cas) country: Option<String>,
    pub(in crate::cas) province: Option<String>,
    pub(in crate::cas) locality: Option<String>,
    pub(in crate::cas) key_sha256: String,
    /// PEM.
    pub(in crate::cas) csr: String,
    /// PEM.
    pub(in crate::cas) key: Option<String>,
}

/// The request of this id.
pub(in crate::cas) fn csr(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<Option<Csr>> {
    tx.row(csrs!("AND id = $3"), args![owner.site, owner.account, id], read)
}

/// The stored private key of the public key with this digest.
pub(in crate::cas) fn private_key(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    key_sha256: &str,
) -> Result<Option<String>> {
    tx.row(
        "SELECT private FROM cas_csr WHERE site = $1 AND account = $2 AND key_sha256 = $3
         AND private IS NOT NULL ORDER BY id DESC LIMIT 1",
        args![owner.site, owner.account, key_sha256],
        |row| row.text(0),
    )
}

/// Inserts a request and assigns its id.
pub(in crate::cas) fn insert(tx: &mut dyn Tx, owner: Owner<'_>, c: &mut Csr) -> Result<()> {
    c.id = CSR.add(tx, owner)?;
    let search = format!("{}\n{}\n{}", c.name, c.common, c.sans).to_lowercase();
    tx.execute(
        "INSERT INTO cas_csr (site, account, id, name, algorithm, key_size, common, sans, corp,
         department, country, province, locality, key_sha256, search, csr, private)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        args![
            owner.site,
            owner.account,
            c.id,
            &c.name,
            &c.algorithm,
            c.key_size,
            &c.common,
            &c.sans,
            &c.corp,
            &c.department,
            &c.country,
            &c.province,
            &c.locality,
            &c.key_sha256,
            search,
            &c.csr,
            Secret(&c.key),
        ],
    )?;
    Ok(())
}

pub(in crate::cas) fn set_key(tx: &mut dyn Tx, owner: Owner<'_>, id: i64, key: &str) -> Result<()> {
    let changed = tx.execute(
        "UPDATE cas_csr SET private = $1 WHERE site = $2 AND account = $3 AND id = $4",
        args![Secret(key), owner.site, owner.account, id],
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Shape) }
}

/// Deletes it. Returns whether it existed.
pub(in crate::cas) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cas_csr WHERE site = $1 AND account = $2 AND id = $3",
        args![owner.site, owner.account, id],
    )?;
    CSR.sub(tx, owner, gone)?;
    Ok(gone > 0)
}

const LIST: FilteredList = filtered!(
    csrs,
    "cas_csr WHERE site = $1 AND account = $2 ",
    "AND (CAST($3 AS TEXT) IS NULL OR algorithm = $3)
     AND (CAST($4 AS TEXT) IS NULL OR search LIKE $4 ESCAPE '!') ",
    "ORDER BY id DESC LIMIT $5 OFFSET $6"
);

/// One page of the requests, newest first, and the total. `like` is a
/// [`pattern`](crate::shared::filters::pattern).
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (algorithm, like): (Option<&str>, Option<&str>),
    page: Page,
) -> Result<(Vec<Csr>, i64)> {
    let unfiltered_total =
        if algorithm.or(like).is_none() { Some(CSR.count(tx, owner)?) } else { None };
    LIST.list(tx, args![owner.site, owner.account, algorithm, like], unfiltered_total, page, read)
}

fn read(row: &Row<'_>) -> Result<Csr> {
    Ok(Csr {
        id: row.int(0)?,
        name: row.text(1)?,
        algorithm: row.text(2)?,
        key_size: row.int(3)?,
        common: row.text(4)?,
        sans: row.text(5)?,
        corp: row.opt_text(6)?,
        department: row.opt_text(7)?,
        country: row.opt_text(8)?,
        province: row.opt_text(9)?,
        locality: row.opt_text(10)?,
        key_sha256: row.text(11)?,
        csr: row.text(12)?,
        key: row.opt_text(13)?,
    })
}
