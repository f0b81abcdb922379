//! What `DingTalk` checks of a message to a custom bot, and how it answers.
//!
//! Source: the platform's page on custom bots, and answers that its users have seen. Which parameter is missing where
//! a message to DingTalk lacks part of its content is assumed from the two that are known.

use actions::shared::robots::dingtalk_signature;
use serde_json::{Value, json};

use super::{
    Check, Message, Platform, Post, Refusal,
    form::{each, object, text},
    is_near,
};

pub(super) const PLATFORM: Platform = Platform {
    // How large a message to DingTalk may be is assumed: as on Lark, which alone gives a number.
    most_bytes: 20 * 1024,
    per_minute: 20,
    per_second: None,
    // It is refused for ten minutes.
    pause: 10 * 60_000,
    form,
    signature,
    refusal,
    answer,
};

const NOT_VERIFIED: i64 = 310_000;
const TOO_FAST: i64 = 130_101;

/// What an answer says after the reason why a message is not verified.
const MORE: &str = ", more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]";

fn missing(name: &str) -> Refusal {
    Refusal::new(40_035, format!("缺少参数 {name}"))
}

fn not_verified(why: &str) -> Refusal {
    Refusal::new(NOT_VERIFIED, format!("{why}{MORE}"))
}

fn form(body: &[u8], _: &Post<'_>) -> Result<Message, Refusal> {
    let all = object(body).ok_or_else(|| missing("json"))?;
    let kind = text(&all, "msgtype").ok_or_else(|| missing("msgtype"))?;
    let texts: &[&str] = match kind {
        "text" => &["content"],
        "markdown" | "actionCard" => &["title", "text"],
        "link" => &["title", "text", "messageUrl"],
        "feedCard" => &[],
        _ => return Err(missing("msgtype")),
    };
    let content = all.get(kind).filter(|it| it.is_object()).ok_or_else(|| missing(kind))?;
    let lacks = |name: &str| missing(&format!("{kind}.{name}"));
    if let Some(name) = texts.iter().find(|name| text(content, name).is_none()) {
        return Err(lacks(name));
    }
    let several = match kind {
        "feedCard" => each(content, "links", &["title", "messageURL", "picURL"]),
        "actionCard" if content.get("btns").is_some() => {
            each(content, "btns", &["title", "actionURL"])
        }
        "actionCard" => match text(content, "singleTitle").and(text(content, "singleURL")) {
            Some(_) => Ok(()),
            None => Err("singleTitle".to_owned()),
        },
        _ => Ok(()),
    };
    several.map_err(|name| lacks(&name))?;
    let part = kind.to_owned();
    Ok(Message { all, part })
}

fn signature(secret: &str, _: &Message, post: &Post<'_>) -> Result<(), Refusal> {
    let at = post.parameter("timestamp").and_then(|it| it.parse().ok());
    let at = at.filter(|at| is_near(*at, post.clocks));
    let at = at.ok_or_else(|| not_verified("invalid timestamp"))?;
    let is_right = post.parameter("sign").is_some_and(|it| *it == dingtalk_signature(secret, at));
    is_right.then_some(()).ok_or_else(|| not_verified("sign not match"))
}

fn refusal(check: Check, post: &Post<'_>) -> Refusal {
    match check {
        Check::NoToken => missing("access_token"),
        Check::Token => Refusal::new(300_005, "token is not exist"),
        Check::Address => not_verified(&format!("ip {} not in whitelist", post.ip)),
        Check::Keywords => not_verified("keywords not in content"),
        Check::Rate(most) => {
            Refusal::new(TOO_FAST, format!("send too fast, exceed {most} times per minute"))
        }
    }
}

fn answer(refusal: Option<&Refusal>, post: &Post<'_>) -> Value {
    match refusal {
        None => json!({ "errcode": 0, "errmsg": "ok" }),
        Some(it) if it.code == TOO_FAST => json!({
            "status": 1111, "wait": 5, "source": "x5", "punish": "deny", "uuid": post.id,
            "errcode": it.code, "errmsg": it.message,
        }),
        Some(it) => json!({ "errcode": it.code, "errmsg": it.message }),
    }
}
