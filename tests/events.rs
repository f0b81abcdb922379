//! The stream of what happens in a world: what it tells, how it is resumed, what ends it, what it costs nobody.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

use localyun::{app::MOST_LISTENERS, tls::Mode};
use serde_json::Value;

use crate::{
    support::{Answer, Call, Client, Server, ask, plain},
    tls::{self, Secure},
};

/// An event: its name, its id, its data.
type Event = (String, String, Value);

/// A client that listens.
struct Listener<S: Read + Write> {
    stream: BufReader<S>,
    /// What was received and is no whole event yet.
    text: String,
}

impl Listener<TcpStream> {
    fn open(server: &Server, query: &str, headers: &[&str]) -> Self {
        let tcp = TcpStream::connect(server.address).unwrap();
        tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        Self::over(tcp, query, headers)
    }
}

impl<S: Read + Write> Listener<S> {
    fn over(stream: S, query: &str, headers: &[&str]) -> Self {
        let mut it = Self { stream: BufReader::new(stream), text: String::new() };
        let request = plain("GET", &format!("/_localyun/events{query}"), headers, b"");
        it.stream.get_mut().write_all(&request).unwrap();
        let head = it.head();
        assert_eq!(head.status, 200);
        assert_eq!(head.header("content-type"), Some("text/event-stream"));
        assert_eq!(head.header("cache-control"), Some("no-store"));
        it
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        line
    }

    fn head(&mut self) -> Answer {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            head += &self.line();
        }
        Answer::of_head(head.as_bytes())
    }

    /// The next event; `None` once the answer has ended as it should.
    fn next(&mut self) -> Option<Event> {
        loop {
            while let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                let field = |name: &str| {
                    let mut found = event.lines().filter_map(|it| it.strip_prefix(name));
                    let first = found.next().map(|it| it.trim_start_matches(": ").to_owned());
                    assert!(found.next().is_none(), "{event}");
                    first.unwrap_or_default()
                };
                if !event.starts_with(':') {
                    let data = serde_json::from_str(&field("data")).unwrap();
                    return Some((field("event"), field("id"), data));
                }
            }
            let size = self.line();
            let size = usize::from_str_radix(size.trim_end(), 16).unwrap();
            let mut chunk = vec![0; size + 2];
            self.stream.read_exact(&mut chunk).unwrap();
            if size == 0 {
                assert_eq!(self.text, "");
                return None;
            }
            self.text += std::str::from_utf8(&chunk[..size]).unwrap();
        }
    }

    /// The data of the next event of this kind.
    fn until(&mut self, kind: &str) -> Value {
        loop {
            let (name, _, data) = self.next().unwrap();
            if name == kind {
                return data;
            }
            assert_ne!(name, "end", "{data}");
        }
    }

    /// The reason for which it ends.
    fn end(&mut self) -> String {
        let reason = loop {
            let (name, _, data) = self.next().unwrap();
            if name == "end" {
                break data["reason"].as_str().unwrap().to_owned();
            }
        };
        assert_eq!(self.next(), None);
        reason
    }
}

fn post(server: &Server, path: &str, body: &str) -> Answer {
    let length = format!("content-length: {}", body.len());
    let answer = server.ask(&plain("POST", path, &[&length], body.as_bytes()));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer
}

fn get(server: &Server, path: &str) -> Answer {
    server.ask(&plain("GET", path, &[], b""))
}

fn list(server: &Server) {
    assert_eq!(server.call(&Call::of("DescribeContactList")).status, 200);
}

