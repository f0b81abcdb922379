//! Rules for numbers.

use serde_json::{Map, Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, required_text, text},
    dysms::{
        sending::numbers::mainland,
        tables::rules::{self, Rule},
    },
};

/// How many rules an account may have: each send reads them all.
const MOST: usize = 1000;

fn shown(it: &Rule) -> Value {
    json!({
        "id": it.id, "match": it.phone, "code": it.code, "message": it.message,
        "receipt": it.receipt, "delay_ms": it.delay, "answer_delay_ms": it.answer_delay,
        "times": it.times, "used": it.used,
    })
}

pub(in crate::dysms) fn list(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let account = cx.account().to_owned();
    let all = rules::all(cx.tx, &account)?;
    Ok(json!({ "rules": all.iter().map(shown).collect::<Vec<_>>() }))
}

fn read(members: &Map<String, Value>) -> Result<Rule, ControlError> {
    let given = required_text(members, "match")?;
    let phone = mainland(given).unwrap_or(given).to_owned();
    let digits = phone.strip_suffix('*').unwrap_or(&phone);
    if !digits.bytes().all(|it| it.is_ascii_digit()) {
        return Err(ControlError::member("match", "it must be digits, with a * after them or not"));
    }
    let owned = |name: &str| text(members, name).map(|it| it.map(str::to_owned));
    let (code, receipt) = (owned("code")?, owned("receipt")?);
    if code.as_deref() == Some("OK") {
        return Err(ControlError::member(
            "code",
            "a send that is refused has another code than OK",
        ));
    }
    let number = |name: &str, least: i64| match members.get(name) {
        None => Ok(None),
        Some(value) => {
            let why = || ControlError::member(name, format!("it must be a number from {least}"));
            value.as_i64().filter(|it| *it >= least).map(Some).ok_or_else(why)
        }
    };
    let (delay, answer_delay) = (number("delay_ms", 0)?, number("answer_delay_ms", 0)?);
    let does_nothing = code.is_none() && receipt.is_none() && answer_delay.is_none();
    if does_nothing || (code.is_some() && receipt.is_some()) {
        let text = "give code, receipt or answer_delay_ms, and not both of the first two";
        return Err(ControlError::WrongBody(text.to_owned()));
    }
    let (message, times) = (owned("message")?, number("times", 1)?);
    Ok(Rule { phone, code, message, receipt, delay, answer_delay, times, ..Rule::default() })
}

pub(in crate::dysms) fn add(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let account = cx.account().to_owned();
    let mut count = rules::all(cx.tx, &account)?.len();
    let mut added = Vec::new();
    for members in request.each() {
        count += 1;
        if count > MOST {
            return Err(ControlError::Wrong(format!("an account has at most {MOST} rules")));
        }
        let mut rule = read(&members)?;
        rules::add(cx.tx, &account, &mut rule)?;
        added.push(shown(&rule));
    }
    Ok(json!({ "rules": added }))
}

pub(in crate::dysms) fn clear(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let account = cx.account().to_owned();
    Ok(json!({ "deleted": rules::clear(cx.tx, &account)? }))
}
