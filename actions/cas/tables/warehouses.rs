//! Warehouses, and the certificates of private authorities in them.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Secret, StoreError, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

// kind is uploadCA, uploadPCA or aliyunPCA.
pub(super) const TABLE: &str = "CREATE TABLE cas_warehouse (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, id BIGINT NOT NULL, instance TEXT NOT NULL,
        name TEXT NOT NULL, folded TEXT NOT NULL, kind TEXT NOT NULL, biz TEXT,
        ends BIGINT NOT NULL, PRIMARY KEY (site, account, id), UNIQUE (site, account, instance)
    )";
// kind is CA or CERT, origin upload or aliyun. parent is the identifier of the issuer.
pub(super) const CERTIFICATE_TABLE: &str = "CREATE TABLE cas_pca_certificate (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, id BIGINT NOT NULL, identifier TEXT NOT NULL,
        warehouse BIGINT NOT NULL, name TEXT, kind TEXT NOT NULL, origin TEXT NOT NULL,
        revoked BIGINT, parent TEXT, common TEXT NOT NULL, sans TEXT NOT NULL, issuer TEXT NOT NULL,
        serial TEXT NOT NULL, algorithm TEXT NOT NULL, signed_by TEXT NOT NULL, sha1 TEXT NOT NULL,
        not_before BIGINT NOT NULL, not_after BIGINT NOT NULL, search TEXT NOT NULL,
        cert TEXT NOT NULL, private TEXT, PRIMARY KEY (site, account, id),
        FOREIGN KEY (site, account, warehouse) REFERENCES cas_warehouse ON DELETE CASCADE
    )";
pub(super) const BY_IDENTIFIER: &str = "CREATE UNIQUE INDEX cas_pca_certificate_identifier
        ON cas_pca_certificate (site, account, identifier)";
pub(super) const BY_WAREHOUSE: &str = "CREATE INDEX cas_pca_certificate_warehouse
        ON cas_pca_certificate (site, account, warehouse, id)";

const WAREHOUSE: IdSequence = IdSequence::new("cas_warehouse", 1);
const CERTIFICATE: IdSequence = IdSequence::new("cas_pca_certificate", 1);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct Warehouse {
    /// 0 until it is stored.
    pub(in crate::cas) id: i64,
    pub(in crate::cas) instance: String,
    pub(in crate::cas) name: String,
    /// `uploadCA`, `uploadPCA` or `aliyunPCA`.
    pub(in crate::cas) kind: String,
    pub(in crate::cas) biz: Option<String>,
    pub(in crate::cas) ends: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct Certificate {
    /// 0 until it is stored.
    pub(in crate::cas) id: i64,
    pub(in crate::cas) identifier: String,
    /// The id of its warehouse.
    pub(in crate::cas) warehouse: i64,
    /// The instance of its warehouse.
    pub(in crate::cas) warehouse_instance: String,
    pub(in crate::cas) name: Option<String>,
    /// `CA` or `CERT`.
    pub(in crate::cas) kind: String,
    /// `upload` or `aliyun`.
    pub(in crate::cas) origin: String,
    pub(in crate::cas) revoked: Option<i64>,
    /// The identifier of its issuer.
    pub(in crate::cas) parent: Option<String>,
    pub(in crate::cas) common: String,
    /// Comma-separated.
    pub(in crate::cas) sans: String,
    pub(in crate::cas) issuer: String,
    pub(in crate::cas) serial: String,
    pub(in crate::cas) algorithm: String,
    pub(in crate::cas) signed_by: String,
    pub(in crate::cas) sha1: String,
    pub(in crate::cas) not_before: i64,
    pub(in crate::cas) not_after: i64,
    /// PEM, with its chain if it has one.
    pub(in crate::cas) cert: String,
    /// PEM.
    pub(in crate::cas) key: Option<String>,
}

macro_rules! warehouses {
    ($($rest:literal),+) => {
        concat!(
            "SELECT id, instance, name, kind, biz, ends FROM cas_warehouse
             WHERE site = $1 AND account = $2 ",
            $($rest),+
        )
    };
}

macro_rules! certificates {
    ($($rest:literal),+) => {
        concat!(
            "SELECT c.id, c.identifier, c.warehouse, w.instance, c.name, c.kind, c.origin, c.revoked,
             c.parent, c.common, c.sans, c.issuer, c.serial, c.algorithm, c.signed_by, c.sha1,
             c.not_before, c.not_after, c.cert, c.private FROM cas_pca_certificate c
             JOIN cas_warehouse w
             ON w.site = c.site AND w.account = c.account AND w.id = c.warehouse
             WHERE c.site = $1 AND c.account = $2 ",
            $($rest),+
        )
    };
}

/// The warehouse of this id.
pub(in crate::cas) fn warehouse(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
) -> Result<Option<Warehouse>> {
    tx.row(warehouses!("AND id = $3"), args![owner.site, owner.account, id], read_warehouse)
}

/// The warehouse of this instance id.
pub(in crate::cas) fn of_instance(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    instance: &str,
) -> Result<Option<Warehouse>> {
    tx.row(
        warehouses!("AND instance = $3"),
        args![owner.site, owner.account, instance],
        read_warehouse,
    )
}

/// Inserts a warehouse and assigns its id.
pub(in crate::cas) fn insert(tx: &mut dyn Tx, owner: Owner<'_>, w: &mut Warehouse) -> Result<()> {
    w.id = WAREHOUSE.add(tx, owner)?;
    tx.execute(
        "INSERT INTO cas_warehouse (site, account, id, instance, name, folded, kind, biz, ends)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            owner.site,
            owner.account,
            w.id,
            &w.instance,
            &w.name,
            w.name.to_lowercase(),
            &w.kind,
            &w.biz,
            w.ends,
        ],
    )?;
    Ok(())
}

