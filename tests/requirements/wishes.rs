//! What tests of programs that send messages want, walked over HTTP: `messaging_wishes.txt` says how.

use std::{collections::BTreeMap, fs, path::Path};

use actions::PRODUCTS;
use serde_json::Value;

use crate::{
    support::{Answer, Call, Client, Server, plain},
    transcripts::words,
};

/// 2026-01-01
const START: i64 = 1_767_225_600_000;
/// How many wishes there are.
const WISHES: u32 = 23;
/// Those that have no paragraph yet.
const OPEN: [u32; 6] = [16, 17, 18, 19, 20, 21];

/// The wishes: the number of each, what is wanted, and its lines.
fn wishes(text: &str) -> BTreeMap<u32, (&str, Vec<&str>)> {
    let mut all = BTreeMap::new();
    for paragraph in text.split("\n\n").filter(|it| !it.trim().is_empty() && !it.starts_with('#')) {
        let mut lines = paragraph.lines();
        let head = lines.next().unwrap();
        let (number, wanted) = head.split_once(' ').unwrap();
        let lines: Vec<_> = lines.map(|line| line.strip_prefix("  ").expect(head)).collect();
        assert!(lines.iter().any(|it| it.starts_with("< ")), "{head}: what shows it?");
        let before = all.insert(number.parse().expect(head), (wanted, lines));
        assert!(before.is_none(), "twice: {head}");
    }
    all
}

/// A server, and what was answered last.
struct Walk {
    server: Server,
    saved: BTreeMap<String, String>,
    last: String,
}

impl Walk {
    fn begin() -> Self {
        let server = Server::with(|it| it.clock = Some(START));
        Self { server, saved: BTreeMap::new(), last: String::new() }
    }

    /// Sends a request, and keeps what is answered.
    fn send(&mut self, bytes: &[u8]) {
        let mut client = Client::open(self.server.address);
        client.send(bytes);
        self.last = match client.try_answer() {
            Ok(Some(answer)) => shown(&answer),
            Ok(None) | Err(_) => "nothing".to_owned(),
        };
    }

    fn call(&mut self, line: &str) {
        let words = words(line);
        let (product, action) = words[0].split_once(':').unwrap_or(("dysms", &words[0]));
        let product = PRODUCTS.iter().find(|it| it.id == product).expect(line);
        let mut call = Call::of(action);
        product.version.clone_into(&mut call.version);
        for word in &words[1..] {
            let (name, value) = word.split_once('=').expect(line);
            call = call.form(name, value);
        }
        self.send(&call.bytes());
    }

    /// Calls the control API, which must not refuse.
    fn control(&mut self, line: &str) {
        let (method, rest) = line.split_once(' ').expect(line);
        let (path, body) = rest.split_once(' ').unwrap_or((rest, ""));
        let path = format!("/_localyun/{path}");
        let headers: &[&str] = if method == "GET" { &[] } else { &["content-type: application/json"] };
        self.send(&plain(method, &path, headers, body.as_bytes()));
        assert!(self.last.starts_with("200 "), "{line}: {}", self.last);
    }

    /// Keeps a value of the last answer.
    fn save(&mut self, line: &str) {
        let (name, path) = line.split_once(' ').expect(line);
        let (_, body) = self.last.split_once(' ').expect(line);
        let body: Value = serde_json::from_str(body).expect(line);
        let value = path.split('.').fold(&body, |value, part| match part.parse::<usize>() {
            Ok(at) if value.is_array() => &value[at],
            _ => &value[part],
        });
        assert!(!value.is_null(), "{line}: {body}");
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.saved.insert(name.to_owned(), value);
    }

    fn step(&mut self, line: &str) {
        let mut filled = line.to_owned();
        for (name, value) in self.saved.iter().rev() {
            filled = filled.replace(&format!("${name}"), value);
        }
        match filled.split_once(' ') {
            Some((">", call)) => self.call(call),
            Some(("*", calls)) => {
                let (times, call) = calls.split_once(' ').expect(line);
                for _ in 0..times.parse::<u32>().expect(line) {
                    self.call(call);
                }
            }
            Some(("!", call)) => self.control(call),
            Some(("=", what)) => self.save(what),
            Some(("<", want)) => assert!(super::shows(&self.last, want), "no {want}: {}", self.last),
            Some(("also", test)) => {
                let (file, name) = test.split_once(' ').expect(line);
                let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
                let is_there = ["def", "fn"].iter().any(|it| text.contains(&format!("{it} {name}(")));
                assert!(is_there, "{file} has no {name}");
            }
            _ => panic!("what is {line}"),
        }
    }
}

/// The status and the body of an answer.
fn shown(answer: &Answer) -> String {
    format!("{} {}", answer.status, answer.text())
}

#[test]
fn every_wish_for_messages_comes_true() {
    let all = wishes(include_str!("messaging_wishes.txt"));
    let missing: Vec<u32> = (1..=WISHES).filter(|it| !all.contains_key(it)).collect();
    assert_eq!(missing, OPEN, "what has a paragraph leaves OPEN");
    assert!(all.keys().all(|it| (1..=WISHES).contains(it)));
    for (number, (wanted, lines)) in all {
        let mut walk = Walk::begin();
        for line in lines {
            // What fails is shown with the wish.
            println!("{number} {wanted}: {line}");
            walk.step(line);
        }
    }
}
