//! Mail that is handed over by SMTP: by a real client, and line by line.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use lettre::{
    Message, SmtpTransport, Transport,
    message::{Attachment, MultiPart, SinglePart, header::ContentType},
    transport::smtp::authentication::{Credentials, Mechanism},
};
use serde_json::{Value, json};

use crate::support::{Answer, Call, Program, ask, plain, program};

const ADDRESS: &str = "no-reply@mail.acme.test";
const PASSWORD: &str = "Abc123Def456";

fn dm(action: &str) -> Call {
    Call::of(action).with(|it| it.version = "2015-11-23".into())
}

#[track_caller]
fn good(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// A program that takes mail, with a sender address.
fn start() -> (Program, SocketAddr) {
    let args = ["--listen", "127.0.0.1:0", "--data", ":memory:", "--smtp", "127.0.0.1:0"];
    let program = Program::spawn(&mut program(&args));
    good(&program.call(&dm("CreateDomain").query("DomainName", "mail.acme.test")));
    let create = dm("CreateMailAddress").query("AccountName", ADDRESS).query("Sendtype", "trigger");
    let id = good(&program.call(&create))["MailAddressId"].as_str().unwrap().to_owned();
    let set = dm("ModifyMailAddress").query("MailAddressId", &id).query("Password", PASSWORD);
    good(&program.call(&set));
    let health = get(&program, "health");
    let to = health["smtp"].as_str().unwrap().parse().unwrap();
    (program, to)
}

fn get(program: &Program, path: &str) -> Value {
    let answer = ask(program.address, &plain("GET", &format!("/_localyun/{path}"), &[], b""));
    good(&answer)
}

fn post(program: &Program, path: &str, body: &Value) -> Value {
    let headers = ["content-type: application/json"];
    let body = body.to_string();
    let request = plain("POST", &format!("/_localyun/{path}"), &headers, body.as_bytes());
    good(&ask(program.address, &request))
}

fn mailer(to: SocketAddr, password: &str, mechanism: Mechanism) -> SmtpTransport {
    SmtpTransport::builder_dangerous("127.0.0.1")
        .port(to.port())
        .credentials(Credentials::new(ADDRESS.into(), password.into()))
        .authentication(vec![mechanism])
        .build()
}

fn message(to: &str) -> Message {
    let pdf = Attachment::new("a.pdf".into())
        .body(b"%PDF".to_vec(), ContentType::parse("application/pdf").unwrap());
    let html =
        r#"<p>Code <b>123456</b>, or <a href="https://acme.test/confirm?u=1&amp;t=2">open</a></p>"#;
    Message::builder()
        .from(format!("Acme <{ADDRESS}>").parse().unwrap())
        .reply_to("help@acme.test".parse().unwrap())
        .to(to.parse().unwrap())
        .subject("你好")
        .multipart(
            MultiPart::mixed()
                .multipart(MultiPart::alternative_plain_html(
                    "Your code is 123456.\r\n.\r\n..dots".to_owned(),
                    html.to_owned(),
                ))
                .singlepart(
                    SinglePart::builder().header(ContentType::TEXT_PLAIN).body("x".to_owned()),
                )
                .singlepart(pdf),
        )
        .unwrap()
}

#[test]
fn mail_of_a_real_client_is_in_the_outbox() {
    let (program, to) = start();
    for mechanism in [Mechanism::Plain, Mechanism::Login] {
        let sent = mailer(to, PASSWORD, mechanism).send(&message("ann@example.com")).unwrap();
        let reply = sent.message().collect::<Vec<_>>().join("\n");
        assert!(reply.starts_with("Data Ok: queued as freedom ###envid="), "{reply}");
    }
    let all = get(&program, "outbox?to=ann@example.com&wait=5s");
    let messages = all["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 2);
    let it = &messages[0];
    assert_eq!((&it["subject"], &it["product"]), (&json!("你好"), &json!("dm")));
    assert_eq!(it["codes"], json!(["123456"]));
    // Dots at the start of a line are the client's own.
    assert!(it["body"].as_str().unwrap().contains("\n.\r\n..dots"), "{}", it["body"]);
    assert!(it["html"].as_str().unwrap().contains("<b>123456</b>"));
    assert_eq!(it["links"], json!(["https://acme.test/confirm?u=1&t=2"]));
    assert_eq!(it["headers"]["Reply-To"], "help@acme.test");
    let attachments = it["attachments"].as_array().unwrap();
    assert!(
        attachments.iter().any(|it| it["name"] == "a.pdf" && it["size"] == 4),
        "{attachments:?}"
    );
    // It fares like mail of an action.
    post(&program, "clock", &json!({ "advance": "3s" }));
    assert_eq!(get(&program, "outbox?to=ann@example.com")["messages"][0]["state"], "delivered");
    let count = dm("QueryMailAddressByParam");
    let rows = good(&program.call(&count));
    assert_eq!(rows["data"]["mailAddress"][0]["DailyReqCount"], "2");
}

#[test]
fn a_wrong_password_and_an_unknown_address_are_refused() {
    let (program, to) = start();
    for mechanism in [Mechanism::Plain, Mechanism::Login] {
        let refused = mailer(to, "Abc123Def457", mechanism).send(&message("ann@example.com"));
        let refused = refused.unwrap_err();
        assert_eq!(refused.status().map(|it| it.to_string()).as_deref(), Some("535"), "{refused}");
    }
    assert_eq!(get(&program, "outbox")["messages"], json!([]));
    // That of the domain counts where the address has none.
    let set = dm("ModifyPWByDomain")
        .query("DomainName", "mail.acme.test")
        .query("Password", "Xyz123Xyz123");
    good(&program.call(&set));
    let refused = mailer(to, "Xyz123Xyz123", Mechanism::Plain).send(&message("ann@example.com"));
    assert!(refused.is_err());
}

/// A connection line by line.
struct Lines(BufReader<TcpStream>);

impl Lines {
    fn open(to: SocketAddr) -> Self {
        let tcp = TcpStream::connect(to).unwrap();
        tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut it = Self(BufReader::new(tcp));
        assert_eq!(it.reply(), "220 smtp.aliyun-inc.com MX AliMailServer(127.0.0.1)");
        it
    }

    fn logged_in(to: SocketAddr) -> Self {
        let mut it = Self::open(to);
        let secret = STANDARD.encode(format!("\0{ADDRESS}\0{PASSWORD}"));
        assert_eq!(it.say(&format!("AUTH PLAIN {secret}")), "235 Authentication successful");
        it
    }

    /// The lines of a reply; empty when the connection is over.
    fn reply(&mut self) -> String {
        let mut all = Vec::new();
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).unwrap_or(0);
            let goes_on = line.as_bytes().get(3) == Some(&b'-');
            all.push(line.trim_end().to_owned());
            if !goes_on {
                return all.join("\n");
            }
        }
    }

    fn send(&mut self, bytes: &[u8]) {
        // The server may have ended the connection.
        let _ = self.0.get_mut().write_all(bytes);
    }

    fn say(&mut self, line: &str) -> String {
        self.send(format!("{line}\r\n").as_bytes());
        self.reply()
    }
}

