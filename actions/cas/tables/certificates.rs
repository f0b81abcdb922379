//! User certificates: those that were uploaded, and those that were issued.

use super::{
    IdSequence, Owner, certificate_blocks,
    certificate_counts::{REVOKED, count_day},
    group_id, tags,
};
use crate::{
    args,
    ports::store::{Result, Row, Secret, StoreError, Tx},
};

// source is upload, buy or test; order_id is the order of one that was issued. `ends` is
// not_after, or REVOKED. `search` has the domains and the instance, `folded` the name, both in lower case.
// chain is a JSON array of what the chain's certificates say. shared_from is the account that
// shares it.
pub(super) const TABLE: &str = "CREATE TABLE cas_certificate (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, id BIGINT NOT NULL, ends BIGINT NOT NULL,
        source TEXT NOT NULL, resource_group TEXT NOT NULL, name TEXT NOT NULL,
        folded TEXT NOT NULL, search TEXT NOT NULL, instance TEXT NOT NULL, order_id BIGINT,
        common TEXT NOT NULL, sans TEXT NOT NULL, org TEXT, country TEXT, province TEXT, city TEXT,
        issuer TEXT NOT NULL, serial TEXT NOT NULL, sha1 TEXT NOT NULL, sha256 TEXT NOT NULL,
        algorithm TEXT NOT NULL, key_size BIGINT NOT NULL, not_before BIGINT NOT NULL,
        not_after BIGINT NOT NULL, keyed BIGINT NOT NULL, notice BIGINT NOT NULL,
        contact BIGINT, company BIGINT, shared_from TEXT, made BIGINT NOT NULL,
        chain TEXT NOT NULL, csr TEXT, cert TEXT NOT NULL, private TEXT, sign_cert TEXT,
        sign_private TEXT, encrypt_cert TEXT, encrypt_private TEXT,
        PRIMARY KEY (site, account, id), UNIQUE (site, account, name)
    )";
pub(super) const BY_SOURCE: &str =
    "CREATE INDEX cas_certificate_source ON cas_certificate (site, account, source, id)";
pub(super) const BY_GROUP: &str =
    "CREATE INDEX cas_certificate_group ON cas_certificate (site, account, resource_group, id)";
pub(super) const BY_END: &str =
    "CREATE INDEX cas_certificate_end ON cas_certificate (site, account, ends, source, id)";
pub(super) const BY_ID: &str =
    "CREATE INDEX cas_certificate_id ON cas_certificate (site, account, id, ends, source)";
pub(super) const BY_INSTANCE: &str =
    "CREATE INDEX cas_certificate_instance ON cas_certificate (site, account, instance)";
pub(super) const BY_ORDER: &str =
    "CREATE INDEX cas_certificate_order ON cas_certificate (site, account, order_id)";
const CERTIFICATE: IdSequence = IdSequence::new("cas_certificate", 12_342_649);
macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT id, name, instance, source, order_id, resource_group, common, sans, org, country,
             province, city, issuer, serial, sha1, sha256, algorithm, key_size, not_before,
             not_after, ends, keyed, notice, contact, company, shared_from, made
             FROM cas_certificate WHERE site = $1 AND account = $2 ",
            $rest
        )
    };
}
pub(super) use select;

/// A certificate without its PEM texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct Certificate {
    /// 0 until it is stored.
    pub(in crate::cas) id: i64,
    pub(in crate::cas) name: String,
    pub(in crate::cas) instance: String,
    /// `upload`, `buy` or `test`.
    pub(in crate::cas) source: String,
    pub(in crate::cas) order: Option<i64>,
    /// Empty stands for the account's default group until it is written.
    pub(in crate::cas) resource_group: String,
    pub(in crate::cas) common: String,
    /// Comma-separated.
    pub(in crate::cas) sans: String,
    pub(in crate::cas) org: Option<String>,
    pub(in crate::cas) country: Option<String>,
    pub(in crate::cas) province: Option<String>,
    pub(in crate::cas) city: Option<String>,
    pub(in crate::cas) issuer: String,
    pub(in crate::cas) serial: String,
    pub(in crate::cas) sha1: String,
    pub(in crate::cas) sha256: String,
    /// `RSA`, `ECC` or `SM2`.
    pub(in crate::cas) algorithm: String,
    pub(in crate::cas) key_size: i64,
    pub(in crate::cas) not_before: i64,
    pub(in crate::cas) not_after: i64,
    pub(in crate::cas) revoked: bool,
    /// Whether its private key is stored.
    pub(in crate::cas) keyed: bool,
    /// Whether expiry notices are on.
    pub(in crate::cas) notice: bool,
    pub(in crate::cas) contact: Option<i64>,
    pub(in crate::cas) company: Option<i64>,
    /// The account that shares it.
    pub(in crate::cas) shared_from: Option<String>,
    pub(in crate::cas) made: i64,
}

