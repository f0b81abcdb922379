//! Messages that actions send: rows written in the same transaction as the change they report.

use serde::Serialize;

use crate::{
    args,
    ports::{
        delivery::{self, Delivery},
        message_details::{self, Details, KeptDetails, recipient_key},
        store::{Result, Row, Secret, Tx, Value, tally_and_last},
    },
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
    /// A program, by its webhook, which has to acknowledge what it is told.
    Receipt,
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
            Self::Receipt => "receipt",
        }
    }
}

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Asks its recipient to confirm an address, a number or a step, by a link or a code.
    Verification,
    /// Reports an alert or an event of monitoring.
    Alert,
    /// Reports anything else.
    Notification,
}

impl Kind {
    /// Its name in the outbox.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::Alert => "alert",
            Self::Notification => "notification",
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
    /// What it is for.
    pub kind: Kind,
    /// The address, the phone number or the webhook.
    pub to: &'a str,
    /// The heading.
    pub subject: &'a str,
    /// The text.
    pub body: &'a str,
    /// The path of the link it contains: `cms/activate/<token>`.
    pub link: Option<&'a str>,
    /// The verification code in its text, where there is one.
    pub code: Option<&'a str>,
    /// The name of the contact that it is for, where there is one.
    pub contact: Option<&'a str>,
    /// The request that carries it, where [`Channel`] is a webhook's and the product says what that is.
    pub request: Option<&'a HttpRequest>,
    /// What else its product says of it.
    pub details: Option<&'a Details<'a>>,
}

impl<'a> Message<'a> {
    /// A notification without link, code, contact, request and details.
    #[must_use]
    pub const fn new(channel: Channel, to: &'a str, subject: &'a str, body: &'a str) -> Self {
        let (link, code, contact, request, details) = (None, None, None, None, None);
        let kind = Kind::Notification;
        Self { channel, kind, to, subject, body, link, code, contact, request, details }
    }

    /// The same, as an alert.
    #[must_use]
    pub const fn alert(channel: Channel, to: &'a str, subject: &'a str, body: &'a str) -> Self {
        Self { kind: Kind::Alert, ..Self::new(channel, to, subject, body) }
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
    /// The [`Kind`]'s name.
    pub kind: String,
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
    /// The verification code in its text.
    pub code: Option<String>,
    /// The [`HttpRequest`] that carries it, as JSON.
    pub request: Option<String>,
    /// How far its delivery is.
    pub delivery: Delivery,
    /// What else its product says of it.
    pub details: KeptDetails,
}

/// How many messages are kept; the oldest are deleted first.
pub const MAX_MESSAGES: i64 = 10_000;
/// How many messages a product keeps for its limits, details and statistics.
pub const MAX_SENT: i64 = 100_000;
/// The last so many bytes of messages are kept, whatever their number; a message of which all is before them is deleted.
pub const MAX_BYTES: i64 = 64 * 1024 * 1024;

// `total` is the sum of the bytes of this message and of all before it, those included that were deleted.
pub(crate) const TABLE: &str = "CREATE TABLE outbox (
        id BIGINT NOT NULL PRIMARY KEY, total BIGINT NOT NULL DEFAULT 0, at BIGINT NOT NULL, account TEXT NOT NULL,
        product TEXT NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL, contact TEXT,
        subject TEXT NOT NULL, body TEXT NOT NULL, link TEXT, request TEXT
    )";

/// Steps of the schema that followed.
pub(crate) const WITH_KIND: &str =
    "ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'notification'";
pub(crate) const WITH_CODE: &str = "ALTER TABLE outbox ADD COLUMN code TEXT";
pub(crate) const BY_RECIPIENT: &str = "CREATE INDEX outbox_recipient ON outbox (recipient, id)";

/// The row of the table `tally` that has the number of the last message when all were deleted.
const LAST: (&str, &str) = ("", "outbox");