#[test]
fn every_step_is_answered_as_recorded() {
    let (program, to) = start();
    let mut it = Lines::open(to);
    assert_eq!(
        it.say("EHLO me"),
        "250-smtp.aliyun-inc.com\n250-8BITMIME\n250-AUTH=PLAIN LOGIN XALIOAUTH\n\
         250-AUTH PLAIN LOGIN XALIOAUTH\n250-PIPELINING\n250 DSN"
    );
    assert_eq!(it.say("MAIL FROM:<a@b.test>"), "530 Authentication required");
    assert_eq!(it.say("AUTH LOGIN"), "334 dXNlcm5hbWU6");
    assert_eq!(it.say(&STANDARD.encode(ADDRESS)), "334 UGFzc3dvcmQ6");
    assert_eq!(it.say(&STANDARD.encode(PASSWORD)), "235 Authentication successful");
    assert_eq!(it.say("AUTH OTHER"), "504 Unrecognized authentication type");
    assert_eq!(
        it.say("MAIL FROM:<a@b.test>"),
        format!(
            "436 \"MAIL FROM\" doesn't conform with authentication (Auth Account:{ADDRESS}|Mail Account:a@b.test)"
        )
    );
    assert_eq!(it.say("RCPT TO:<ann@example.com>"), "503 Bad sequence of commands");
    assert_eq!(it.say(&format!("MAIL FROM:<{ADDRESS}> SIZE=10")), "250 Mail Ok");
    assert_eq!(it.say("RCPT TO:<ann>"), "559 Invalid rcptto");
    assert!(it.say("RCPT TO:<reject@example.com>").starts_with("563 "));
    assert_eq!(it.say("RCPT TO:<quota@example.com>"), "552 Daily sending quota exceeded");
    assert_eq!(it.say("DATA"), "503 Bad sequence of commands");
    for n in 0..100 {
        assert_eq!(it.say(&format!("RCPT TO:<r{n}@example.com>")), "250 Rcpt Ok");
    }
    assert_eq!(it.say("RCPT TO:<ann@example.com>"), "556 The number of RCPTs is over size");
    assert_eq!(it.say("RSET"), "250 Ok");
    assert_eq!(it.say("NOOP"), "250 Ok");
    assert_eq!(it.say("STARTTLS"), "502 Command not implemented");
    assert_eq!(it.say(&format!("MAIL FROM:<{ADDRESS}>")), "250 Mail Ok");
    assert_eq!(it.say("RCPT TO:<ann@example.com>"), "250 Rcpt Ok");
    assert_eq!(it.say("DATA"), "354 End data with <CR><LF>.<CR><LF>");
    it.send(b"X-AliDM-Settings: no\r\nSubject: a\r\n\r\nb\r\n");
    assert_eq!(it.say("."), "504 Invalid setting");
    // What the account may not send.
    post(&program, "dm/settings", &json!({ "daily_quota": 0 }));
    let mut send = || {
        assert_eq!(it.say(&format!("MAIL FROM:<{ADDRESS}>")), "250 Mail Ok");
        assert_eq!(it.say("RCPT TO:<ann@example.com>"), "250 Rcpt Ok");
        assert_eq!(it.say("DATA"), "354 End data with <CR><LF>.<CR><LF>");
        it.send(b"Subject: a\r\n\r\nb\r\n");
        it.say(".")
    };
    assert_eq!(send(), "552 Daily sending quota exceeded");
    post(&program, "dm/settings", &json!({ "daily_quota": 1, "month_quota": 0 }));
    assert_eq!(send(), "552 Monthly sending quota exceeded");
    post(&program, "dm/settings", &json!({ "month_quota": 10, "user_status": 2 }));
    assert_eq!(send(), "551 Main account unavailable");
    post(&program, "dm/settings", &json!({ "user_status": 0 }));
    assert!(send().starts_with("250 Data Ok: queued as freedom ###envid="));
    assert_eq!(it.say("QUIT"), "221 Bye");
    assert_eq!(it.reply(), "");
}

