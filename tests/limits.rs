//! Clients that are slow, greedy, broken or hostile. The server says what is wrong where there
//! is somebody to tell, and goes on serving the others.

use std::{
    thread,
    time::{Duration, Instant},
};

use actions::{of_line, of_prose};

use crate::support::{Answer, Call, Client, HOST, Server, plain};

const DING: &str = "https://oapi.dingtalk.com/robot/send?access_token=x";

/// The server still does its work.
#[track_caller]
fn is_well(server: &Server) {
    let answer = server.call(&Call::put("the one after"));
    assert_eq!(answer.short(), (200, "200".into()), "{}", answer.text());
}

/// A refusal by the server itself: in full, and with the connection's end.
#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.short(), (status, code.to_owned()), "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/json;charset=utf-8"));
    assert_eq!(answer.header("connection"), Some("close"));
    assert_eq!(answer.header("x-acs-request-id"), Some(&*answer.field("RequestId")));
    assert!(answer.message().ends_with('.'), "{}", answer.message());
}

fn impatient() -> Server {
    Server::with(|o| {
        o.limits.head_timeout = Duration::from_millis(300);
        o.limits.body_timeout = Duration::from_millis(300);
    })
}

/// Longer than the impatient server waits, however busy the machine is.
const SOON: Duration = Duration::from_secs(10);

#[test]
fn a_head_that_does_not_arrive_is_not_waited_for() {
    let server = impatient();
    let start = Instant::now();
    for piece in ["G", "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-acs-ver"] {
        let mut client = Client::open(server.address);
        client.send(piece.as_bytes());
        let answer = client.answer();
        refused(&answer, 408, "RequestTimeout.Localyun");
        assert!(answer.message().contains("head"), "{}", answer.message());
        assert!(client.is_closed());
    }
    assert!(start.elapsed() < SOON);
    is_well(&server);
}

#[test]
fn a_head_that_drips_is_not_waited_for() {
    let server = impatient();
    let mut client = Client::open(server.address);
    let start = Instant::now();
    // Each byte is soon enough; all of them are not.
    while client.try_send(b"x") && start.elapsed() < SOON {
        thread::sleep(Duration::from_millis(50));
    }
    assert!(start.elapsed() < SOON);
    is_well(&server);
}

#[test]
fn a_body_that_does_not_arrive_is_not_waited_for() {
    let server = impatient();
    let start = Instant::now();
    for framing in ["content-length: 100", "transfer-encoding: chunked"] {
        let mut client = Client::open(server.address);
        client.send(&plain("POST", "/", &[framing], b""));
        client.send(b"5\r\n");
        refused(&client.answer(), 408, "RequestTimeout.Localyun");
        assert!(client.is_closed());
    }
    let mut client = Client::open(server.address);
    client.send(&plain("POST", "/", &["content-length: 100000"], b""));
    while client.try_send(b"x") && start.elapsed() < SOON {
        thread::sleep(Duration::from_millis(50));
    }
    assert!(start.elapsed() < SOON);
    is_well(&server);
}

#[test]
fn an_idle_connection_ends_without_a_word() {
    let server = impatient();
    let mut fresh = Client::open(server.address);
    let mut used = Client::open(server.address);
    used.send(&Call::put("Alice").bytes());
    assert_eq!(used.answer().status, 200);
    // Some clients would take a late 408 for the answer to their next call.
    assert!(fresh.is_closed());
    assert!(used.is_closed());
    is_well(&server);
}

#[test]
fn who_hangs_up_in_the_middle_is_forgotten() {
    let server = Server::start();
    let whole = Call::put("never").form("x", "y").bytes();
    for cut in [1, 40, whole.len() / 2, whole.len() - 1] {
        let mut client = Client::open(server.address);
        client.send(&whole[..cut]);
        client.finish();
        // Nobody waits for it any more; if something is said, it is no success.
        if let Ok(Some(answer)) = client.try_answer() {
            assert!(answer.status >= 400, "{}", answer.text());
        }
    }
    is_well(&server);
    let list = server.call(&Call::of("DescribeContactList")).json();
    assert_eq!(list["Total"], 1, "half a call is no call");
}

