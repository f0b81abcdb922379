//! Mail as it is written into the outbox, a message for each recipient.

use serde_json::{Map, Value, json};

use crate::dm::{
    faults::BAD_BODY,
    sending::{delivery, fates, sender, texts},
    tables::{
        Owner,
        addresses::Address,
        mails::{self, Mail},
        quotas, settings,
    },
};
use crate::{
    Cx, Result, Spec,
    ports::{
        message_details::{Details, MessageState},
        outbox::{Channel, Message},
    },
    shared::{html, ids},
    text,
};

/// How many bytes all messages of a call have at most.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What all messages of a call have alike.
#[derive(Clone, Debug, Default)]
pub(in crate::dm) struct Envelope {
    /// The action.
    pub(in crate::dm) action: &'static str,
    /// The name of the sender.
    pub(in crate::dm) alias: Option<String>,
    /// Where answers go, and the name there.
    pub(in crate::dm) reply: Option<(String, Option<String>)>,
    /// Empty for none.
    pub(in crate::dm) tag: String,
    /// The template that it was made of.
    pub(in crate::dm) template: Option<String>,
    /// Further headers.
    pub(in crate::dm) headers: Map<String, Value>,
    /// A JSON array.
    pub(in crate::dm) attachments: Option<Value>,
    /// Whether opens and clicks are counted.
    pub(in crate::dm) traced: bool,
    /// Its [`LEVEL`](crate::dm::feedback::blocking::LEVEL); empty for the default.
    pub(in crate::dm) filter_level: String,
}

/// A message to one recipient.
#[derive(Clone, Debug, Default)]
pub(in crate::dm) struct Letter {
    pub(in crate::dm) to: String,
    pub(in crate::dm) subject: String,
    pub(in crate::dm) html: Option<String>,
    /// That of the HTML if there is none.
    pub(in crate::dm) text: Option<String>,
    /// The values of the variables of its template, an object.
    pub(in crate::dm) values: Option<Value>,
}

impl Letter {
    /// The bytes of its texts, about.
    fn size(&self) -> usize {
        let text = |it: &Option<String>| it.as_ref().map_or(0, String::len);
        let values = self.values.iter().filter_map(Value::as_object).flatten();
        let value = |(name, value): (&String, &Value)| {
            name.len() + value.as_str().map_or(size_of::<Value>(), str::len)
        };
        self.subject.len() + text(&self.html) + text(&self.text) + values.map(value).sum::<usize>()
    }
}

/// An address with the name of who has it.
fn named(alias: Option<&str>, address: &str) -> String {
    match alias {
        Some(alias) => format!("\"{alias}\" <{address}>"),
        None => address.to_owned(),
    }
}

/// Writes mail into the outbox, counts it, and has it delivered. Answers the id of all of it.
pub(in crate::dm) fn send(
    cx: &mut Cx<'_>,
    from: &Address,
    envelope: &Envelope,
    letters: impl Iterator<Item = Letter>,
) -> Result<String> {
    let owner = Owner::of(cx);
    // No more of them are made than are sent.
    let mut left = MOST_BYTES;
    let within = |it: Letter| {
        left = left
            .checked_sub(it.size())
            .ok_or_else(|| BAD_BODY.with_hint("All messages of a call have at most 16 MiB."))?;
        Ok(it)
    };
    let letters: Vec<Letter> = letters.map(within).collect::<Result<_>>()?;
    sender::check_quota(cx, letters.len())?;
    let count = i64::try_from(letters.len()).unwrap_or(i64::MAX);
    mails::forget(cx.tx, (owner.region, &from.name), cx.now)?;
    quotas::add(cx.tx, (owner, &from.name), cx.now, count)?;
    let id = ids::digits(cx.random, 18);
    for letter in &letters {
        post(cx, from, (envelope, &id), letter)?;
    }
    let delay = settings::read(cx.tx, owner)?.delivery_ms;
    delivery::begin(cx, &id, delay)?;
    Ok(id)
}

