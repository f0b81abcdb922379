//! The certificates of domains: a domain that has one serves HTTPS.

use serde::{Deserialize, Serialize};

use crate::{
    args,
    cdn::service::Service,
    ports::store::{Result, Row, StoreError, Tx},
};

// pem is the certificate as it was sent; sans the names that it is for, with commas between them; by_job: a deployment job set it.
pub(super) const TABLE: &str = "CREATE TABLE cdn_binding (
        domain BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, service TEXT NOT NULL, kind TEXT NOT NULL,
        cert BIGINT NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL, pem TEXT NOT NULL, common TEXT NOT NULL,
        org TEXT NOT NULL, sans TEXT NOT NULL, sha1 TEXT NOT NULL, starts BIGINT NOT NULL, ends BIGINT NOT NULL,
        changed BIGINT NOT NULL, by_job BIGINT NOT NULL
    )";
pub(super) const BY_CERTIFICATE: &str =
    "CREATE INDEX cdn_binding_cert ON cdn_binding (account, service, cert)";
// The certificates that deployment jobs have replaced: doc is a binding as JSON.
pub(super) const FORMER: &str = "CREATE TABLE cdn_former (
        domain BIGINT NOT NULL, cert BIGINT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (domain, cert)
    )";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT domain, kind, cert, name, region, pem, common, org, sans, sha1, starts, ends, changed, by_job FROM cdn_binding ",
            $rest
        )
    };
}

/// The certificate of a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::cdn) struct Binding {
    /// The number of the domain.
    pub(in crate::cdn) domain: i64,
    /// `upload`, `cas` or `free`.
    pub(in crate::cdn) kind: String,
    pub(in crate::cdn) cert: i64,
    pub(in crate::cdn) name: String,
    pub(in crate::cdn) region: String,
    pub(in crate::cdn) pem: String,
    /// The common name.
    pub(in crate::cdn) common: String,
    /// The organisation of the issuer.
    pub(in crate::cdn) org: String,
    /// The names that it is for, with commas between them.
    pub(in crate::cdn) sans: String,
    /// The fingerprint.
    pub(in crate::cdn) sha1: String,
    pub(in crate::cdn) starts: i64,
    pub(in crate::cdn) ends: i64,
    /// When it was set.
    pub(in crate::cdn) changed: i64,
    /// Whether a deployment job set it.
    pub(in crate::cdn) by_job: bool,
}

impl Binding {
    /// The names that it is for.
    pub(in crate::cdn) fn names(&self) -> impl Iterator<Item = &str> {
        self.sans.split(',').filter(|it| !it.is_empty())
    }
}

fn read(row: &Row<'_>) -> Result<Binding> {
    Ok(Binding {
        domain: row.int(0)?,
        kind: row.text(1)?,
        cert: row.int(2)?,
        name: row.text(3)?,
        region: row.text(4)?,
        pem: row.text(5)?,
        common: row.text(6)?,
        org: row.text(7)?,
        sans: row.text(8)?,
        sha1: row.text(9)?,
        starts: row.int(10)?,
        ends: row.int(11)?,
        changed: row.int(12)?,
        by_job: row.flag(13)?,
    })
}

/// Sets the certificate of a domain.
pub(in crate::cdn) fn put(
    tx: &mut dyn Tx,
    (account, service): (&str, Service),
    it: &Binding,
) -> Result<()> {
    tx.execute(
        "INSERT INTO cdn_binding (domain, account, service, kind, cert, name, region, pem, common, org, sans, sha1, starts,
         ends, changed, by_job) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (domain) DO UPDATE SET kind = excluded.kind, cert = excluded.cert, name = excluded.name,
         region = excluded.region, pem = excluded.pem, common = excluded.common, org = excluded.org,
         sans = excluded.sans, sha1 = excluded.sha1, starts = excluded.starts, ends = excluded.ends,
         changed = excluded.changed, by_job = excluded.by_job",
        args![
            it.domain,
            account,
            service.name(),
            &it.kind,
            it.cert,
            &it.name,
            &it.region,
            &it.pem,
            &it.common,
            &it.org,
            &it.sans,
            &it.sha1,
            it.starts,
            it.ends,
            it.changed,
            it.by_job,
        ],
    )?;
    Ok(())
}

/// Removes the certificate of a domain.
pub(in crate::cdn) fn delete(tx: &mut dyn Tx, domain: i64) -> Result<()> {
    tx.execute("DELETE FROM cdn_binding WHERE domain = $1", args![domain])?;
    Ok(())
}

/// The certificate of a domain, if it serves HTTPS.
pub(in crate::cdn) fn of(tx: &mut dyn Tx, domain: i64) -> Result<Option<Binding>> {
    tx.row(select!("WHERE domain = $1"), args![domain], read)
}

/// Those of all domains of an account at a product, the newest domain first.
pub(in crate::cdn) fn all(
    tx: &mut dyn Tx,
    account: &str,
    service: Service,
) -> Result<Vec<Binding>> {
    tx.rows(
        select!("WHERE account = $1 AND service = $2 ORDER BY domain DESC"),
        args![account, service.name()],
        read,
    )
}

/// Remembers a certificate that a deployment job replaces.
pub(in crate::cdn) fn keep(tx: &mut dyn Tx, it: &Binding) -> Result<()> {
    let doc = serde_json::to_string(it).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO cdn_former (domain, cert, doc) VALUES ($1, $2, $3)
         ON CONFLICT (domain, cert) DO UPDATE SET doc = excluded.doc",
        args![it.domain, it.cert, doc],
    )?;
    Ok(())
}

/// A certificate of a domain that a deployment job has replaced.
pub(in crate::cdn) fn kept(tx: &mut dyn Tx, domain: i64, cert: i64) -> Result<Option<Binding>> {
    let doc = tx.row(
        "SELECT doc FROM cdn_former WHERE domain = $1 AND cert = $2",
        args![domain, cert],
        |row| row.text(0),
    )?;
    doc.map(|it| serde_json::from_str(&it).map_err(|_| StoreError::Shape)).transpose()
}
