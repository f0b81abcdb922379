//! OIDC identity providers, and the keys of their issuers.

use crate::{
    args,
    ports::store::{self, Result, Row, Secret, Tx},
    request::page::CursorPage,
};

const PROVIDER: &str = "ims_oidc_provider";

/// An OIDC identity provider.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    /// Its sequence number in the account; 0 until it is stored.
    pub(crate) seq: i64,
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) issuer: String,
    pub(crate) client_ids: String,
    pub(crate) fingerprints: String,
    /// Maximum age of a token, in hours.
    pub(crate) limit_hours: i64,
    pub(crate) made: i64,
    pub(crate) changed: i64,
}

/// The provider of this name.
pub(crate) fn provider(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Provider>> {
    tx.row(
        "SELECT seq, name, about, issuer, client_ids, fingerprints, limit_hours, made, changed
         FROM ims_oidc_provider WHERE account = $1 AND name = $2",
        args![account, name],
        read,
    )
}

/// Whether the account has a provider with this issuer.
pub(crate) fn has_issuer(tx: &mut dyn Tx, account: &str, issuer: &str) -> Result<bool> {
    let found = tx.row(
        "SELECT CAST(1 AS BIGINT) FROM ims_oidc_provider WHERE account = $1 AND issuer = $2",
        args![account, issuer],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// How many providers the account has.
pub(crate) fn count(tx: &mut dyn Tx, account: &str) -> Result<i64> {
    store::tally(tx, account, PROVIDER)
}

/// Inserts or updates a provider. A new one gets the next number.
pub(crate) fn put(tx: &mut dyn Tx, account: &str, p: &mut Provider) -> Result<()> {
    if p.seq == 0 {
        p.seq = store::tally_add(tx, account, PROVIDER)?;
    }
    tx.execute(
        "INSERT INTO ims_oidc_provider (account, seq, name, about, issuer, client_ids,
         fingerprints, limit_hours, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (account, seq) DO UPDATE SET about = excluded.about,
         client_ids = excluded.client_ids, fingerprints = excluded.fingerprints,
         limit_hours = excluded.limit_hours, changed = excluded.changed",
        args![
            account,
            p.seq,
            &p.name,
            &p.about,
            &p.issuer,
            &p.client_ids,
            &p.fingerprints,
            p.limit_hours,
            p.made,
            p.changed,
        ],
    )?;
    Ok(())
}

/// Deletes a provider. Returns whether it existed.
pub(crate) fn delete(tx: &mut dyn Tx, account: &str, name: &str) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM ims_oidc_provider WHERE account = $1 AND name = $2",
        args![account, name],
    )?;
    store::tally_sub(tx, account, PROVIDER, gone)?;
    Ok(gone > 0)
}

/// One page of the providers in creation order, plus one more row if there are more.
pub(crate) fn list(tx: &mut dyn Tx, account: &str, part: CursorPage) -> Result<Vec<Provider>> {
    tx.rows(
        "SELECT seq, name, about, issuer, client_ids, fingerprints, limit_hours, made, changed
         FROM ims_oidc_provider WHERE account = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        args![account, part.after, part.fetch_limit()],
        read,
    )
}

/// Sets the public keys of an issuer, a JWK set, replacing previous ones.
pub(crate) fn put_keys(tx: &mut dyn Tx, issuer: &str, keys: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO ims_oidc_keys (issuer, keys) VALUES ($1, $2)
         ON CONFLICT (issuer) DO UPDATE SET keys = excluded.keys",
        args![issuer, keys],
    )?;
    Ok(())
}

/// The public keys of an issuer.
pub(crate) fn keys(tx: &mut dyn Tx, issuer: &str) -> Result<Option<String>> {
    tx.row("SELECT keys FROM ims_oidc_keys WHERE issuer = $1", args![issuer], |row| row.text(0))
}

/// Keeps the private key, as PEM, by which this server signs for an issuer.
pub(crate) fn put_signing_key(tx: &mut dyn Tx, issuer: &str, pem: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO ims_oidc_signing_key (issuer, private_key) VALUES ($1, $2)",
        args![issuer, Secret(pem)],
    )?;
    Ok(())
}

/// The private key, as PEM, by which this server signs for an issuer.
pub(crate) fn signing_key(tx: &mut dyn Tx, issuer: &str) -> Result<Option<String>> {
    tx.row("SELECT private_key FROM ims_oidc_signing_key WHERE issuer = $1", args![issuer], |row| {
        row.text(0)
    })
}

/// The issuers whose keys are stored.
pub(crate) fn issuers(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.rows("SELECT issuer FROM ims_oidc_keys ORDER BY issuer", &[], |row| row.text(0))
}

fn read(row: &Row<'_>) -> Result<Provider> {
    Ok(Provider {
        seq: row.int(0)?,
        name: row.text(1)?,
        about: row.text(2)?,
        issuer: row.text(3)?,
        client_ids: row.text(4)?,
        fingerprints: row.text(5)?,
        limit_hours: row.int(6)?,
        made: row.int(7)?,
        changed: row.int(8)?,
    })
}
