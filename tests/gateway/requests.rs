//! The ways in which clients send a call: all of them are the same call.

use crate::support::{Answer, Call, Client, HOST, Server, bytes, plain};

fn names(server: &Server) -> Vec<String> {
    let list = server.call(&Call::of("DescribeContactList")).json();
    let all = list["Contacts"]["Contact"].as_array().unwrap();
    all.iter().map(|c| c["Name"].as_str().unwrap().to_owned()).collect()
}

const DING: &str = "https://oapi.dingtalk.com/robot/send?access_token=x";

#[test]
fn parameters_may_be_anywhere() {
    let server = Server::start();
    let json = |name: &str| {
        let body = serde_json::json!({
            "ContactName": name, "Describe": "On call", "Channels.DingWebHook": DING, "Lang": null,
        });
        ("application/json; charset=utf-8".to_owned(), body.to_string().into_bytes())
    };
    let base = || Call::of("PutContact");
    let rpc = || Call::rpc("PutContact").query("Format", "JSON");
    let calls = [
        Call::put("query"),
        base().form("ContactName", "form").form("Describe", "x").form("Channels.DingWebHook", DING),
        base()
            .query("ContactName", "both")
            .form("Describe", "x")
            .form("Channels.DingWebHook", DING),
        base().with(|c| c.body = Some(json("json"))),
        rpc()
            .form("ContactName", "form-1")
            .form("Describe", "x")
            .form("Channels.DingWebHook", DING),
        rpc()
            .query("ContactName", "both-1")
            .form("Describe", "x")
            .form("Channels.DingWebHook", DING),
        // Of two, the body's counts.
        base()
            .query("ContactName", "query-loses")
            .form("ContactName", "form-wins")
            .form("Describe", "x")
            .form("Channels.DingWebHook", DING),
        Call::put("get").with(|c| c.method = "GET".into()),
        Call::put("get-1").with(|c| (c.scheme, c.method) = ("rpc-v1-hmac-sha1", "GET".into())),
        Call::put("put").with(|c| c.method = "PUT".into()),
    ];
    for call in &calls {
        let answer = server.call(call);
        assert_eq!(answer.short(), (200, "200".into()), "{}", answer.text());
    }
    let expected =
        ["query", "form", "both", "json", "form-1", "both-1", "form-wins", "get", "get-1", "put"];
    assert_eq!(names(&server), expected);
}

/// Everything in the form body, the signature too, as pop-core and PHP post it.
#[test]
fn a_signature_may_be_in_the_body() {
    let server = Server::start();
    let request = Call::rpc("DescribeContactList").query("Format", "JSON").sign();
    let (_, query) = request.target.split_once('?').unwrap();
    let post = plain(
        "POST",
        "/",
        &["Content-Type: application/x-www-form-urlencoded; charset=utf-8"],
        query.as_bytes(),
    );
    assert_eq!(server.ask(&post).code(), "200");
}

#[test]
fn the_action_parameter_wins_over_the_header() {
    let server = Server::start();
    // pop-core sends the action in the header as it was given.
    let call = Call::of("describeContactList").query("Action", "DescribeContactList");
    assert_eq!(server.call(&call).code(), "200");
    let call = Call::of("DescribeContactList").query("Action", "describeContactList");
    assert_eq!(server.call(&call).code(), "InvalidAction.NotFound");
    let call = Call::of("DescribeContactList").query("Action", "");
    assert_eq!(server.call(&call).code(), "200");
    // The version may be in either place.
    let call = Call::rpc("DescribeContactList")
        .query("Format", "JSON")
        .header("x-acs-version", "2019-01-01");
    assert_eq!(server.call(&call).code(), "200");
}