/// The id of the last message, also of one that was deleted; 0 if there was none.
pub fn last(tx: &mut dyn Tx) -> Result<i64> {
    let last = tx.row("SELECT MAX(id) FROM outbox", &[], |row| row.opt_int(0))?.flatten();
    last.map_or_else(|| Ok(tally_and_last(tx, LAST.0, LAST.1)?.1), Ok)
}

/// Queues a message of a product for an account, and returns its id.
pub(crate) fn push(
    tx: &mut dyn Tx,
    now: i64,
    (product, account): (&str, &str),
    m: &Message<'_>,
) -> Result<i64> {
    let last =
        tx.row("SELECT id, total FROM outbox ORDER BY id DESC LIMIT 1", &[], id_and_total)?;
    let (last, before) = match last {
        Some(last) => last,
        None => (tally_and_last(tx, LAST.0, LAST.1)?.1, 0),
    };
    // A structure of texts is always JSON.
    let request = m.request.and_then(|it| serde_json::to_string(it).ok());
    let none = Details::default();
    let details = m.details.unwrap_or(&none);
    let others = details.json();
    let texts = [
        m.contact,
        m.link,
        request.as_deref(),
        Some(m.to),
        Some(m.subject),
        Some(m.body),
        others.as_deref(),
    ];
    let bytes: usize = texts.into_iter().flatten().map(str::len).sum();
    let id = last + 1;
    let total = before.saturating_add(i64::try_from(bytes).unwrap_or(i64::MAX));
    tx.execute(
        "INSERT INTO outbox (id, total, at, account, product, channel, recipient, contact, subject, body,
         link, request, kind, code, recipient_key, template, tag, state, details)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        args![
            id,
            total,
            now,
            account,
            product,
            m.channel.name(),
            Secret(m.to),
            m.contact,
            m.subject,
            m.body,
            Secret(m.link),
            Secret(request.as_deref()),
            m.kind.name(),
            m.code,
            Secret(&*recipient_key(m.to)),
            details.template,
            details.tag,
            details.state.map(message_details::MessageState::name),
            others.as_deref()
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

/// Which messages to list; those without a condition are all of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Only those to this address, webhook or number, in whichever way that is written.
    pub to: Option<&'a str>,
    /// Only those by the channel of this [name](Channel::name).
    pub channel: Option<&'a str>,
    /// Only those of the [kind](Kind) of this name.
    pub kind: Option<&'a str>,
    /// Only those of the product with this id.
    pub product: Option<&'a str>,
    /// Only those of this account.
    pub account: Option<&'a str>,
    /// Only those in the [state](crate::ports::delivery::DeliveryState) of this name.
    pub delivery: Option<&'a str>,
    /// Only those of this template.
    pub template: Option<&'a str>,
    /// Only those with this tag.
    pub tag: Option<&'a str>,
    /// Only those in the [state](message_details::MessageState) of this name.
    pub state: Option<&'a str>,
    /// Only those with a greater number.
    pub after: i64,
    /// Only those that were queued at this time or later, in milliseconds on the world's clock.
    pub from: i64,
}

macro_rules! select {
    () => {
        "SELECT id, at, account, product, kind, channel, recipient, contact, subject, body, link, code, request,
             delivery, attempts, next_attempt, last_error, delivered_at, delivery_key,
             template, tag, state, err_code, details
             FROM outbox WHERE "
    };
}

macro_rules! passing {
    ($recipient:literal) => {
        concat!(
            $recipient,
            " AND (CAST($2 AS TEXT) IS NULL OR channel = $2)
             AND (CAST($3 AS TEXT) IS NULL OR kind = $3)
             AND (CAST($4 AS TEXT) IS NULL OR product = $4)
             AND (CAST($5 AS TEXT) IS NULL OR account = $5)
             AND id > $6 AND at >= $7 AND (CAST($8 AS TEXT) IS NULL OR delivery = $8)
             AND (CAST($9 AS TEXT) IS NULL OR template = $9)
             AND (CAST($10 AS TEXT) IS NULL OR tag = $10)
             AND (CAST($11 AS TEXT) IS NULL OR state = $11)"
        )
    };
}

impl Filter<'_> {
    /// The arguments of the condition.
    fn args<'a>(&'a self, to: Option<&'a str>) -> Vec<Value<'a>> {
        let Self { channel, kind, product, account, delivery, template, tag, state, .. } = *self;
        let (after, from) = (self.after, self.from);
        let to = to.map(Secret);
        args![to, channel, kind, product, account, after, from, delivery, template, tag, state]
            .to_vec()
    }
}

