//! Messages that actions send: rows written in the same transaction as the change they report.

use crate::{
    args,
    ports::store::{Result, Tx},
};

/// The delivery channel of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// E-mail.
    Mail,
    /// A text message to a phone.
    Sms,
    /// A chat bot, by its webhook.
    Robot,
}

impl Channel {
    /// Its name in the outbox.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
            Self::Robot => "robot",
        }
    }
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
}

/// A message in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxMessage {
    /// Its number, ascending.
    pub id: i64,
    /// When it was queued, in milliseconds on the world's clock.
    pub at: i64,
    /// The [`Channel`]'s name.
    pub channel: String,
    /// The address, the phone number or the webhook.
    pub to: String,
    /// The heading.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The path of its link, relative to `/_localyun/link/`.
    pub link: Option<String>,
}

/// How many messages are kept; the oldest are deleted first.
pub const MAX_MESSAGES: i64 = 10_000;

pub(crate) const TABLE: &str = "CREATE TABLE outbox (
        id BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, channel TEXT NOT NULL,
        recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, link TEXT
    )";

/// Queues a message and returns its id.
pub(crate) fn push(tx: &mut dyn Tx, now: i64, m: &Message<'_>) -> Result<i64> {
    let last = tx.row("SELECT MAX(id) FROM outbox", &[], |row| row.opt_int(0))?.flatten();
    let id = last.unwrap_or(0) + 1;
    tx.execute(
        "INSERT INTO outbox (id, at, channel, recipient, subject, body, link)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![id, now, m.channel.name(), m.to, m.subject, m.body, m.link],
    )?;
    tx.execute("DELETE FROM outbox WHERE id <= $1", args![id - MAX_MESSAGES])?;
    Ok(id)
}

/// The newest `max` messages to `to`, or to anybody, oldest first.
pub fn list(tx: &mut dyn Tx, to: Option<&str>, max: i64) -> Result<Vec<OutboxMessage>> {
    let mut found = tx.rows(
        "SELECT id, at, channel, recipient, subject, body, link FROM outbox
         WHERE CAST($1 AS TEXT) IS NULL OR recipient = $1
         ORDER BY id DESC LIMIT $2",
        args![to, max],
        |row| {
            Ok(OutboxMessage {
                id: row.int(0)?,
                at: row.int(1)?,
                channel: row.text(2)?,
                to: row.text(3)?,
                subject: row.text(4)?,
                body: row.text(5)?,
                link: row.opt_text(6)?,
            })
        },
    )?;
    found.reverse();
    Ok(found)
}