#[test]
fn what_an_action_does_not_know_it_ignores() {
    let server = Server::start();
    let mut call = Call::put("Alice");
    for name in [
        "RegionId",
        "Lang2",
        "SourceIp",
        "AcceptLanguage",
        "SecureTransport",
        "ClientToken",
        "contactName",
        "ContactName.1",
        "Channels",
        "Channels.Mail.x",
        "键",
        "",
        "RequestId",
        "HostId",
        "__proto__",
    ] {
        call = call.query(name, "x").form(&format!("{name}2"), "\u{0}");
    }
    for scheme in ["acs3-hmac-sha256", "rpc-v1-hmac-sha1"] {
        let answer = server.call(&call.clone().query("Format", "JSON").with(|c| c.scheme = scheme));
        assert_eq!(answer.short(), (200, "200".into()), "{scheme}: {}", answer.text());
    }
    assert_eq!(names(&server), ["Alice"]);
}

#[test]
fn a_host_may_be_written_in_many_ways() {
    let server = Server::start();
    for host in [
        "127.0.0.1:4800",
        "127.0.0.1",
        "localhost:4800",
        "localhost",
        "[::1]:4800",
        "http://127.0.0.1:4800",
        "emulator",
        "emulator.internal:8080",
        "metrics.cn-hangzhou.aliyuncs.com",
        "cms.cn-beijing.aliyuncs.com:443",
        "METRICS.CN-HANGZHOU.ALIYUNCS.COM",
        "http://metrics.cn-hangzhou.aliyuncs.com",
        "aliyuncs.com",
        "metrics.aliyuncs.com.example.com",
    ] {
        for scheme in ["acs3-hmac-sha256", "rpc-v1-hmac-sha1"] {
            let call = Call::put("Alice")
                .query("Format", "JSON")
                .with(|c| (c.host, c.scheme) = (host.into(), scheme));
            let answer = server.call(&call);
            assert_eq!(answer.short(), (200, "200".into()), "{host}: {}", answer.text());
        }
    }
}

/// As a client sends it that takes the emulator for its proxy.
#[test]
fn a_target_may_be_absolute() {
    let server = Server::start();
    let mut call = Call::put("Alice").edit(|r| {
        r.target = format!("http://metrics.cn-hangzhou.aliyuncs.com{}", r.target);
    });
    call.host = "metrics.cn-hangzhou.aliyuncs.com".into();
    for scheme in ["acs3-hmac-sha256", "rpc-v1-hmac-sha1"] {
        let answer = server.call(&call.clone().query("Format", "JSON").with(|c| c.scheme = scheme));
        assert_eq!(answer.short(), (200, "200".into()), "{}", answer.text());
    }
    assert_eq!(names(&server), ["Alice"]);
}

