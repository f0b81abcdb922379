//! What a message of the outbox has besides its text where its product says so, such as the template that it was made
//! of, and what the network has made of it: columns of its table.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

/// What the emulated network has made of a message, whether or not it is delivered to a real server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// It was accepted, and nobody has said yet what has become of it.
    Waiting,
    /// It has reached its recipient.
    Delivered,
    /// It has not, and will not.
    Failed,
}

impl MessageState {
    /// Its name in the outbox.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

/// What a product says of a message besides its text. Whatever is not given is not shown.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Details<'a> {
    /// The action that has sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<&'a str>,
    /// The sign of a text message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<&'a str>,
    /// The code of the template.
    #[serde(skip)]
    pub template: Option<&'a str>,
    /// The values of the template's variables, an object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params: Option<&'a Value>,
    /// The id that the product has given it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub biz_id: Option<&'a str>,
    /// The id that the caller has given it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_id: Option<&'a str>,
    /// How many text messages its text takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segments: Option<i64>,
    /// Its tag.
    #[serde(skip)]
    pub tag: Option<&'a str>,
    /// What the network has made of it, to begin with.
    #[serde(skip)]
    pub state: Option<MessageState>,
    /// The HTML part of a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<&'a str>,
    /// The headers of a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<&'a Value>,
    /// The attachments of a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<&'a Value>,
}

impl Details<'_> {
    /// What has no column of its own, as a JSON object; `None` if there is nothing.
    pub(super) fn json(&self) -> Option<String> {
        // A structure of texts is always JSON.
        serde_json::to_string(self).ok().filter(|it| it != "{}")
    }
}

/// The [`Details`] of a message as they are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptDetails {
    /// The code of the template.
    pub template: Option<String>,
    /// Its tag.
    pub tag: Option<String>,
    /// The name of its [`MessageState`].
    pub state: Option<String>,
    /// The code that says why it failed, or that it was delivered.
    pub err_code: Option<String>,
    /// All others, a JSON object.
    pub others: Option<String>,
}

// Steps of the schema.
pub(crate) const RECIPIENT_KEY: &str =
    "ALTER TABLE outbox ADD COLUMN recipient_key TEXT NOT NULL DEFAULT ''";
pub(crate) const RECIPIENT_KEYS: &str = "UPDATE outbox SET recipient_key = recipient";
pub(crate) const NO_RECIPIENT: &str = "DROP INDEX outbox_recipient";
pub(crate) const BY_RECIPIENT_KEY: &str =
    "CREATE INDEX outbox_recipient_key ON outbox (recipient_key, id)";
pub(crate) const TEMPLATE: &str = "ALTER TABLE outbox ADD COLUMN template TEXT";
pub(crate) const TAG: &str = "ALTER TABLE outbox ADD COLUMN tag TEXT";
pub(crate) const STATE: &str = "ALTER TABLE outbox ADD COLUMN state TEXT";
pub(crate) const ERR_CODE: &str = "ALTER TABLE outbox ADD COLUMN err_code TEXT";
pub(crate) const DETAILS: &str = "ALTER TABLE outbox ADD COLUMN details TEXT";

/// The first of five columns from `at` on: template, tag, state, the code that goes with it, all others.
pub(super) fn read(row: &Row<'_>, at: usize) -> Result<KeptDetails> {
    Ok(KeptDetails {
        template: row.opt_text(at)?,
        tag: row.opt_text(at + 1)?,
        state: row.opt_text(at + 2)?,
        err_code: row.opt_text(at + 3)?,
        others: row.opt_text(at + 4)?,
    })
}

/// Writes down what the network has made of a message; nothing if it is no longer kept.
pub fn settle(tx: &mut dyn Tx, id: i64, state: MessageState, err_code: Option<&str>) -> Result<()> {
    let state = state.name();
    tx.execute(
        "UPDATE outbox SET state = $1, err_code = $2 WHERE id = $3",
        args![state, err_code, id],
    )?;
    Ok(())
}

/// A recipient as it is compared: of a phone number the digits, without what precedes them abroad, and without the
/// country code of a number in mainland China; anything else as it is.
#[must_use]
pub fn recipient_key(to: &str) -> Cow<'_, str> {
    let is_number = |c: char| c.is_ascii_digit() || "+- ()".contains(c);
    if !to.chars().all(is_number) || !to.contains(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(to);
    }
    let digits: String = to.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    let mainland =
        digits.strip_prefix("86").filter(|rest| rest.len() == 11 && rest.starts_with('1'));
    Cow::Owned(mainland.unwrap_or(digits).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_in_every_way_to_write_it() {
        for (to, key) in [
            ("13800000000", "13800000000"),
            ("+8613800000000", "13800000000"),
            (" 8613800000000", "13800000000"),
            ("008613800000000", "13800000000"),
            ("86-13800000000", "13800000000"),
            ("+1 (202) 555-0100", "12025550100"),
            ("0085268326366", "85268326366"),
            ("8613800", "8613800"),
            ("", ""),
            ("+", "+"),
            ("alice+1@example.com", "alice+1@example.com"),
            ("http://127.0.0.1:1/", "http://127.0.0.1:1/"),
        ] {
            assert_eq!(recipient_key(to), key, "{to}");
        }
    }
}
