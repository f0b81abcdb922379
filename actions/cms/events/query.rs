//! The query by which an event rule filters events (`SQLFilter`): words that are combined by `and`, `or`
//! and `not`, which bind in the order `not`, `and`, `or`, and by parentheses. Words side by side are
//! combined by `and`; a text in quotes is one word; `level:CRITICAL` looks in one field.
//!
//! Source: the vendor's page on the query syntax of Log Service. What is not of the query syntax is read as far as it
//! can be (assumed).

use std::{iter::Peekable, vec::IntoIter};

use serde_json::Value;

use super::event::Event;

/// An event as queries search it.
pub(in crate::cms) struct Searched {
    /// The values of its fields and its content, in lower case.
    text: String,
    event: Value,
}

impl Searched {
    pub(in crate::cms) fn of(event: &Event) -> Self {
        let event = event.payload();
        let fields = event.as_object().into_iter().flat_map(|fields| fields.values());
        let values: Vec<String> = fields
            .map(|value| match value {
                Value::String(text) => text.to_lowercase(),
                value => value.to_string().to_lowercase(),
            })
            .collect();
        Self { text: values.join("\n"), event }
    }

    /// Whether the event contains a text, without regard to case.
    pub(in crate::cms) fn contains(&self, word: &str) -> bool {
        self.text.contains(&word.to_lowercase())
    }

    /// Whether a field of the event, or of its content, contains a text.
    fn field_contains(&self, field: &str, word: &str) -> bool {
        let found = self.event.get(field).or_else(|| self.event.get("content")?.get(field));
        let text = match found {
            None => return false,
            Some(Value::String(text)) => text.to_lowercase(),
            Some(value) => value.to_string().to_lowercase(),
        };
        text.contains(&word.to_lowercase())
    }
}

#[derive(Debug, PartialEq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Word(String),
}

fn tokens(query: &str) -> Vec<Token> {
    fn end(word: &mut String, all: &mut Vec<Token>) {
        // `level: CRITICAL` is one word.
        if word.is_empty() || (word.len() > 1 && word.ends_with(':')) {
            return;
        }
        all.push(match word.to_ascii_lowercase().as_str() {
            "and" => Token::And,
            "or" => Token::Or,
            "not" => Token::Not,
            _ => Token::Word(word.clone()),
        });
        word.clear();
    }
    let (mut all, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in query.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                if !quoted && !word.is_empty() {
                    all.push(Token::Word(std::mem::take(&mut word)));
                }
            }
            c if quoted => word.push(c),
            '(' | ')' => {
                end(&mut word, &mut all);
                all.push(if c == '(' { Token::Open } else { Token::Close });
            }
            c if c.is_whitespace() => end(&mut word, &mut all),
            c => word.push(c),
        }
    }
    end(&mut word, &mut all);
    if !word.is_empty() {
        all.push(Token::Word(word));
    }
    all
}

/// Whether an event fits a query.
pub(in crate::cms) fn fits(query: &str, event: &Searched) -> bool {
    let mut tokens = tokens(query).into_iter().peekable();
    let mut fits = true;
    // A closing parenthesis too many ends nothing.
    while tokens.peek().is_some() {
        fits &= any(&mut tokens, event);
        tokens.next_if_eq(&Token::Close);
    }
    fits
}

type Tokens = Peekable<IntoIter<Token>>;

fn any(tokens: &mut Tokens, event: &Searched) -> bool {
    let mut fits = all(tokens, event);
    while tokens.next_if_eq(&Token::Or).is_some() {
        fits |= all(tokens, event);
    }
    fits
}

fn all(tokens: &mut Tokens, event: &Searched) -> bool {
    let mut fits = one(tokens, event);
    while tokens.peek().is_some_and(|it| !matches!(it, Token::Or | Token::Close)) {
        tokens.next_if_eq(&Token::And);
        fits &= one(tokens, event);
    }
    fits
}

fn one(tokens: &mut Tokens, event: &Searched) -> bool {
    let mut wanted = true;
    while tokens.next_if_eq(&Token::Not).is_some() {
        wanted = !wanted;
    }
    let open = tokens.next_if_eq(&Token::Open).is_some();
    let found = if open {
        let found = any(tokens, event);
        tokens.next_if_eq(&Token::Close);
        found
    } else {
        match tokens.next_if(|it| matches!(it, Token::Word(_))) {
            Some(Token::Word(word)) => word_fits(&word, event),
            // An operator without a word.
            _ => return true,
        }
    };
    found == wanted
}

/// Names of events have colons too: a word is looked for as a whole as well.
fn word_fits(word: &str, event: &Searched) -> bool {
    event.contains(word)
        || word.split_once(':').is_some_and(|(field, value)| event.field_contains(field, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_combined() {
        let event = Searched::of(&Event {
            name: "Instance:Stopped".into(),
            level: Some("CRITICAL".into()),
            content: serde_json::json!({"ip": "192.168.0.1", "state": "Executed now"}),
            ..Event::default()
        });
        for (query, wanted) in [
            ("192.168.0.1 and executed", true),
            ("192.168.0.1 Executed", true),
            ("192.168.0.2 and Executed", false),
            ("192.168.0.2 or Executed", true),
            ("not 192.168.0.2", true),
            ("Executed not 192.168.0.1", false),
            ("x1 and x2 or Executed", true),
            ("x1 and (x2 or Executed)", false),
            ("not (x1 or x2) and (Executed)", true),
            ("\"Executed now\"", true),
            ("\"now Executed\"", false),
            ("\"and\"", false),
            ("eventTime", false),
            ("level:CRITICAL", true),
            ("level: CRITICAL", true),
            ("level:INFO", false),
            ("state:Executed and ip:192", true),
            ("ip:Executed", false),
            ("Instance:Stopped", true),
            ("", true),
            ("((((Executed", true),
            ("x1) or Executed", false),
            ("and", true),
        ] {
            assert_eq!(fits(query, &event), wanted, "{query}");
        }
    }
}