#[test]
fn what_is_too_much_is_refused() {
    let (program, to) = start();
    // A command that does not end.
    let mut it = Lines::open(to);
    it.send(&[b'a'; 5000]);
    assert_eq!(it.reply(), "500 Line too long");
    assert_eq!(it.reply(), "");
    // Wrong passwords.
    let mut it = Lines::open(to);
    let wrong = STANDARD.encode(format!("\0{ADDRESS}\0wrong"));
    for _ in 0..3 {
        assert_eq!(it.say(&format!("AUTH PLAIN {wrong}")), "535 Authentication failure");
    }
    assert_eq!(it.say("NOOP"), "");
    // No Base64, and no password.
    let mut it = Lines::open(to);
    assert_eq!(it.say("AUTH PLAIN !"), "535 Authentication failure");
    assert_eq!(it.say("AUTH PLAIN AA=="), "535 Authentication failure");
    // Commands that are none.
    let mut it = Lines::open(to);
    for _ in 0..20 {
        assert_eq!(it.say("HELLO"), "502 Command not implemented");
    }
    assert_eq!(it.say("HELLO"), "421 Too many bad commands");
    // A message that is too long is read to its end, and not kept.
    let mut it = Lines::logged_in(to);
    assert_eq!(it.say(&format!("MAIL FROM:<{ADDRESS}>")), "250 Mail Ok");
    assert_eq!(it.say("RCPT TO:<ann@example.com>"), "250 Rcpt Ok");
    assert_eq!(it.say("DATA"), "354 End data with <CR><LF>.<CR><LF>");
    let line = [vec![b'a'; 60_000], b"\r\n".to_vec()].concat();
    for _ in 0..270 {
        it.send(&line);
    }
    assert_eq!(it.say("."), "557 The length of DATA content is achieved the maximum threshold");
    assert_eq!(it.say("NOOP"), "250 Ok");
    // So is one with a line that is too long, behind which a dot ends nothing.
    assert_eq!(it.say(&format!("MAIL FROM:<{ADDRESS}>")), "250 Mail Ok");
    assert_eq!(it.say("RCPT TO:<ann@example.com>"), "250 Rcpt Ok");
    assert_eq!(it.say("DATA"), "354 End data with <CR><LF>.<CR><LF>");
    it.send(&b"a".repeat(64 * 1024));
    it.send(b".\r\nb\r\n");
    assert_eq!(it.say("."), "557 The length of DATA content is achieved the maximum threshold");
    assert_eq!(it.say("NOOP"), "250 Ok");
    assert_eq!(get(&program, "outbox")["messages"], json!([]));
}

