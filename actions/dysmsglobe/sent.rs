//! What answers say of a message that was sent.

use serde::Serialize;

use super::calling_codes::country;
use crate::{
    Cx, Result,
    dysms::network::{self, SentMessage, TextMessage},
};

use super::refusals::{self, BAD_PARAMETERS, BAD_SENDER};

/// The longest id of a caller's (documented).
const LONGEST_TASK: usize = 255;

/// Where a number is.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct NumberDetail {
    country: &'static str,
    region: &'static str,
}

impl NumberDetail {
    /// Of a number with its calling code; none if that is not known.
    pub(super) fn of(digits: &str) -> Option<Self> {
        country(digits).map(|it| Self { country: it, region: it })
    }
}

/// A number with its calling code, as the number of a message is kept.
pub(super) fn with_code(message: &SentMessage) -> String {
    match network::mainland(&message.phone) {
        // The number of another country that looks like one has the type of international messages.
        Some(digits) if message.kind != 3 => format!("86{digits}"),
        _ => message.phone.clone(),
    }
}

/// Sends a text to a number of another country.
pub(super) fn send(
    cx: &mut Cx<'_>,
    action: &str,
    (to, from): (&str, Option<&str>),
    (text, task): (&str, Option<&str>),
    is_promotion: bool,
) -> Result<SentMessage> {
    let message = TextMessage { action, to, from, text, task, is_promotion };
    network::send_text(cx, &message).map_err(refusals::named)
}

/// Refuses a sender that is none: 15 digits at most, or 11 characters (documented).
pub(super) fn check_sender(from: Option<&str>) -> Result<()> {
    let Some(from) = from else { return Ok(()) };
    let longest = if from.bytes().all(|it| it.is_ascii_digit()) { 15 } else { 11 };
    let is_plain = from.bytes().all(|it| it.is_ascii_alphanumeric() || it == b' ');
    if is_plain && from.len() <= longest { Ok(()) } else { Err(BAD_SENDER.into()) }
}

/// Refuses a type that is none of `kinds`, and an id that is too long.
pub(super) fn check_kind(kind: Option<&str>, kinds: &[&str], task: Option<&str>) -> Result<()> {
    let is_known = kind.is_none_or(|it| kinds.contains(&it));
    let is_short = task.is_none_or(|it| it.chars().count() <= LONGEST_TASK);
    if is_known && is_short { Ok(()) } else { Err(BAD_PARAMETERS.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_a_number_or_a_short_name() {
        for good in [None, Some("123456789012345"), Some("Alicloud"), Some("My Shop 11")] {
            assert!(check_sender(good).is_ok(), "{good:?}");
        }
        for bad in ["1234567890123456", "AlicloudTest", "阿里云", "a-b"] {
            assert!(check_sender(Some(bad)).is_err(), "{bad}");
        }
    }
}