#[test]
fn a_body_may_be_as_large_as_it_may() {
    let server = Server::with(|o| o.limits.max_body = 100_000);
    let call = |size: usize| {
        let form = Call::put("large").form("a", "b");
        let frame = form.sign().body.len() + "&Nothing=".len();
        form.form("Nothing", &"x".repeat(size - frame)).bytes()
    };
    assert_eq!(server.ask(&call(100_000)).code(), "200");
    refused(&server.ask(&call(100_001)), 413, "RequestTooLarge.Localyun");
    // All of it sent before the answer is read, as clients do.
    for _ in 0..5 {
        refused(&server.ask(&call(4_000_000)), 413, "RequestTooLarge.Localyun");
    }
    let endless = Client::open(server.address);
    drip_chunks(endless);
    is_well(&server);
}

/// A body without an end is not read without an end.
fn drip_chunks(mut client: Client) {
    client.send(&plain("POST", "/", &["transfer-encoding: chunked"], b""));
    let chunk = format!("ffff\r\n{}\r\n", "x".repeat(0xffff));
    let mut sent = 0;
    while client.try_send(chunk.as_bytes()) {
        sent += 1;
        assert!(sent < 2000, "the server reads and reads");
    }
}

#[test]
fn a_client_that_asks_first_need_not_send_too_much() {
    let server = Server::with(|o| o.limits.max_body = 1000);
    let mut client = Client::open(server.address);
    client.send(&plain("POST", "/", &["expect: 100-continue", "content-length: 100000"], b""));
    refused(&client.answer(), 413, "RequestTooLarge.Localyun");
}

#[test]
fn a_head_may_be_as_large_as_it_may() {
    let server = Server::start();
    let header = |size: usize| Call::put("Alice").header("x-filler", &"x".repeat(size));
    let query = |size: usize| Call::put("Alice").query("Filler", &"x".repeat(size));
    assert_eq!(server.call(&header(60_000)).code(), "200");
    assert_eq!(server.call(&query(60_000)).code(), "200");
    // Over the limit, over what the parts of a URL can be, and over every buffer.
    for size in [65_600, 100_000, 250_000, 300_000, 2_000_000] {
        let long = server.call(&header(size));
        refused(&long, 431, "HeadersTooLarge.Localyun");
        assert!(long.message().contains("head of the request has more than 65536 bytes"));
        refused(&server.call(&query(size)), 431, "HeadersTooLarge.Localyun");
    }
    // What is too long is named: of what a URL can be there is less than of a head.
    let target = server.call(&query(65_600));
    assert_eq!(target.message(), "The target of the request has more than 65534 bytes.");
    let mut many = Call::put("Alice");
    for at in 0..400 {
        many = many.header(&format!("x-filler-{at}"), "x");
    }
    assert_eq!(server.call(&many).code(), "200");
    for at in 0..400 {
        many = many.header(&format!("x-more-{at}"), "x");
    }
    refused(&server.call(&many), 431, "HeadersTooLarge.Localyun");
    is_well(&server);
}

#[test]
fn twelve_thousand_parameters_are_too_many() {
    let server = Server::start();
    let pairs: Vec<_> = (0..12_000).map(|n| format!("p{n}=x")).collect();
    let form = pairs.join("&");
    let object: serde_json::Map<_, _> = (0..12_000).map(|n| (format!("p{n}"), n.into())).collect();
    let json = serde_json::to_vec(&object).unwrap();
    let form_type = "content-type: application/x-www-form-urlencoded";
    for request in [
        plain("POST", "/?Format=JSON", &[form_type], form.as_bytes()),
        plain("POST", "/?Format=JSON", &["content-type: application/json"], &json),
        plain("GET", &format!("/?Format=JSON&{}", "a&".repeat(12_000)), &[], b""),
    ] {
        let answer = server.ask(&request);
        assert_eq!(answer.short(), (400, "TooManyParameters.Localyun".into()));
        assert_eq!(answer.message(), "The request has more than 10000 parameters.");
    }
    // A list has its own limit, which is the action's.
    let mut group = Call::of("PutContactGroup").form("ContactGroupName", "g");
    for n in 1..=1900 {
        group = group.form(&format!("ContactNames.{n}"), "x");
    }
    let answer = server.call(&group);
    assert_eq!(answer.status, 400, "{}", answer.text());
    assert!(answer.header("x-localyun-fidelity").is_some(), "{}", answer.text());
}

