//! What a server makes itself is another in each run without a seed: ids, and the access keys that calls made. A later call
//! names it, so it is replaced by that of this run.

use std::{borrow::Cow, collections::HashMap};

use serde_json::Value;

/// What is shorter is no id.
const SHORTEST: usize = 6;

/// The ids of this run, by those of the journal.
#[derive(Default)]
pub(super) struct Renames(HashMap<String, String>);

impl Renames {
    /// Learns from two answers to one call: what stands at the same place is the same thing.
    pub(super) fn learn(&mut self, recorded: &str, now: &str) {
        let parsed = [recorded, now].map(serde_json::from_str::<Value>);
        if let [Ok(recorded), Ok(now)] = parsed {
            return self.learn_values(&recorded, &now);
        }
        let (recorded, now) = (texts(recorded), texts(now));
        if recorded.len() == now.len() {
            recorded.into_iter().zip(now).for_each(|(old, new)| self.add(old, new));
        }
    }

    fn learn_values(&mut self, recorded: &Value, now: &Value) {
        match (recorded, now) {
            (Value::Object(recorded), Value::Object(now)) => {
                for (name, old) in recorded {
                    if let Some(new) = now.get(name) {
                        self.learn_values(old, new);
                    }
                }
            }
            (Value::Array(recorded), Value::Array(now)) => {
                recorded.iter().zip(now).for_each(|(old, new)| self.learn_values(old, new));
            }
            (Value::String(old), Value::String(new)) => self.add(old, new),
            (Value::Number(old), Value::Number(new)) => {
                self.add(&old.to_string(), &new.to_string());
            }
            _ => {}
        }
    }

    fn add(&mut self, old: &str, new: &str) {
        let is_word = |text: &str| text.len() >= SHORTEST && text.chars().all(in_word);
        if old != new && is_word(old) && is_word(new) {
            self.0.insert(old.to_owned(), new.to_owned());
        }
    }

    /// What an id of the journal is in this run.
    pub(super) fn of<'i>(&'i self, id: &'i str) -> &'i str {
        self.0.get(id).map_or(id, String::as_str)
    }

    /// A text of a request with the ids of this run.
    pub(super) fn in_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.0.is_empty() {
            return text.into();
        }
        let (mut out, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(first) = rest.chars().next() {
            let end = match first {
                // An escape is not part of the word after it.
                '%' => rest.char_indices().nth(3).map_or(rest.len(), |(at, _)| at),
                first if in_word(first) => rest.find(|c| !in_word(c)).unwrap_or(rest.len()),
                first => first.len_utf8(),
            };
            let (word, after) = rest.split_at(end);
            out.push_str(self.of(word));
            rest = after;
        }
        out.into()
    }
}

fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.".contains(c)
}

/// The texts between the tags of XML.
fn texts(xml: &str) -> Vec<&str> {
    xml.split('>').skip(1).filter_map(|it| it.split_once('<')).map(|(text, _)| text).collect()
}

/// The id of the access key and the security token of a session that an answer gives.
pub(super) fn session(answer: &str) -> Option<(String, String)> {
    let field = |name: &str| {
        let in_json = || Some((answer.split_once(&format!("\"{name}\":\""))?.1, '"'));
        let (after, end) =
            in_json().or_else(|| Some((answer.split_once(&format!("<{name}>"))?.1, '<')))?;
        after.split_once(end).map(|(value, _)| value.to_owned())
    };
    Some((field("AccessKeyId")?, field("SecurityToken")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_the_journal_become_those_of_this_run() {
        let mut renames = Renames::default();
        renames.learn(
            r#"{"Order":{"OrderId":123456789,"Name":"same"},"Keys":["LTAI5tOLD","x"]}"#,
            r#"{"Order":{"OrderId":987654321,"Name":"same"},"Keys":["LTAI5tNEW","y"]}"#,
        );
        renames.learn("<A><B>old-group</B></A>", "<A><B>new-group</B></A>");
        assert_eq!(renames.of("LTAI5tOLD"), "LTAI5tNEW");
        assert_eq!(
            renames.in_text("/?OrderId=123456789&N=same&Arn=acs%3Aold-group%2Fé1234567891"),
            "/?OrderId=987654321&N=same&Arn=acs%3Anew-group%2Fé1234567891"
        );
        assert_eq!(renames.in_text("x=x"), "x=x");
    }

    #[test]
    fn a_session_is_found_in_both_forms() {
        let pair = Some(("STS.a".to_owned(), "CAIS+/=".to_owned()));
        assert_eq!(
            session(r#"{"Credentials":{"SecurityToken":"CAIS+/=","AccessKeyId":"STS.a"}}"#),
            pair
        );
        assert_eq!(
            session(
                "<C><AccessKeyId>STS.a</AccessKeyId><SecurityToken>CAIS+/=</SecurityToken></C>"
            ),
            pair
        );
        assert_eq!(session(r#"{"AccessKeyId":"LTAI"}"#), None);
    }
}
