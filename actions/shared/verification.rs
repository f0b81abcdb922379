//! Verification links, by which the owner of a mail address or a phone number confirms it.
//!
//! [`send_link`] creates a token, stores what it verifies, and sends the message with the link. The
//! product's [`Link::open`](crate::Link::open) calls [`open`], which checks that the token is
//! known, not expired and still for the current value, and renders the page.
//!
//! `subject` is any text by which the product finds the verified resource. Resources that share one
//! confirmation are named in one [`LinkRequest`].

use crate::{
    Cx, LinkPage, Result, args,
    ports::{
        outbox::{Channel, Kind, Message},
        store::{self, Row, Secret, Tx},
    },
    shared::ids,
};

/// The usual validity of links, in milliseconds: 24 hours.
pub const DAY: i64 = 24 * 60 * 60 * 1000;

// One row for each subject of a token. slot is empty if a new token replaces the previous one, and
// the token itself if all stay valid.
pub(crate) const TABLE: &str = "CREATE TABLE verification (
        product TEXT NOT NULL, account TEXT NOT NULL, subject TEXT NOT NULL, channel TEXT NOT NULL,
        slot TEXT NOT NULL, token TEXT NOT NULL, value TEXT NOT NULL, made BIGINT NOT NULL,
        expires BIGINT NOT NULL, PRIMARY KEY (product, account, subject, channel, slot)
    )";
pub(crate) const BY_TOKEN: &str = "CREATE INDEX verification_token ON verification (token)";

/// What happens to previous links for the same subjects and channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviousLinks {
    /// They become invalid.
    Replaced,
    /// They stay valid until they expire.
    Kept,
}

/// A message that asks the owner of an address or a number to confirm it.
#[derive(Clone, Copy, Debug)]
pub struct LinkRequest<'a> {
    /// The [`name`](crate::Link::name) of the product's link that the message holds.
    pub link: &'static str,
    /// The subjects of the caller's account that have the value.
    pub subjects: &'a [&'a str],
    /// How the message goes out.
    pub channel: Channel,
    /// The address or the number.
    pub value: &'a str,
    /// How long the link is valid, in milliseconds.
    pub life: i64,
    /// What happens to previous links.
    pub previous_links: PreviousLinks,
    /// The heading of the message.
    pub heading: &'a str,
    /// Its text.
    pub body: &'a str,
}

/// A stored verification token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The account of the subjects.
    pub account: String,
    /// The subjects it verifies, sorted; at least one.
    pub subjects: Vec<String>,
    /// The [`name`](Channel::name) of the channel that it was sent by.
    pub channel: String,
    /// The address or the number it was sent to.
    pub value: String,
    /// When it was sent, in milliseconds since 1970.
    pub made: i64,
    /// The last millisecond in which it is valid.
    pub expires: i64,
}

impl Verification {
    /// Whether it was sent by this channel.
    #[must_use]
    pub fn is_by(&self, channel: Channel) -> bool {
        self.channel == channel.name()
    }

    /// Whether it has expired.
    #[must_use]
    pub const fn has_expired(&self, now: i64) -> bool {
        now > self.expires
    }

    /// The first subject.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.subjects.first().map_or("", String::as_str)
    }
}

/// The status of the value that a link was sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStatus {
    /// It waits to be confirmed.
    Waiting,
    /// It is confirmed already.
    Confirmed,
    /// The subject has another value or no longer exists.
    Replaced,
}

/// The texts of a product's pages.
#[derive(Clone, Copy, Debug)]
pub struct LinkPageText {
    /// The heading when the link confirms the value.
    pub confirmed: &'static str,
    /// The heading when the value was confirmed before.
    pub again: &'static str,
    /// How to get a new link.
    pub renew: &'static str,
}

/// Creates and stores a token, and queues the message with its link.
pub fn send_link(cx: &mut Cx<'_>, ask: &LinkRequest<'_>) -> Result<()> {
    let token = ids::hex(cx.random, 32);
    put(cx.tx, (cx.product, &cx.caller.account, &token), ask, cx.now)?;
    let link = format!("{}/{}/{token}", cx.product, ask.link);
    cx.notify(&Message {
        kind: Kind::Verification,
        link: Some(&link),
        ..Message::new(ask.channel, ask.value, ask.heading, ask.body)
    })
}

