//! Accepts a send: the checks in their order, then a message for each number.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{
    checks,
    codes::{
        BAD_NUMBER, BLACKLISTED, CODE_OF_OTHER_SIGN, DAY_LIMIT, DOMESTIC, FORBIDDEN_CONTENT,
        MONTH_LIMIT, NO_BALANCE, NO_TEMPLATE, OPTED_OUT, UNBOUND,
    },
    delivery, limits,
    magic_numbers::{self, Fate},
    numbers::Number,
    rendering, variables,
};
use crate::{
    ApiError, Cx, Result,
    dysms::tables::{
        messages::{self, SentMessage},
        phones, rules,
        settings::{self, Settings},
        signs::Sign,
        templates::Template,
    },
    ports::{
        message_details::{Details, MessageState},
        outbox::{Channel, Kind, Message},
    },
    shared::ids,
};

/// What one number is to be sent.
pub(crate) struct Part {
    pub(crate) number: String,
    pub(crate) sign: String,
    pub(crate) params: Option<String>,
    pub(crate) extension: Option<String>,
}

/// A send.
pub(crate) struct Send<'a> {
    pub(crate) action: &'a str,
    pub(crate) template: &'a str,
    pub(crate) out_id: Option<&'a str>,
    /// Whether it is one of the version for other countries.
    pub(crate) is_global: bool,
    pub(crate) parts: Vec<Part>,
}

/// A part of which all was found and checked.
struct Ready {
    part: Part,
    number: Number,
    sign: Sign,
    values: Map<String, Value>,
    text: String,
}

/// Accepts a send, and answers its messages: one for each number, all with the same `BizId`.
pub(crate) fn accept(cx: &mut Cx<'_>, send: Send<'_>) -> Result<Vec<SentMessage>> {
    let account = cx.account().to_owned();
    let mut settings = settings::settings(cx.tx, &account)?;
    checks::account(&settings)?;
    let found = checks::find_template(cx, send.template)?;
    let is_international = found.as_ref().is_some_and(|it| it.kind == 3);
    let mut numbers = Vec::with_capacity(send.parts.len());
    for part in &send.parts {
        let number = Number::read(&part.number, is_international);
        numbers.push(number.ok_or_else(|| BAD_NUMBER.with(&part.number))?);
    }
    let mut signs: HashMap<String, Sign> = HashMap::new();
    for part in &send.parts {
        if !signs.contains_key(&part.sign) {
            signs.insert(part.sign.clone(), checks::sign(cx, &settings, &part.sign)?);
        }
    }
    let params = send.parts.first().and_then(|it| it.params.as_deref());
    let template = checks::template(cx, &settings, (send.template, found), params)?;
    let mut ready = Vec::with_capacity(send.parts.len());
    let mut read: Option<(Option<String>, Map<String, Value>)> = None;
    for (part, number) in send.parts.into_iter().zip(numbers) {
        let sign = signs.get(&part.sign).cloned().unwrap_or_default();
        checks::pair(&sign, &template)?;
        fits_number(cx, &account, &template, &number)?;
        // All parts of `SendSms` have the same values, which are read once.
        let known = read.as_ref().filter(|(text, _)| *text == part.params);
        let given = match known {
            Some((_, given)) => given.clone(),
            None => variables::values(part.params.as_deref())?,
        };
        let checked = variables::checked(&template, &given, &settings)?;
        let text = text_of(&sign, &template, &checked, &given);
        // The text of a lenient template has all that was given.
        let values = if is_lenient(&template) { given.clone() } else { checked };
        read = Some((part.params.clone(), given));
        check_words(&settings, &text)?;
        if let Some(code) = &part.extension
            && messages::other_sign_of_code(cx.tx, &account, code, &sign.name)?
        {
            return Err(CODE_OF_OTHER_SIGN.into());
        }
        ready.push(Ready { part, number, sign, values, text });
    }
    let mut rules = rules::all(cx.tx, &account)?;
    let is_single = ready.len() == 1;
    let biz_id = if send.is_global { message_id(cx) } else { biz_id(cx) };
    let count = i64::try_from(ready.len()).unwrap_or(i64::MAX);
    let mut accepted = Vec::with_capacity(ready.len());
    for it in ready {
        let decided = refused(cx, &settings, &it, &template)
            .and_then(|()| magic_numbers::fate(cx, &settings, &mut rules, it.number.digits()));
        let decided = decided.and_then(|fate| match fate {
            Fate::Refused(refusal) => Err(refusal),
            Fate::Accepted { outcome, delay } => Ok((outcome, delay)),
        });
        // One number is answered at once; of several, each that is refused has a receipt that says so.
        let (outcome, delay) = match decided {
            Ok(it) => it,
            Err(refusal) if is_single => return Err(refusal),
            Err(refusal) => (code_of(&refusal), Some(settings.delivery_delay_ms)),
        };
        accepted.push(store(
            cx,
            &Common {
                action: send.action,
                template: &template,
                out_id: send.out_id,
                is_global: send.is_global,
            },
            &biz_id,
            it,
            (outcome, delay),
        )?);
    }
    // They are stored already, and are undone if the account may not send them.
    account_limits(cx, &account, &mut settings, (count, 0))?;
    delivery::schedule(cx, &biz_id, &accepted)?;
    Ok(accepted)
}

/// What all messages of a send have in common.
struct Common<'a> {
    action: &'a str,
    template: &'a Template,
    out_id: Option<&'a str>,
    is_global: bool,
}

fn code_of(refusal: &ApiError) -> String {
    refusal.code.clone().into_owned()
}