fn in_chunks(request: &[u8], size: usize) -> Vec<u8> {
    let text = String::from_utf8(request.to_vec()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let head: Vec<_> = head.lines().filter(|l| !l.starts_with("content-length")).collect();
    let mut out = format!("{}\r\nTransfer-Encoding: chunked\r\n\r\n", head.join("\r\n"));
    for chunk in body.as_bytes().chunks(size) {
        let size = format!("{:x}\r\n", chunk.len());
        out.extend([&size, std::str::from_utf8(chunk).unwrap(), "\r\n"]);
    }
    out.push_str("0\r\n\r\n");
    out.into_bytes()
}

#[test]
fn a_body_may_come_in_chunks() {
    let server = Server::start();
    let call = |name: &str| {
        Call::of("PutContact")
            .form("ContactName", name)
            .form("Describe", "x")
            .form("Channels.DingWebHook", DING)
    };
    for (name, size) in [("one byte each", 1), ("some", 7), ("all at once", 1000)] {
        let answer = server.ask(&in_chunks(&call(name).bytes(), size));
        assert_eq!(answer.code(), "200", "{}", answer.text());
    }
    // Java tea posts nothing in no chunks.
    let answer = server.ask(&in_chunks(&Call::put("no chunk").bytes(), 1));
    assert_eq!(answer.code(), "200", "{}", answer.text());
    assert_eq!(names(&server), ["one byte each", "some", "all at once", "no chunk"]);
}

#[test]
fn a_post_may_be_empty() {
    let server = Server::start();
    for scheme in ["acs3-hmac-sha256", "rpc-v1-hmac-sha1"] {
        let call = Call::put("Alice").query("Format", "JSON").with(|c| c.scheme = scheme);
        let request = String::from_utf8(call.bytes()).unwrap();
        assert!(request.contains("content-length: 0\r\n"));
        assert_eq!(server.ask(request.as_bytes()).code(), "200");
        // With no length at all, and with the type of a form.
        let call = call.header("Content-Type", "application/x-www-form-urlencoded");
        let request = String::from_utf8(call.bytes()).unwrap().replace("content-length: 0\r\n", "");
        assert_eq!(server.ask(request.as_bytes()).code(), "200");
    }
}

#[test]
fn who_waits_for_a_go_ahead_gets_it() {
    let server = Server::start();
    let call = Call::of("PutContact")
        .form("ContactName", "patient")
        .form("Describe", "On call")
        .form("Nothing", &"long ".repeat(1000))
        .form("Channels.DingWebHook", DING)
        .header("Expect", "100-continue");
    let request = call.bytes();
    let body_at = request.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
    let mut client = Client::open(server.address);
    client.send(&request[..body_at]);
    assert_eq!(client.answer().status, 100);
    client.send(&request[body_at..]);
    assert_eq!(client.answer().code(), "200");
    assert_eq!(names(&server), ["patient"]);
}

#[test]
fn a_connection_serves_many_calls_of_many_kinds() {
    let server = Server::start();
    let mut client = Client::open(server.address);
    for _ in 0..20 {
        for (call, code) in [
            (Call::put("Alice"), "200"),
            (Call::of("Nothing"), "InvalidAction.NotFound"),
            (
                Call::of("DescribeContactList").with(|c| c.key.1 = "wrong".into()),
                "SignatureDoesNotMatch",
            ),
            (Call::rpc("DescribeContactList").query("Format", "JSON"), "200"),
        ] {
            client.send(&call.bytes());
            assert_eq!(client.answer().code(), code);
        }
    }
}

#[test]
fn a_head_is_asked_without_a_body_to_follow() {
    let server = Server::start();
    let mut client = Client::open(server.address);
    client.send(&plain("HEAD", "/", &[], b""));
    // Its length is that of the answer to a GET; nothing follows.
    let raw = client.head();
    assert_eq!(raw.status, 404);
    assert!(raw.header("x-acs-request-id").is_some());
    client.send(&Call::of("DescribeContactList").bytes());
    assert_eq!(client.answer().code(), "200");
}

#[test]
fn header_names_may_be_in_any_case() {
    let server = Server::start();
    let shouted = |call: Call| -> Answer {
        let mut request = call.sign();
        for (name, _) in &mut request.headers {
            *name = name.to_uppercase();
        }
        server.ask(&bytes(&request))
    };
    for scheme in ["acs3-hmac-sha256", "acs4-hmac-sha256", "roa-v1-hmac-sha1"] {
        let answer = shouted(Call::put("Alice").with(|c| c.scheme = scheme));
        assert_eq!(answer.code(), "200", "{scheme}: {}", answer.text());
    }
    let form = Call::of("PutContact")
        .form("ContactName", "Bob")
        .form("Describe", "x")
        .form("Channels.DingWebHook", DING);
    assert_eq!(shouted(form).code(), "200");
    assert_eq!(names(&server), ["Alice", "Bob"]);
    // The names of parameters are another matter.
    let answer = server.call(&Call::rpc("DescribeContactList").query("Format", "JSON").edit(|r| {
        r.target = r.target.replace("Timestamp=", "TimeStamp=");
    }));
    assert_eq!(answer.code(), "MissingTimestamp");
    assert_eq!(answer.field("HostId"), HOST);
}
