//! The chat bots of `DingTalk`, `WeCom` and Lark: the request that posts a message to a bot's webhook, and
//! its signature.
//!
//! Source: the pages of the three platforms on custom bots.

use std::fmt::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{ports::outbox::HttpRequest, shared::text::cut};

/// The most bytes of a `WeCom` markdown message (documented).
const WECOM_MARKDOWN_BYTES: usize = 4096;

/// The most bytes of the body of a message to `DingTalk` and Lark (documented: 20 KB).
const BODY_BYTES: usize = 20_000;

/// The platform of a chat bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RobotKind {
    /// `DingTalk`.
    DingTalk,
    /// `WeCom`, also called `WeChat` Work.
    WeCom,
    /// Lark, in China Feishu.
    Lark,
}

/// The hosts of the platforms, each with the path of its webhooks.
const WEBHOOKS: [(&str, &str, RobotKind); 4] = [
    ("oapi.dingtalk.com", "/robot/send", RobotKind::DingTalk),
    ("qyapi.weixin.qq.com", "/cgi-bin/webhook/send", RobotKind::WeCom),
    ("open.feishu.cn", LARK_PATH, RobotKind::Lark),
    ("open.larksuite.com", LARK_PATH, RobotKind::Lark),
];

const LARK_PATH: &str = "/open-apis/bot/v2/hook/";

impl RobotKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::DingTalk, Self::WeCom, Self::Lark];

    /// Its name in the control API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DingTalk => "dingtalk",
            Self::WeCom => "wecom",
            Self::Lark => "lark",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The platform of a webhook, by its path: that of the platform, or that of a bot of this server.
    #[must_use]
    pub fn of_url(url: &str) -> Option<Self> {
        let path = url.split('?').next().unwrap_or(url);
        let found = WEBHOOKS.iter().find(|(_, part, _)| path.contains(part));
        let own = || {
            let (_, rest) = path.split_once("/_localyun/robots/")?;
            rest.split('/').next().and_then(Self::named)
        };
        found.map(|(.., kind)| *kind).or_else(own)
    }

    /// The platform whose webhook has this host and this path, and the token, if the path has it.
    #[must_use]
    pub fn at<'p>(host: &str, path: &'p str) -> Option<(Self, Option<&'p str>)> {
        let here = |it: &&(&str, &str, Self)| it.0.eq_ignore_ascii_case(host);
        let (_, start, kind) = WEBHOOKS.iter().find(here)?;
        let rest = path.strip_prefix(start)?;
        match kind.token_parameter() {
            Some(_) => rest.is_empty().then_some((*kind, None)),
            None => Some((*kind, Some(rest))),
        }
    }

    /// The query parameter that has the token of a bot; none if it is in the path.
    #[must_use]
    pub const fn token_parameter(self) -> Option<&'static str> {
        match self {
            Self::DingTalk => Some("access_token"),
            Self::WeCom => Some("key"),
            Self::Lark => None,
        }
    }
}

/// A chat bot.
#[derive(Clone, Copy, Debug)]
pub struct Robot<'a> {
    /// Its platform.
    pub kind: RobotKind,
    /// Its webhook.
    pub url: &'a str,
    /// The secret that signs messages, where the bot asks for that.
    pub secret: Option<&'a str>,
}

/// A person whom a message mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mention {
    /// The phone number, by which `DingTalk` knows people.
    pub phone: Option<String>,
    /// The user id on the platform, by which `WeCom` and Lark know people.
    pub user: Option<String>,
}

