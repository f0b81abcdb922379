//! Receipts: what the cloud tells the user's program of messages, replies, signs and templates, as JSON by HTTP. They are
//! messages of the outbox, and leave this machine as those do: only where the server is told to.

use serde_json::{Map, Value, json};

use super::{codes::receipt_message, global_reports};
use crate::{
    Cx, Result,
    dysms::tables::{messages::SentMessage, settings},
    ports::{
        message_details::Details,
        outbox::{Channel, HttpRequest, Message},
    },
    shared::format::shanghai_time,
};

/// The kinds of receipts.
pub(crate) const KINDS: &[&str] = &[
    "SmsReport",
    "SmsUp",
    "SignSmsReport",
    "TemplateSmsReport",
    "GlobeSmsReport",
    "DypnsSmsVerifyReport",
];

/// How many messages one request tells of.
const BATCH: usize = 100;

/// Tells what has become of messages.
pub(in crate::dysms) fn report(cx: &mut Cx<'_>, settled: &[SentMessage]) -> Result<()> {
    let (global, others): (Vec<_>, Vec<_>) = settled.iter().partition(|it| it.is_global);
    for some in others.chunks(BATCH) {
        let elements = some.iter().map(|it| element(it, cx.now)).collect();
        push(cx, "SmsReport", &Value::Array(elements))?;
    }
    for some in global.chunks(BATCH) {
        let elements = some.iter().map(|it| global_reports::element(it, cx.now)).collect();
        push(cx, "GlobeSmsReport", &Value::Array(elements))?;
    }
    Ok(())
}

/// Tells what has become of one message, with the members in the order of the cloud (observed).
pub(in crate::dysms) fn element(it: &SentMessage, now: i64) -> Value {
    let code = it.err_code.as_deref().unwrap_or_default();
    report_element(&Report {
        sent: it.sent,
        reported: it.reported.unwrap_or(now),
        delivered: it.status == 3,
        code,
        phone: &it.phone,
        size: it.size,
        biz_id: &it.biz_id,
        out_id: it.out_id.as_deref(),
    })
}

/// What a receipt says of a message.
pub(crate) struct Report<'a> {
    pub(crate) sent: i64,
    pub(crate) reported: i64,
    pub(crate) delivered: bool,
    pub(crate) code: &'a str,
    pub(crate) phone: &'a str,
    pub(crate) size: i64,
    pub(crate) biz_id: &'a str,
    pub(crate) out_id: Option<&'a str>,
}

/// A receipt's element about a message. `out_id` is not there if the send had none (observed).
pub(crate) fn report_element(it: &Report<'_>) -> Value {
    let mut members = Map::new();
    for (name, value) in [
        ("send_time", shanghai_time(it.sent).into()),
        ("report_time", shanghai_time(it.reported).into()),
        ("success", Value::Bool(it.delivered)),
        ("err_msg", receipt_message(it.code).into()),
        ("err_code", it.code.into()),
        ("phone_number", it.phone.into()),
        ("sms_size", it.size.to_string().into()),
        ("biz_id", it.biz_id.into()),
    ] {
        members.insert(name.to_owned(), value);
    }
    if let Some(out_id) = it.out_id {
        members.insert("out_id".to_owned(), out_id.into());
    }
    Value::Object(members)
}

/// Pushes a receipt to the URL that the account has for its kind, if it has one.
pub(crate) fn push(cx: &mut Cx<'_>, kind: &str, elements: &Value) -> Result<()> {
    let account = cx.account().to_owned();
    let settings = settings::settings(cx.tx, &account)?;
    let Some(url) = settings.callbacks.get(kind) else { return Ok(()) };
    let times = if settings.duplicate { 2 } else { 1 };
    for _ in 0..times {
        send(cx, kind, url, &elements.to_string())?;
    }
    Ok(())
}

/// Sends the body of a receipt to a URL.
pub(in crate::dysms) fn send(cx: &mut Cx<'_>, kind: &str, url: &str, body: &str) -> Result<()> {
    let request = HttpRequest {
        method: "POST",
        url: url.to_owned(),
        headers: vec![("Content-Type".into(), "application/json;charset=utf-8".into())],
        body: body.to_owned(),
    };
    let details = Details { action: Some(kind), ..Details::default() };
    cx.notify(&Message {
        request: Some(&request),
        details: Some(&details),
        ..Message::new(Channel::Receipt, url, kind, body)
    })
}

/// The reply of a phone, as a receipt tells it.
pub(in crate::dysms) fn reply(
    (phone, content, dest_code): (&str, &str, &str),
    sent: i64,
    sequence: i64,
) -> Value {
    json!([{
        "phone_number": phone, "content": content, "send_time": shanghai_time(sent),
        "dest_code": dest_code, "sequence_id": sequence.to_string(),
    }])
}
