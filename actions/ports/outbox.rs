//! Messages that actions send: rows written in the same transaction as the change they report.

use serde::Serialize;

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

/// The delivery channel of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// E-mail.
    Mail,
    /// A text message to a phone.
    Sms,
    /// A phone call, in which the text is read out.
    Voice,
    /// A chat bot, by its webhook.
    Robot,
    /// A program, by its webhook.
    Webhook,
}

impl Channel {
    /// Its name in the outbox.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
            Self::Voice => "voice",
            Self::Robot => "robot",
            Self::Webhook => "webhook",
        }
    }
}

/// The HTTP request by which a message reaches a chat bot or another program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HttpRequest {
    /// `POST` or `GET`.
    pub method: &'static str,
    /// The address, with query and signature.
    pub url: String,
    /// The headers, each a name and a value, `Content-Type` among them.
    pub headers: Vec<(String, String)>,
    /// The body; empty for none.
    pub body: String,
}

/// A message to one recipient.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// Its delivery channel.
    pub channel: Channel,
    /// The address, the phone number or the webhook.
    pub to: &'a str,
    /// The heading.
    pub subject: &'a str,
    /// The text.
    pub body: &'a str,
    /// The path of the link it contains: `cms/activate/<token>`.
    pub link: Option<&'a str>,
    /// The name of the contact that it is for, where there is one.
    pub contact: Option<&'a str>,
    /// The request that carries it, where [`Channel`] is a webhook's and the product says what that is.
    pub request: Option<&'a HttpRequest>,
}

impl<'a> Message<'a> {
    /// A message without link, contact and request.
    #[must_use]
    pub const fn new(channel: Channel, to: &'a str, subject: &'a str, body: &'a str) -> Self {
        Self { channel, to, subject, body, link: None, contact: None, request: None }
    }
}

/// A message in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxMessage {
    /// Its number, ascending.
    pub id: i64,
    /// When it was queued, in milliseconds on the world's clock.
    pub at: i64,
    /// The account whose call or work sent it; empty for none.
    pub account: String,
    /// The product's [`id`](crate::Product::id).
    pub product: String,
    /// The [`Channel`]'s name.
    pub channel: String,
    /// The address, the phone number or the webhook.
    pub to: String,
    /// The name of the contact that it is for, where there is one.
    pub contact: Option<String>,
    /// The heading.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The path of its link, relative to `/_localyun/link/`.
    pub link: Option<String>,
    /// The [`HttpRequest`] that carries it, as JSON.
    pub request: Option<String>,
}

/// How many messages are kept; the oldest are deleted first.
pub const MAX_MESSAGES: i64 = 10_000;
/// The last so many bytes of messages are kept, whatever their number; a message of which all is before them is deleted.
pub const MAX_BYTES: i64 = 64 * 1024 * 1024;

// `total` is the sum of the bytes of this message and of all before it, those included that were deleted.
pub(crate) const TABLE: &str = "CREATE TABLE outbox (
        id BIGINT NOT NULL PRIMARY KEY, total BIGINT NOT NULL DEFAULT 0, at BIGINT NOT NULL, account TEXT NOT NULL,
        product TEXT NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL, contact TEXT,
        subject TEXT NOT NULL, body TEXT NOT NULL, link TEXT, request TEXT
    )";

/// Queues a message of a product for an account, and returns its id.
pub(crate) fn push(
    tx: &mut dyn Tx,
    now: i64,
    (product, account): (&str, &str),
    m: &Message<'_>,
) -> Result<i64> {
    let last =
        tx.row("SELECT id, total FROM outbox ORDER BY id DESC LIMIT 1", &[], id_and_total)?;
    let (last, before) = last.unwrap_or_default();
    // A structure of texts is always JSON.
    let request = m.request.and_then(|it| serde_json::to_string(it).ok());
    let texts = [m.contact, m.link, request.as_deref(), Some(m.to), Some(m.subject), Some(m.body)];
    let bytes: usize = texts.into_iter().flatten().map(str::len).sum();
    let id = last + 1;
    let total = before.saturating_add(i64::try_from(bytes).unwrap_or(i64::MAX));
    tx.execute(
        "INSERT INTO outbox (id, total, at, account, product, channel, recipient, contact, subject, body,
         link, request) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            id,
            total,
            now,
            account,
            product,
            m.channel.name(),
            m.to,
            m.contact,
            m.subject,
            m.body,
            m.link,
            request.as_deref()
        ],
    )?;
    tx.execute("DELETE FROM outbox WHERE id <= $1", args![id - MAX_MESSAGES])?;
    if total > MAX_BYTES {
        delete_until(tx, total - MAX_BYTES)?;
    }
    Ok(id)
}

/// Deletes the oldest messages whose total is at most `total`.
fn delete_until(tx: &mut dyn Tx, total: i64) -> Result<()> {
    let oldest = "SELECT id, total FROM outbox ORDER BY id LIMIT 1";
    while let Some((id, until)) = tx.row(oldest, &[], id_and_total)? {
        if until > total {
            break;
        }
        tx.execute("DELETE FROM outbox WHERE id <= $1", args![id])?;
    }
    Ok(())
}

fn id_and_total(row: &Row<'_>) -> Result<(i64, i64)> {
    Ok((row.int(0)?, row.int(1)?))
}

/// The newest `max` messages to `to`, or to anybody, oldest first.
pub fn list(tx: &mut dyn Tx, to: Option<&str>, max: i64) -> Result<Vec<OutboxMessage>> {
    let mut found = tx.rows(
        "SELECT id, at, account, product, channel, recipient, contact, subject, body, link, request
         FROM outbox WHERE CAST($1 AS TEXT) IS NULL OR recipient = $1
         ORDER BY id DESC LIMIT $2",
        args![to, max],
        |row| {
            Ok(OutboxMessage {
                id: row.int(0)?,
                at: row.int(1)?,
                account: row.text(2)?,
                product: row.text(3)?,
                channel: row.text(4)?,
                to: row.text(5)?,
                contact: row.opt_text(6)?,
                subject: row.text(7)?,
                body: row.text(8)?,
                link: row.opt_text(9)?,
                request: row.opt_text(10)?,
            })
        },
    )?;
    found.reverse();
    Ok(found)
}
