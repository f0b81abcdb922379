//! SAML identity providers.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    request::page::CursorPage,
};

const PROVIDER: &str = "ims_saml_provider";

/// A SAML identity provider.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    /// Its sequence number in the account; 0 until it is stored.
    pub(crate) seq: i64,
    pub(crate) name: String,
    pub(crate) about: String,
    /// Its metadata document, in Base64.
    pub(crate) metadata: String,
    pub(crate) sign_algo: String,
    pub(crate) made: i64,
    pub(crate) changed: i64,
}

/// The provider of this name.
pub(crate) fn provider(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Provider>> {
    tx.row(
        "SELECT seq, name, about, metadata, sign_algo, made, changed
         FROM ims_saml_provider WHERE account = $1 AND name = $2",
        args![account, name],
        read,
    )
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
        "INSERT INTO ims_saml_provider (account, seq, name, about, metadata, sign_algo, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (account, seq) DO UPDATE SET about = excluded.about,
         metadata = excluded.metadata, sign_algo = excluded.sign_algo, changed = excluded.changed",
        args![
            account,
            p.seq,
            &p.name,
            &p.about,
            &p.metadata,
            &p.sign_algo,
            p.made,
            p.changed,
        ],
    )?;
    Ok(())
}

/// Deletes a provider. Returns whether it existed.
pub(crate) fn delete(tx: &mut dyn Tx, account: &str, name: &str) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM ims_saml_provider WHERE account = $1 AND name = $2",
        args![account, name],
    )?;
    store::tally_sub(tx, account, PROVIDER, gone)?;
    Ok(gone > 0)
}

/// One page of the providers in creation order, plus one more row if there are more.
pub(crate) fn list(tx: &mut dyn Tx, account: &str, part: CursorPage) -> Result<Vec<Provider>> {
    tx.rows(
        "SELECT seq, name, about, metadata, sign_algo, made, changed
         FROM ims_saml_provider WHERE account = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        args![account, part.after, part.fetch_limit()],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<Provider> {
    Ok(Provider {
        seq: row.int(0)?,
        name: row.text(1)?,
        about: row.text(2)?,
        metadata: row.text(3)?,
        sign_algo: row.text(4)?,
        made: row.int(5)?,
        changed: row.int(6)?,
    })
}
