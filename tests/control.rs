//! The control API: what it answers, to whom, and what it says to a wrong question.

use actions::core::control::{ControlBody, Method, Operation};
use localyun::control::operations;
use serde_json::{Value, json};

use crate::support::{Answer, Call, Client, Server, bytes, plain};

fn get(server: &Server, path: &str) -> Answer {
    server.ask(&plain("GET", path, &[], b""))
}

fn post(server: &Server, path: &str, body: &str) -> Answer {
    server.ask(&plain("POST", path, &["content-type: application/json"], body.as_bytes()))
}

fn total(server: &Server) -> i64 {
    server.call(&Call::of("DescribeContactList")).json()["Total"].as_i64().unwrap()
}

fn mail(name: &str) -> Call {
    Call::of("PutContact")
        .query("ContactName", name)
        .query("Describe", "x")
        .query("Channels.Mail", &format!("{name}@example.com"))
}

#[track_caller]
fn error(answer: &Answer, status: u16, part: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let body = answer.json();
    assert_eq!(body.as_object().unwrap().len(), 1, "{body}");
    let text = body["message"].as_str().unwrap();
    assert!(text.contains(part), "{text}");
}

#[test]
fn health_says_that_it_is_up() {
    let server = Server::start();
    let answer = get(&server, "/_localyun/health");
    assert_eq!(answer.status, 200);
    let health = answer.json();
    let names: Vec<_> = health.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "status", "version", "commit", "pid", "address", "data", "started", "uptime", "worlds",
            "calls"
        ]
    );
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!((&health["status"], &health["version"]), (&json!("ok"), &json!(version)));
    assert_eq!((&health["data"], &health["worlds"]), (&json!(":memory:"), &json!(1)));
    assert_eq!(health["address"], format!("http://{}", server.address));
    assert_eq!(health["calls"], 0);
    server.call(&Call::of("DescribeContactList"));
    assert_eq!(get(&server, "/_localyun/health").json()["calls"], 1);
    assert_eq!(health["pid"], std::process::id());
    let started = localyun::config::time(health["started"].as_str().unwrap()).unwrap();
    let passed = localyun::clock::real_now() - started;
    assert!(passed >= 0 && health["uptime"].as_i64().unwrap() <= passed / 1000, "{health}");
    assert_eq!(answer.header("content-type"), Some("application/json;charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    // No page of another site may read it.
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

#[test]
fn what_is_not_there_is_named_and_so_is_what_is() {
    let server = Server::start();
    for path in ["", "nothing", "healthy", "Health", "nowhere", "explain2/x", "health/x", "clock/"]
    {
        let answer = get(&server, &format!("/_localyun/{path}"));
        error(
            &answer,
            404,
            "There are: health, stop, reset, seed, seed/schema, outbox, outbox/count, outbox/{id}, outbox/{id}/deliver, clock, due,",
        );
    }
    error(&get(&server, "/_localyun/helth"), 404, "did you mean GET /_localyun/health?");
    for (method, path) in [
        ("POST", "health"),
        ("DELETE", "health"),
        ("GET", "reset"),
        ("PUT", "reset"),
        ("POST", "outbox"),
        ("DELETE", "clock"),
        ("GET", "explain"),
        ("PUT", "explain/x"),
        ("OPTIONS", "clock"),
    ] {
        let request = plain(method, &format!("/_localyun/{path}"), &["content-length: 0"], b"");
        error(&server.ask(&request), 405, "is not allowed: use ");
    }
}

#[test]
fn reset_leads_back_to_an_empty_start() {
    let server = Server::start();
    server.call(&mail("Alice"));
    server.call(
        &Call::of("PutContactGroup")
            .query("ContactGroupName", "g")
            .query("ContactNames.1", "Alice"),
    );
    let refused =
        server.call(&Call::put("x").with(|c| c.key.1 = "wrong".into())).field("RequestId");
    post(&server, "/_localyun/clock", r#"{"set": "2030-01-01T00:00:00Z"}"#);
    assert_eq!(total(&server), 1);
    assert_eq!(get(&server, &format!("/_localyun/explain/{refused}")).status, 200);

    let answer = post(&server, "/_localyun/reset", "");
    assert_eq!((answer.status, answer.json()), (200, json!({"status": "reset"})));
    assert_eq!(total(&server), 0);
    assert_eq!(server.call(&Call::of("DescribeContactGroupList")).json()["Total"], 0);
    assert_eq!(get(&server, "/_localyun/outbox").json(), json!({"messages": []}));
    assert_eq!(get(&server, &format!("/_localyun/explain/{refused}")).status, 404);
    let now = get(&server, "/_localyun/clock").json();
    assert!(
        now["now_ms"].as_i64().unwrap().abs_diff(localyun::clock::real_now()) < 60_000,
        "{now}"
    );

    // It works on, as new; and again.
    server.call(&mail("Bob"));
    assert_eq!(get(&server, "/_localyun/outbox").json()["messages"][0]["id"], 1);
    post(&server, "/_localyun/reset", "");
    assert_eq!(total(&server), 0);
}

#[test]
fn reset_leads_back_to_the_file_as_it_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db").display().to_string();
    let open = || Server::with(|o| (o.data, o.clock) = (data.clone(), Some(1_767_225_600_000)));
    {
        let before = open();
        before.call(&mail("Alice"));
        // A start that was empty is left behind when the state is kept.
        assert_eq!(total(&before), 1);
    }
    let server = open();
    // Before anything is written it has nothing to do.
    post(&server, "/_localyun/reset", "");
    assert_eq!(total(&server), 1);
    for _ in 0..2 {
        server.call(&mail("Bob"));
        server.call(&Call::of("DeleteContact").query("ContactName", "Alice"));
        post(&server, "/_localyun/clock", r#"{"advance": "7d"}"#);
        assert_eq!(
            get(&server, "/_localyun/outbox").json()["messages"].as_array().unwrap().len(),
            2
        );
        assert_eq!(post(&server, "/_localyun/reset", "").status, 200);
        let list = server.call(&Call::of("DescribeContactList")).json();
        assert_eq!(list["Total"], 1);
        assert_eq!(list["Contacts"]["Contact"][0]["Name"], "Alice");
        let messages = get(&server, "/_localyun/outbox").json();
        assert_eq!(messages["messages"].as_array().unwrap().len(), 1);
        assert_eq!(get(&server, "/_localyun/clock").json()["now"], "2026-01-01T00:00:00.000Z");
    }
    drop(server);
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert!(!left.iter().any(|f| f.to_string_lossy().ends_with("-start")), "{left:?}");
}

#[test]
fn the_clock_is_read_and_moved() {
    let server = Server::start();
    let clock = |body: &str| {
        let answer = post(&server, "/_localyun/clock", body);
        assert_eq!(answer.status, 200, "{body}: {}", answer.text());
        // What it answers is what is read afterwards.
        let (told, read) = (answer.json(), get(&server, "/_localyun/clock").json());
        assert_eq!(told["frozen"], read["frozen"]);
        let (told, read) = (told["now_ms"].as_i64().unwrap(), read["now_ms"].as_i64().unwrap());
        assert!((0..60_000).contains(&(read - told)), "{body}");
        answer.json()
    };
    let near = |clock: &Value, to: i64| {
        let off = clock["now_ms"].as_i64().unwrap() - to;
        assert!((0..60_000).contains(&off), "{clock}: {off}");
    };
    let start = localyun::clock::real_now();
    let read = get(&server, "/_localyun/clock").json();
    assert_eq!(read["frozen"], false);
    near(&read, start);

    let frozen =
        |now: &str, ms: i64| json!({"now": now, "now_ms": ms, "frozen": true, "rate": 0.0});
    let new_year = 1_767_225_600_000;
    assert_eq!(
        clock(r#"{"freeze": "2026-01-01T00:00:00Z"}"#),
        frozen("2026-01-01T00:00:00.000Z", new_year)
    );
    for (by, now, ms) in [
        (r#"{"advance": "90s"}"#, "2026-01-01T00:01:30.000Z", 90_000),
        (r#"{"advance": "-30s"}"#, "2026-01-01T00:01:00.000Z", 60_000),
        (r#"{"advance": "59m"}"#, "2026-01-01T01:00:00.000Z", 3_600_000),
        (r#"{"advance": "+23h"}"#, "2026-01-02T00:00:00.000Z", 86_400_000),
        (r#"{"advance": "30d"}"#, "2026-02-01T00:00:00.000Z", 31 * 86_400_000),
        (r#"{"advance": "0s"}"#, "2026-02-01T00:00:00.000Z", 31 * 86_400_000),
        (r#"{"advance": "250ms"}"#, "2026-02-01T00:00:00.250Z", 31 * 86_400_000 + 250),
        (r#"{"advance_ms": -250}"#, "2026-02-01T00:00:00.000Z", 31 * 86_400_000),
        // Set while it stands, it stands there.
        (r#"{"set": "2026-01-01T08:00:00+08:00"}"#, "2026-01-01T00:00:00.000Z", 0),
        (r#"{"set": "2026-01-01T00:00:00.5Z"}"#, "2026-01-01T00:00:00.500Z", 500),
        (r#"{"freeze": true}"#, "2026-01-01T00:00:00.500Z", 500),
        (r#"{"freeze": "2026-01-01T00:00:00Z"}"#, "2026-01-01T00:00:00.000Z", 0),
    ] {
        assert_eq!(clock(by), frozen(now, new_year + ms), "{by}");
    }
    // What actions see is this clock.
    server.call(&Call::put("Alice"));
    let list = server.call(&Call::of("DescribeContactList")).json();
    assert_eq!(list["Contacts"]["Contact"][0]["CreateTime"], new_year);

    let released = clock(r#"{"release": true}"#);
    assert_eq!(released["frozen"], false);
    near(&released, start);
    // Set while it runs, it runs on from there.
    let running = clock(r#"{"set": "2030-01-01T00:00:00Z"}"#);
    assert_eq!(running["frozen"], false);
    near(&running, 1_893_456_000_000);
    near(&clock(r#"{"advance": "1h"}"#), 1_893_459_600_000);
    let stopped = clock(r#"{"freeze": true}"#);
    assert_eq!(stopped["frozen"], true);
    near(&stopped, 1_893_459_600_000);
    near(&clock(r#"{"release": true}"#), start);
}

#[test]
fn a_clock_does_not_guess() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    for body in [
        "",
        "{",
        "null",
        "1",
        "\"freeze\"",
        "[]",
        "{}",
        r#"{"stop": true}"#,
        r#"{"freeze": false}"#,
        r#"{"freeze": 1}"#,
        r#"{"freeze": null}"#,
        r#"{"freeze": ""}"#,
        r#"{"freeze": "tomorrow"}"#,
        r#"{"set": "2026-02-30"}"#,
        r#"{"set": "2026-01-01T00:00:00"}"#,
        r#"{"set": "2026-02-30T00:00:00Z"}"#,
        r#"{"set": true}"#,
        r#"{"advance": "30m1h"}"#,
        r#"{"advance": "1w"}"#,
        r#"{"advance": ""}"#,
        r#"{"advance": "--1s"}"#,
        r#"{"advance": "+-1s"}"#,
        r#"{"advance": "1.5.5h"}"#,
        r#"{"advance": 60}"#,
        r#"{"advance_ms": "60"}"#,
        r#"{"advance_ms": 1.5}"#,
        r#"{"release": false}"#,
        r#"{"release": "now"}"#,
        r#"{"set": "2026-01-02T00:00:00Z", "advance": "1h"}"#,
        r#"{"advance": "1h", "advance": "2h"}"#,
        // Where no calendar reaches, and no action counts.
        r#"{"advance": "106751991167d"}"#,
        r#"{"advance_ms": 9223372036854775807}"#,
        r#"{"advance_ms": -9223372036854775808}"#,
        r#"{"advance": "9223372036854775807d"}"#,
        r#"{"set": "1969-12-31T23:59:59Z"}"#,
        r#"{"advance": "3000000d"}"#,
    ] {
        let answer = post(&server, "/_localyun/clock", body);
        error(&answer, 400, "POST for example {\"freeze\": \"2026-01-01T00:00:00Z\"}");
        assert_eq!(
            get(&server, "/_localyun/clock").json()["now_ms"],
            1_767_225_600_000i64,
            "{body}"
        );
    }
    assert_eq!(post(&server, "/_localyun/clock", r#"{"set": "9999-12-31T23:59:59Z"}"#).status, 200);
    assert_eq!(server.call(&mail("Alice")).code(), "200", "the last moment is a moment");
}

#[test]
fn the_outbox_shows_messages_and_their_links_work() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    assert_eq!(get(&server, "/_localyun/outbox").json(), json!({"messages": []}));
    for name in ["Alice", "Bob", "Carol"] {
        assert_eq!(server.call(&mail(name)).code(), "200");
    }
    let listed = |query: &str| -> Vec<String> {
        let answer = get(&server, &format!("/_localyun/outbox{query}"));
        let all = answer.json()["messages"].as_array().unwrap().clone();
        all.iter().map(|m| m["to"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(listed(""), ["Alice@example.com", "Bob@example.com", "Carol@example.com"]);
    assert_eq!(listed("?limit=2"), ["Bob@example.com", "Carol@example.com"]);
    assert_eq!(listed("?to=Bob@example.com"), ["Bob@example.com"]);
    assert_eq!(listed("?to=Bob%40example.com&limit=1"), ["Bob@example.com"]);
    assert!(listed("?to=nobody").is_empty());
    assert_eq!(listed("?to="), listed(""));
    for bad in ["0", "-1", "10001", "x", "9223372036854775808", "1.0"] {
        error(
            &get(&server, &format!("/_localyun/outbox?limit={bad}")),
            400,
            "limit is a number from 1 to 10000",
        );
    }

    let messages = get(&server, "/_localyun/outbox").json();
    let first = &messages["messages"][0];
    let names: Vec<_> = first.as_object().unwrap().keys().collect();
    let all = "id at account product kind channel to contact subject body link links codes request delivery";
    assert_eq!(names, all.split(' ').collect::<Vec<_>>());
    assert_eq!((&first["account"], &first["product"]), (&json!("1000000000000001"), &json!("cms")));
    assert_eq!((&first["id"], &first["channel"]), (&json!(1), &json!("mail")));
    assert_eq!(first["at"], "2026-01-01T00:00:00Z");

    let link = |at: usize| messages["messages"][at]["link"].as_str().unwrap().to_owned();
    // A mail scanner that only looks changes nothing.
    let path = follow(&server, &link(0));
    for method in ["HEAD", "POST"] {
        let mut client = Client::open(server.address);
        client.send(&plain(method, &path, &["content-length: 0"], b""));
        assert_eq!(client.head().status, 405);
    }
    let state = |name: &str| {
        let list = server.call(&Call::of("DescribeContactList").query("ContactName", name)).json();
        list["Contacts"]["Contact"][0]["ChannelsState"]["Mail"].as_str().unwrap().to_owned()
    };
    assert_eq!(state("Alice"), "PENDING");
    page(&get(&server, &path), 200, "Activated");
    assert_eq!(state("Alice"), "OK");
    page(&get(&server, &path), 200, "Already activated");
    // 24 hours, and not a moment more.
    post(&server, "/_localyun/clock", r#"{"advance": "24h"}"#);
    page(&get(&server, &follow(&server, &link(1))), 200, "Activated");
    post(&server, "/_localyun/clock", r#"{"advance": "1ms"}"#);
    page(&get(&server, &follow(&server, &link(2))), 410, "This link has expired");
    assert_eq!(state("Carol"), "PENDING");
    page(&get(&server, &path.replace("/activate/", "/activate/x")), 404, "Unknown link");
}

/// The path of an absolute link, which leads to this server.
fn follow(server: &Server, link: &str) -> String {
    let path = link.strip_prefix(&format!("http://{}", server.address));
    path.unwrap_or_else(|| panic!("{link}")).to_owned()
}

#[track_caller]
fn page(answer: &Answer, status: u16, title: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(
        answer.header("content-security-policy"),
        Some("default-src 'none'; style-src 'unsafe-inline'")
    );
    assert!(answer.text().starts_with("<!doctype html>"));
    assert!(answer.text().contains(&format!("<h1>{title}</h1>")), "{}", answer.text());
}

#[test]
fn a_page_shows_a_name_and_does_not_run_it() {
    let server = Server::start();
    let name = "<script>alert(\"1\")</script>";
    server.call(&mail("x").with(|c| c.query[0].1 = name.into()));
    let messages = get(&server, "/_localyun/outbox").json();
    let path = follow(&server, messages["messages"][0]["link"].as_str().unwrap());
    let answer = get(&server, &path);
    page(&answer, 200, "Activated");
    assert!(!answer.text().contains("<script"), "{}", answer.text());
    assert!(answer.text().contains("&lt;script&gt;"), "{}", answer.text());
}

#[test]
fn only_calls_in_the_journal_can_be_explained() {
    let server = Server::start();
    for id in ["nothing", "7E1E2F2A-0000-5000-8000-000000000000", "%00", "a%2Fb", "..", "x%20y"] {
        error(
            &get(&server, &format!("/_localyun/explain/{id}")),
            404,
            "no call with this request id",
        );
    }
    let well = server.call(&Call::put("Alice")).field("RequestId");
    let ill =
        server.call(&Call::put("Alice").with(|c| c.key.1 = "wrong".into())).field("RequestId");
    for id in [ill.clone(), ill.to_lowercase(), well] {
        let answer = get(&server, &format!("/_localyun/explain/{id}"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(!answer.text().contains("testsecret"), "{}", answer.text());
    }
}

#[test]
fn no_other_site_and_no_other_name_gets_in() {
    let server = Server::start();
    server.call(&Call::put("Alice"));
    let port = server.address.port();
    let own = format!("origin: http://127.0.0.1:{port}");
    let host = format!("host: 127.0.0.1:{port}");
    for headers in [
        vec!["host: 127.0.0.1"],
        vec!["host: localhost:1"],
        vec!["host: LocalHost"],
        vec!["host: [::1]:80"],
        vec!["host: 127.9.9.9"],
        vec![&*host, &*own],
        vec!["sec-fetch-site: same-origin"],
        vec!["sec-fetch-site: none"],
    ] {
        assert_eq!(
            server.ask(&plain("GET", "/_localyun/health", &headers, b"")).status,
            200,
            "{headers:?}"
        );
    }
    for headers in [
        vec!["host: example.com"],
        vec!["host: 127.0.0.1.example.com"],
        vec!["host: localhost.example.com"],
        vec!["host: 10.0.0.1"],
        vec!["host: 0.0.0.0"],
        vec!["host: http://127.0.0.1"],
        vec!["host: "],
        vec!["host: [::2]"],
        vec!["host: metrics.cn-hangzhou.aliyuncs.com"],
        vec![&*host, "origin: http://evil.example"],
        vec![&*host, "origin: null"],
        vec![&*host, "origin: "],
        vec![&*host, "origin: http://localhost"],
        vec!["sec-fetch-site: cross-site"],
        vec!["sec-fetch-site: same-site"],
    ] {
        for (method, path) in
            [("GET", "health"), ("POST", "reset"), ("POST", "clock"), ("GET", "outbox")]
        {
            let mut headers = headers.clone();
            headers.push("content-length: 0");
            let answer = server.ask(&plain(method, &format!("/_localyun/{path}"), &headers, b""));
            error(&answer, 403, "the control API");
        }
    }
    // As a proxy's client would name it.
    let proxied = plain(
        "POST",
        "http://metrics.cn-hangzhou.aliyuncs.com/_localyun/reset",
        &["host: metrics.cn-hangzhou.aliyuncs.com", "content-length: 0"],
        b"",
    );
    error(&server.ask(&proxied), 403, "127.0.0.1, [::1] or localhost");
    assert_eq!(total(&server), 1, "nothing was reset");
}

#[test]
fn an_address_with_a_plus_is_found_however_it_is_written() {
    let server = Server::start();
    let call = mail("Alice").with(|c| c.query[2].1 = "a+b@example.com".into());
    assert_eq!(server.call(&call).code(), "200");
    for to in ["a+b@example.com", "a%2Bb@example.com", "a%2bb%40example.com"] {
        let found = get(&server, &format!("/_localyun/outbox?to={to}")).json();
        assert_eq!(found["messages"].as_array().unwrap().len(), 1, "{to}");
    }
}

#[test]
fn a_name_that_a_query_does_not_have_is_refused() {
    let server = Server::start();
    for (method, path, known) in [
        ("GET", "health", "takes no query parameters"),
        ("POST", "reset", "takes world, key"),
        (
            "GET",
            "outbox",
            "takes to, channel, kind, product, account, template, tag, state, delivery, since, limit, wait, world, key",
        ),
        ("GET", "clock", "takes world, key"),
        ("POST", "clock", "takes world, key"),
        ("GET", "explain/x", "takes as, world, key"),
        ("GET", "policy/suggest", "takes principal, missing, world, key"),
        ("GET", "policy/asked", "takes principal, world, key"),
        ("POST", "policy/forget", "takes world, key"),
        ("POST", "policy/check", "takes world, key"),
        ("POST", "ims/oidc-tokens", "takes world, key"),
        ("GET", "ims/oidc-keys", "takes world, key"),
        ("POST", "ims/oidc-keys", "takes world, key"),
        ("GET", "cas/resources", "takes account, site, limit, world, key"),
        ("POST", "cas/resources", "takes account, site, world, key"),
        ("DELETE", "cas/resources/1", "takes account, site, world, key"),
        ("GET", "cas/orders", "takes account, site, world, key"),
        ("POST", "cas/instances/x", "takes account, site, world, key"),
        ("GET", "cas/authority", "takes account, site, world, key"),
    ] {
        let path = format!("/_localyun/{path}?recipient=x");
        let answer = server.ask(&plain(method, &path, &["content-length: 0"], b""));
        error(&answer, 400, &format!("unknown query parameter `recipient`; this call {known}"));
    }
    for (path, part) in [
        ("outbox?to=a&to=b", "twice"),
        ("outbox?to=%ff", "UTF-8"),
        ("outbox?channel=fax", "channel is one of mail, sms, voice, robot, webhook, receipt"),
        ("outbox?kind=alarm", "kind is one of verification, alert, notification"),
        ("outbox?since=yesterday", "since is the id of a message or a time"),
        ("outbox?wait=61s", "wait is a time from 0s to 60s"),
        ("outbox?wait=-1s", "wait is a time from 0s to 60s"),
        ("outbox?wait=soon", "wait is a time from 0s to 60s"),
        ("policy/suggest?missing=yes", "true or false"),
        ("explain/x?as=html", "text or json"),
    ] {
        error(&get(&server, &format!("/_localyun/{path}")), 400, part);
    }
}

/// The path of an operation, with a number in the place of each name in braces.
fn path_of(operation: &Operation) -> String {
    let part = |it: &'static str| if it.starts_with('{') { "1" } else { it };
    let path: Vec<_> = operation.path.split('/').map(part).collect();
    format!("/_localyun/{}", path.join("/"))
}

/// What holds for each operation, of the server as of the products.
#[test]
fn every_operation_refuses_what_it_does_not_know() {
    let server = Server::start();
    let methods = |path: &str| -> Vec<&str> {
        let all = operations().filter(|it| path_of(it) == path);
        all.map(|it| it.method.name()).collect()
    };
    for operation in operations() {
        let (method, path) = (operation.method.name(), path_of(&operation));
        // It answers what it does not know as the platform of the bot does.
        let is_webhook = method == "POST" && operation.path == "robots/{kind}/{name}";
        if !is_webhook {
            let query = plain(method, &format!("{path}?strange=1"), &["content-length: 0"], b"");
            error(&server.ask(&query), 400, "unknown query parameter `strange`; this call ");
        }
        let other = server.ask(&plain("PUT", &path, &["content-length: 0"], b""));
        error(&other, 405, &format!("{method} /_localyun/{}", operation.path));
        let mut allowed = methods(&path);
        if allowed.contains(&"GET") {
            allowed.push("HEAD");
        }
        assert_eq!(other.header("allow"), Some(&*allowed.join(", ")), "{path}");
        if matches!(operation.body, ControlBody::Nothing) {
            for body in [r#"{"strange": 1}"#, "garbage"] {
                let length = format!("content-length: {}", body.len());
                let answer = server.ask(&plain(method, &path, &[&length], body.as_bytes()));
                error(&answer, 400, "this call takes no body");
            }
        }
        if let ControlBody::Object { members, .. } | ControlBody::Objects { members, .. } =
            operation.body
        {
            assert_eq!(operation.method, Method::Post);
            let known = members.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            for body in [r#"{"strange": 1}"#, "1", "", "{"] {
                let answer = post(&server, &path, body);
                error(&answer, 400, &format!("the members are {known}"));
                if body.contains("strange") {
                    error(&answer, 400, "the body has the unknown member `strange`");
                }
            }
        }
    }
}

/// Transcripts show those about a thing with an id, but for resources.
#[test]
fn every_example_is_accepted() {
    let mut accepted = 0;
    for operation in operations() {
        let (ControlBody::Object { examples, .. } | ControlBody::Objects { examples, .. }) =
            operation.body
        else {
            continue;
        };
        let path = path_of(&operation).replace("cas/resources/1", "cas/resources/2000001");
        if operation.path.contains('{') && !path.ends_with("/2000001") {
            continue;
        }
        for example in examples {
            let server = Server::start();
            let resource = r#"{"product": "CDN", "domain": "www.example.com"}"#;
            assert_eq!(post(&server, "/_localyun/cas/resources", resource).status, 200);
            let enable = Call::of("EnableResourceDirectory").query("EnableMode", "CurrentAccount");
            let enable = enable.with(|it| {
                it.host = "resourcedirectory.aliyuncs.com".into();
                it.version = "2022-04-19".into();
            });
            assert_eq!(server.ask(&enable.bytes()).status, 200);
            let answer = post(&server, &path, example);
            // Nobody has made the calls that are expected.
            let missed = path.ends_with("/calls/verify") && answer.status == 417
                // Delivery is off.
                || path.ends_with("/deliver") && answer.status == 409
                // Nobody has sent the message.
                || path.ends_with("dysms/receipts") && answer.status == 404
                // There is no managed secret.
                || path.ends_with("kms/rotations") && answer.status == 404;
            assert!(answer.status == 200 || missed, "{path} {example}: {}", answer.text());
            accepted += 1;
        }
    }
    assert!(accepted >= 14, "{accepted}");
}

#[test]
fn a_thing_with_an_id_is_of_the_account_and_the_site_that_have_it() {
    let server = Server::start();
    let add = |query: &str| {
        let body = r#"{"product": "CDN", "domain": "www.example.com"}"#;
        let answer = post(&server, &format!("/_localyun/cas/resources?{query}"), body);
        answer.json()["ids"][0].as_i64().unwrap()
    };
    let listed = |query: &str| -> Vec<i64> {
        let answer = get(&server, &format!("/_localyun/cas/resources?{query}"));
        let all = answer.json()["resources"].as_array().unwrap().clone();
        all.iter().map(|it| it["id"].as_i64().unwrap()).collect()
    };
    let (own, others) = (add(""), add("account=2000000000000002&site=ap-southeast-1"));
    assert_eq!(listed(""), [own, others]);
    assert_eq!(listed("account=2000000000000002"), [others]);
    assert_eq!(listed("site=cn-hangzhou"), [own]);
    assert_eq!(listed("account=2000000000000002&site=cn-hangzhou"), [0; 0]);
    let fail = |query: &str| {
        post(&server, &format!("/_localyun/cas/resources/{others}?{query}"), r#"{"fail": true}"#)
    };
    for query in ["account=1000000000000001", "site=cn-hangzhou"] {
        error(
            &fail(query),
            404,
            "it belongs to the account 2000000000000002 at the site ap-southeast-1",
        );
    }
    for query in ["", "account=2000000000000002", "site=ap-southeast-1"] {
        assert_eq!(fail(query).json()["account"], "2000000000000002", "{query}");
    }
    error(&fail("account=me"), 400, "account must be the id of an account");
    error(&get(&server, "/_localyun/cas/orders?account=me"), 400, "account must be the id");
}

#[test]
fn whoever_calls_from_a_container_is_told_the_way() {
    let host = ["host: host.docker.internal:4800"];
    let health = plain("GET", "/_localyun/health", &host, b"");
    let server = Server::start();
    error(&server.ask(&health), 403, "--control-host NAME");
    let server = Server::with(|o| o.control_hosts = vec!["host.docker.internal".into()]);
    assert_eq!(server.ask(&health).status, 200);
    let other = plain("GET", "/_localyun/health", &["host: evil.example"], b"");
    error(&server.ask(&other), 403, "--control-host NAME");
    // Its pages are other sites' all the same.
    let page = plain("GET", "/_localyun/health", &[host[0], "origin: http://evil.example"], b"");
    error(&server.ask(&page), 403, "--cors http://evil.example");
}

/// A server that is part of another program, as those of these tests are. The program itself is stopped in
/// `persistence`.
#[test]
fn only_a_program_of_its_own_is_stopped() {
    let server = Server::start();
    error(&post(&server, "/_localyun/stop", ""), 409, "part of another program");
    assert_eq!(get(&server, "/_localyun/health").status, 200);
    let page = plain(
        "POST",
        "/_localyun/stop",
        &["origin: http://evil.example", "content-length: 0"],
        b"",
    );
    error(&server.ask(&page), 403, "the control API");
}

#[test]
fn a_world_shows_its_secrets_to_those_who_ask_for_them() {
    let server = Server::start();
    let made = post(&server, "/_localyun/worlds", "{}").json();
    let path = format!("/_localyun/worlds/{}", made["id"].as_str().unwrap());
    let without = get(&server, &path).json();
    assert_eq!(without["accounts"][0]["access_key_secret"], json!(null));
    let with = get(&server, &format!("{path}?secrets=true")).json();
    assert_eq!(with["accounts"], made["accounts"]);
    assert!(with["accounts"][0]["access_key_secret"].is_string());
    error(&get(&server, &format!("{path}?secrets=yes")), 400, "secrets is true or false");
}

#[test]
fn where_get_is_answered_so_is_head() {
    let server = Server::start();
    for path in ["health", "clock", "outbox", "ims/oidc-keys", "cas/orders"] {
        let path = format!("/_localyun/{path}");
        let mut client = Client::open(server.address);
        client.send(&plain("HEAD", &path, &[], b""));
        let head = client.head();
        let whole = get(&server, &path);
        assert_eq!((head.status, whole.status), (200, 200), "{path}");
        assert_eq!(head.header("content-type"), whole.header("content-type"));
        // Nothing follows, so the next answer on this connection is the next call's.
        client.send(&plain("GET", "/_localyun/health", &[], b""));
        assert_eq!(client.answer().json()["status"], "ok");
    }
    let mut client = Client::open(server.address);
    client.send(&plain("HEAD", "/_localyun/reset", &[], b""));
    let head = client.head();
    assert_eq!((head.status, head.header("allow")), (405, Some("POST")));
}

#[test]
fn a_refused_head_is_explained_as_one() {
    let server = Server::start();
    let wrong = Call::rpc("DescribeContactList").with(|c| {
        (c.method, c.key.1) = ("HEAD".into(), "wrong".into());
    });
    for request in [
        plain("HEAD", "/?Action=DescribeContactList&Version=2019-01-01", &[], b""),
        bytes(&wrong.sign()),
    ] {
        let mut client = Client::open(server.address);
        client.send(&request);
        let id = client.head().header("x-acs-request-id").unwrap().to_owned();
        let explained = get(&server, &format!("/_localyun/explain/{id}")).json();
        let text = explained["text"].as_str().unwrap();
        assert!(text.starts_with("HEAD /?"), "{text}");
        assert!(text.contains("not by HEAD") && !text.contains("GET&"), "{text}");
    }
}

#[test]
fn a_shared_secret_is_no_public_key_of_an_issuer() {
    let server = Server::start();
    let keys = r#"{"issuer": "https://idp.example.com", "jwks": {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}}"#;
    error(&post(&server, "/_localyun/ims/oidc-keys", keys), 400, "not a set of public keys");
    assert_eq!(get(&server, "/_localyun/ims/oidc-keys").json(), json!({"issuers": []}));
}

/// A call of megabytes is explained away from the threads that serve.
#[test]
fn others_are_served_while_a_large_call_is_explained() {
    let server = Server::start();
    let large = Call::rpc("PutContact").query("Format", "JSON").form("x", &"张".repeat(200));
    let refused = server.call(&large.with(|c| c.key.1 = "wrong".into()));
    let path = format!("/_localyun/explain/{}", refused.field("RequestId"));
    let mut clients: Vec<_> = (0..2).map(|_| Client::open(server.address)).collect();
    for client in &mut clients {
        client.send(&plain("GET", &path, &[], b""));
    }
    assert_eq!(get(&server, "/_localyun/health").status, 200);
    for client in &mut clients {
        assert_eq!(client.answer().json()["explanation"]["verdict"], "mismatch");
    }
}

#[test]
fn a_question_to_the_policies_names_its_action_as_policies_do() {
    let server = Server::start();
    for action in ["ListUsers", "ram:", ":ListUsers"] {
        let body = json!({ "as": "root", "action": action }).to_string();
        let answer = post(&server, "/_localyun/policy/check", &body);
        error(&answer, 400, "`action`: it must be SERVICE:NAME");
    }
    let body = r#"{"as": "root", "action": "oss:GetObject"}"#;
    assert_eq!(post(&server, "/_localyun/policy/check", body).status, 200);
}