/// The request that posts a message with Markdown to a bot at `now`, in milliseconds.
#[must_use]
pub fn markdown(
    robot: &Robot<'_>,
    title: &str,
    text: &str,
    mentions: &[Mention],
    now: i64,
) -> HttpRequest {
    let phones: Vec<&str> = mentions.iter().filter_map(|it| it.phone.as_deref()).collect();
    let users: Vec<&str> = mentions.iter().filter_map(|it| it.user.as_deref()).collect();
    let mut url = robot.url.to_owned();
    let body = match robot.kind {
        RobotKind::DingTalk => {
            if let Some(secret) = robot.secret {
                let signed =
                    [("timestamp", now.to_string()), ("sign", dingtalk_signature(secret, now))];
                url.push(if url.contains('?') { '&' } else { '?' });
                url.push_str(&serde_urlencoded::to_string(signed).unwrap_or_default());
            }
            fitted(text, |text| dingtalk(title, text, &phones))
        }
        RobotKind::WeCom => wecom(title, text, &users),
        RobotKind::Lark => {
            let mut body = fitted(text, |text| lark(title, text, &users));
            if let Some(secret) = robot.secret {
                let seconds = now / 1000;
                body["timestamp"] = seconds.to_string().into();
                body["sign"] = lark_signature(secret, seconds).into();
            }
            body
        }
    };
    let headers = vec![("Content-Type".into(), "application/json; charset=utf-8".into())];
    HttpRequest { method: "POST", url, headers, body: body.to_string() }
}

/// The body of a message with as much of the text as it has room for.
fn fitted(mut text: &str, body: impl Fn(&str) -> Value) -> Value {
    loop {
        let found = body(text);
        let size = found.to_string().len();
        if size <= BODY_BYTES || text.is_empty() {
            return found;
        }
        // A part of it that is as large as the room, if all of it grows alike as JSON.
        text = cut(text, (text.len() * BODY_BYTES / size).min(text.len() - 1));
    }
}

/// People are mentioned where both the text and `at` have their numbers.
fn dingtalk(title: &str, text: &str, phones: &[&str]) -> Value {
    let mut text = text.to_owned();
    for phone in phones {
        let _ = write!(text, "\n @{phone}");
    }
    json!({
        "msgtype": "markdown",
        "markdown": { "title": title, "text": text },
        "at": { "atMobiles": phones, "isAtAll": false },
    })
}

fn wecom(title: &str, text: &str, users: &[&str]) -> Value {
    let mut mentioned = String::new();
    for user in users {
        let _ = write!(mentioned, "\n<@{user}>");
    }
    let mut content = format!("**{title}**\n{text}");
    let room = WECOM_MARKDOWN_BYTES.saturating_sub(mentioned.len());
    content.truncate(cut(&content, room).len());
    content.push_str(&mentioned);
    json!({ "msgtype": "markdown", "markdown": { "content": content } })
}

fn lark(title: &str, text: &str, users: &[&str]) -> Value {
    let mut lines: Vec<Vec<Value>> =
        text.lines().map(|line| vec![json!({ "tag": "text", "text": line })]).collect();
    if !users.is_empty() {
        lines.push(users.iter().map(|user| json!({ "tag": "at", "user_id": user })).collect());
    }
    json!({
        "msg_type": "post",
        "content": { "post": { "zh_cn": { "title": title, "content": lines } } },
    })
}

/// The signature of a `DingTalk` message sent at `millis`: the secret signs the time and itself.
#[must_use]
pub fn dingtalk_signature(secret: &str, millis: i64) -> String {
    hmac_sha256(secret, &format!("{millis}\n{secret}"))
}

/// The signature of a Lark message sent at `seconds`: time and secret are the key, for no text.
#[must_use]
pub fn lark_signature(secret: &str, seconds: i64) -> String {
    hmac_sha256(&format!("{seconds}\n{secret}"), "")
}

