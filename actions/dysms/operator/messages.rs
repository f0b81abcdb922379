//! What happens to messages by hand: receipts, replies, what is known of phones.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, required_text, text},
    dysms::{
        sending::{codes::DELIVERED, delivery, numbers, receipts},
        tables::{
            messages,
            phones::{self, Phone},
        },
    },
    ports::{
        outbox::{self, Channel, Filter, OutboxMessage},
        store,
    },
    shared::format,
};

/// What a phone sends to opt out of promotions.
const OPT_OUT: [&str; 4] = ["R", "T", "TD", "退订"];

fn shown(m: &OutboxMessage) -> Value {
    let body: Option<Value> = serde_json::from_str(&m.body).ok();
    json!({
        "id": m.id, "at": format::iso(m.at), "kind": m.subject, "url": m.to, "body": body,
        "state": m.delivery.state.name(), "attempts": m.delivery.attempts,
        "next": m.delivery.next.map(format::iso), "last_error": m.delivery.last_error,
    })
}

pub(in crate::dysms) fn receipts(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let most = request.limit(1000, outbox::MAX_MESSAGES)?;
    let kind = request.query_value("kind");
    let account = cx.account().to_owned();
    let filter = Filter {
        channel: Some(Channel::Receipt.name()),
        account: Some(&account),
        ..Filter::default()
    };
    let found = outbox::find(cx.tx, &filter, most)?;
    let fitting = found.iter().filter(|it| kind.is_none_or(|kind| kind == it.subject));
    Ok(json!({ "receipts": fitting.map(shown).collect::<Vec<_>>() }))
}

pub(in crate::dysms) fn resend(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let id = request.number("id")?;
    let found = outbox::get(cx.tx, id)?;
    let is_receipt =
        |it: &OutboxMessage| it.channel == Channel::Receipt.name() && it.account == cx.account();
    let Some(found) = found.filter(is_receipt) else {
        let text = format!("there is no receipt {id}; GET /_localyun/dysms/receipts lists them");
        return Err(ControlError::NotFound(text));
    };
    receipts::send(cx, &found.subject, &found.to, &found.body)?;
    Ok(json!({ "pushed": 1 }))
}

pub(in crate::dysms) fn settle(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let members = request.members();
    let biz_id = required_text(&members, "biz_id")?;
    let phone = text(&members, "phone")?;
    let code = text(&members, "err_code")?.unwrap_or(DELIVERED);
    let account = cx.account().to_owned();
    let mut settled = Vec::new();
    for mut it in messages::of_send(cx.tx, &account, biz_id)? {
        let is_meant =
            phone.is_none_or(|phone| numbers::mainland(phone).unwrap_or(phone) == it.phone);
        if it.status == 1 && is_meant {
            delivery::settle(cx, &mut it, code)?;
            settled.push(it);
        }
    }
    if settled.is_empty() {
        let text = format!("no message of {biz_id} waits for a receipt");
        return Err(ControlError::NotFound(text));
    }
    receipts::report(cx, &settled)?;
    Ok(json!({ "settled": settled.len() }))
}

pub(in crate::dysms) fn incoming(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let members = request.members();
    let from = required_text(&members, "from")?;
    let phone = numbers::mainland(from)
        .ok_or_else(|| ControlError::member("from", "it must be a number in mainland China"))?;
    let content = required_text(&members, "content")?;
    let dest_code = text(&members, "dest_code")?.unwrap_or_default();
    let account = cx.account().to_owned();
    let opts_out = OPT_OUT.contains(&content.trim().to_uppercase().as_str());
    if opts_out {
        let present = phones::phone(cx.tx, &account, phone)?;
        phones::put(cx.tx, &account, phone, Phone { opted_out: true, ..present })?;
    }
    let sequence = store::tally_add(cx.tx, "", "dysms_incoming")?;
    let reply = receipts::reply((phone, content, dest_code), cx.now, sequence);
    receipts::push(cx, "SmsUp", &reply)?;
    Ok(json!({ "sequence_id": sequence, "opted_out": opts_out }))
}

fn number(request: &ControlRequest) -> Result<String, ControlError> {
    let given = request.path_value("number");
    let digits = numbers::mainland(given).unwrap_or(given);
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return Err(ControlError::NotFound(format!("`{given}` is not a phone number")));
    }
    Ok(digits.to_owned())
}

fn phone(number: &str, it: Phone) -> Value {
    json!({
        "number": number, "bound": it.bound, "blacklisted": it.blacklisted,
        "opted_out": it.opted_out,
    })
}

pub(in crate::dysms) fn show_phone(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let number = number(request)?;
    let account = cx.account().to_owned();
    Ok(phone(&number, phones::phone(cx.tx, &account, &number)?))
}

pub(in crate::dysms) fn change_phone(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let number = number(request)?;
    let account = cx.account().to_owned();
    let mut it = phones::phone(cx.tx, &account, &number)?;
    for (name, value) in request.members() {
        let flag = value
            .as_bool()
            .ok_or_else(|| ControlError::member(&name, "it must be true or false"))?;
        match &*name {
            "bound" => it.bound = flag,
            "blacklisted" => it.blacklisted = flag,
            _ => it.opted_out = flag,
        }
    }
    phones::put(cx.tx, &account, &number, it)?;
    Ok(phone(&number, it))
}
