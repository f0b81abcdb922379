//! Texts of mail: variables that are filled in, the text of HTML, and a code in a text. Each is read once, from its start
//! to its end.

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

/// Elements whose content is no text.
const HIDDEN: [&str; 3] = ["style", "script", "head"];
/// Elements after which a new line begins.
const BLOCKS: [&str; 11] = ["br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul"];

/// What a person reads of HTML.
pub(in crate::dm) fn of_html(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut rest = html;
    let mut hidden: Option<&str> = None;
    while let Some((before, after)) = rest.split_once('<') {
        if hidden.is_none() {
            push(&mut out, before);
        }
        let (tag, following) = after.split_once('>').unwrap_or((after, ""));
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is = |of: &&&str| name.eq_ignore_ascii_case(of);
        match hidden {
            Some(within) if closes && name.eq_ignore_ascii_case(within) => hidden = None,
            None if !closes && !tag.ends_with('/') => hidden = HIDDEN.iter().find(is).copied(),
            Some(_) | None => {}
        }
        if hidden.is_none() && BLOCKS.iter().any(|it| is(&it)) && !out.ends_with('\n') {
            out.push('\n');
        }
        rest = following;
    }
    if hidden.is_none() {
        push(&mut out, rest);
    }
    out.trim().to_owned()
}

/// Adds the text between two tags, with what stands for a character, and one space for all white space in a row.
fn push(out: &mut String, text: &str) {
    const ENTITIES: [(&str, char); 6] =
        [("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("#39;", '\''), ("nbsp;", ' ')];
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        let entity = ENTITIES.iter().find(|(name, _)| c == '&' && rest.starts_with(name));
        if let Some((name, meant)) = entity {
            rest = rest.get(name.len()..).unwrap_or_default();
            out.push(*meant);
        } else if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
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
    fn the_text_of_html_is_what_a_person_reads() {
        let html = "<html><head><title>x</title></head><style>p{}</style><p>Your code:\n  <b>123456</b></p>\
            <p>a &lt;b&gt; &amp; c</p><script>var a = '<p>';</script>end <a href='http://x.test/1'>here</a>";
        assert_eq!(of_html(html), "Your code: 123456\na <b> & c\nend here");
        assert_eq!(of_html("a < b"), "a");
        assert_eq!(of_html("plain"), "plain");
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