/// The HMAC-SHA256 of a text, in base64.
fn hmac_sha256(key: &str, text: &str) -> String {
    // A key of any length is accepted.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_the_platforms() {
        assert_eq!(
            dingtalk_signature("SEC0123456789abcdef", 1_700_000_000_000),
            "TSZbRFUuvaSQaRKUpF970OPCb2/LcQAP3wOvwZIzBZk="
        );
        assert_eq!(lark_signature("demo", 100), "jquNHnVOwmDRfw+vqTIrY5dooJAgi5EcRtLsQE4wfXg=");
        assert_eq!(
            lark_signature("demo", 1_599_360_473),
            "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="
        );
    }

    #[test]
    fn each_platform_gets_its_own_form() {
        let people = [Mention { phone: Some("13811110000".into()), user: Some("ou_x".into()) }];
        let post = |kind, url: &str, secret| {
            let robot = Robot { kind, url, secret };
            let request = markdown(&robot, "disk", "full", &people, 1_700_000_000_000);
            (request.url, serde_json::from_str::<Value>(&request.body).unwrap())
        };
        let ding = "https://oapi.dingtalk.com/robot/send?access_token=a";
        let (url, body) = post(RobotKind::DingTalk, ding, Some("SEC0123456789abcdef"));
        assert_eq!(
            url,
            format!(
                "{ding}&timestamp=1700000000000&sign=TSZbRFUuvaSQaRKUpF970OPCb2%2FLcQAP3wOvwZIzBZk%3D"
            )
        );
        assert_eq!(body["markdown"]["text"], "full\n @13811110000");
        assert_eq!(body["at"]["atMobiles"], json!(["13811110000"]));
        let (_, body) = post(RobotKind::WeCom, "https://qyapi.weixin.qq.com/x", None);
        assert_eq!(body["markdown"]["content"], "**disk**\nfull\n<@ou_x>");
        let (_, body) = post(RobotKind::Lark, "https://open.feishu.cn/x", Some("demo"));
        assert_eq!(body["content"]["post"]["zh_cn"]["content"][1][0]["user_id"], "ou_x");
        assert_eq!(body["timestamp"], "1700000000");
    }

    #[test]
    fn a_long_message_is_cut_before_the_mentions() {
        let robot = Robot { kind: RobotKind::WeCom, url: "u", secret: None };
        let people = [Mention { phone: None, user: Some("ou_x".into()) }];
        let request = markdown(&robot, "t", &"张".repeat(5000), &people, 0);
        let body: Value = serde_json::from_str(&request.body).unwrap();
        let content = body["markdown"]["content"].as_str().unwrap();
        assert!(content.len() <= WECOM_MARKDOWN_BYTES && content.ends_with("\n<@ou_x>"));
        for kind in [RobotKind::DingTalk, RobotKind::Lark] {
            for text in ["\n\"".repeat(50_000), "张".repeat(50_000), "line\n".repeat(20_000)] {
                let request = markdown(&Robot { kind, ..robot }, "t", &text, &people, 0);
                let length = request.body.len();
                assert!((15_000..=20_480).contains(&length), "{kind:?}: {length}");
            }
        }
    }

    #[test]
    fn a_webhook_tells_its_platform() {
        for (url, kind) in [
            ("http://127.0.0.1:1/robot/send?access_token=x", Some(RobotKind::DingTalk)),
            ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x", Some(RobotKind::WeCom)),
            ("https://open.larksuite.com/open-apis/bot/v2/hook/x", Some(RobotKind::Lark)),
            ("https://example.com/hook?u=/robot/send", None),
            ("http://127.0.0.1:4800/_localyun/robots/wecom/ops?world=w1", Some(RobotKind::WeCom)),
            ("http://127.0.0.1:4800/_localyun/robots/slack/ops", None),
        ] {
            assert_eq!(RobotKind::of_url(url), kind, "{url}");
        }
        for (host, path, found) in [
            ("OAPI.dingtalk.com", "/robot/send", Some((RobotKind::DingTalk, None))),
            ("oapi.dingtalk.com", "/robot/sends", None),
            ("oapi.dingtalk.com", "/gettoken", None),
            ("example.com", "/robot/send", None),
            ("qyapi.weixin.qq.com", "/cgi-bin/webhook/send", Some((RobotKind::WeCom, None))),
            ("qyapi.weixin.qq.com", "/robot/send", None),
            ("open.feishu.cn", "/open-apis/bot/v2/hook/x", Some((RobotKind::Lark, Some("x")))),
            ("open.larksuite.com", "/open-apis/bot/v2/hook/", Some((RobotKind::Lark, Some("")))),
        ] {
            assert_eq!(RobotKind::at(host, path), found, "{host}{path}");
        }
    }
}
