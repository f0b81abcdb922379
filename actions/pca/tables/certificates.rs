//! Authorities, and the certificates that they issue.

use super::Owner;
use crate::{
    args,
    ports::store::{self, Result, Row, Secret, StoreError, Tx},
    request::page::Page,
};

// kind is ROOT, SUB_ROOT, CLIENT or SERVER; parent is the identifier of the issuer. common to country are what the call gave, subject is
// what the certificate says. sans is a JSON array. crl is where the list of an authority is, revoked the time of the revocation.
pub(super) const TABLE: &str = "CREATE TABLE pca_certificate (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, id BIGINT NOT NULL, identifier TEXT NOT NULL,
        kind TEXT NOT NULL, parent TEXT, alias TEXT, custom TEXT, resource_group TEXT NOT NULL,
        algorithm TEXT NOT NULL, common TEXT, org TEXT, unit TEXT, locality TEXT, province TEXT,
        country TEXT, subject TEXT NOT NULL, sans TEXT NOT NULL, serial TEXT NOT NULL,
        sha256 TEXT NOT NULL, not_before BIGINT NOT NULL, not_after BIGINT NOT NULL, years BIGINT,
        crl TEXT, crl_day BIGINT, max_days BIGINT, uploaded BIGINT NOT NULL, revoked BIGINT,
        made BIGINT NOT NULL, cert TEXT NOT NULL, private TEXT,
        PRIMARY KEY (site, account, id)
    )";
pub(super) const BY_IDENTIFIER: &str = "CREATE UNIQUE INDEX pca_certificate_identifier
        ON pca_certificate (site, account, identifier)";
pub(super) const BY_PARENT: &str =
    "CREATE INDEX pca_certificate_parent ON pca_certificate (site, account, parent, id)";
pub(super) const BY_CUSTOM: &str =
    "CREATE INDEX pca_certificate_custom ON pca_certificate (site, account, custom)";

/// Of authorities and of what they issue.
const KIND: &str = "pca_certificate";
/// The id before the first.
const BEFORE_FIRST: i64 = 59_424;

macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT id, identifier, kind, parent, alias, custom, resource_group, algorithm, common,
             org, unit, locality, province, country, subject, sans, serial, sha256, not_before,
             not_after, years, crl, crl_day, max_days, uploaded, revoked, made, cert, private
             FROM pca_certificate WHERE site = $1 AND account = $2 ",
            $rest
        )
    };
}

/// An authority or a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::pca) struct PcaCertificate {
    /// 0 until it is stored.
    pub(in crate::pca) id: i64,
    pub(in crate::pca) identifier: String,
    /// `ROOT`, `SUB_ROOT`, `CLIENT` or `SERVER`.
    pub(in crate::pca) kind: String,
    pub(in crate::pca) parent: Option<String>,
    pub(in crate::pca) alias: Option<String>,
    pub(in crate::pca) custom: Option<String>,
    pub(in crate::pca) resource_group: String,
    /// Such as `RSA_2048`.
    pub(in crate::pca) algorithm: String,
    pub(in crate::pca) common: Option<String>,
    pub(in crate::pca) org: Option<String>,
    pub(in crate::pca) unit: Option<String>,
    pub(in crate::pca) locality: Option<String>,
    pub(in crate::pca) province: Option<String>,
    pub(in crate::pca) country: Option<String>,
    pub(in crate::pca) subject: String,
    pub(in crate::pca) sans: String,
    pub(in crate::pca) serial: String,
    pub(in crate::pca) sha256: String,
    pub(in crate::pca) not_before: i64,
    pub(in crate::pca) not_after: i64,
    pub(in crate::pca) years: Option<i64>,
    pub(in crate::pca) crl: Option<String>,
    pub(in crate::pca) crl_day: Option<i64>,
    pub(in crate::pca) max_days: Option<i64>,
    pub(in crate::pca) uploaded: bool,
    pub(in crate::pca) revoked: Option<i64>,
    pub(in crate::pca) made: i64,
    /// As PEM.
    pub(in crate::pca) cert: String,
    pub(in crate::pca) key: Option<String>,
}

impl PcaCertificate {
    /// Whether it is one of an authority.
    pub(in crate::pca) fn is_authority(&self) -> bool {
        ["ROOT", "SUB_ROOT"].contains(&&*self.kind)
    }
}

/// Stores a certificate, and gives it its id.
pub(in crate::pca) fn insert(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    it: &mut PcaCertificate,
) -> Result<()> {
    it.id = BEFORE_FIRST + store::tally_add(tx, "", KIND)?;
    store::tally_add(tx, &owner.joined(), KIND)?;
    tx.execute(
        "INSERT INTO pca_certificate (site, account, id, identifier, kind, parent, alias, custom,
         resource_group, algorithm, common, org, unit, locality, province, country, subject, sans,
         serial, sha256, not_before, not_after, years, crl, crl_day, max_days, uploaded, revoked,
         made, cert, private)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
         $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31)",
        args![
            owner.site,
            owner.account,
            it.id,
            &it.identifier,
            &it.kind,
            &it.parent,
            &it.alias,
            &it.custom,
            &it.resource_group,
            &it.algorithm,
            &it.common,
            &it.org,
            &it.unit,
            &it.locality,
            &it.province,
            &it.country,
            &it.subject,
            &it.sans,
            &it.serial,
            &it.sha256,
            it.not_before,
            it.not_after,
            it.years,
            &it.crl,
            it.crl_day,
            it.max_days,
            it.uploaded,
            it.revoked,
            it.made,
            &it.cert,
            Secret(&it.key),
        ],
    )?;
    Ok(())
}

