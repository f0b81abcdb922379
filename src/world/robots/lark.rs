//! What Lark, in China Feishu, checks of a message to a custom bot, and how it answers.
//!
//! Source: the platform's page on custom bots. Assumed: Lark takes a message which is too large or incomplete for a
//! bad request; what an unknown token is answered there.

use actions::shared::robots::lark_signature;
use serde_json::{Value, json};

use super::{
    Check, Message, Platform, Post, Refusal,
    form::{object, text},
    is_near,
};

pub(super) const PLATFORM: Platform = Platform {
    most_bytes: 20 * 1024,
    per_minute: 100,
    per_second: Some(5),
    pause: 0,
    form,
    signature,
    refusal,
    answer,
};

fn form(body: &[u8], _: &Post<'_>) -> Result<Message, Refusal> {
    read(body).ok_or_else(|| Refusal::new(9499, "Bad Request"))
}

fn read(body: &[u8]) -> Option<Message> {
    let all = object(body)?;
    let kind = text(&all, "msg_type")?;
    let part = if kind == "interactive" { "card" } else { "content" };
    let content = all.get(part).filter(|it| it.is_object())?;
    let is_whole = match kind {
        "text" => text(content, "text").is_some(),
        "post" => content.get("post").is_some_and(is_post),
        "image" => text(content, "image_key").is_some(),
        "share_chat" => text(content, "share_chat_id").is_some(),
        "interactive" => true,
        _ => false,
    };
    is_whole.then(|| Message { part: part.to_owned(), all })
}

/// Whether it is a rich text in one language or more: each has lines of parts with a `tag`.
fn is_post(post: &Value) -> bool {
    let is_part = |part: &Value| text(part, "tag").is_some();
    let is_line = |line: &Value| line.as_array().is_some_and(|parts| parts.iter().all(is_part));
    let is_text = |text: &Value| {
        let lines = text.get("content").and_then(Value::as_array);
        lines.is_some_and(|lines| lines.iter().all(is_line))
    };
    post.as_object().is_some_and(|all| !all.is_empty() && all.values().all(is_text))
}

fn signature(secret: &str, message: &Message, post: &Post<'_>) -> Result<(), Refusal> {
    let seconds = match message.all.get("timestamp") {
        Some(Value::String(text)) => text.parse().ok(),
        Some(Value::Number(number)) => number.as_i64(),
        _ => None,
    };
    let is_near = |seconds: &i64| is_near(seconds.saturating_mul(1000), post.clocks);
    let signed = seconds.filter(is_near).map(|seconds| lark_signature(secret, seconds));
    if signed.is_some() && signed.as_deref() == text(&message.all, "sign") {
        return Ok(());
    }
    let text = "sign match fail or timestamp is not within one hour from current time";
    Err(Refusal::new(19_021, text))
}

fn refusal(check: Check, _: &Post<'_>) -> Refusal {
    match check {
        Check::NoToken | Check::Token => {
            Refusal::new(19_001, "param invalid: incoming webhook access token invalid")
        }
        Check::Address => Refusal::new(19_022, "Ip Not Allowed"),
        Check::Keywords => Refusal::new(19_024, "Key Words Not Found"),
        Check::Rate(_) => Refusal::new(11_232, "frequency limited"),
    }
}

fn answer(refusal: Option<&Refusal>, _: &Post<'_>) -> Value {
    match refusal {
        None => json!({
            "StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success",
        }),
        Some(it) => json!({ "code": it.code, "data": {}, "msg": it.message }),
    }
}
