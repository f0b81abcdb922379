//! Rules for numbers.

use serde_json::{Map, Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, required_text, text},
    dysms::tables::rules::{self, Rule},
};

/// How many rules an account may have: each send reads them all.
const MOST: usize = 1000;

fn shown(it: &Rule) -> Value {
    json!({
        "id": it.id, "match": it.phone, "code": it.code, "message": it.message,
        "receipt": it.receipt, "delay_ms": it.delay,
    })
}

pub(in crate::dysms) fn list(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let account = cx.account().to_owned();
    let all = rules::all(cx.tx, &account)?;
    Ok(json!({ "rules": all.iter().map(shown).collect::<Vec<_>>() }))
}

fn read(members: &Map<String, Value>) -> Result<Rule, ControlError> {
    let phone = required_text(members, "match")?.to_owned();
    let digits = phone.strip_suffix('*').unwrap_or(&phone);
    if !digits.bytes().all(|it| it.is_ascii_digit()) {
        return Err(ControlError::member("match", "it must be digits, with a * after them or not"));
    }
    let owned = |name: &str| text(members, name).map(|it| it.map(str::to_owned));
    let (code, receipt) = (owned("code")?, owned("receipt")?);
    if code.is_some() == receipt.is_some() {
        return Err(ControlError::WrongBody("give either code or receipt".to_owned()));
    }
    let delay = match members.get("delay_ms") {
        None => None,
        Some(value) => Some(value.as_i64().filter(|it| *it >= 0).ok_or_else(|| {
            ControlError::member("delay_ms", "it must be a number of milliseconds from 0")
        })?),
    };
    Ok(Rule { id: 0, phone, code, message: owned("message")?, receipt, delay })
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
