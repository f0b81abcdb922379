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
        let headers: &[&str] =
            if method == "GET" { &[] } else { &["content-type: application/json"] };
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
            Some(("<", want)) => {
                assert!(super::shows(&self.last, want), "no {want}: {}", self.last);
            }
            Some(("also", test)) => {
                let (file, name) = test.split_once(' ').expect(line);
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
                let code = fs::read_to_string(path).unwrap();
                let is_there =
                    ["def", "fn"].iter().any(|it| code.contains(&format!("{it} {name}(")));
                assert!(is_there, "{file} has no {name}");
            }
            _ => panic!("what is {line}"),
        }
    }
}

/// The status and the body of an answer: JSON in one line.
fn shown(answer: &Answer) -> String {
    let body = serde_json::from_slice(&answer.body);
    let body = body.map_or_else(|_| answer.text().to_owned(), |it: Value| it.to_string());
    format!("{} {body}", answer.status)
}

#[test]
fn every_wish_for_messages_comes_true() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/requirements/messaging_wishes.txt");
    let text = fs::read_to_string(file).unwrap();
    let all = wishes(&text);
    let missing: Vec<u32> = (1..=WISHES).filter(|it| !all.contains_key(it)).collect();
    assert_eq!(missing, Vec::<u32>::new(), "wishes without a paragraph");
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

/// The answer alone is late: what the call has done is seen at once, others are answered meanwhile, and a stop waits for none.
#[test]
fn an_answer_that_a_rule_or_a_number_holds_back_holds_up_nothing_else() {
    let mut walk = Walk::begin();
    walk.step(r#"! POST dysms/settings {"lenient":true}"#);
    let rule = r#"! POST dysms/rules [{"match":"13800000001","answer_delay_ms":600000},{"match":"13800000002","code":"isv.X","answer_delay_ms":600000,"times":1}]"#;
    walk.step(rule);
    let send = |phone: &str| {
        let call = Call::of("SendSms").with(|it| "2017-05-25".clone_into(&mut it.version));
        let call = call.query("PhoneNumbers", phone).query("SignName", "s");
        call.query("TemplateCode", "SMS_1").query("TemplateParam", r#"{"code":"1234"}"#).bytes()
    };
    let held = |phone: &str| {
        let mut client = Client::open(walk.server.address);
        client.send(&send(phone));
        client
    };
    let mut late: Vec<_> = ["13800000001", "13800000002", "13900000010"].map(held).into();
    // A refused call leaves no message, and its rule is used up.
    let done = |walk: &mut Walk| {
        walk.step("! GET outbox/count");
        let messages = walk.last.clone();
        walk.step("! GET dysms/rules");
        messages == r#"200 {"count":2}"# && walk.last.contains(r#""times":1,"used":1"#)
    };
    let is_done = (0..10_000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(2));
        done(&mut walk)
    });
    assert!(is_done, "{}", walk.last);
    walk.step("> SendSms PhoneNumbers=13800000003 SignName=s TemplateCode=SMS_1 TemplateParam=\"{\\\"code\\\":\\\"1234\\\"}\"");
    walk.step("< 200 …\"Code\":\"OK\"");
    assert!(late.iter_mut().all(Client::has_nothing_yet), "an answer came at once");
    walk.server.tell_to_stop();
    for (mut client, code) in late.into_iter().zip(["OK", "isv.X", "OK"]) {
        assert_eq!(client.answer().field("Code"), code);
    }
}