fn post(
    cx: &mut Cx<'_>,
    from: &Address,
    (envelope, id): (&Envelope, &str),
    letter: &Letter,
) -> Result<()> {
    let owner = Owner::of(cx);
    let mut headers = Map::new();
    headers.insert("From".into(), named(envelope.alias.as_deref(), &from.name).into());
    headers.insert("To".into(), letter.to.clone().into());
    headers.insert("Subject".into(), letter.subject.clone().into());
    if let Some((address, alias)) = &envelope.reply {
        headers.insert("Reply-To".into(), named(alias.as_deref(), address).into());
    }
    for (name, value) in &envelope.headers {
        headers.insert(name.clone(), value.clone());
    }
    let headers = Value::Object(headers);
    let derived = match (&letter.text, &letter.html) {
        (None, Some(html)) => html::text(html),
        _ => String::new(),
    };
    let body = letter.text.as_deref().unwrap_or(&derived);
    let details = Details {
        action: Some(envelope.action),
        template: envelope.template.as_deref(),
        params: letter.values.as_ref(),
        biz_id: Some(id),
        tag: Some(&*envelope.tag).filter(|it| !it.is_empty()),
        state: Some(MessageState::Waiting),
        html: letter.html.as_deref(),
        headers: Some(&headers),
        attachments: envelope.attachments.as_ref(),
        ..Details::default()
    };
    let message = cx.notify_and_number(&Message {
        code: texts::code(body),
        details: Some(&details),
        ..Message::new(Channel::Mail, &letter.to, &letter.subject, body)
    })?;
    let fate = fates::of(cx, from, &envelope.filter_level, &letter.to)?;
    let mail = Mail {
        envelope: id.to_owned(),
        address: from.name.clone(),
        recipient: letter.to.clone(),
        subject: letter.subject.clone(),
        tag: envelope.tag.clone(),
        fate: fate.outcome,
        classification: fate.classification.to_owned(),
        sent: cx.now,
        message,
        traced: envelope.traced,
        ..Mail::default()
    };
    Ok(mails::add(cx.tx, owner, &mail)?)
}

/// `ClickTrace`.
pub(in crate::dm) const TRACE: Spec<String> = text("ClickTrace")
    .one_of(&["0", "1"])
    .doc("Whether opens and clicks are counted: those that the control API has the recipient do.");

/// Headers that a call gives, as the text of a JSON object; `None` if that is not what it is, or has others than the
/// vendor lets callers set.
pub(in crate::dm) fn read_headers(text: &str) -> Option<Map<String, Value>> {
    let all: Map<String, Value> = serde_json::from_str(text).ok()?;
    let is_token = |name: &str| {
        name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
    };
    let known = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["message-id", "list-unsubscribe", "list-unsubscribe-post"].contains(&&*name)
            || name.strip_prefix("x-user-").is_some_and(|it| !it.is_empty() && is_token(it))
    };
    let plain = |value: &Value| value.as_str().is_some_and(|it| !it.contains(['\r', '\n', '\0']));
    let good = all.iter().all(|(name, value)| known(name) && plain(value));
    good.then_some(all)
}

/// Attachments that are named by their addresses.
pub(in crate::dm) fn attachments(all: &[(String, Option<String>)]) -> Option<Value> {
    let shown = |(name, url): &(String, Option<String>)| json!({ "name": name, "url": url });
    (!all.is_empty()).then(|| all.iter().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_a_call_are_those_that_callers_may_set() {
        for good in [
            r#"{"Message-ID":"<1@acme.test>","List-Unsubscribe":"<https://a>","list-unsubscribe-post":"x"}"#,
            r#"{"X-User-Id":"","x-user-a.b_c":"\u4e2d\t"}"#,
            "{}",
        ] {
            assert!(read_headers(good).is_some(), "{good}");
        }
        for bad in [
            "[]",
            r#"{"X-Other":"1"}"#,
            r#"{"X-User-":"1"}"#,
            r#"{"X-User-A\r\nBcc":"1"}"#,
            r#"{"X-User-A\u0000":"1"}"#,
            r#"{"X-User-A B":"1"}"#,
            r#"{"X-User-A:":"1"}"#,
            r#"{"X-User-\u4e2d":"1"}"#,
            r#"{"X-User-A":"a\nb"}"#,
            r#"{"X-User-A":"a\rb"}"#,
            r#"{"X-User-A":"a\u0000b"}"#,
            r#"{"X-User-A":1}"#,
        ] {
            assert!(read_headers(bad).is_none(), "{bad}");
        }
    }
}
