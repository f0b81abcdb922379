//! What the platforms of chat bots answer, and how old the signature of a request may be.
//!
//! Source: the pages of the three platforms on custom bots. The status 200 says nothing: the code in the body decides.

use actions::ports::outbox::HttpRequest;
use serde_json::Value;
use url::Url;

use crate::delivery::{http::Reply, progress::Outcome};

/// For how long a signature is good, in milliseconds.
const WINDOW: i64 = 3_600_000;
const MINUTE: i64 = 60_000;

/// The codes that say that too much was sent, each with how long the bot is throttled: those of `DingTalk`, `WeCom` and
/// Lark.
const LIMITS: [(i64, i64); 4] =
    [(130_101, 10 * MINUTE), (660_026, 10 * MINUTE), (45_009, MINUTE), (11_232, MINUTE)];

/// What the answer of a bot says.
pub(super) fn outcome(reply: &Reply) -> Outcome {
    if let Some(why) = reply.refusal() {
        return match reply.status {
            429 => Outcome::Limited(why, MINUTE),
            _ => Outcome::Failed(why),
        };
    }
    let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    let of = |name: &str| body.get(name).and_then(Value::as_i64);
    let Some(code) = of("errcode").or_else(|| of("code")).or_else(|| of("StatusCode")) else {
        return Outcome::Failed("the bot answered without a code".into());
    };
    if code == 0 {
        return Outcome::Accepted;
    }
    let text = ["errmsg", "msg", "StatusMessage"].iter().find_map(|it| body.get(it)?.as_str());
    let why = super::shortened(&format!("the bot refused it: {code} {}", text.unwrap_or_default()));
    match LIMITS.iter().find(|(limit, _)| *limit == code) {
        Some((_, wait)) => Outcome::Limited(why, *wait),
        None => Outcome::Failed(why),
    }
}

/// Whether the signature of a request is too old at `now`; not if it has none.
pub(super) fn is_outdated(request: &HttpRequest, now: i64) -> bool {
    signed_at(request).is_some_and(|at| now.saturating_sub(at).saturating_abs() > WINDOW)
}

/// When a request was signed: `DingTalk` has that in the query, Lark in the body.
fn signed_at(request: &HttpRequest) -> Option<i64> {
    let url = Url::parse(&request.url).ok()?;
    let query = |name: &str| url.query_pairs().find(|it| it.0 == name).map(|it| it.1.into_owned());
    if query("sign").is_some() {
        return query("timestamp")?.parse().ok();
    }
    let body: Value = serde_json::from_str(&request.body).ok()?;
    body.get("sign")?;
    Some(body.get("timestamp")?.as_str()?.parse::<i64>().ok()?.saturating_mul(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, body: &str) -> Outcome {
        outcome(&Reply { status, location: false, body: body.as_bytes().to_vec() })
    }

    #[test]
    fn the_code_in_the_body_decides() {
        for accepted in [
            r#"{"errcode":0,"errmsg":"ok"}"#,
            r#"{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}"#,
        ] {
            assert_eq!(answered(200, accepted), Outcome::Accepted, "{accepted}");
            assert!(matches!(answered(500, accepted), Outcome::Failed(_)));
            assert!(matches!(answered(302, accepted), Outcome::Failed(_)));
            assert!(matches!(answered(429, accepted), Outcome::Limited(_, MINUTE)));
        }
        let refused = r#"{"errcode":310000,"errmsg":"keywords not in content"}"#;
        let why = "the bot refused it: 310000 keywords not in content";
        assert_eq!(answered(200, refused), Outcome::Failed(why.into()));
        let lark = r#"{"code":19024,"data":{},"msg":"Key Words Not Found"}"#;
        let why = "the bot refused it: 19024 Key Words Not Found";
        assert_eq!(answered(200, lark), Outcome::Failed(why.into()));
        for none in ["", "ok", "[]", "{}", r#"{"errcode":"0"}"#] {
            assert!(matches!(answered(200, none), Outcome::Failed(_)), "{none}");
        }
    }

    #[test]
    fn a_bot_that_gets_too_much_is_left_alone() {
        for (body, wait) in [
            (r#"{"status":1111,"errcode":130101,"errmsg":"send too fast"}"#, 600_000),
            (r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#, 60_000),
            (r#"{"code":11232,"msg":"frequency limited"}"#, 60_000),
        ] {
            assert!(matches!(answered(200, body), Outcome::Limited(_, it) if it == wait), "{body}");
        }
    }

    #[test]
    fn a_signature_is_good_for_an_hour() {
        let request = |url: &str, body: &str| HttpRequest {
            method: "POST",
            url: url.into(),
            headers: Vec::new(),
            body: body.into(),
        };
        let dingtalk =
            request("https://a/robot/send?access_token=x&timestamp=1000&sign=y%3D", "{}");
        let lark = request("https://a/hook", r#"{"timestamp":"1","sign":"y"}"#);
        for signed in [dingtalk, lark] {
            assert!(!is_outdated(&signed, 3_601_000));
            assert!(is_outdated(&signed, 3_601_001));
            assert!(is_outdated(&signed, -3_599_001), "the clock was set back");
        }
        let unsigned = request("https://a/robot/send?access_token=x", r#"{"timestamp":"1"}"#);
        assert!(!is_outdated(&unsigned, i64::MAX));
    }
}