/// Refuses a number that a template is not for.
fn fits_number(cx: &mut Cx<'_>, account: &str, template: &Template, number: &Number) -> Result<()> {
    match number {
        Number::Mainland(_) if template.kind == 3 => Err(DOMESTIC.into()),
        Number::Abroad(_) if template.kind != 3 && !is_lenient(template) => Err(NO_TEMPLATE.into()),
        Number::Mainland(phone) if template.test => {
            let is_bound = phones::phone(cx.tx, account, phone)?.bound;
            if is_bound { Ok(()) } else { Err(UNBOUND.into()) }
        }
        _ => Ok(()),
    }
}

/// Whether a template was made by its first use.
fn is_lenient(template: &Template) -> bool {
    template.content == checks::lenient_content(&template.code)
}

/// Refuses a text with a forbidden word.
pub(crate) fn check_words(settings: &Settings, text: &str) -> Result<()> {
    if settings.forbidden_words.iter().any(|it| text.contains(it)) {
        return Err(FORBIDDEN_CONTENT.into());
    }
    Ok(())
}

/// Takes what one message costs from the balance of the account, and refuses it where its limits are reached.
pub(crate) fn pay(cx: &mut Cx<'_>, settings: &mut Settings) -> Result<()> {
    let account = cx.account().to_owned();
    account_limits(cx, &account, settings, (1, 1))
}

fn text_of(
    sign: &Sign,
    template: &Template,
    values: &Map<String, Value>,
    given: &Map<String, Value>,
) -> String {
    let mut text = variables::filled(&template.content, values);
    if is_lenient(template) {
        text = format!("{text} {}", Value::Object(given.clone()));
    }
    rendering::signed(&sign.name, &text)
}

/// Refuses a message to one number: an opt-out, the black list, the limits.
fn refused(cx: &mut Cx<'_>, settings: &Settings, it: &Ready, template: &Template) -> Result<()> {
    if template.kind == 2 {
        let account = cx.account().to_owned();
        let phone = phones::phone(cx.tx, &account, it.number.digits())?;
        if phone.opted_out {
            return Err(OPTED_OUT.into());
        }
        if phone.blacklisted {
            return Err(BLACKLISTED.into());
        }
    }
    limits::check(cx, settings, &it.sign.name, template, &it.number)
}

/// Refuses what the account may not send any more, of so many messages, some of which are not stored yet.
pub(super) fn account_limits(
    cx: &mut Cx<'_>,
    account: &str,
    settings: &mut Settings,
    (count, unstored): (i64, i64),
) -> Result<()> {
    let today = messages::day(cx.now);
    if let Some(limit) = settings.day_limit
        && messages::count_of_days(cx.tx, account, (today, today))? + unstored > limit
    {
        return Err(DAY_LIMIT.into());
    }
    if let Some(limit) = settings.month_limit {
        let first = crate::dysms::days::first_of_month(today);
        if messages::count_of_days(cx.tx, account, (first, today))? + unstored > limit {
            return Err(MONTH_LIMIT.into());
        }
    }
    if let Some(balance) = settings.balance {
        if balance < count {
            return Err(NO_BALANCE.into());
        }
        settings.balance = Some(balance - count);
        settings::put(cx.tx, account, settings)?;
    }
    Ok(())
}

/// An id in the form of the cloud's: seven digits, the last eight of the second, three digits (observed).
pub(crate) fn biz_id(cx: &mut Cx<'_>) -> String {
    let second = (cx.now.div_euclid(1000)).rem_euclid(100_000_000);
    let (before, after) = (ids::digits(cx.random, 7), ids::pick(cx.random, b"0123456789", 3));
    format!("{before}{second:08}{after}^0")
}

/// The id of a message of the version for other countries: digits.
pub(super) fn message_id(cx: &mut Cx<'_>) -> String {
    biz_id(cx).trim_end_matches("^0").to_owned()
}

/// Stores a message, and puts it into the outbox.
fn store(
    cx: &mut Cx<'_>,
    send: &Common<'_>,
    biz_id: &str,
    it: Ready,
    (outcome, delay): (String, Option<i64>),
) -> Result<SentMessage> {
    let Common { action, template, out_id, is_global } = *send;
    let size = rendering::segments(&it.text);
    let is_verification = template.kind == 0;
    let code = rendering::code(&it.values, is_verification, &it.text);
    let params = Value::Object(it.values);
    let details = Details {
        action: Some(action),
        sign: Some(&it.sign.name),
        template: Some(&template.code),
        params: Some(&params),
        biz_id: Some(biz_id),
        out_id,
        segments: Some(size),
        state: Some(MessageState::Waiting),
        ..Details::default()
    };
    let message = Message {
        kind: if is_verification { Kind::Verification } else { Kind::Notification },
        code: code.as_deref(),
        details: Some(&details),
        ..Message::new(Channel::Sms, &it.part.number, &template.name, &it.text)
    };
    let outbox = cx.notify_and_number(&message)?;
    let mut accepted = SentMessage {
        biz_id: biz_id.to_owned(),
        phone: it.number.digits().to_owned(),
        sign: it.sign.name,
        template: template.code.clone(),
        kind: template.kind,
        content: it.text,
        out_id: out_id.map(str::to_owned),
        ext_code: it.part.extension,
        size,
        sent: cx.now,
        due: delay.map(|it| cx.now.saturating_add(it)),
        outcome: delay.map(|_| outcome),
        status: 1,
        outbox,
        is_global,
        ..SentMessage::default()
    };
    let account = cx.account().to_owned();
    messages::add(cx.tx, &account, &mut accepted)?;
    Ok(accepted)
}
