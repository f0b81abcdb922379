//! Messages to other countries, which have a text and no template (Dysmsapi 2018-05-01).

use serde_json::Map;

use super::{
    acceptance, checks,
    codes::{BAD_NUMBER, BLACKLISTED, DOMESTIC, FORBIDDEN_CONTENT, OPTED_OUT},
    delivery,
    magic_numbers::{self, Fate},
    numbers::Number,
    rendering,
};
use crate::{
    Cx, Result,
    dysms::tables::{
        messages::{self, SentMessage},
        phones, rules, settings,
    },
    ports::{
        message_details::{Details, MessageState},
        outbox::{Channel, Message},
    },
};

/// The type of messages to other countries, as of templates for them.
const INTERNATIONAL: i64 = 3;

/// A message to a number of another country.
pub(crate) struct TextMessage<'a> {
    pub(crate) action: &'a str,
    pub(crate) to: &'a str,
    pub(crate) from: Option<&'a str>,
    pub(crate) text: &'a str,
    /// An id of the caller's.
    pub(crate) task: Option<&'a str>,
    pub(crate) is_promotion: bool,
}

/// Accepts a message, or refuses it before anything is stored but what a rule has counted.
pub(crate) fn send_text(cx: &mut Cx<'_>, it: &TextMessage<'_>) -> Result<SentMessage> {
    let account = cx.account().to_owned();
    let mut settings = settings::settings(cx.tx, &account)?;
    checks::account(&settings)?;
    let number = match Number::with_country(it.to) {
        Some(Number::Abroad(digits)) => digits,
        Some(Number::Mainland(_)) => return Err(DOMESTIC.into()),
        None => return Err(BAD_NUMBER.with(it.to)),
    };
    if settings.forbidden_words.iter().any(|word| it.text.contains(word)) {
        return Err(FORBIDDEN_CONTENT.into());
    }
    if it.is_promotion {
        let phone = phones::phone(cx.tx, &account, &number)?;
        if phone.opted_out {
            return Err(OPTED_OUT.into());
        }
        if phone.blacklisted {
            return Err(BLACKLISTED.into());
        }
    }
    let mut rules = rules::all(cx.tx, &account)?;
    let (outcome, delay) = match magic_numbers::fate(cx, &settings, &mut rules, &number)? {
        Fate::Refused(refusal) => return Err(refusal),
        Fate::Accepted { outcome, delay } => (outcome, delay),
    };
    acceptance::account_limits(cx, &account, &mut settings, (1, 1))?;
    let id = acceptance::message_id(cx);
    let size = rendering::global_segments(it.text);
    let code = rendering::code(&Map::new(), false, it.text);
    let details = Details {
        action: Some(it.action),
        sign: it.from,
        biz_id: Some(&id),
        out_id: it.task,
        segments: Some(size),
        state: Some(MessageState::Waiting),
        ..Details::default()
    };
    let message = Message {
        code: code.as_deref(),
        details: Some(&details),
        ..Message::new(Channel::Sms, it.to, it.from.unwrap_or_default(), it.text)
    };
    let outbox = cx.notify_and_number(&message)?;
    let mut sent = SentMessage {
        biz_id: id.clone(),
        phone: number,
        sign: it.from.unwrap_or_default().to_owned(),
        kind: INTERNATIONAL,
        content: it.text.to_owned(),
        out_id: it.task.map(str::to_owned),
        size,
        sent: cx.now,
        due: delay.map(|it| cx.now.saturating_add(it)),
        outcome: delay.map(|_| outcome),
        status: 1,
        outbox,
        is_global: true,
        ..SentMessage::default()
    };
    messages::add(cx.tx, &account, &mut sent)?;
    delivery::schedule(cx, &id, std::slice::from_ref(&sent))?;
    Ok(sent)
}

/// The message of this id, of those that were sent by the version for other countries.
pub(crate) fn message(cx: &mut Cx<'_>, id: &str) -> Result<Option<SentMessage>> {
    let account = cx.account().to_owned();
    let found = messages::of_send(cx.tx, &account, id)?;
    Ok(found.into_iter().find(|it| it.is_global))
}