#[test]
fn what_happens_is_told_once_each() {
    let server = Server::start();
    list(&server);
    let mut listener = Listener::open(&server, "", &[]);
    let (name, id, hello) = listener.next().unwrap();
    assert_eq!((&*name, &*id), ("hello", "1"));
    assert_eq!((&hello["world"], &hello["frozen"]), (&"default".into(), &false.into()));
    assert_eq!((&hello["last_call"], &hello["last_message"]), (&1.into(), &0.into()));
    // How things are, before any change.
    for (kind, member, value) in
        [("due", "waiting", 0), ("worlds", "worlds", 1), ("faults", "faults", 0)]
    {
        assert_eq!(listener.until(kind)[member], value, "{kind}");
    }
    let call = Call::put("Alice").query("Channels.Mail", "alice@example.com");
    assert_eq!(server.call(&call).status, 200);
    let refused = server.call(&Call::of("DescribeContactList").with(|it| it.key.1 = "x".into()));
    assert_ne!(refused.status, 200);
    let (mut calls, mut last, mut message) = (Vec::new(), 0, None);
    while calls.len() < 2 || message.is_none() {
        match listener.next().unwrap() {
            (name, id, data) if name == "calls" => {
                last = data["last"].as_i64().unwrap();
                assert_eq!((id, &data["skipped"]), (last.to_string(), &0.into()));
                calls.extend(data["calls"].as_array().unwrap().clone());
            }
            (name, _, data) if name == "messages" => message = Some(data),
            _ => {}
        }
    }
    assert_eq!(last, 3);
    let message = message.unwrap();
    assert_eq!((&message["last"], &message["new"]), (&1.into(), &1.into()));
    let names: Vec<&String> = calls[0].as_object().unwrap().keys().collect();
    let all = [
        "sequence",
        "request_id",
        "at",
        "duration_ms",
        "product",
        "action",
        "caller",
        "access_key_id",
        "status",
        "code",
        "fault",
        "origin",
    ];
    assert_eq!(names, all);
    assert_eq!((&calls[0]["action"], &calls[0]["status"]), (&"PutContact".into(), &200.into()));
    assert_eq!(calls[0]["caller"], "acs:ram::1000000000000001:root");
    assert_eq!(calls[1]["code"], refused.code());
    assert_eq!(calls[1]["request_id"], refused.field("RequestId"));
    post(&server, "/_localyun/clock", r#"{"freeze": "2026-01-01T00:00:00Z"}"#);
    let clock = listener.until("clock");
    assert_eq!(
        (&clock["now"], &clock["frozen"]),
        (&"2026-01-01T00:00:00.000Z".into(), &true.into())
    );
    post(&server, "/_localyun/worlds", "{}");
    assert_eq!(listener.until("worlds")["worlds"], 2);
    let rule = r#"{"action": "DescribeContactList", "http": 503}"#;
    post(&server, "/_localyun/faults", rule);
    assert_eq!(listener.until("faults")["faults"], 1);
    assert_eq!(server.call(&Call::of("DescribeContactList")).status, 503);
    assert_eq!(listener.until("faults")["fired"], 1);
}

#[test]
fn only_the_kinds_that_are_asked_for_are_told() {
    let server = Server::start();
    let mut listener = Listener::open(&server, "?kinds=calls,messages", &[]);
    assert_eq!(listener.next().unwrap().0, "hello");
    post(&server, "/_localyun/worlds", "{}");
    list(&server);
    assert_eq!(listener.next().unwrap().0, "calls");
    let mut twice = Listener::open(&server, "?kinds=worlds,worlds,calls&since=0", &[]);
    let first: Vec<_> = (0..3).map(|_| twice.next().unwrap().0).collect();
    assert_eq!(first, ["hello", "calls", "worlds"], "each once, in one order");
    for (query, part) in [
        ("?kinds=calls,fax", "`fax`, which is none: they are calls, messages, clock"),
        ("?kinds=calls,", "``, which is none"),
        ("?since=x", "the number of a call"),
    ] {
        let answer = get(&server, &format!("/_localyun/events{query}"));
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.text().contains(part), "{}", answer.text());
    }
    let other = get(&server, "/_localyun/events?world=nowhere");
    assert_eq!(other.status, 404);
}

#[test]
fn who_comes_back_gets_what_came_meanwhile() {
    let server = Server::start();
    for _ in 0..60 {
        list(&server);
    }
    let numbers = |data: &Value| -> Vec<i64> {
        let calls = data["calls"].as_array().unwrap().clone();
        calls.iter().map(|it| it["sequence"].as_i64().unwrap()).collect()
    };
    for (query, headers, skipped, first) in [
        ("?since=58", vec![], 0, 59),
        ("", vec!["last-event-id: 58"], 0, 59),
        // A browser says where it was, whatever the page has asked for at first.
        ("?since=1", vec!["last-event-id: 58"], 0, 59),
        ("?since=1", vec![], 9, 11),
        ("?since=0", vec![], 10, 11),
        // From before a restart, after which numbers begin anew.
        ("?since=4000", vec![], 10, 11),
    ] {
        let mut listener = Listener::open(&server, query, &headers);
        let data = listener.until("calls");
        let want: Vec<i64> = (first..=60).collect();
        assert_eq!((numbers(&data), &data["skipped"]), (want, &skipped.into()), "{query}");
    }
}

