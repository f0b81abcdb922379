//! The short URLs.

use crate::{
    args,
    dysms::short_urls::short_url_states::{EFFECTIVE, ShortUrls},
    ports::store::{Result, Row, Tx},
    shared::states::State,
};

// token is the end of the URL, by which it is opened.
pub(super) const TABLE: &str = "CREATE TABLE dysms_short_url (
        account TEXT NOT NULL, short_url TEXT COLLATE \"C\" NOT NULL, token TEXT NOT NULL, source TEXT NOT NULL, name TEXT NOT NULL,
        state TEXT NOT NULL, made BIGINT NOT NULL, expires BIGINT NOT NULL, views BIGINT NOT NULL,
        PRIMARY KEY (account, short_url)
    )";
pub(super) const BY_SOURCE: &str =
    "CREATE INDEX dysms_short_url_source ON dysms_short_url (account, source)";
pub(super) const BY_TOKEN: &str = "CREATE INDEX dysms_short_url_token ON dysms_short_url (token)";
pub(super) const BY_TIME: &str =
    "CREATE INDEX dysms_short_url_made ON dysms_short_url (account, made)";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT short_url, token, source, name, state, made, expires, views FROM dysms_short_url ",
            $rest
        )
    };
}

#[derive(Clone, Debug)]
pub(in crate::dysms) struct ShortUrl {
    pub(in crate::dysms) url: String,
    pub(in crate::dysms) token: String,
    pub(in crate::dysms) source: String,
    pub(in crate::dysms) name: String,
    pub(in crate::dysms) state: State<ShortUrls>,
    pub(in crate::dysms) made: i64,
    /// When it ends, in milliseconds since 1970.
    pub(in crate::dysms) expires: i64,
    /// How often it was opened.
    pub(in crate::dysms) views: i64,
}

impl ShortUrl {
    /// The state at this time, as the API names it.
    pub(in crate::dysms) fn state_at(&self, now: i64) -> &'static str {
        let state = self.state.as_str();
        if state == EFFECTIVE && now >= self.expires { "expired" } else { state }
    }
}

pub(in crate::dysms) fn add(tx: &mut dyn Tx, account: &str, it: &ShortUrl) -> Result<()> {
    tx.execute(
        "INSERT INTO dysms_short_url (account, short_url, token, source, name, state, made, expires, views)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            account,
            &it.url,
            &it.token,
            &it.source,
            &it.name,
            it.state.as_str(),
            it.made,
            it.expires,
            it.views
        ],
    )?;
    Ok(())
}

/// Writes down the state.
pub(in crate::dysms) fn put_state(tx: &mut dyn Tx, account: &str, it: &ShortUrl) -> Result<()> {
    tx.execute(
        "UPDATE dysms_short_url SET state = $1 WHERE account = $2 AND short_url = $3",
        args![it.state.as_str(), account, &it.url],
    )?;
    Ok(())
}

/// Counts that it was opened.
pub(in crate::dysms) fn count_view(tx: &mut dyn Tx, token: &str) -> Result<()> {
    tx.execute("UPDATE dysms_short_url SET views = views + 1 WHERE token = $1", args![token])?;
    Ok(())
}

pub(in crate::dysms) fn short_url(
    tx: &mut dyn Tx,
    account: &str,
    url: &str,
) -> Result<Option<ShortUrl>> {
    tx.row(select!("WHERE account = $1 AND short_url = $2"), args![account, url], read)
}

/// Those of a source, the newest first.
pub(in crate::dysms) fn of_source(
    tx: &mut dyn Tx,
    account: &str,
    source: &str,
) -> Result<Vec<ShortUrl>> {
    let sql = select!("WHERE account = $1 AND source = $2 ORDER BY made DESC, short_url");
    tx.rows(sql, args![account, source], read)
}

/// The one that ends so, of whichever account.
pub(in crate::dysms) fn of_token(tx: &mut dyn Tx, token: &str) -> Result<Option<ShortUrl>> {
    tx.row(select!("WHERE token = $1"), args![token], read)
}

/// How many were made at this time or later.
pub(in crate::dysms) fn made_since(tx: &mut dyn Tx, account: &str, from: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM dysms_short_url WHERE account = $1 AND made >= $2";
    Ok(tx.row(sql, args![account, from], |row| row.int(0))?.unwrap_or_default())
}

pub(in crate::dysms) fn delete(tx: &mut dyn Tx, account: &str, url: &str) -> Result<()> {
    let sql = "DELETE FROM dysms_short_url WHERE account = $1 AND short_url = $2";
    tx.execute(sql, args![account, url])?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<ShortUrl> {
    Ok(ShortUrl {
        url: row.text(0)?,
        token: row.text(1)?,
        source: row.text(2)?,
        name: row.text(3)?,
        state: State::read(&row.text(4)?)?,
        made: row.int(5)?,
        expires: row.int(6)?,
        views: row.int(7)?,
    })
}