/// Deletes a warehouse with its certificates.
pub(in crate::cas) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, w: &Warehouse) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM cas_pca_certificate WHERE site = $1 AND account = $2 AND warehouse = $3",
        args![owner.site, owner.account, w.id],
    )?;
    CERTIFICATE.sub(tx, owner, gone)?;
    let gone = tx.execute(
        "DELETE FROM cas_warehouse WHERE site = $1 AND account = $2 AND id = $3",
        args![owner.site, owner.account, w.id],
    )?;
    WAREHOUSE.sub(tx, owner, gone)
}

/// Which warehouses a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cas) struct Warehouses<'a> {
    pub(in crate::cas) instance: Option<&'a str>,
    pub(in crate::cas) kind: Option<&'a str>,
    /// A [`pattern`](crate::shared::filters::pattern) for the name.
    pub(in crate::cas) like: Option<&'a str>,
}

const LIST: FilteredList = filtered!(
    warehouses,
    "cas_warehouse WHERE site = $1 AND account = $2 ",
    "AND (CAST($3 AS TEXT) IS NULL OR instance = $3)
     AND (CAST($4 AS TEXT) IS NULL OR kind = $4)
     AND (CAST($5 AS TEXT) IS NULL OR folded LIKE $5 ESCAPE '!') ",
    "ORDER BY id DESC LIMIT $6 OFFSET $7"
);

/// One page of the warehouses, newest first, and the total.
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    f: &Warehouses<'_>,
    page: Page,
) -> Result<(Vec<Warehouse>, i64)> {
    let args = args![owner.site, owner.account, f.instance, f.kind, f.like];
    LIST.list(tx, args, None, page, read_warehouse)
}

/// All warehouses in creation order.
pub(in crate::cas) fn all(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<Vec<Warehouse>> {
    tx.rows(warehouses!("ORDER BY id"), args![owner.site, owner.account], read_warehouse)
}

/// How many certificates the owner has in warehouses.
pub(in crate::cas) fn count_certificates(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
    CERTIFICATE.count(tx, owner)
}

/// The certificate of this identifier.
pub(in crate::cas) fn certificate(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    identifier: &str,
) -> Result<Option<Certificate>> {
    tx.row(
        certificates!("AND c.identifier = $3"),
        args![owner.site, owner.account, identifier],
        read_certificate,
    )
}

/// The newest certificate of this name, in a warehouse if one is given.
pub(in crate::cas) fn named(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    warehouse: Option<i64>,
    name: &str,
) -> Result<Option<Certificate>> {
    tx.row(
        certificates!(
            "AND (CAST($3 AS BIGINT) IS NULL OR c.warehouse = $3) AND c.name = $4
             ORDER BY c.id DESC LIMIT 1"
        ),
        args![owner.site, owner.account, warehouse, name],
        read_certificate,
    )
}

/// Inserts a certificate and assigns its id.
pub(in crate::cas) fn insert_certificate(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    c: &mut Certificate,
) -> Result<()> {
    c.id = CERTIFICATE.add(tx, owner)?;
    let name = c.name.as_deref().unwrap_or_default();
    let search = format!("{name}\n{}\n{}\n{}", c.common, c.sans, c.identifier).to_lowercase();
    tx.execute(
        "INSERT INTO cas_pca_certificate (site, account, id, identifier, warehouse, name, kind,
         origin, revoked, parent, common, sans, issuer, serial, algorithm, signed_by, sha1,
         not_before, not_after, search, cert, private)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
         $19, $20, $21, $22)",
        args![
            owner.site,
            owner.account,
            c.id,
            &c.identifier,
            c.warehouse,
            &c.name,
            &c.kind,
            &c.origin,
            c.revoked,
            &c.parent,
            &c.common,
            &c.sans,
            &c.issuer,
            &c.serial,
            &c.algorithm,
            &c.signed_by,
            &c.sha1,
            c.not_before,
            c.not_after,
            search,
            &c.cert,
            Secret(&c.key),
        ],
    )?;
    Ok(())
}

