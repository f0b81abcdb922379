//! What `WeCom` checks of a message to a group bot, and how it answers.
//!
//! Source: the platform's page on group bots, and answers that its users have seen. Which of the known codes an
//! incomplete message to WeCom gets is assumed where its page says nothing of it.

use base64::decoded_len_estimate;
use serde_json::{Value, json};

use super::{
    Check, Message, Platform, Post, Refusal,
    form::{each, object, text},
};

pub(super) const PLATFORM: Platform = Platform {
    // A picture that is encoded, with room for one that is a little too large and is told so.
    most_bytes: MAX_IMAGE / 3 * 4 + 64 * 1024,
    per_minute: 20,
    per_second: None,
    pause: 0,
    form,
    // The key in the URL is all that proves who sends.
    signature: |_, _, _| Ok(()),
    refusal,
    answer,
};

/// The most bytes of a picture, before it is encoded.
const MAX_IMAGE: usize = 2 * 1024 * 1024;
/// The most articles of a message.
const MAX_ARTICLES: usize = 8;

/// What follows the reason of a refusal.
fn hint(code: i64, post: &Post<'_>) -> String {
    format!(
        ", hint: [{}], from ip: {}, more info at https://open.work.weixin.qq.com/devtool/query?e={code}",
        post.clocks.world, post.ip
    )
}

fn too_long(what: &str, most: usize, post: &Post<'_>) -> Refusal {
    let more = hint(40_058, post);
    let text = format!("{what} exceed max length {most}. invalid Request Parameter{more}");
    Refusal::new(40_058, text)
}

fn empty() -> Refusal {
    Refusal::new(44_004, "empty content")
}

fn form(body: &[u8], post: &Post<'_>) -> Result<Message, Refusal> {
    let wrong_type = || Refusal::new(40_008, "invalid message type");
    let all = object(body).ok_or_else(wrong_type)?;
    let kind = text(&all, "msgtype").ok_or_else(wrong_type)?;
    let (texts, most): (&[&str], usize) = match kind {
        "text" => (&["content"], 2048),
        "markdown" | "markdown_v2" => (&["content"], 4096),
        "image" => (&["base64", "md5"], usize::MAX),
        "news" => (&[], usize::MAX),
        "file" | "voice" => (&["media_id"], usize::MAX),
        "template_card" => (&["card_type"], usize::MAX),
        _ => return Err(wrong_type()),
    };
    let content = all.get(kind).ok_or_else(empty)?;
    for name in texts {
        let value = text(content, name).ok_or_else(empty)?;
        if value.len() > most {
            return Err(too_long(&format!("{kind}.{name}"), most, post));
        }
    }
    if text(content, "base64").is_some_and(|it| decoded_len_estimate(it.len()) > MAX_IMAGE + 2) {
        return Err(too_long("image.base64", MAX_IMAGE, post));
    }
    if kind == "news" {
        each(content, "articles", &["title", "url"]).map_err(|_| empty())?;
        let articles = content["articles"].as_array().map_or(0, Vec::len);
        if articles > MAX_ARTICLES {
            return Err(too_long("news.articles", MAX_ARTICLES, post));
        }
    }
    let part = kind.to_owned();
    Ok(Message { all, part })
}

fn refusal(check: Check, post: &Post<'_>) -> Refusal {
    let (code, text) = match check {
        // It has no list of addresses and no keywords.
        Check::NoToken | Check::Token | Check::Address | Check::Keywords => {
            (93_000, "invalid webhook url")
        }
        Check::Rate(_) => (45_009, "api freq out of limit"),
    };
    Refusal::new(code, format!("{text}{}", hint(code, post)))
}

fn answer(refusal: Option<&Refusal>, _: &Post<'_>) -> Value {
    match refusal {
        None => json!({ "errcode": 0, "errmsg": "ok" }),
        Some(it) => json!({ "errcode": it.code, "errmsg": it.message }),
    }
}