#[test]
fn one_connection_too_many_is_told_so() {
    let server = Server::with(|o| o.limits.max_connections = 3);
    let mut clients: Vec<_> = (0..3).map(|_| Client::open(server.address)).collect();
    for client in &mut clients {
        client.send(&Call::put("Alice").bytes());
        assert_eq!(client.answer().status, 200);
    }
    for call in [Call::put("Bob"), Call::rpc("DescribeContactList").form("a", "b")] {
        let mut late = Client::open(server.address);
        late.send(&call.bytes());
        refused(&late.answer(), 503, "TooManyConnections.Localyun");
        assert!(late.is_closed());
    }
    // Who was there before goes on, and makes room when leaving.
    clients[0].send(&Call::put("Alice").bytes());
    assert_eq!(clients[0].answer().status, 200);
    clients.pop();
    let start = Instant::now();
    while server.call(&Call::put("Bob")).status != 200 {
        assert!(start.elapsed() < SOON);
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn what_is_no_text_is_refused() {
    let server = Server::start();
    let base = "/?Format=JSON&Action=DescribeContactList&Version=2019-01-01";
    for escapes in ["%ff", "%C3%28", "%80", "%ED%A0%80", "%F8%88%80%80%80", "%C0%AF", "a%E5%BC"] {
        let form = ["content-type: application/x-www-form-urlencoded"];
        for request in [
            plain("GET", &format!("{base}&x={escapes}"), &[], b""),
            plain("GET", &format!("{base}&{escapes}=x"), &[], b""),
            plain("POST", base, &form, format!("x={escapes}").as_bytes()),
        ] {
            let answer = server.ask(&request);
            assert_eq!(answer.short(), (400, "InvalidParameter".into()), "{escapes}");
            assert!(answer.message().contains("UTF-8"));
        }
    }
    let raw =
        plain("POST", base, &["content-type: application/x-www-form-urlencoded"], b"x=\xff\xfe");
    assert_eq!(server.ask(&raw).code(), "InvalidParameter");
    // A stray `%` stands for itself.
    for name in ["100%", "%zz", "a%4"] {
        let request = Call::put(name).edit(|r| {
            r.target =
                r.target.replace("%25zz", "%zz").replace("a%254", "a%4").replace("100%25", "100%");
        });
        assert_eq!(server.call(&request).code(), "200", "{name}");
    }
}

/// Values that somewhere mean something else than themselves.
const NASTY: &[&str] = &[
    "'; DROP TABLE cms_contact; --",
    "\" OR 1=1 --",
    "') ; DELETE FROM cms_contact WHERE ('1'='1",
    "$1 ?1 :name @x",
    "a\0b",
    "\0\0",
    "%00%27",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "&amp;<![CDATA[x]]>",
    "\\u0000\\\"",
    "line\r\nX-Injected: yes",
    "\u{202e}right to left",
    "\u{feff}bom",
    "e\u{301} and é",
    "👩‍👩‍👧‍👦",
    "𝕬 \u{10ffff}",
    "NULL",
    "undefined",
    "   ",
    "{\"a\": 1}",
    "%s %n {} {0}",
];

#[test]
fn a_value_is_what_it_is_and_nothing_else() {
    let server = Server::start();
    let mut kept = Vec::new();
    for (at, value) in NASTY.iter().enumerate() {
        // A name is one line. What no description may have either is refused, and nothing is kept.
        let is_line = value.chars().all(of_line);
        let name = if is_line { format!("{value}-{at}") } else { format!("nasty-{at}") };
        let name: String = name.chars().take(40).collect();
        let want = if value.chars().all(of_prose) {
            kept.push(*value);
            (200, "200".into())
        } else {
            (400, "InvalidParameterValue".into())
        };
        for scheme in ["acs3-hmac-sha256", "rpc-v1-hmac-sha1"] {
            let call = Call::of("PutContact")
                .form("ContactName", &name)
                .query("Describe", value)
                .query("Channels.DingWebHook", DING)
                .query("Format", "JSON")
                .with(|c| c.scheme = scheme);
            let answer = server.call(&call);
            assert_eq!(answer.short(), want, "{value:?}: {}", answer.text());
        }
        let list = server.call(&Call::of("DescribeContactList").query("ContactName", &name)).json();
        assert_eq!(list["Total"], i32::from(want.0 == 200), "{value:?}");
        if want.0 != 200 {
            continue;
        }
        assert_eq!(list["Contacts"]["Contact"][0]["Name"], *name);
        assert_eq!(list["Contacts"]["Contact"][0]["Desc"], **value);
    }
    // All are there, none is another, and the tables stand.
    let list = server.call(&Call::of("DescribeContactList").query("PageSize", "100")).json();
    assert!(kept.len() < NASTY.len());
    assert_eq!(list["Total"], kept.len());
    let found = list["Contacts"]["Contact"].as_array().unwrap().iter();
    assert!(found.map(|c| c["Desc"].as_str().unwrap()).eq(kept.iter().copied()));
    let xml = server.call(&Call::of("DescribeContactList").query("Format", "XML"));
    assert_eq!(xml.status, 200);
    assert_eq!(xml.header("x-injected"), None);
    assert!(!xml.body.contains(&0));
}

#[test]
fn no_value_becomes_a_header() {
    let server = Server::start();
    let code = "x\r\nX-Injected: yes";
    for call in [
        Call::of(code).with(|c| (c.scheme, c.action) = ("rpc-v1-hmac-sha1", Some(code.into()))),
        Call::rpc("DescribeContactList").with(|c| c.version = code.into()),
        Call::rpc("DescribeContactList").with(|c| c.key.0 = code.into()),
    ] {
        let answer = server.call(&call.query("Format", "JSON"));
        assert!(answer.status >= 400);
        assert_eq!(answer.header("x-injected"), None);
        answer.json();
    }
}

#[test]
fn a_path_leads_nowhere_but_where_it_says() {
    let server = Server::start();
    for path in [
        "//",
        "/../",
        "/./",
        "/..",
        "/%2e%2e/",
        "/%2F",
        "/%00",
        "//_localyun/health",
        "/x/../_localyun/health",
        "/_localyun%2Fhealth",
        "/%5Flocalyun/health",
        "/_LOCALYUN/health",
        "/_localyun",
        "/index.html",
        "/..%2f..%2fetc/passwd",
        "/\u{5f20}",
        "/a;b=c",
        "/?/_localyun/health",
    ] {
        let answer = server.ask(&plain("GET", path, &["x-acs-version: 2019-05-06"], b""));
        assert_eq!(answer.short(), (404, "InvalidAction.NotFound".into()), "{path}");
    }
    for path in [
        "/_localyun/",
        "/_localyun/../",
        "/_localyun/../health",
        "/_localyun//health",
        "/_localyun/health/x",
        "/_localyun/%68ealth",
        "/_localyun/HEALTH",
        "/_localyun/link",
        "/_localyun/nothing",
        "/_localyun/outbox/../health",
    ] {
        let answer = server.ask(&plain("GET", path, &[], b""));
        assert!([404, 405].contains(&answer.status), "{path}: {}", answer.status);
        assert!(answer.json()["message"].is_string(), "{path}");
    }
    for path in [
        "/_localyun/link/",
        "/_localyun/link/../health",
        "/_localyun/link/cms/activate/",
        "/_localyun/link/cms/activate/%00",
    ] {
        assert_eq!(server.ask(&plain("GET", path, &[], b"")).status, 404, "{path}");
    }
    is_well(&server);
}

#[test]
fn what_is_no_http_ends_there() {
    let server = Server::start();
    let long: Vec<u8> = (0..100_000u32).map(|n| u8::try_from(n * 7919 % 256).unwrap()).collect();
    let host = format!("host: {HOST}\r\n");
    for garbage in [
        &b"\0\0\0\0\r\n\r\n"[..],
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / / HTTP/1.1\r\n\r\n",
        b"GET /\0 HTTP/1.1\r\n\r\n",
        b"G\xffT / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad name: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nx: a\0b\r\n\r\n",
        b"GET / HTTP/1.1\r\n folded: x\r\n\r\n",
        b"POST / HTTP/1.1\r\ncontent-length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\ncontent-length: 99999999999999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx",
        b"POST / HTTP/1.1\r\ntransfer-encoding: gzip\r\n\r\nxx",
        b"<?xml version='1.0'?><a/>\r\n\r\n",
        &long,
    ] {
        let mut client = Client::open(server.address);
        client.try_send(garbage);
        client.try_send(b"\r\n\r\n");
        if let Ok(Some(answer)) = client.try_answer() {
            assert!(
                [400, 404, 413, 431, 505].contains(&answer.status),
                "{:?}",
                String::from_utf8_lossy(garbage)
            );
            assert!(!answer.json()["Code"].as_str().unwrap().is_empty());
            if answer.status == 400 {
                refused(&answer, 400, "BrokenRequest.Localyun");
            }
        }
    }
    for chunk in ["xyz\r\n", "-1\r\n", "ffffffffffffffffff\r\n", "5\r\nab\r\n0\r\n\r\n"] {
        let mut client = Client::open(server.address);
        client.send(
            format!("POST / HTTP/1.1\r\n{host}transfer-encoding: chunked\r\n\r\n{chunk}")
                .as_bytes(),
        );
        client.finish();
        if let Ok(Some(answer)) = client.try_answer() {
            refused(&answer, 400, "BrokenRequest.Localyun");
        }
    }
    is_well(&server);
}

#[test]
fn http_2_is_told_what_is_spoken_here() {
    let server = Server::start();
    // As a client begins that knows HTTP/2 to be there (RFC 9113, 3.4), with its first frame.
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    let mut client = Client::open(server.address);
    client.send(preface);
    let answer = client.answer();
    refused(&answer, 505, "HttpVersionNotSupported.Localyun");
    assert!(answer.message().contains("speaks HTTP/1.1"), "{}", answer.message());
    assert!(client.is_closed());
    for line in ["PRI * HTTP/2.0", "GET / HTTP/2.0"] {
        let answer = server.ask(format!("{line}\r\n\r\n").as_bytes());
        refused(&answer, 400, "BrokenRequest.Localyun");
        assert!(answer.message().contains("is not HTTP/1.1: "), "{}", answer.message());
    }
    is_well(&server);
}

#[test]
fn tls_is_told_what_is_spoken_here() {
    let server = Server::start();
    // As curl begins, and as little of it as can be.
    for hello in [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..], b"\x16"] {
        let mut client = Client::open(server.address);
        client.send(hello);
        let answer = client.answer();
        assert_eq!(answer.status, 400);
        assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
        assert_eq!(answer.header("connection"), Some("close"));
        assert!(answer.text().starts_with("This port speaks HTTP, not TLS: "), "{}", answer.text());
        assert!(client.is_closed());
    }
    // It is the first byte of a connection that counts.
    let mut client = Client::open(server.address);
    client.send(&Call::put("Alice").bytes());
    assert_eq!(client.answer().status, 200);
    client.send(b"\x16\x03\x01\r\n\r\n");
    refused(&client.answer(), 400, "BrokenRequest.Localyun");
    is_well(&server);
}

/// A request must not be two to the server and one to what stands before it.
#[test]
fn a_body_has_one_length() {
    let server = Server::start();
    let smuggled = Call::put("smuggled").bytes();
    let mut request = plain("POST", "/", &["content-length: 4", "transfer-encoding: chunked"], b"");
    request.extend_from_slice(b"0\r\n\r\n");
    request.extend_from_slice(&smuggled);
    let mut client = Client::open(server.address);
    client.send(&request);
    // RFC 9112 6.3: chunked wins, and either the request or the connection ends there.
    let mut answers = 0;
    while let Ok(Some(answer)) = client.try_answer() {
        answers += 1;
        if answers == 2 || answer.header("connection") == Some("close") {
            break;
        }
    }
    assert!(answers <= 2);
    is_well(&server);
}

#[test]
fn calls_may_be_sent_before_answers_are_read() {
    let server = Server::start();
    let mut all = Vec::new();
    for n in 0..100 {
        all.extend(
            if n % 3 == 2 {
                Call::of("DescribeContactList")
            } else {
                Call::put(&format!("contact {n:03}"))
            }
            .bytes(),
        );
    }
    let mut client = Client::open(server.address);
    client.send(&all);
    let mut put = 0;
    for n in 0..100 {
        let answer = client.answer();
        assert_eq!(answer.status, 200);
        if n % 3 == 2 {
            // What was answered before is there, and what comes after is not yet.
            assert_eq!(answer.json()["Total"], put);
        } else {
            put += 1;
        }
    }
}

#[test]
fn numbers_may_be_of_any_size() {
    let server = Server::start();
    let size = |name: &str, value: &str| {
        server.call(&Call::of("DescribeContactList").query(name, value)).short()
    };
    let (good, bad) = ((200, "200".to_owned()), (400, "InvalidParameterValue".to_owned()));
    for name in ["PageNumber", "PageSize"] {
        for fits in ["1", "0000001", "+1", "9223372036854775807", "2147483648"] {
            assert_eq!(size(name, fits), good, "{name} {fits}");
        }
        for wrong in [
            "0",
            "-1",
            "9223372036854775808",
            "-9223372036854775808",
            "1e3",
            "1.0",
            "0x1",
            " 1",
            "１",
            "NaN",
        ] {
            assert_eq!(size(name, wrong), bad, "{name} {wrong}");
        }
        assert_eq!(size(name, &"9".repeat(50_000)), bad);
    }
    let both = Call::of("DescribeContactList")
        .query("PageNumber", "9223372036854775807")
        .query("PageSize", "100");
    assert_eq!(server.call(&both).short(), good);
    let list = Call::of("PutContactGroup")
        .query("ContactGroupName", "big")
        .query("ContactNames.99999999999999999999", "x")
        .query("ContactNames.-1", "x")
        .query("ContactNames.", "x");
    assert!(server.call(&list).status < 500);
}

#[test]
fn a_json_body_may_be_anything() {
    let server = Server::start();
    for (kind, depth) in [("[", 100_000), ("{\"a\":", 100_000), ("{\"a\":[", 60)] {
        let body = kind.repeat(depth).into_bytes();
        let call = Call::put("deep").with(|c| c.body = Some(("application/json".into(), body)));
        assert_eq!(server.call(&call).code(), "200", "{kind}");
    }
    for body in [
        "",
        "null",
        "1",
        "\"text\"",
        "[]",
        "{",
        "{\"ContactName\":",
        "{\"a\":1e999}",
        "{\"a\":\"\\ud800\"}",
        "\u{feff}{}",
        "{\"ContactName\":{\"x\":1},\"Describe\":[1,2],\"Lang\":true}",
        "{\"a\":1,\"a\":2}",
        "{\"\":\"\"}",
    ] {
        let call = Call::put("Alice")
            .with(|c| c.body = Some(("application/json".into(), body.as_bytes().to_vec())));
        let answer = server.call(&call);
        assert!(answer.status < 500, "{body}: {}", answer.text());
        // What the query says counts, whatever the body says.
        let expected = if body.contains("Lang") { "InvalidParameterValue" } else { "200" };
        assert_eq!(answer.code(), expected, "{body}: {}", answer.text());
    }
    let broken = Call::put("Alice")
        .with(|c| c.body = Some(("application/json".into(), b"{\"a\":\"\xff\"}".to_vec())));
    assert_eq!(server.call(&broken).code(), "200");
}

/// What a stranger sends, and what comes of it, does not stay.
#[test]
fn a_refusal_repeats_little_of_what_came() {
    let server = Server::start();
    let long = "x".repeat(2_000_000);
    let wrong = |call: Call| call.query("Format", "JSON").with(|c| c.key.1 = "wrong".into());
    for call in [
        wrong(Call::rpc("PutContact").form("Describe", &long)),
        wrong(Call::of("PutContact").form("Describe", &long)),
        wrong(Call::of("PutContact").query("Describe", &long[..50_000])),
        wrong(Call::rpc("PutContact").query("Describe", &long[..50_000])),
        wrong(Call::of("PutContact").header("x-acs-filler", &long[..50_000])),
        Call::of(&long[..50_000]).query("Format", "JSON"),
        Call::of("PutContact").with(|c| c.version = long[..50_000].into()),
        Call::put("x").with(|c| c.key.0 = long[..50_000].into()),
        Call::put(&long),
        Call::of("DescribeContactList").query("PageSize", &long[..50_000]),
        Call::of("DescribeContactList").header("origin", &format!("http://{}", &long[..50_000])),
    ] {
        let answer = server.call(&call);
        assert!(answer.status >= 400, "{}", answer.text());
        assert!(answer.body.len() < 6000, "{}", answer.body.len());
        assert!(answer.message().len() <= 4096, "{}", answer.message().len());
    }
    // What clients look for is still at its place, and of an ordinary size it is whole.
    let cut = server.call(&wrong(Call::rpc("PutContact").form("Describe", &long))).message();
    assert!(cut.contains("string to sign is:POST&%2F&AccessKeyId%3D"), "{cut}");
    assert!(cut.ends_with(" bytes in all)"), "{cut}");
    let whole = server.call(&wrong(Call::rpc("PutContact").form("Describe", &long[..2000])));
    assert!(whole.message().ends_with("%3D2019-01-01"), "{}", whole.message());
    for path in ["/_localyun/", "/_localyun/explain/", "/_localyun/outbox?"] {
        let answer = server.ask(&plain("GET", &format!("{path}{}", &long[..50_000]), &[], b""));
        assert!(answer.body.len() < 6000, "{path}: {}", answer.body.len());
    }
}

#[test]
fn the_bodies_of_all_requests_have_a_limit_together() {
    let server = Server::with(|o| o.limits.max_bodies = 1_000_000);
    let large = || Call::put("large").form("Lang", "en").form("x", &"x".repeat(700_000)).bytes();
    assert_eq!(server.ask(&large()).code(), "200");
    let whole = large();
    // One is being sent, and waits for its end.
    let mut slow = Client::open(server.address);
    slow.send(&whole[..600_000]);
    let start = Instant::now();
    loop {
        let answer = server.ask(&large());
        if answer.status == 503 {
            refused(&answer, 503, "TooManyBytes.Localyun");
            assert_eq!(answer.header("retry-after"), Some("1"));
            break;
        }
        assert!(start.elapsed() < SOON, "{}", answer.text());
    }
    // Small ones get in all the same.
    is_well(&server);
    slow.send(&whole[600_000..]);
    assert_eq!(slow.answer().code(), "200");
    // What was answered, and who hangs up, count no more.
    let mut gone = Client::open(server.address);
    gone.send(&large()[..600_000]);
    drop(gone);
    let start = Instant::now();
    while server.ask(&large()).status != 200 {
        assert!(start.elapsed() < SOON);
        thread::sleep(Duration::from_millis(10));
    }
}
