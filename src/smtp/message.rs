//! A message as a program has sent it, taken apart: subject, texts, headers, attachments.

use actions::submission::{Reply, Submission};
use base64::{Engine, engine::general_purpose::STANDARD};
use mail_parser::{Address, MessageParser, MimeHeaders, PartType};
use serde_json::{Map, Value, json};

/// How many headers are kept.
const HEADERS: usize = 100;
/// How many bytes of the value of a header are kept.
const HEADER_BYTES: usize = 8 * 1024;
/// How many attachments are shown.
const ATTACHMENTS: usize = 100;

/// Takes a message apart; a reply says why it is not taken.
pub(super) fn read(raw: &[u8], to: Vec<String>) -> Result<Submission, Reply> {
    let Some(message) = MessageParser::default().parse(raw) else {
        return Err(Reply::new(554, "The message cannot be read"));
    };
    let mut headers = Map::new();
    for (name, value) in message.headers_raw().take(HEADERS) {
        let value = &clean(value.trim());
        let end = (0..=value.len().min(HEADER_BYTES)).rev().find(|at| value.is_char_boundary(*at));
        headers.insert(clean(name), value[..end.unwrap_or(0)].into());
    }
    let header = |wanted: &str| {
        let mut all = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        all.next().and_then(|(_, value)| value.as_str())
    };
    if header("X-AliDM-Settings").is_some_and(|it| object(it).is_none()) {
        return Err(Reply::new(504, "Invalid setting"));
    }
    let trace = header("X-AliDM-Trace").and_then(object);
    let tag = trace.and_then(|it| Some(it.get("TagName")?.as_str()?.to_owned()));
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(clean(html)),
        _ => None,
    });
    let text = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) => Some(clean(text)),
        _ => None,
    });
    let attachments: Vec<Value> = message
        .attachments()
        .take(ATTACHMENTS)
        .map(|part| {
            let kind = part.content_type().map(|it| match it.subtype() {
                Some(subtype) => format!("{}/{subtype}", it.ctype()),
                None => it.ctype().to_owned(),
            });
            let name = part.attachment_name().unwrap_or_default();
            json!({ "name": clean(name), "type": kind, "size": part.contents().len() })
        })
        .collect();
    let first = |of: Option<&Address<'_>>| {
        let first = of?.first()?;
        let text = |it: Option<&str>| it.map(clean);
        Some((text(first.name()), text(first.address())))
    };
    Ok(Submission {
        to,
        subject: clean(message.subject().unwrap_or_default()),
        alias: first(message.from()).and_then(|(name, _)| name),
        reply: first(message.reply_to()).and_then(|(_, address)| address),
        text,
        html,
        attachments: (!attachments.is_empty()).then_some(Value::Array(attachments)),
        headers: headers.clone(),
        tag,
    })
}

/// A text without U+0000, which a message may not have (RFC 5322, 4.1), and the outbox cannot.
fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// A JSON object in Base64.
fn object(text: &str) -> Option<Map<String, Value>> {
    let text: String = text.split_whitespace().collect();
    serde_json::from_slice(&STANDARD.decode(text).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_several_parts_is_taken_apart() {
        let raw = "From: \"Acme\" <a@acme.test>\r\nReply-To: help@acme.test\r\nTo: ann@example.com\r\n\
            Subject: =?utf-8?B?5L2g5aW9?=\r\nX-AliDM-Trace: eyJUYWdOYW1lIjoid2VsY29tZSJ9\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n\
            --y\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n5L2g5aW9\r\n\
            --y\r\nContent-Type: text/html\r\n\r\n<p>Hi</p>\r\n--y--\r\n\
            --x\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF\r\n--x--\r\n";
        let it = read(raw.as_bytes(), vec!["ann@example.com".into()]).unwrap();
        assert_eq!((&*it.subject, it.alias.as_deref()), ("你好", Some("Acme")));
        assert_eq!(it.reply.as_deref(), Some("help@acme.test"));
        assert_eq!(it.text.as_deref(), Some("你好"));
        assert_eq!(it.html.as_deref().map(str::trim), Some("<p>Hi</p>"));
        assert_eq!(it.tag.as_deref(), Some("welcome"));
        assert_eq!(it.headers["To"], "ann@example.com");
        let attachments = it.attachments.unwrap();
        assert_eq!(attachments[0]["name"], "a.pdf");
        assert_eq!(attachments[0]["type"], "application/pdf");
    }

    #[test]
    fn a_text_is_decoded_from_the_charset_that_it_names() {
        for (charset, bytes) in [
            ("gb2312", &b"\xc4\xe3\xba\xc3"[..]),
            ("gbk", b"\xc4\xe3\xba\xc3"),
            ("GB18030", b"\xc4\xe3\xba\xc3"),
            ("big5", b"\xa7A\xa6n"),
            ("utf-8", "你好".as_bytes()),
        ] {
            let in_base64 = STANDARD.encode(bytes);
            let head = format!(
                "Subject: =?{charset}?B?{in_base64}?=\r\nContent-Type: text/plain; charset={charset}\r\n\
                 Content-Transfer-Encoding: 8bit\r\n\r\n"
            );
            let it = read(&[head.as_bytes(), bytes].concat(), Vec::new()).unwrap();
            assert_eq!((&*it.subject, it.text.as_deref()), ("你好", Some("你好")), "{charset}");
        }
    }

    #[test]
    fn a_text_has_no_null_character() {
        let raw = "Subject: =?utf-8?B?YQBi?=\r\nX-A\0: a\0b\r\nFrom: =?utf-8?B?YQBi?= <a@b.test>\r\n\r\na\0b";
        let it = read(raw.as_bytes(), Vec::new()).unwrap();
        let texts = [Some(&*it.subject), it.alias.as_deref(), it.text.as_deref()];
        assert_eq!(texts, [Some("a\u{fffd}b"); 3]);
        assert!(
            it.headers.iter().all(|(name, value)| !format!("{name}{value}").contains("\\u0000"))
        );
    }

    #[test]
    fn settings_that_cannot_be_read_are_refused() {
        let bad = read(b"X-AliDM-Settings: x\r\nSubject: a\r\n\r\nb\r\n", Vec::new());
        assert_eq!(bad.unwrap_err(), Reply::new(504, "Invalid setting"));
        let plain = read(b"Subject: a\r\n\r\nb\r\n", Vec::new()).unwrap();
        assert_eq!((plain.html, plain.text.as_deref().map(str::trim)), (None, Some("b")));
    }
}