/// Opens a link. `link_status` returns the status of the value and the text of the page; `confirm`
/// confirms a pending value.
///
/// A link may be opened again and shows the same page while the value is current. An expired link,
/// or one whose value was replaced, changes nothing (410), nor does an unknown one (404).
pub fn open(
    cx: &mut Cx<'_>,
    token: &str,
    words: &LinkPageText,
    link_status: impl FnOnce(&mut Cx<'_>, &Verification) -> Result<(LinkStatus, String)>,
    confirm: impl FnOnce(&mut Cx<'_>, &Verification) -> Result<()>,
) -> Result<LinkPage> {
    let Some(found) = find(cx.tx, cx.product, token)? else {
        return Ok(LinkPage::new(
            404,
            "Unknown link",
            "This link was never sent, or a later message has replaced it.",
        ));
    };
    match link_status(cx, &found)? {
        (LinkStatus::Confirmed, text) => Ok(LinkPage::new(200, words.again, text)),
        (LinkStatus::Waiting, text) if !found.has_expired(cx.now) => {
            confirm(cx, &found)?;
            Ok(LinkPage::new(200, words.confirmed, text))
        }
        (LinkStatus::Waiting | LinkStatus::Replaced, _) => {
            Ok(LinkPage::new(410, "This link has expired", words.renew))
        }
    }
}

/// Stores a token for an account of a product. Previous links that stay valid are deleted once they
/// have been expired for as long as they were valid, which bounds their number.
pub fn put(
    tx: &mut dyn Tx,
    (product, account, token): (&str, &str, &str),
    ask: &LinkRequest<'_>,
    now: i64,
) -> store::Result<()> {
    let channel = ask.channel.name();
    let expires = now.saturating_add(ask.life);
    for subject in ask.subjects {
        let slot = match ask.previous_links {
            PreviousLinks::Replaced => "",
            PreviousLinks::Kept => {
                tx.execute(
                    "DELETE FROM verification WHERE product = $1 AND account = $2
                     AND subject = $3 AND channel = $4 AND expires < $5",
                    args![product, account, *subject, channel, now.saturating_sub(ask.life)],
                )?;
                token
            }
        };
        tx.execute(
            "INSERT INTO verification (product, account, subject, channel, slot, token, value,
             made, expires) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (product, account, subject, channel, slot) DO UPDATE SET
             token = excluded.token, value = excluded.value, made = excluded.made,
             expires = excluded.expires",
            args![
                product,
                account,
                *subject,
                channel,
                Secret(slot),
                Secret(token),
                ask.value,
                now,
                expires
            ],
        )?;
    }
    Ok(())
}

/// The verification of a token, expired or not.
pub fn find(tx: &mut dyn Tx, product: &str, token: &str) -> store::Result<Option<Verification>> {
    let rows = tx.rows(
        "SELECT account, subject, channel, value, made, expires FROM verification
         WHERE token = $1 AND product = $2 ORDER BY subject COLLATE \"C\"",
        args![Secret(token), product],
        read,
    )?;
    Ok(rows.into_iter().reduce(|mut all, one| {
        all.subjects.extend(one.subjects);
        all
    }))
}

/// The verifications sent for one subject, newest first, each with this subject alone.
pub fn links_for(
    tx: &mut dyn Tx,
    product: &str,
    account: &str,
    subject: &str,
) -> store::Result<Vec<Verification>> {
    tx.rows(
        "SELECT account, subject, channel, value, made, expires FROM verification
         WHERE product = $1 AND account = $2 AND subject = $3 ORDER BY made DESC, channel COLLATE \"C\", slot COLLATE \"C\"",
        args![product, account, subject],
        read,
    )
}

/// Deletes the links of a subject that was deleted or needs no confirmation any more.
pub fn delete_links(
    tx: &mut dyn Tx,
    product: &str,
    account: &str,
    subject: &str,
) -> store::Result<()> {
    tx.execute(
        "DELETE FROM verification WHERE product = $1 AND account = $2 AND subject = $3",
        args![product, account, subject],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> store::Result<Verification> {
    Ok(Verification {
        account: row.text(0)?,
        subjects: vec![row.text(1)?],
        channel: row.text(2)?,
        value: row.text(3)?,
        made: row.int(4)?,
        expires: row.int(5)?,
    })
}
