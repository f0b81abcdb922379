//! JSON for people: over several lines, and in colours on a terminal.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;
use serde_json::{
    Serializer, Value,
    ser::{Formatter, PrettyFormatter},
};

use crate::config;

const KEY: &[u8] = b"\x1b[34;1m";
const STRING: &[u8] = b"\x1b[32m";
const NULL: &[u8] = b"\x1b[90m";
const PLAIN: &[u8] = b"\x1b[0m";

/// A value over several lines, without a line feed at its end.
pub(super) fn pretty(value: &Value, in_colour: bool) -> String {
    let mut text = Vec::new();
    let written = if in_colour {
        let formatter = Coloured { inner: PrettyFormatter::new(), in_key: false };
        value.serialize(&mut Serializer::with_formatter(&mut text, formatter))
    } else {
        value.serialize(&mut Serializer::pretty(&mut text))
    };
    // Neither a value nor a buffer fails to be written.
    written.map(|()| String::from_utf8_lossy(&text).into_owned()).unwrap_or_default()
}

/// What a path leads to in an answer, as it is printed: a text without its quotes, in colours on a terminal. `Err` says
/// why there is none.
pub(super) fn found(answer: &[u8], path: &str) -> Result<String, String> {
    let value: Value = serde_json::from_slice(answer)
        .map_err(|_| "the answer is not JSON, so --query finds nothing in it".to_owned())?;
    Ok(match member(&value, path)? {
        Value::String(text) => text.clone(),
        value => on_screen(value),
    })
}

/// A value over several lines, in colours if the standard output is a terminal.
pub(super) fn on_screen(value: &Value) -> String {
    pretty(value, io::stdout().is_terminal() && config::wants_colour())
}

/// What a path leads to: `Contacts.Contact.0.Name`, names and numbers of elements with dots between. `Err` says what there
/// is instead.
fn member<'v>(value: &'v Value, path: &str) -> Result<&'v Value, String> {
    let mut at = value;
    for part in path.split('.') {
        let found = match at {
            Value::Object(members) => members.get(part),
            Value::Array(elements) => part.parse().ok().and_then(|n: usize| elements.get(n)),
            _ => None,
        };
        at = found.ok_or_else(|| {
            let there = match at {
                Value::Object(members) if !members.is_empty() => {
                    format!(
                        "there are {}",
                        members.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
                    )
                }
                Value::Array(elements) => format!(
                    "there is a list of {} elements, which are numbered from 0",
                    elements.len()
                ),
                _ => "there is nothing inside".to_owned(),
            };
            format!("the answer has no {part} for --query {path}: {there}")
        })?;
    }
    Ok(at)
}

struct Coloured<'a> {
    inner: PrettyFormatter<'a>,
    in_key: bool,
}

impl Formatter for Coloured<'_> {
    fn write_null<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        w.write_all(NULL)?;
        w.write_all(b"null")?;
        w.write_all(PLAIN)
    }

    fn begin_string<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        w.write_all(if self.in_key { KEY } else { STRING })?;
        w.write_all(b"\"")
    }

    fn end_string<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        w.write_all(b"\"")?;
        w.write_all(PLAIN)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.inner.begin_array(w)
    }

    fn end_array<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.inner.end_array(w)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, w: &mut W, first: bool) -> io::Result<()> {
        self.inner.begin_array_value(w, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.inner.end_array_value(w)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.inner.begin_object(w)
    }

    fn end_object<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.inner.end_object(w)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, w: &mut W, first: bool) -> io::Result<()> {
        self.in_key = true;
        self.inner.begin_object_key(w, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.in_key = false;
        self.inner.end_object_key(w)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.inner.begin_object_value(w)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.inner.end_object_value(w)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn colours_change_nothing_but_colours() {
        let value = json!({"a": [1, "x\ny", null, {}], "b": {"c": true}, "d": []});
        let mut text = pretty(&value, true);
        assert!(text.contains("\x1b[34;1m\"a\"\x1b[0m: ["), "{text}");
        assert!(text.contains("\x1b[32m\"x\\ny\"\x1b[0m"), "{text}");
        for colour in [KEY, STRING, NULL, PLAIN] {
            text = text.replace(&*String::from_utf8_lossy(colour), "");
        }
        assert_eq!(text, pretty(&value, false));
        assert_eq!(text, serde_json::to_string_pretty(&value).unwrap());
    }

    #[test]
    fn a_path_leads_through_members_and_elements() {
        let value = json!({"Contacts": {"Contact": [{"Name": "a"}, {"Name": "b"}]}});
        assert_eq!(member(&value, "Contacts.Contact.1.Name"), Ok(&json!("b")));
        for (path, part) in [
            ("Contact", "there are Contacts"),
            ("Contacts.Contact.2", "a list of 2 elements"),
            ("Contacts.Contact.1.Name.x", "nothing inside"),
        ] {
            assert!(member(&value, path).unwrap_err().contains(part), "{path}");
        }
    }
}