#[test]
fn who_does_not_read_makes_nothing_wait_and_is_told_what_was_skipped() {
    let server = Server::start();
    let mut listener = Listener::open(&server, "?kinds=calls", &[]);
    let mut client = Client::open(server.address);
    for _ in 0..600 {
        client.send(&Call::of("DescribeContactList").bytes());
        assert_eq!(client.answer().status, 200);
    }
    let mut counted = 0;
    while counted < 600 {
        let data = listener.until("calls");
        let calls = data["calls"].as_array().unwrap();
        assert!(calls.len() <= 50);
        counted += data["skipped"].as_u64().unwrap() + calls.len() as u64;
        assert_eq!(data["last"], counted);
    }
    assert_eq!(counted, 600);
}

#[test]
fn it_ends_with_the_world_its_state_and_the_server_and_says_so() {
    let server = Server::start();
    let world = |body: &str| {
        let made = post(&server, "/_localyun/worlds", body).json();
        made["id"].as_str().unwrap().to_owned()
    };
    let (one, brief) = (world("{}"), world(r#"{"ttl": "1s"}"#));
    let mut first = Listener::open(&server, "", &[]);
    let mut other = Listener::open(&server, &format!("?world={one}"), &[]);
    assert_eq!(other.next().unwrap().2["world"], *one);
    // To listen is not to use it.
    assert_eq!(Listener::open(&server, &format!("?world={brief}"), &[]).end(), "dropped");
    post(&server, "/_localyun/reset", "");
    assert_eq!(first.end(), "reset");
    // The connection goes on.
    first.stream.get_mut().write_all(&plain("GET", "/_localyun/events", &[], b"")).unwrap();
    assert_eq!(first.head().status, 200);
    assert_eq!(first.next().unwrap().0, "hello");
    let delete = plain("DELETE", &format!("/_localyun/worlds/{one}"), &[], b"");
    assert_eq!(server.ask(&delete).status, 200);
    assert_eq!(other.end(), "dropped");
    server.tell_to_stop();
    assert_eq!(first.end(), "stopped");
    // Nothing is left to wait for.
    assert_eq!(first.line(), "");
}

#[test]
fn there_is_room_for_so_many_and_who_leaves_makes_room() {
    let server = Server::start();
    let mut all: Vec<_> =
        (0..MOST_LISTENERS).map(|_| Listener::open(&server, "?kinds=clock", &[])).collect();
    let full = get(&server, "/_localyun/events");
    assert_eq!(full.status, 503);
    assert!(full.text().contains("64 clients listen"), "{}", full.text());
    list(&server);
    all.pop();
    let mut looks = 0;
    while server.app.listeners.available_permits() == 0 {
        looks += 1;
        assert!(looks < 1000, "nobody has left");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(Listener::open(&server, "", &[]).next().unwrap().0, "hello");
}

#[test]
fn a_head_has_no_stream() {
    let server = Server::start();
    let mut client = Client::open(server.address);
    client.send(&plain("HEAD", "/_localyun/events", &[], b""));
    let head = client.head();
    assert_eq!((head.status, head.header("content-type")), (200, Some("text/event-stream")));
    client.send(&plain("GET", "/_localyun/health", &[], b""));
    assert_eq!(client.answer().json()["status"], "ok");
    // HTTP/1.0 has no chunks: the end of the connection is that of the answer.
    let old = b"GET /_localyun/events HTTP/1.0\r\nhost: 127.0.0.1\r\n\r\n";
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.write_all(old).unwrap();
    let mut text = String::new();
    let mut reader = BufReader::new(stream);
    while !text.contains("event: hello\n") {
        assert!(reader.read_line(&mut text).unwrap() > 0, "{text}");
    }
    server.tell_to_stop();
    reader.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.0 200 OK\r\n"), "{text}");
    assert!(text.contains("\r\n\r\nretry: 1000\nevent: hello\n"), "{text}");
    assert!(text.ends_with("event: end\ndata: {\"reason\":\"stopped\"}\n\n"), "{text}");
}

#[test]
fn it_goes_through_tls_too() {
    let folder = tempfile::tempdir().unwrap();
    let server = tls::server(folder.path(), Mode::Both, &[]);
    // The authority is made with the first connection.
    let _ = ask(server.address, &plain("GET", "/_localyun/health", &[], b""));
    let _ = server.app.tls.authority();
    let secure = Secure::open(server.address, folder.path(), "localhost");
    let mut listener = Listener::over(secure.0, "?kinds=calls", &[]);
    assert_eq!(listener.next().unwrap().0, "hello");
    list(&server);
    let told = listener.until("calls");
    assert_eq!((&told["last"], &told["by_clients"]), (&1.into(), &1.into()));
    server.tell_to_stop();
    assert_eq!(listener.end(), "stopped");
}