/// The one with this identifier.
pub(in crate::pca) fn certificate(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    identifier: &str,
) -> Result<Option<PcaCertificate>> {
    tx.row(select!("AND identifier = $3"), args![owner.site, owner.account, identifier], read)
}

/// The one with this id.
pub(in crate::pca) fn of_id(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
) -> Result<Option<PcaCertificate>> {
    tx.row(select!("AND id = $3"), args![owner.site, owner.account, id], read)
}

/// Whether one has this identifier of its user's own.
pub(in crate::pca) fn has_custom(tx: &mut dyn Tx, owner: Owner<'_>, custom: &str) -> Result<bool> {
    let found = tx.row(
        "SELECT id FROM pca_certificate WHERE site = $1 AND account = $2 AND custom = $3 LIMIT 1",
        args![owner.site, owner.account, custom],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// How many an authority has issued.
pub(in crate::pca) fn issued(tx: &mut dyn Tx, owner: Owner<'_>, parent: &str) -> Result<i64> {
    let count = tx.row(
        "SELECT COUNT(*) FROM pca_certificate WHERE site = $1 AND account = $2 AND parent = $3",
        args![owner.site, owner.account, parent],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// Which are listed.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::pca) struct Filter<'a> {
    /// Their kinds: a list of two.
    pub(in crate::pca) kinds: (&'a str, &'a str),
    pub(in crate::pca) identifier: Option<&'a str>,
    pub(in crate::pca) resource_group: Option<&'a str>,
    /// Whether they are revoked.
    pub(in crate::pca) revoked: Option<bool>,
    /// Whether they are valid at this time, or have ended.
    pub(in crate::pca) valid: Option<bool>,
    pub(in crate::pca) now: i64,
}

/// A page, the newest first, and how many there are.
pub(in crate::pca) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    f: &Filter<'_>,
    page: Page,
) -> Result<(Vec<PcaCertificate>, i64)> {
    macro_rules! filtered {
        ($rest:literal) => {
            concat!(
                "AND kind IN ($3, $4) AND (CAST($5 AS TEXT) IS NULL OR identifier = $5)
                 AND (CAST($6 AS TEXT) IS NULL OR resource_group = $6)
                 AND (CAST($7 AS BIGINT) IS NULL OR ($7 = 1 AND revoked IS NOT NULL)
                      OR ($7 = 0 AND revoked IS NULL))
                 AND (CAST($8 AS BIGINT) IS NULL OR ($8 = 1 AND not_after >= $9)
                      OR ($8 = 0 AND not_after < $9)) ",
                $rest
            )
        };
    }
    let Owner { site, account } = owner;
    let (one, other) = f.kinds;
    let (group, revoked, valid) =
        (f.resource_group, f.revoked.map(i64::from), f.valid.map(i64::from));
    let total = tx.row(
        concat!(
            "SELECT COUNT(*) FROM pca_certificate WHERE site = $1 AND account = $2 ",
            filtered!("")
        ),
        args![site, account, one, other, f.identifier, group, revoked, valid, f.now],
        |row| row.int(0),
    )?;
    let found = tx.rows(
        select!(filtered!("ORDER BY id DESC LIMIT $10 OFFSET $11")),
        args![
            site,
            account,
            one,
            other,
            f.identifier,
            group,
            revoked,
            valid,
            f.now,
            page.size,
            page.skip(),
        ],
        read,
    )?;
    Ok((found, total.unwrap_or(0)))
}

/// Writes what can change: alias, resource group, whether it was uploaded, and when it was revoked.
pub(in crate::pca) fn update(tx: &mut dyn Tx, owner: Owner<'_>, it: &PcaCertificate) -> Result<()> {
    let changed = tx.execute(
        "UPDATE pca_certificate SET alias = $1, resource_group = $2, uploaded = $3, revoked = $4
         WHERE site = $5 AND account = $6 AND id = $7",
        args![
            &it.alias,
            &it.resource_group,
            it.uploaded,
            it.revoked,
            owner.site,
            owner.account,
            it.id
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Shape) }
}

pub(in crate::pca) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM pca_certificate WHERE site = $1 AND account = $2 AND id = $3",
        args![owner.site, owner.account, id],
    )?;
    store::tally_sub(tx, &owner.joined(), KIND, gone)
}

fn read(row: &Row<'_>) -> Result<PcaCertificate> {
    Ok(PcaCertificate {
        id: row.int(0)?,
        identifier: row.text(1)?,
        kind: row.text(2)?,
        parent: row.opt_text(3)?,
        alias: row.opt_text(4)?,
        custom: row.opt_text(5)?,
        resource_group: row.text(6)?,
        algorithm: row.text(7)?,
        common: row.opt_text(8)?,
        org: row.opt_text(9)?,
        unit: row.opt_text(10)?,
        locality: row.opt_text(11)?,
        province: row.opt_text(12)?,
        country: row.opt_text(13)?,
        subject: row.text(14)?,
        sans: row.text(15)?,
        serial: row.text(16)?,
        sha256: row.text(17)?,
        not_before: row.int(18)?,
        not_after: row.int(19)?,
        years: row.opt_int(20)?,
        crl: row.opt_text(21)?,
        crl_day: row.opt_int(22)?,
        max_days: row.opt_int(23)?,
        uploaded: row.flag(24)?,
        revoked: row.opt_int(25)?,
        made: row.int(26)?,
        cert: row.text(27)?,
        key: row.opt_text(28)?,
    })
}