#[test]
fn only_a_dot_on_a_line_of_its_own_ends_a_message() {
    let (program, to) = start();
    let mut it = Lines::logged_in(to);
    assert_eq!(it.say(&format!("MAIL FROM:<{ADDRESS}>")), "250 Mail Ok");
    assert_eq!(it.say("RCPT TO:<ann@example.com>"), "250 Rcpt Ok");
    assert_eq!(it.say("DATA"), "354 End data with <CR><LF>.<CR><LF>");
    it.send(b"Subject: a\r\n\r\none\n.\ntwo\n.\r\nthree\r\n.\n..four\r\n..five\r\n");
    let end = it.say(".");
    assert!(end.starts_with("250 Data Ok: queued as freedom ###envid="), "{end}");
    assert_eq!(it.say("NOOP"), "250 Ok");
    let body = get(&program, "outbox")["messages"][0]["body"].clone();
    // A dot counts for the protocol where a line begins behind CR LF.
    assert_eq!(body.as_str().unwrap().trim_end(), "one\n.\ntwo\n.\r\nthree\r\n\n..four\r\n.five");
}

#[test]
fn a_connection_too_many_is_told_so_at_once() {
    let (_program, to) = start();
    let mut all: Vec<Lines> = (0..64).map(|_| Lines::open(to)).collect();
    let tcp = TcpStream::connect(to).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut further = Lines(BufReader::new(tcp));
    assert_eq!(further.reply(), "421 Service not available, closing transmission channel");
    assert_eq!(further.reply(), "");
    assert_eq!(all[0].say("QUIT"), "221 Bye");
    assert_eq!(all[0].reply(), "");
    assert_eq!(all[63].say("NOOP"), "250 Ok");
}

#[test]
fn a_stop_tells_those_who_are_connected() {
    let (program, to) = start();
    let mut it = Lines::logged_in(to);
    program.terminate();
    assert!(it.reply().starts_with("421 "));
    let end = program.end();
    assert!(end.status.success());
}