/// The newest `max` messages that a filter lets pass, oldest first.
pub fn find(tx: &mut dyn Tx, filter: &Filter<'_>, max: i64) -> Result<Vec<OutboxMessage>> {
    let to = filter.to.map(recipient_key);
    let mut args = filter.args(to.as_deref());
    args.push(max.into());
    // With a recipient the index is read, else the rows from the last one back.
    let sql = match to {
        Some(_) => {
            concat!(select!(), passing!("recipient_key = $1"), " ORDER BY id DESC LIMIT $12")
        }
        None => {
            concat!(select!(), passing!("CAST($1 AS TEXT) IS NULL"), " ORDER BY id DESC LIMIT $12")
        }
    };
    let mut found = tx.rows(sql, &args, message)?;
    found.reverse();
    Ok(found)
}

/// How many messages a filter lets pass.
pub fn count(tx: &mut dyn Tx, filter: &Filter<'_>) -> Result<i64> {
    let to = filter.to.map(recipient_key);
    let sql = match to {
        Some(_) => concat!("SELECT COUNT(*) FROM outbox WHERE ", passing!("recipient_key = $1")),
        None => concat!("SELECT COUNT(*) FROM outbox WHERE ", passing!("CAST($1 AS TEXT) IS NULL")),
    };
    Ok(tx.row(sql, &filter.args(to.as_deref()), |row| row.int(0))?.unwrap_or_default())
}

/// The newest `max` messages to `to`, or to anybody, oldest first.
pub fn list(tx: &mut dyn Tx, to: Option<&str>, max: i64) -> Result<Vec<OutboxMessage>> {
    find(tx, &Filter { to, ..Filter::default() }, max)
}

/// The message of this number.
pub fn get(tx: &mut dyn Tx, id: i64) -> Result<Option<OutboxMessage>> {
    tx.row(concat!(select!(), "id = $1"), args![id], message)
}

/// Deletes all messages, and returns how many there were. The numbers of later ones go on.
pub fn clear(tx: &mut dyn Tx) -> Result<i64> {
    let last = tx.row("SELECT MAX(id) FROM outbox", &[], |row| row.opt_int(0))?.flatten();
    let Some(last) = last else { return Ok(0) };
    tx.execute(
        "INSERT INTO tally (account, kind, held, last) VALUES ($1, $2, 0, $3)
         ON CONFLICT (account, kind) DO UPDATE SET last = excluded.last",
        args![LAST.0, LAST.1, last],
    )?;
    let gone = tx.execute("DELETE FROM outbox", &[])?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}

fn message(row: &Row<'_>) -> Result<OutboxMessage> {
    Ok(OutboxMessage {
        id: row.int(0)?,
        at: row.int(1)?,
        account: row.text(2)?,
        product: row.text(3)?,
        kind: row.text(4)?,
        channel: row.text(5)?,
        to: row.text(6)?,
        contact: row.opt_text(7)?,
        subject: row.text(8)?,
        body: row.text(9)?,
        link: row.opt_text(10)?,
        code: row.opt_text(11)?,
        request: row.opt_text(12)?,
        delivery: delivery::read(row, 13)?,
        details: message_details::read(row, 19)?,
    })
}
