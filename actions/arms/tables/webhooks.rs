//! Webhook contacts: one row for both generations of the API, each of which has an id of its own. The id of
//! the former one is from the same numbers as those of contacts, since its lists show both.

use crate::{
    args,
    arms::{
        policies::notified::Notified,
        tables::{legacy_ids::OF_CONTACTS, policies},
    },
    ports::store::{self, Result, Row, Secret, Tx},
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_webhook (
        account TEXT NOT NULL, id BIGINT NOT NULL, legacy BIGINT NOT NULL, name TEXT NOT NULL,
        url TEXT NOT NULL, method TEXT NOT NULL, headers TEXT NOT NULL, params TEXT NOT NULL,
        body TEXT NOT NULL, recover_body TEXT NOT NULL, made BIGINT NOT NULL,
        changed BIGINT NOT NULL, PRIMARY KEY (account, id)
    )";
pub(in crate::arms) const BY_LEGACY_ID: &str =
    "CREATE UNIQUE INDEX arms_webhook_legacy ON arms_webhook (account, legacy)";

/// What the tally counts: the webhook contacts of an account.
const WEBHOOK: &str = "arms_webhook";

/// A webhook contact.
#[derive(Clone, Debug, Default)]
pub(in crate::arms) struct Webhook {
    /// Its id in the alert-management actions; 0 for one that is not stored yet.
    pub(in crate::arms) id: i64,
    /// Its id in the former actions.
    pub(in crate::arms) legacy: i64,
    pub(in crate::arms) name: String,
    pub(in crate::arms) url: String,
    /// `Post` or `Get`.
    pub(in crate::arms) method: String,
    /// The headers of the request, as they were sent: `[{"Content-Type":"application/json"}]`; empty for none.
    pub(in crate::arms) headers: String,
    /// The parameters of its query, in the same form.
    pub(in crate::arms) params: String,
    /// The template of the body.
    pub(in crate::arms) body: String,
    /// The template of the body for an alert that is over.
    pub(in crate::arms) recover_body: String,
    /// Milliseconds on the world's clock.
    pub(in crate::arms) made: i64,
    pub(in crate::arms) changed: i64,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, legacy, name, url, method, headers, params, body, recover_body, made, changed
             FROM arms_webhook ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<Webhook> {
    Ok(Webhook {
        id: row.int(0)?,
        legacy: row.int(1)?,
        name: row.text(2)?,
        url: row.text(3)?,
        method: row.text(4)?,
        headers: row.text(5)?,
        params: row.text(6)?,
        body: row.text(7)?,
        recover_body: row.text(8)?,
        made: row.int(9)?,
        changed: row.int(10)?,
    })
}

/// The webhook contact of this id in the alert-management actions.
pub(in crate::arms) fn webhook(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<Webhook>> {
    tx.row(select!("WHERE account = $1 AND id = $2"), args![account, id], read)
}

/// The webhook contact of this id in the former actions.
pub(in crate::arms) fn by_legacy_id(
    tx: &mut dyn Tx,
    account: &str,
    id: i64,
) -> Result<Option<Webhook>> {
    tx.row(select!("WHERE account = $1 AND legacy = $2"), args![account, id], read)
}

/// All webhook contacts of the account, newest first.
pub(in crate::arms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Webhook>> {
    tx.rows(select!("WHERE account = $1 ORDER BY id DESC"), args![account], read)
}

/// How many webhook contacts the account has.
pub(in crate::arms) fn count(tx: &mut dyn Tx, account: &str) -> Result<i64> {
    store::tally(tx, account, WEBHOOK)
}

/// At most so many webhook contacts whose ids in the former actions are not above `first`, newest first.
pub(in crate::arms) fn from_legacy_id(
    tx: &mut dyn Tx,
    account: &str,
    first: i64,
    most: i64,
) -> Result<Vec<Webhook>> {
    tx.rows(
        select!("WHERE account = $1 AND legacy <= $2 ORDER BY legacy DESC LIMIT $3"),
        args![account, first, most],
        read,
    )
}

/// Writes a webhook contact: one whose id is 0 is new, and is given its two ids.
pub(in crate::arms) fn put(tx: &mut dyn Tx, account: &str, webhook: &mut Webhook) -> Result<()> {
    if webhook.id == 0 {
        webhook.id = store::tally_add(tx, account, WEBHOOK)?;
        webhook.legacy = OF_CONTACTS.next(tx, account)?;
    }
    let w = webhook;
    tx.execute(
        "INSERT INTO arms_webhook (account, id, legacy, name, url, method, headers, params, body,
         recover_body, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, url = excluded.url,
         method = excluded.method, headers = excluded.headers, params = excluded.params,
         body = excluded.body, recover_body = excluded.recover_body, changed = excluded.changed",
        args![
            account,
            w.id,
            w.legacy,
            &w.name,
            Secret(&w.url),
            &w.method,
            Secret(&w.headers),
            Secret(&w.params),
            &w.body,
            &w.recover_body,
            w.made,
            w.changed
        ],
    )?;
    Ok(())
}

/// Gives a webhook contact that was added last other ids, which no other has.
pub(in crate::arms) fn renumber(
    tx: &mut dyn Tx,
    account: &str,
    id: i64,
    (new, legacy): (i64, i64),
) -> Result<()> {
    let update = "UPDATE arms_webhook SET id = $1 WHERE account = $2 AND id = $3";
    store::renumber(tx, account, WEBHOOK, update, (id, new))?;
    let update = "UPDATE arms_webhook SET legacy = $1 WHERE account = $2 AND id = $3";
    OF_CONTACTS.give(tx, account, update, (new, legacy))
}

/// Deletes a webhook contact, which leaves all policies (assumed). Answers whether there was one.
pub(in crate::arms) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<bool> {
    let Some(Webhook { legacy, .. }) = webhook(tx, account, id)? else { return Ok(false) };
    policies::stop_notifying(tx, account, Notified::Webhook { legacy })?;
    let gone =
        tx.execute("DELETE FROM arms_webhook WHERE account = $1 AND id = $2", args![account, id])?;
    store::tally_sub(tx, account, WEBHOOK, gone)?;
    Ok(gone > 0)
}