/// Deletes it. Returns whether it existed.
pub(in crate::cas) fn delete_certificate(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    identifier: &str,
) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cas_pca_certificate WHERE site = $1 AND account = $2 AND identifier = $3",
        args![owner.site, owner.account, identifier],
    )?;
    CERTIFICATE.sub(tx, owner, gone)?;
    Ok(gone > 0)
}

pub(in crate::cas) fn revoke(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    identifier: &str,
    now: i64,
) -> Result<()> {
    let changed = tx.execute(
        "UPDATE cas_pca_certificate SET revoked = $1
         WHERE site = $2 AND account = $3 AND identifier = $4",
        args![now, owner.site, owner.account, identifier],
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Shape) }
}

/// Which certificates a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cas) struct Certificates<'a> {
    pub(in crate::cas) warehouse: Option<i64>,
    pub(in crate::cas) kind: Option<&'a str>,
    pub(in crate::cas) origin: Option<&'a str>,
    pub(in crate::cas) revoked: Option<bool>,
    /// A [`pattern`](crate::shared::filters::pattern) for the names and the identifier.
    pub(in crate::cas) like: Option<&'a str>,
    /// Identifiers, each enclosed in commas.
    pub(in crate::cas) among: Option<&'a str>,
}

const CERTIFICATES: FilteredList = filtered!(
    certificates,
    "cas_pca_certificate c WHERE c.site = $1 AND c.account = $2 ",
    "AND (CAST($3 AS BIGINT) IS NULL OR c.warehouse = $3)
     AND (CAST($4 AS TEXT) IS NULL OR c.kind = $4)
     AND (CAST($5 AS TEXT) IS NULL OR c.origin = $5)
     AND (CAST($6 AS BIGINT) IS NULL OR (CASE WHEN c.revoked IS NULL THEN 0 ELSE 1 END) = $6)
     AND (CAST($7 AS TEXT) IS NULL OR c.search LIKE $7 ESCAPE '!')
     AND (CAST($8 AS TEXT) IS NULL OR $8 LIKE '%,' || c.identifier || ',%') ",
    "ORDER BY c.id DESC LIMIT $9 OFFSET $10"
);

/// One page of the certificates, newest first, and the total.
pub(in crate::cas) fn list_certificates(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    f: &Certificates<'_>,
    page: Page,
) -> Result<(Vec<Certificate>, i64)> {
    let (site, account) = (owner.site, owner.account);
    let args = args![site, account, f.warehouse, f.kind, f.origin, f.revoked, f.like, f.among];
    CERTIFICATES.list(tx, args, None, page, read_certificate)
}

fn read_warehouse(row: &Row<'_>) -> Result<Warehouse> {
    Ok(Warehouse {
        id: row.int(0)?,
        instance: row.text(1)?,
        name: row.text(2)?,
        kind: row.text(3)?,
        biz: row.opt_text(4)?,
        ends: row.int(5)?,
    })
}

fn read_certificate(row: &Row<'_>) -> Result<Certificate> {
    Ok(Certificate {
        id: row.int(0)?,
        identifier: row.text(1)?,
        warehouse: row.int(2)?,
        warehouse_instance: row.text(3)?,
        name: row.opt_text(4)?,
        kind: row.text(5)?,
        origin: row.text(6)?,
        revoked: row.opt_int(7)?,
        parent: row.opt_text(8)?,
        common: row.text(9)?,
        sans: row.text(10)?,
        issuer: row.text(11)?,
        serial: row.text(12)?,
        algorithm: row.text(13)?,
        signed_by: row.text(14)?,
        sha1: row.text(15)?,
        not_before: row.int(16)?,
        not_after: row.int(17)?,
        cert: row.text(18)?,
        key: row.opt_text(19)?,
    })
}
