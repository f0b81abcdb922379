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
pub(in crate::dysms) struct Part {
    pub(in crate::dysms) number: String,
    pub(in crate::dysms) sign: String,
    pub(in crate::dysms) params: Option<String>,
    pub(in crate::dysms) extension: Option<String>,
}

/// A send.
pub(in crate::dysms) struct Send<'a> {
    pub(in crate::dysms) action: &'a str,
    pub(in crate::dysms) template: &'a str,
    pub(in crate::dysms) out_id: Option<&'a str>,
    pub(in crate::dysms) parts: Vec<Part>,
}

/// A part of which all was found and checked.
struct Ready {
    part: Part,
    number: Number,
    sign: Sign,
    values: Map<String, Value>,
    text: String,
}

/// Accepts a send, and answers its `BizId`.
pub(in crate::dysms) fn accept(cx: &mut Cx<'_>, send: Send<'_>) -> Result<String> {
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
        let values = variables::checked(&template, &given, &settings)?;
        let text = text_of(&sign, &template, &values, &given);
        read = Some((part.params.clone(), given));
        if settings.forbidden_words.iter().any(|it| text.contains(it)) {
            return Err(FORBIDDEN_CONTENT.into());
        }
        if let Some(code) = &part.extension
            && messages::other_sign_of_code(cx.tx, &account, code, &sign.name)?
        {
            return Err(CODE_OF_OTHER_SIGN.into());
        }
        ready.push(Ready { part, number, sign, values, text });
    }
    let rules = rules::all(cx.tx, &account)?;
    let fate = |phone: &str| magic_numbers::fate(&settings, &rules, phone);
    let is_single = ready.len() == 1;
    let biz_id = biz_id(cx);
    let count = i64::try_from(ready.len()).unwrap_or(i64::MAX);
    let mut accepted = Vec::with_capacity(ready.len());
    for it in ready {
        let refusal = refused(cx, &settings, &it, &template).err();
        let decided = match (refusal, fate(it.number.digits())) {
            (Some(refusal), _) | (None, Fate::Refused(refusal)) => Err(refusal),
            (None, Fate::Accepted { outcome, delay }) => Ok((outcome, delay)),
        };
        // One number is answered at once; of several, each that is refused has a receipt that says so.
        let (outcome, delay) = match decided {
            Ok(it) => it,
            Err(refusal) if is_single => return Err(refusal),
            Err(refusal) => (code_of(&refusal), Some(settings.delivery_delay_ms)),
        };
        accepted.push(store(
            cx,
            &send_of(&send.action, &template, send.out_id),
            &biz_id,
            it,
            (outcome, delay),
        )?);
    }
    account_limits(cx, &account, &mut settings, count)?;
    delivery::schedule(cx, &biz_id, &accepted)?;
    Ok(biz_id)
}

/// What all messages of a send have in common.
struct Common<'a> {
    action: &'a str,
    template: &'a Template,
    out_id: Option<&'a str>,
}

fn send_of<'a>(action: &&'a str, template: &'a Template, out_id: Option<&'a str>) -> Common<'a> {
    Common { action, template, out_id }
}

fn code_of(refusal: &ApiError) -> String {
    refusal.code.clone().into_owned()
}

/// Refuses a number that a template is not for.
fn fits_number(cx: &mut Cx<'_>, account: &str, template: &Template, number: &Number) -> Result<()> {
    match number {
        Number::Mainland(_) if template.kind == 3 => Err(DOMESTIC.into()),
        Number::Abroad(_) if template.kind != 3 => Err(NO_TEMPLATE.into()),
        Number::Mainland(phone) if template.test => {
            let is_bound = phones::phone(cx.tx, account, phone)?.bound;
            if is_bound { Ok(()) } else { Err(UNBOUND.into()) }
        }
        _ => Ok(()),
    }
}

fn text_of(
    sign: &Sign,
    template: &Template,
    values: &Map<String, Value>,
    given: &Map<String, Value>,
) -> String {
    let mut text = variables::filled(&template.content, values);
    if template.content == checks::lenient_content(&template.code) {
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

/// Refuses what the account may not send any more. The messages of this send are stored already, and are undone.
fn account_limits(
    cx: &mut Cx<'_>,
    account: &str,
    settings: &mut Settings,
    count: i64,
) -> Result<()> {
    let today = messages::day(cx.now);
    if let Some(limit) = settings.day_limit
        && messages::count_of_days(cx.tx, account, (today, today))? > limit
    {
        return Err(DAY_LIMIT.into());
    }
    if let Some(limit) = settings.month_limit {
        let first = crate::dysms::days::first_of_month(today);
        if messages::count_of_days(cx.tx, account, (first, today))? > limit {
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

/// Stores a message, and puts it into the outbox.
fn store(
    cx: &mut Cx<'_>,
    send: &Common<'_>,
    biz_id: &str,
    it: Ready,
    (outcome, delay): (String, Option<i64>),
) -> Result<SentMessage> {
    let Common { action, template, out_id } = *send;
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
    let mut sent = SentMessage {
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
        ..SentMessage::default()
    };
    let account = cx.account().to_owned();
    messages::add(cx.tx, &account, &mut sent)?;
    Ok(sent)
}