impl Certificate {
    /// The domains it covers; `*.` stands for one label.
    pub(in crate::cas) fn domains(&self) -> impl Iterator<Item = &str> {
        self.sans.split(',').filter(|name| !name.is_empty())
    }
}

/// The PEM texts of a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct PemTexts {
    /// The description of its chain: a JSON array.
    pub(in crate::cas) chain: String,
    pub(in crate::cas) csr: Option<String>,
    pub(in crate::cas) cert: String,
    pub(in crate::cas) key: Option<String>,
    pub(in crate::cas) sign_cert: Option<String>,
    pub(in crate::cas) sign_key: Option<String>,
    pub(in crate::cas) encrypt_cert: Option<String>,
    pub(in crate::cas) encrypt_key: Option<String>,
}

/// Inserts a certificate and assigns its id, unless it has the id of the certificate it is shared
/// from. Its name must be free.
pub(in crate::cas) fn insert(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    c: &mut Certificate,
    texts: &PemTexts,
) -> Result<()> {
    if c.id == 0 {
        c.id = CERTIFICATE.next(tx)?;
    }
    let ends = if c.revoked { REVOKED } else { c.not_after };
    tx.execute(
        "INSERT INTO cas_certificate (site, account, id, ends, source, resource_group, name, folded,
         search, instance, order_id, common, sans, org, country, province, city, issuer, serial,
         sha1, sha256, algorithm, key_size, not_before, not_after, keyed, notice, contact, company,
         shared_from, made, chain, csr, cert, private, sign_cert, sign_private, encrypt_cert,
         encrypt_private)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
         $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36,
         $37, $38, $39)",
        args![
            owner.site,
            owner.account,
            c.id,
            ends,
            &c.source,
            owner.stored_group(&c.resource_group),
            &c.name,
            c.name.to_lowercase(),
            searched(c),
            &c.instance,
            c.order,
            &c.common,
            &c.sans,
            &c.org,
            &c.country,
            &c.province,
            &c.city,
            &c.issuer,
            &c.serial,
            &c.sha1,
            &c.sha256,
            &c.algorithm,
            c.key_size,
            c.not_before,
            c.not_after,
            c.keyed,
            c.notice,
            c.contact,
            c.company,
            &c.shared_from,
            c.made,
            &texts.chain,
            &texts.csr,
            &texts.cert,
            Secret(&texts.key),
            &texts.sign_cert,
            Secret(&texts.sign_key),
            &texts.encrypt_cert,
            Secret(&texts.encrypt_key),
        ],
    )?;
    if !c.revoked {
        certificate_blocks::record_end(tx, owner, c.id, ends)?;
    }
    count_day(tx, owner, &c.source, ends, 1)
}

fn searched(c: &Certificate) -> String {
    format!("{}\n{}\n{}", c.common, c.sans, c.instance).to_lowercase()
}

/// The certificate of this id.
pub(in crate::cas) fn certificate(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
) -> Result<Option<Certificate>> {
    tx.row(select!("AND id = $3"), args![owner.site, owner.account, id], |row| {
        read(row, &owner.default_group())
    })
}

/// The newest certificate of an instance.
pub(in crate::cas) fn of_instance(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    instance: &str,
) -> Result<Option<Certificate>> {
    tx.row(
        select!("AND instance = $3 ORDER BY id DESC LIMIT 1"),
        args![owner.site, owner.account, instance],
        |row| read(row, &owner.default_group()),
    )
}

/// The certificates of these ids, in their order; those that do not exist are left out.
pub(in crate::cas) fn of_ids(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    ids: &[i64],
) -> Result<Vec<Certificate>> {
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(certificate(tx, owner, *id)?);
    }
    Ok(all)
}

