//! What a mail has of its own where its product says so: sender, headers, HTML.

use actions::ports::outbox::OutboxMessage;
use lettre::{
    Address,
    message::{
        Mailbox,
        header::{HeaderName, HeaderValue},
    },
};
use mail_parser::MessageParser;
use serde_json::{Map, Value};

/// What a mail has of its own, besides recipient, subject and text.
#[derive(Default)]
pub(super) struct Own {
    pub(super) from: Option<Mailbox>,
    pub(super) reply: Option<Mailbox>,
    /// Its `Message-ID`, with its brackets.
    pub(super) id: Option<String>,
    pub(super) html: Option<String>,
    pub(super) others: Vec<HeaderValue>,
}

/// Headers that are sent on, besides those that begin with `X-` or `List-`. What else there is says how a mail was
/// made up or where it came along, and is not true of the mail that is made here.
const SENT_ON: [&str; 3] = ["in-reply-to", "references", "auto-submitted"];

impl Own {
    /// What is kept with a message.
    pub(super) fn of(m: &OutboxMessage) -> Self {
        let kept = m.details.others.as_deref();
        let kept = kept.and_then(|it| serde_json::from_str::<Map<String, Value>>(it).ok());
        let Some(kept) = kept else { return Self::default() };
        let html = kept.get("html").and_then(Value::as_str).map(str::to_owned);
        let mut own = Self { html, ..Self::default() };
        for (name, value) in kept.get("headers").and_then(Value::as_object).into_iter().flatten() {
            // A header may have been folded.
            let value: Vec<&str> = value.as_str().unwrap_or_default().split_whitespace().collect();
            own.take(name, value.join(" "));
        }
        own
    }

    fn take(&mut self, name: &str, value: String) {
        let lower = name.to_ascii_lowercase();
        match &*lower {
            "from" => self.from = mailbox(&value),
            "reply-to" => self.reply = mailbox(&value),
            "message-id" => {
                let is_id = value.len() > 2 && value.starts_with('<') && value.ends_with('>');
                self.id =
                    Some(value).filter(|it| is_id && it.bytes().all(|b| b.is_ascii_graphic()));
            }
            _ => {
                let is_vendors = lower.starts_with("x-alidm-");
                let is_free = lower.starts_with("x-") || lower.starts_with("list-");
                let is_name = name.bytes().all(|b| b.is_ascii_graphic());
                if is_name && !is_vendors && (is_free || SENT_ON.contains(&&*lower)) {
                    let name = HeaderName::new_from_ascii(name.to_owned()).ok();
                    self.others.extend(name.map(|name| HeaderValue::new(name, value)));
                }
            }
        }
    }
}

/// The address of a header with its name, as text or in the encoding of headers.
fn mailbox(value: &str) -> Option<Mailbox> {
    let head = format!("From: {value}\r\n\r\n");
    let read = MessageParser::default().parse(&*head)?;
    let first = read.from()?.first()?;
    let address: Address = first.address()?.parse().ok()?;
    Some(Mailbox::new(first.name().map(str::to_owned), address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_with_its_name() {
        for (value, name) in [
            ("a@b.test", None),
            ("\"Acme, Inc.\" <a@b.test>", Some("Acme, Inc.")),
            ("\"阿里\" <a@b.test>", Some("阿里")),
            ("=?utf-8?B?6Zi/6YeM?= <a@b.test>", Some("阿里")),
        ] {
            let read = mailbox(value).unwrap();
            assert_eq!(
                (read.name.as_deref(), &*read.email.to_string()),
                (name, "a@b.test"),
                "{value}"
            );
        }
        for none in ["none", "", "a@b c"] {
            assert_eq!(mailbox(none), None, "{none}");
        }
    }
}
