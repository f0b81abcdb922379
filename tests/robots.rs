//! Chat bots: what each platform answers to a message, in its own words, and what is kept of it.

use actions::shared::robots::{dingtalk_signature, lark_signature};
use http_body_util::BodyExt;
use hyper::Request;
use localyun::{control, control_token::ControlToken, proxy::Proxy};
use serde_json::{Value, json};
use tokio::runtime;

use crate::support::{Answer, Server, plain};

/// 2023-11-14T22:13:20Z, the time of the platforms' own examples of signatures.
const NOW: i64 = 1_700_000_000_000;
const MORE: &str = ", more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]";
const OK: &str = r#"{"errcode":0,"errmsg":"ok"}"#;

fn server() -> Server {
    Server::with(|o| o.clock = Some(NOW))
}

fn control(server: &Server, method: &str, path: &str, body: &Value) -> Value {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let target = format!("/_localyun/{path}");
    let answer = server.ask(&plain(method, &target, &[], body.as_bytes()));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

fn get(server: &Server, path: &str) -> Value {
    control(server, "GET", path, &Value::Null)
}

fn set(server: &Server, settings: &Value) {
    control(server, "POST", "robots", settings);
}

/// Posts to `robots/…` and answers the text, which always comes with 200.
fn post(server: &Server, path: &str, body: &str) -> String {
    let answer =
        server.ask(&plain("POST", &format!("/_localyun/robots/{path}"), &[], body.as_bytes()));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/json"));
    answer.text().to_owned()
}

fn ding(code: i64, why: &str) -> String {
    json!({ "errcode": code, "errmsg": why }).to_string()
}

fn lark(code: i64, why: &str) -> String {
    json!({ "code": code, "data": {}, "msg": why }).to_string()
}

fn text(content: &str) -> String {
    json!({ "msgtype": "text", "text": { "content": content } }).to_string()
}

fn lark_text(content: &str) -> Value {
    json!({ "msg_type": "text", "content": { "text": content } })
}

#[test]
fn dingtalk_takes_its_forms_and_says_what_is_missing_in_others() {
    let server = server();
    set(&server, &json!({ "kind": "dingtalk", "name": "a", "rate_per_minute": 100 }));
    let link = json!({ "title": "t", "messageURL": "https://a", "picURL": "https://a" });
    for good in [
        json!({ "msgtype": "text", "text": { "content": "x" }, "at": { "atMobiles": ["13800000000"] } }),
        json!({ "msgtype": "markdown", "markdown": { "title": "t", "text": "#### x" } }),
        json!({ "msgtype": "link", "link": { "title": "t", "text": "x", "picUrl": "", "messageUrl": "https://a" } }),
        json!({ "msgtype": "actionCard", "actionCard": { "title": "t", "text": "x", "singleTitle": "s", "singleURL": "https://a" } }),
        json!({ "msgtype": "actionCard", "actionCard": { "title": "t", "text": "x", "btns": [{ "title": "b", "actionURL": "https://a" }] } }),
        json!({ "msgtype": "feedCard", "feedCard": { "links": [link] } }),
    ] {
        assert_eq!(post(&server, "dingtalk/a", &good.to_string()), OK, "{good}");
    }
    for (bad, lacks) in [
        ("", "json"),
        ("{", "json"),
        ("[]", "json"),
        ("text", "json"),
        ("{}", "msgtype"),
        (r#"{"msgtype":"image","image":{}}"#, "msgtype"),
        (r#"{"msgtype":"text"}"#, "text"),
        (r#"{"msgtype":"text","text":"x"}"#, "text"),
        (r#"{"msgtype":"text","text":{"content":""}}"#, "text.content"),
        (r#"{"msgtype":"markdown","markdown":{"text":"x"}}"#, "markdown.title"),
        (r#"{"msgtype":"link","link":{"title":"t","text":"x"}}"#, "link.messageUrl"),
        (
            r#"{"msgtype":"actionCard","actionCard":{"title":"t","text":"x"}}"#,
            "actionCard.singleTitle",
        ),
        (
            r#"{"msgtype":"actionCard","actionCard":{"title":"t","text":"x","btns":[{"title":"b"}]}}"#,
            "actionCard.btns.actionURL",
        ),
        (r#"{"msgtype":"feedCard","feedCard":{"links":[]}}"#, "feedCard.links"),
    ] {
        let want = ding(40_035, &format!("缺少参数 {lacks}"));
        assert_eq!(post(&server, "dingtalk/a", bad), want, "{bad}");
    }
    // What is larger than a message may be is not read.
    let fits = 20 * 1024 - text("").len();
    assert_eq!(post(&server, "dingtalk/a", &text(&"x".repeat(fits))), OK);
    let large = post(&server, "dingtalk/a", &text(&"x".repeat(fits + 1)));
    assert_eq!(large, ding(40_035, "缺少参数 json"));
    let robot = get(&server, "robots/dingtalk/a");
    assert_eq!((&robot["accepted"], &robot["refused"]), (&json!(7), &json!(15)));
}

#[test]
fn dingtalk_checks_address_time_signature_keywords_and_rate_in_this_order() {
    let server = server();
    let secret = "SEC0123456789abcdef";
    let settings = json!({
        "kind": "dingtalk", "name": "a", "secret": secret, "keywords": ["告警", "Alert"],
        "ip_allow": ["203.0.113.0/24"],
    });
    set(&server, &settings);
    // The vector of the platform, whose signature has a `/` and a `=`.
    let sign = "TSZbRFUuvaSQaRKUpF970OPCb2%2FLcQAP3wOvwZIzBZk%3D";
    let at = |query: &str, ip: &str, body: &str| {
        let target = format!("/_localyun/robots/dingtalk/a?{query}");
        let from = format!("x-forwarded-for: {ip}");
        let answer = server.ask(&plain("POST", &target, &[&from], body.as_bytes()));
        assert_eq!(answer.status, 200);
        answer.text().to_owned()
    };
    let refused = |why: &str| ding(310_000, &format!("{why}{MORE}"));
    let (good, here) = (format!("timestamp={NOW}&sign={sign}"), "203.0.113.7");
    let alert = text("Alert: disk full");
    // Each has all that is wrong after it too.
    assert_eq!(at("", "192.0.2.1", "{}"), ding(40_035, "缺少参数 msgtype"));
    assert_eq!(at("", "192.0.2.1", &text("x")), refused("ip 192.0.2.1 not in whitelist"));
    for late in
        ["", "timestamp=", "timestamp=x", "timestamp=1", &format!("timestamp={}", NOW - 3_600_001)]
    {
        assert_eq!(at(late, here, &text("x")), refused("invalid timestamp"), "{late}");
    }
    for wrong in ["", "&sign=", "&sign=x", "&sign=TSZbRFUuvaSQaRKUpF970OPCb2/LcQAP3wOvwZIzBZk"] {
        let query = format!("timestamp={NOW}{wrong}");
        assert_eq!(at(&query, here, &text("x")), refused("sign not match"), "{wrong}");
    }
    assert_eq!(at(&good, here, &text("disk full")), refused("keywords not in content"));
    assert_eq!(at(&good, here, &alert), OK);
    // A time an hour off is signed as well as any.
    let late = NOW - 3_600_000;
    let sign = dingtalk_signature(secret, late);
    let query =
        serde_urlencoded::to_string([("timestamp", late.to_string()), ("sign", sign)]).unwrap();
    assert_eq!(at(&query, here, &alert), OK);
    // A plus that is not escaped is a space.
    let with_plus =
        (0..1000).map(|it| NOW - it).find(|it| dingtalk_signature(secret, *it).contains('+'));
    let at_plus = with_plus.unwrap();
    let query = format!("timestamp={at_plus}&sign={}", dingtalk_signature(secret, at_plus));
    assert_eq!(at(&query, here, &alert), refused("sign not match"));
    // Keywords may stand in any text of the message.
    let link = json!({ "msgtype": "link", "link": { "title": "告警", "text": "x", "messageUrl": "https://a" } });
    assert_eq!(at(&good, here, &link.to_string()), OK);
    let of_type =
        json!({ "msgtype": "text", "text": { "content": "x" }, "at": { "atUserIds": ["Alert"] } });
    assert_eq!(at(&good, here, &of_type.to_string()), refused("keywords not in content"));
    for _ in 0..17 {
        assert_eq!(at(&good, here, &alert), OK);
    }
    let too_fast = |answer: &str| {
        let answer: Value = serde_json::from_str(answer).unwrap();
        let id = answer["uuid"].as_str().unwrap();
        let want = json!({
            "status": 1111, "wait": 5, "source": "x5", "punish": "deny", "uuid": id,
            "errcode": 130_101, "errmsg": "send too fast, exceed 20 times per minute",
        });
        assert!(answer == want && id.len() == 36, "{answer}");
    };
    too_fast(&at(&good, here, &alert));
    // The rate comes last.
    assert_eq!(at(&good, here, &text("x")), refused("keywords not in content"));
    // It is refused for ten minutes on the world's clock.
    control(&server, "POST", "clock", &json!({ "advance": "9m59s" }));
    too_fast(&at(&good, here, &alert));
    control(&server, "POST", "clock", &json!({ "advance": "1s" }));
    assert_eq!(at(&good, here, &alert), OK);
}

#[test]
fn wecom_takes_its_forms_and_counts_bytes() {
    let server = server();
    set(&server, &json!({ "kind": "wecom", "name": "a", "rate_per_minute": 100 }));
    let article = json!({ "title": "t", "url": "https://a" });
    for good in [
        json!({ "msgtype": "text", "text": { "content": "x".repeat(2048), "mentioned_list": ["@all"] } }),
        json!({ "msgtype": "markdown", "markdown": { "content": "x".repeat(4096) } }),
        json!({ "msgtype": "markdown_v2", "markdown_v2": { "content": "x" } }),
        json!({ "msgtype": "image", "image": { "base64": "eA==", "md5": "9dd4e461268c8034f5c8564e155c67a6" } }),
        json!({ "msgtype": "news", "news": { "articles": vec![&article; 8] } }),
        json!({ "msgtype": "file", "file": { "media_id": "m" } }),
        json!({ "msgtype": "template_card", "template_card": { "card_type": "text_notice" } }),
    ] {
        assert_eq!(post(&server, "wecom/a", &good.to_string()), OK, "{good}");
    }
    let too_long = |what: &str, most: usize| {
        ding(
            40_058,
            &format!(
                "{what} exceed max length {most}. invalid Request Parameter, hint: [{NOW}], from ip: 127.0.0.1, \
                 more info at https://open.work.weixin.qq.com/devtool/query?e=40058"
            ),
        )
    };
    let (wrong_type, empty) = (ding(40_008, "invalid message type"), ding(44_004, "empty content"));
    let sized =
        |kind: &str, content: &str| json!({ "msgtype": kind, kind: { "content": content } });
    for (bad, want) in [
        (json!(null), &wrong_type),
        (json!({ "msgtype": "link", "link": {} }), &wrong_type),
        (json!({ "text": { "content": "x" } }), &wrong_type),
        (json!({ "msgtype": "text" }), &empty),
        (sized("text", ""), &empty),
        // 2,049 bytes in 683 characters.
        (sized("text", &"张".repeat(683)), &too_long("text.content", 2048)),
        (sized("markdown", &"x".repeat(4097)), &too_long("markdown.content", 4096)),
        (sized("markdown_v2", &"x".repeat(4097)), &too_long("markdown_v2.content", 4096)),
        (
            json!({ "msgtype": "news", "news": { "articles": vec![&article; 9] } }),
            &too_long("news.articles", 8),
        ),
        (json!({ "msgtype": "news", "news": { "articles": [] } }), &empty),
        (json!({ "msgtype": "image", "image": { "base64": "eA==" } }), &empty),
        (
            json!({ "msgtype": "image", "image": { "base64": "A".repeat(2_796_208), "md5": "x" } }),
            &too_long("image.base64", 2_097_152),
        ),
    ] {
        assert_eq!(post(&server, "wecom/a", &bad.to_string()), *want);
    }
    // 20 in a minute, and then again.
    for _ in 0..20 {
        assert_eq!(post(&server, "wecom/b", &text("x")), OK);
    }
    let busy = format!(
        "api freq out of limit, hint: [{NOW}], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=45009"
    );
    assert_eq!(post(&server, "wecom/b", &text("x")), ding(45_009, &busy));
    control(&server, "POST", "clock", &json!({ "advance": "1m" }));
    assert_eq!(post(&server, "wecom/b", &text("x")), OK);
}

#[test]
fn lark_checks_form_address_signature_keywords_and_rate_in_this_order() {
    let server = server();
    let good = r#"{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}"#;
    set(&server, &json!({ "kind": "lark", "name": "a", "rate_per_minute": 8 }));
    let line = json!([{ "tag": "text", "text": "x" }, { "tag": "at", "user_id": "ou_x" }]);
    for message in [
        lark_text("hi"),
        json!({ "msg_type": "post", "content": { "post": { "zh_cn": { "title": "t", "content": [line] } } } }),
        json!({ "msg_type": "interactive", "card": { "elements": [] } }),
        json!({ "msg_type": "image", "content": { "image_key": "img_x" } }),
        json!({ "msg_type": "share_chat", "content": { "share_chat_id": "oc_x" } }),
    ] {
        assert_eq!(post(&server, "lark/a", &message.to_string()), good, "{message}");
    }
    for bad in [
        json!(null),
        json!({}),
        json!({ "msg_type": "text", "content": "hi" }),
        json!({ "msg_type": "text", "content": {} }),
        json!({ "msg_type": "file", "content": {} }),
        json!({ "msg_type": "post", "content": { "post": {} } }),
        json!({ "msg_type": "post", "content": { "post": { "zh_cn": { "content": [[{ "text": "x" }]] } } } }),
        json!({ "msg_type": "interactive", "content": {} }),
        lark_text(&"x".repeat(20 * 1024)),
    ] {
        assert_eq!(post(&server, "lark/a", &bad.to_string()), lark(9499, "Bad Request"));
    }
    // Five in a second, eight in a minute.
    let busy = lark(11_232, "frequency limited");
    let send = |name: &str| post(&server, &format!("lark/{name}"), &lark_text("hi").to_string());
    assert_eq!(send("a"), busy);
    control(&server, "POST", "clock", &json!({ "advance": "1s" }));
    for want in [good, good, good, &busy] {
        assert_eq!(send("a"), want);
    }
    // The platform's own vectors, and what comes before and after the signature.
    control(&server, "POST", "clock", &json!({ "set": "2020-09-06T02:47:53Z" }));
    let settings = json!({
        "kind": "lark", "name": "b", "secret": "demo", "keywords": ["Alert"], "ip_allow": ["192.0.2.1"],
    });
    set(&server, &settings);
    let signed = |time: &Value, sign: &str, content: &str, ip: &str| {
        let mut message = lark_text(content);
        (message["timestamp"], message["sign"]) = (time.clone(), sign.into());
        let from = format!("x-forwarded-for: {ip}");
        let body = message.to_string();
        server
            .ask(&plain("POST", "/_localyun/robots/lark/b", &[&from], body.as_bytes()))
            .text()
            .to_owned()
    };
    let (time, sign) = (json!("1599360473"), "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=");
    let unsigned =
        lark(19_021, "sign match fail or timestamp is not within one hour from current time");
    assert_eq!(signed(&time, "x", "hi", "192.0.2.2"), lark(19_022, "Ip Not Allowed"));
    assert_eq!(signed(&time, "x", "hi", "192.0.2.1"), unsigned);
    assert_eq!(signed(&time, sign, "hi", "192.0.2.1"), lark(19_024, "Key Words Not Found"));
    assert_eq!(signed(&time, sign, "Alert", "192.0.2.1"), good);
    assert_eq!(signed(&json!(1_599_360_473), sign, "Alert", "192.0.2.1"), good);
    let old = lark_signature("demo", 100);
    assert_eq!(signed(&json!("100"), &old, "Alert", "192.0.2.1"), unsigned, "it is too old");
    assert_eq!(signed(&json!(i64::MAX), &old, "Alert", "192.0.2.1"), unsigned);
    assert_eq!(signed(&json!(null), &old, "Alert", "192.0.2.1"), unsigned);
}

#[test]
fn an_unknown_token_is_refused_where_bots_are_not_made_by_messages() {
    let server = server();
    assert_eq!(post(&server, "dingtalk/new", &text("x")), OK);
    let all = control(&server, "POST", "robots", &json!({ "auto_register": false }));
    assert_eq!(
        (&all["auto_register"], all["robots"].as_array().unwrap().len()),
        (&json!(false), 1)
    );
    assert_eq!(post(&server, "dingtalk/new", &text("x")), OK);
    assert_eq!(post(&server, "dingtalk/other", "{"), ding(300_005, "token is not exist"));
    let bad = format!(
        "invalid webhook url, hint: [{NOW}], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=93000"
    );
    assert_eq!(post(&server, "wecom/new", "{"), ding(93_000, &bad));
    let token = lark(19_001, "param invalid: incoming webhook access token invalid");
    assert_eq!(post(&server, "lark/new", "{"), token);
    control(&server, "POST", "reset", &Value::Null);
    assert_eq!(get(&server, "robots"), json!({ "robots": [], "auto_register": true }));
    // What cannot be a name is never one.
    assert_eq!(post(&server, "dingtalk/a%20b", &text("x")), ding(300_005, "token is not exist"));
    let long = format!("dingtalk/{}", "x".repeat(129));
    assert_eq!(post(&server, &long, &text("x")), ding(300_005, "token is not exist"));
}

#[test]
fn what_came_is_kept_with_its_outcome_until_it_is_removed() {
    let server = server();
    let settings = json!({ "kind": "lark", "name": "ops", "secret": "demo", "keywords": ["x"], "ip_allow": ["127.0.0.0/8"] });
    set(&server, &settings);
    post(&server, "lark/ops", "no JSON");
    post(&server, "dingtalk/b", &text("x"));
    let url = |path: &str| format!("http://{}/_localyun/robots/{path}", server.address);
    let ding = json!({
        "kind": "dingtalk", "name": "b", "secret": false, "keywords": [], "ip_allow": [],
        "rate_per_minute": 20, "messages": 1, "refused": 0, "url": url("dingtalk/b"),
    });
    let lark = json!({
        "kind": "lark", "name": "ops", "secret": true, "keywords": ["x"], "ip_allow": ["127.0.0.0/8"],
        "rate_per_minute": 100, "messages": 0, "refused": 1, "url": url("lark/ops"),
    });
    assert_eq!(get(&server, "robots"), json!({ "robots": [ding, lark], "auto_register": true }));
    let one = get(&server, "robots/lark/ops");
    let came = json!([{
        "at": "2023-11-14T22:13:20.000Z", "outcome": "refused", "errcode": 9499, "errmsg": "Bad Request",
        "payload": "no JSON",
    }]);
    assert_eq!(
        (&one["messages"], &one["accepted"], &one["refused"]),
        (&came, &json!(0), &json!(1))
    );
    assert!(!one.to_string().contains("demo"), "{one}");
    let came = json!([{
        "at": "2023-11-14T22:13:20.000Z", "outcome": "accepted", "errcode": 0, "errmsg": null,
        "payload": { "msgtype": "text", "text": { "content": "x" } },
    }]);
    assert_eq!(get(&server, "robots/dingtalk/b")["messages"], came);
    // It is set anew, and keeps what came.
    set(&server, &json!({ "kind": "lark", "name": "ops" }));
    let again = get(&server, "robots/lark/ops");
    assert_eq!((&again["secret"], again["messages"].as_array().unwrap().len()), (&json!(false), 1));
    let delete = |path: &str| control(&server, "DELETE", path, &Value::Null);
    assert_eq!(delete("robots/lark/ops"), json!({ "status": "deleted" }));
    assert_eq!(get(&server, "robots")["robots"].as_array().unwrap().len(), 1);
    assert_eq!(delete("robots"), json!({ "deleted": 1 }));
    for (method, path) in
        [("GET", "robots/dingtalk/b"), ("DELETE", "robots/dingtalk/b"), ("GET", "robots/slack/b")]
    {
        let answer = server.ask(&plain(method, &format!("/_localyun/{path}"), &[], b""));
        assert_eq!(answer.status, 404, "{method} {path}");
    }
}

#[test]
fn a_bot_is_set_with_what_its_platform_has() {
    let server = server();
    let many = vec!["x"; 11];
    for (wrong, why) in [
        (json!({}), "it is needed (`kind`: the platform: "),
        (json!({ "kind": "slack", "name": "a" }), "one of dingtalk, lark, wecom"),
        (json!({ "kind": "lark" }), "it is needed"),
        (json!({ "kind": "lark", "name": "a/b" }), "other characters"),
        (json!({ "kind": "lark", "name": "x".repeat(129) }), "too long"),
        (json!({ "kind": "lark", "name": "a", "secret": "" }), "it must be a text"),
        (json!({ "kind": "lark", "name": "a", "keywords": "x" }), "a list of texts, 10 at most"),
        (json!({ "kind": "lark", "name": "a", "keywords": many }), "a list of texts, 10 at most"),
        (
            json!({ "kind": "lark", "name": "a", "keywords": ["x".repeat(1025)] }),
            "of 1024 bytes at most",
        ),
        (json!({ "kind": "lark", "name": "a", "secret": "x".repeat(1025) }), "1024 bytes at most"),
        (json!({ "kind": "lark", "name": ".." }), "other characters"),
        (json!({ "kind": "lark", "name": "a", "ip_allow": ["here"] }), "such as 10.0.0.0/8"),
        (json!({ "kind": "lark", "name": "a", "rate_per_minute": 10_001 }), "from 1 to 10000"),
        (json!({ "kind": "lark", "name": "a", "rate_per_minute": 0 }), "from 1 on"),
        (
            json!({ "kind": "wecom", "name": "a", "secret": "x" }),
            "all that a bot of WeCom asks for",
        ),
        (json!({ "kind": "lark", "name": "a", "auto_register": true }), "it stands alone"),
        (json!({ "kind": "lark", "name": "a", "keyword": ["x"] }), "did you mean `keywords`?"),
    ] {
        let answer =
            server.ask(&plain("POST", "/_localyun/robots", &[], wrong.to_string().as_bytes()));
        assert_eq!(answer.status, 400, "{wrong}: {}", answer.text());
        assert!(answer.text().contains(why), "{wrong}: {}", answer.text());
    }
    assert_eq!(get(&server, "robots")["robots"], json!([]));
}

/// The status of a message that another machine sends.
fn by(server: &Server, peer: &str, host: &str, target: &str) -> u16 {
    let request = Request::post(target).header("host", host).body(()).unwrap();
    let (head, ()) = request.into_parts();
    let peer = (peer.parse::<std::net::IpAddr>().unwrap(), 50_000).into();
    let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let body = b"{}";
        let response = if let Some(path) = target.strip_prefix("/_localyun/") {
            control::serve(&server.app, peer, &head, path, body).await
        } else {
            let bot = control::at_platform(&head).unwrap();
            control::serve_platform(&server.app, peer, &head, bot, body).await
        };
        let (head, body) = response.into_parts();
        body.collect().await.unwrap();
        head.status.as_u16()
    })
}

#[test]
fn a_sender_on_this_machine_needs_no_token_and_others_get_nowhere() {
    let server = Server::with(|o| o.control_token = ControlToken::read("6f1d0c0a9e").ok());
    assert_eq!(post(&server, "dingtalk/a", &text("x")), OK);
    for (method, path) in [
        ("GET", "robots"),
        ("POST", "robots"),
        ("DELETE", "robots"),
        ("GET", "robots/dingtalk/a"),
        ("DELETE", "robots/dingtalk/a"),
        ("POST", "robots/"),
    ] {
        let answer = server.ask(&plain(method, &format!("/_localyun/{path}"), &[], b"{}"));
        assert_eq!(answer.status, 401, "{method} {path}: {}", answer.text());
    }
    // Neither a page of another site nor a name that its own name server points here.
    let target = "/_localyun/robots/dingtalk/a";
    let page = server.ask(&plain("POST", target, &["origin: https://evil.example"], b"{}"));
    assert_eq!(page.status, 403, "{}", page.text());
    assert_eq!(by(&server, "127.0.0.1", "evil.example", target), 403);
    let (loopback, bots) = ("127.0.0.1:4800", "oapi.dingtalk.com");
    assert_eq!(by(&server, "192.0.2.1", loopback, target), 403);
    assert_eq!(by(&server, "192.0.2.1", bots, "/robot/send?access_token=a"), 403);
    assert_eq!(by(&server, "127.0.0.1", bots, "/robot/send?access_token=a"), 200);
    let of_page = ["origin: https://evil.example\r\n"];
    let page = to_host(&server, "POST", bots, "/robot/send?access_token=a", &of_page, "{}");
    assert_eq!(page.status, 403, "{}", page.text());
}

/// Sends a request by a `Host`, with further lines of the head.
fn to_host(
    server: &Server,
    method: &str,
    host: &str,
    target: &str,
    more: &[&str],
    body: &str,
) -> Answer {
    let more = more.concat();
    let length = body.len();
    let head = format!(
        "{method} {target} HTTP/1.1\r\nhost: {host}\r\n{more}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    server.ask(format!("{head}{body}").as_bytes())
}

#[test]
fn the_addresses_of_the_platforms_lead_here_by_host_and_through_the_proxy() {
    let server = Server::with(|o| {
        o.clock = Some(NOW);
        o.proxy = Proxy::new(Vec::new(), vec!["qyapi.weixin.qq.com".to_owned()]);
    });
    let hook = "/open-apis/bot/v2/hook/ops";
    let message = lark_text("hi").to_string();
    for (host, path, body) in [
        ("oapi.dingtalk.com", "/robot/send?access_token=ops", &text("x")),
        ("OAPI.dingtalk.com:80", "/robot/send?access_token=ops", &text("x")),
        ("qyapi.weixin.qq.com", "/cgi-bin/webhook/send?key=ops", &text("x")),
        ("open.feishu.cn", hook, &message),
        ("open.larksuite.com", hook, &message),
    ] {
        for target in [path.to_owned(), format!("http://{host}{path}")] {
            let answer = to_host(&server, "POST", host, &target, &[], body);
            assert_eq!(answer.status, 200, "{target}: {}", answer.text());
            let answer = answer.json();
            assert!(answer["errcode"] == 0 || answer["code"] == 0, "{target}: {answer}");
        }
    }
    for (kind, came) in [("dingtalk", 4), ("wecom", 2), ("lark", 4)] {
        assert_eq!(get(&server, &format!("robots/{kind}/ops"))["accepted"], came, "{kind}");
    }
    // Without a token, and with another method.
    let send = |method, host, target| to_host(&server, method, host, target, &[], &text("x"));
    let missing = send("POST", "oapi.dingtalk.com", "/robot/send").text().to_owned();
    assert_eq!(missing, ding(40_035, "缺少参数 access_token"));
    let empty = send("POST", "qyapi.weixin.qq.com", "/cgi-bin/webhook/send?key=").json();
    assert_eq!(empty["errcode"], 93_000);
    let empty = send("POST", "open.feishu.cn", "/open-apis/bot/v2/hook/").json();
    assert_eq!(empty["code"], 19_001);
    assert_eq!(send("GET", "open.feishu.cn", hook).status, 405);
    // All else of their hosts is as it was.
    let other = send("POST", "oapi.dingtalk.com", "http://oapi.dingtalk.com/gettoken");
    assert_eq!(other.field("Code"), "ProxyHostRefused.Localyun");
    let tunnel = send("CONNECT", "oapi.dingtalk.com:443", "oapi.dingtalk.com:443");
    assert_eq!(tunnel.field("Code"), "ProxyHostRefused.Localyun");
    // A world besides the first has its own.
    let world = control(&server, "POST", "worlds", &json!({}))["id"].as_str().unwrap().to_owned();
    let header = format!("x-localyun-world: {world}\r\n");
    to_host(&server, "POST", "open.feishu.cn", hook, &[&header], &message);
    post(&server, &format!("lark/ops?world={world}"), &message);
    let there = get(&server, &format!("robots/lark/ops?world={world}"));
    assert_eq!(there["accepted"], 2);
    assert_eq!(
        there["url"],
        format!("http://{}/_localyun/robots/lark/ops?world={world}", server.address)
    );
    assert_eq!(get(&server, "robots/lark/ops")["accepted"], 4);
    let nowhere = server.ask(&plain("POST", "/_localyun/robots/lark/ops?world=none", &[], b"{}"));
    assert_eq!(nowhere.status, 404, "{}", nowhere.text());
}