pub(in crate::cas) fn texts(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
) -> Result<Option<PemTexts>> {
    tx.row(
        "SELECT chain, csr, cert, private, sign_cert, sign_private, encrypt_cert, encrypt_private
         FROM cas_certificate WHERE site = $1 AND account = $2 AND id = $3",
        args![owner.site, owner.account, id],
        |row| {
            Ok(PemTexts {
                chain: row.text(0)?,
                csr: row.opt_text(1)?,
                cert: row.text(2)?,
                key: row.opt_text(3)?,
                sign_cert: row.opt_text(4)?,
                sign_key: row.opt_text(5)?,
                encrypt_cert: row.opt_text(6)?,
                encrypt_key: row.opt_text(7)?,
            })
        },
    )
}

pub(in crate::cas) fn has_name(tx: &mut dyn Tx, owner: Owner<'_>, name: &str) -> Result<bool> {
    Ok(id_of_name(tx, owner, name)?.is_some())
}

/// The certificate of this name.
pub(in crate::cas) fn id_of_name(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    name: &str,
) -> Result<Option<i64>> {
    tx.row(
        "SELECT id FROM cas_certificate WHERE site = $1 AND account = $2 AND name = $3",
        args![owner.site, owner.account, name],
        |row| row.int(0),
    )
}

/// Deletes a certificate and, if it was uploaded, its tags.
pub(in crate::cas) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, c: &Certificate) -> Result<()> {
    tx.execute(
        "DELETE FROM cas_certificate WHERE site = $1 AND account = $2 AND id = $3",
        args![owner.site, owner.account, c.id],
    )?;
    if c.source == "upload" {
        tags::clear(tx, owner, &c.instance)?;
    }
    count_day(tx, owner, &c.source, if c.revoked { REVOKED } else { c.not_after }, -1)
}

/// Marks a certificate as revoked.
pub(in crate::cas) fn revoke(tx: &mut dyn Tx, owner: Owner<'_>, c: &Certificate) -> Result<()> {
    if c.revoked {
        return Ok(());
    }
    tx.execute(
        "UPDATE cas_certificate SET ends = $1 WHERE site = $2 AND account = $3 AND id = $4",
        args![REVOKED, owner.site, owner.account, c.id],
    )?;
    count_day(tx, owner, &c.source, c.not_after, -1)?;
    count_day(tx, owner, &c.source, REVOKED, 1)
}

pub(in crate::cas) fn move_group(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
    group: &str,
) -> Result<()> {
    let moved = tx.execute(
        "UPDATE cas_certificate SET resource_group = $1
         WHERE site = $2 AND account = $3 AND id = $4",
        args![owner.stored_group(group), owner.site, owner.account, id],
    )?;
    if moved == 1 { Ok(()) } else { Err(StoreError::Shape) }
}

/// Gives a certificate another name, which must be free.
pub(in crate::cas) fn rename(tx: &mut dyn Tx, owner: Owner<'_>, id: i64, name: &str) -> Result<()> {
    let renamed = tx.execute(
        "UPDATE cas_certificate SET name = $1, folded = $2
         WHERE site = $3 AND account = $4 AND id = $5",
        args![name, name.to_lowercase(), owner.site, owner.account, id],
    )?;
    if renamed == 1 { Ok(()) } else { Err(StoreError::Shape) }
}

/// Switches the notices of a certificate on or off. Returns whether it exists.
pub(in crate::cas) fn set_notice(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
    notice: bool,
) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE cas_certificate SET notice = $1 WHERE site = $2 AND account = $3 AND id = $4",
        args![notice, owner.site, owner.account, id],
    )?;
    Ok(changed > 0)
}

pub(super) fn read(row: &Row<'_>, default_group: &str) -> Result<Certificate> {
    Ok(Certificate {
        id: row.int(0)?,
        name: row.text(1)?,
        instance: row.text(2)?,
        source: row.text(3)?,
        order: row.opt_int(4)?,
        resource_group: group_id(row.text(5)?, default_group),
        common: row.text(6)?,
        sans: row.text(7)?,
        org: row.opt_text(8)?,
        country: row.opt_text(9)?,
        province: row.opt_text(10)?,
        city: row.opt_text(11)?,
        issuer: row.text(12)?,
        serial: row.text(13)?,
        sha1: row.text(14)?,
        sha256: row.text(15)?,
        algorithm: row.text(16)?,
        key_size: row.int(17)?,
        not_before: row.int(18)?,
        not_after: row.int(19)?,
        revoked: row.int(20)? == REVOKED,
        keyed: row.flag(21)?,
        notice: row.flag(22)?,
        contact: row.opt_int(23)?,
        company: row.opt_int(24)?,
        shared_from: row.opt_text(25)?,
        made: row.int(26)?,
    })
}
