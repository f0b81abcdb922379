//! The control API: each of its calls, with a body that it takes, spoiled.

use std::{net::SocketAddr, time::Duration};

use http_body_util::BodyExt;
use localyun::{
    app::App,
    control,
    world::{Settings, Threads, worlds::Worlds},
};
use serde_json::Value;
use tokio::{runtime::Runtime, time::timeout};

use super::{check::parsed, fuzz};
use crate::support::plain;

/// A server that nobody can reach but this test.
struct Subject {
    runtime: Runtime,
    app: App,
}

impl Subject {
    fn new() -> Self {
        let settings = Settings {
            accounts: vec!["1000000000000001:testid:testsecret".parse().unwrap()],
            seed: Some(1),
            ..Settings::default()
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let app = App::new(Worlds::open(&settings, Threads::start().unwrap()).unwrap());
        app.base.set("http://127.0.0.1:4800".into()).unwrap();
        Self { runtime, app }
    }

    /// The status, the type and the body of an answer; no body of one without an end.
    fn ask(&self, request: &[u8]) -> Option<(u16, String, Vec<u8>)> {
        let (head, body) = parsed(request)?;
        let path = head.uri.path().strip_prefix("/_localyun/")?.to_owned();
        let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
        self.runtime.block_on(async {
            let answer = control::serve(&self.app, peer, &head, &path, &body);
            let answer = timeout(Duration::from_secs(60), answer).await.expect("no answer");
            let (head, body) = answer.into_parts();
            let kind = head.headers.get("content-type").map(|it| it.to_str().unwrap().to_owned());
            let kind = kind.unwrap_or_default();
            let body = match &*kind {
                "text/event-stream" => Vec::new(),
                _ => body.collect().await.unwrap().to_bytes().to_vec(),
            };
            Some((head.status.as_u16(), kind, body))
        })
    }
}

/// Each call of the description, with each of the bodies that are examples there.
fn samples(subject: &Subject) -> Vec<Vec<u8>> {
    let description = subject.ask(&plain("GET", "/_localyun/openapi.json", &[], b"")).unwrap().2;
    let description: Value = serde_json::from_slice(&description).unwrap();
    let mut all = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, call) in methods.as_object().unwrap() {
            let names = call["parameters"].as_array().into_iter().flatten();
            let of_query = |it: &&Value| it["in"] == "query" && it["name"] != "wait";
            let query: Vec<_> = names
                .filter(of_query)
                .map(|it| format!("{}={}", it["name"].as_str().unwrap(), value(&it["example"])))
                .collect();
            let path = path.replace(['{', '}'], "");
            let content = call["requestBody"]["content"].as_object();
            let content = content.into_iter().flatten().map(|(_, it)| it);
            let mut bodies: Vec<String> = content
                .flat_map(|it| it["examples"].as_object().into_iter().flatten())
                .map(|(_, it)| it["value"].to_string())
                .collect();
            bodies.push(String::new());
            for body in bodies {
                for target in [path.clone(), format!("{path}?{}", query.join("&"))] {
                    all.push(plain(&method.to_uppercase(), &target, &[], body.as_bytes()));
                }
            }
        }
    }
    let seed = r#"{"version": 1, "accounts": [{"id": "1000000000000001", "ram": {"users": [{"name": "ci"}]}}]}"#;
    all.push(plain("POST", "/_localyun/seed", &[], seed.as_bytes()));
    all.push(plain("POST", "/_localyun/worlds", &[], br#"{"ttl": "1s", "accounts": 2}"#));
    all
}

fn value(example: &Value) -> String {
    example.as_str().map_or_else(|| example.to_string(), str::to_owned)
}

const WORDS: &[&[u8]] = &[
    b"/",
    b"..",
    b"%00",
    b"%2F",
    b"?",
    b"&",
    b"=",
    b"world=default",
    b"&limit=1",
    b"&limit=99999999999999999999",
    b"&limit=-1",
    b"secrets=true",
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"9223372036854775807",
    b"\"1h\"",
    b"\"9999999999d\"",
    b"\"\\u0000\"",
    b"\"default\"",
    b"\"2026-01-01T00:00:00Z\"",
    b"GET ",
    b"POST ",
    b"DELETE ",
    b"host: 127.0.0.1:4800\r\n",
    b"host: evil.example\r\n",
    b"*",
];

#[test]
fn control_calls() {
    let mut subject = Subject::new();
    let samples = samples(&subject);
    assert!(samples.len() > 150, "{}", samples.len());
    let mut answered = [0; 6];
    fuzz(1_500, &samples, WORDS, |request, tried| {
        // Worlds and snapshots are made all the while.
        if tried % 10_000 == 9_999 {
            subject = Subject::new();
        }
        if request.windows(5).any(|it| it == b"wait=") {
            return;
        }
        let Some((status, kind, body)) = subject.ask(request) else { return };
        answered[usize::from(status / 100)] += 1;
        assert!((200..500).contains(&status), "{status} {}", body.escape_ascii());
        if kind.starts_with("application/json") {
            let body: Value = serde_json::from_slice(&body).unwrap();
            let message = body["message"].as_str().unwrap_or_default();
            assert!(status < 400 || !message.is_empty(), "{status} {body}");
        }
    });
    eprintln!("answered by hundreds: {answered:?}");
    assert!(answered[2] > 30 && answered[4] > 100, "{answered:?}");
}
