//! Texts of mail: variables that are filled in, and a code in a text. Each is read once, from its start to its end.

use serde_json::{Map, Value};

/// How long the name of a variable is at most, in bytes.
const MOST_NAME: usize = 64;

/// A text with `{name}` replaced by the value of that name; what has no value stays as it is.
pub(in crate::dm) fn fill(text: &str, values: &Map<String, Value>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let name = after.bytes().take(MOST_NAME + 1).position(|b| b == b'}');
        let name = name.and_then(|end| after.get(..end));
        let found = name.and_then(|name| Some((name, values.get(name)?.as_str()?)));
        if let Some((name, value)) = found {
            out.push_str(value);
            rest = after.get(name.len() + 1..).unwrap_or_default();
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The code in a text: its first six digits in a row, or else the first four to eight. A number that is part of a word or
/// of a longer one is none.
pub(in crate::dm) fn code(text: &str) -> Option<&str> {
    let mut first = None;
    let is_word = |c: char| c.is_ascii_alphanumeric() || "-_./:@#=&".contains(c);
    for word in text.split(|c: char| !is_word(c)) {
        let word = word.trim_matches(['.', ':', '-', '#']);
        if (4..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) {
            if word.len() == 6 {
                return Some(word);
            }
            first = first.or(Some(word));
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_and_others_stay() {
        let values: Map<String, Value> =
            [("UserName".to_owned(), "Ann".into())].into_iter().collect();
        assert_eq!(fill("Hi {UserName}, {{UserName} {Other} {", &values), "Hi Ann, {Ann {Other} {");
        assert_eq!(fill("{\u{e9}", &values), "{\u{e9}");
    }

    #[test]
    fn a_code_is_the_number_of_a_usual_length() {
        assert_eq!(code("Your code is 123456."), Some("123456"));
        assert_eq!(code("In 2026 the code 654321 is good"), Some("654321"));
        assert_eq!(code("验证码4321，请勿泄露"), Some("4321"));
        assert_eq!(code("call 13800000000 or order-12345"), None);
        assert_eq!(code("http://x.test/123456"), None);
    }
}
