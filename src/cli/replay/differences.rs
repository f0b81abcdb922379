//! What differs between two answers.

use std::collections::BTreeSet;

use serde_json::Value;

/// How many differences are listed.
const MOST: usize = 10;
/// How much of a text is shown.
const LONGEST: usize = 120;
/// A word that is so long is an id, whatever is in it.
const LONG_WORD: usize = 16;
/// A number of so many digits is an id or a time.
const LONG_NUMBER: usize = 6;
/// What is so long after the last hyphen of a word is an id.
const SHORT_ID: usize = 6;

/// What differs between two answers of a journal, a sentence each. Where they are not `exact`, what looks like an id or a
/// time counts as the same: words that have a digit or are long, the end of a word after a hyphen, numbers of six digits or more.
pub(super) fn between(recorded: &Value, now: &Value, exact: bool) -> Vec<String> {
    let mut found = Vec::new();
    if recorded["status"] != now["status"] {
        found.push(differ("status", &recorded["status"].to_string(), &now["status"].to_string()));
    }
    let [before, after] = [recorded, now].map(|it| it["body"].as_str().unwrap_or_default());
    let same = if exact { before == after } else { masked(before) == masked(after) };
    if !same {
        let in_members = match [before, after].map(serde_json::from_str::<Value>) {
            [Ok(before), Ok(after)] => {
                let listed = found.len();
                members("", Some(&before), Some(&after), exact, &mut found);
                found.len() > listed
            }
            _ => false,
        };
        if !in_members {
            let at = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
            // From a little before the difference.
            let part = |text: &str| {
                let from = (0..=at.saturating_sub(20)).rev().find(|at| text.is_char_boundary(*at));
                text[from.unwrap_or_default()..].to_owned()
            };
            found.push(differ("the body", &part(before), &part(after)));
        }
    }
    if found.len() > MOST {
        let more = found.len() - MOST;
        found.truncate(MOST);
        found.push(format!("and {more} more"));
    }
    found
}

fn members(
    path: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    exact: bool,
    found: &mut Vec<String>,
) {
    let inside = |name: &str| if path.is_empty() { name.into() } else { format!("{path}.{name}") };
    match (before, after) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
            for name in names {
                members(&inside(name), before.get(name), after.get(name), exact, found);
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) => {
            for at in 0..before.len().max(after.len()) {
                members(&inside(&at.to_string()), before.get(at), after.get(at), exact, found);
            }
        }
        (before, after) => {
            let same = match (before, after) {
                _ if exact => before == after,
                (Some(Value::String(a)), Some(Value::String(b))) => masked(a) == masked(b),
                (Some(Value::Number(a)), Some(Value::Number(b))) => {
                    let long = |it: &serde_json::Number| it.to_string().len() >= LONG_NUMBER;
                    a == b || long(a) && long(b)
                }
                _ => before == after,
            };
            if !same {
                let shown = |it: Option<&Value>| it.map_or("nothing".into(), Value::to_string);
                found.push(differ(path, &shown(before), &shown(after)));
            }
        }
    }
}

fn differ(what: &str, before: &str, after: &str) -> String {
    format!("{what}: {} in the journal, {} now", cut(before), cut(after))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Whether a word looks like an id, a time or another number that a server makes.
fn is_made(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let number = if digits == word.len() { digits >= LONG_NUMBER } else { digits > 0 };
    // `rd-VkIibB`
    let id = || word.rsplit_once('-').is_some_and(|(_, id)| id.len() >= SHORT_ID);
    number || word.len() >= LONG_WORD || id()
}

/// A text in which each id or time is the same mark.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let in_word = |c: char| c.is_ascii_alphanumeric() || "-_+/=.:".contains(c);
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        // The name before a domain that is made is made too.
        let domain =
            after.strip_prefix('@').map_or("", |it| it.split(|c| !in_word(c)).next().unwrap_or(it));
        out.push_str(if is_made(word) || is_made(domain) { "#" } else { word });
        let next = after.chars().next().map_or(0, char::len_utf8);
        out.push_str(&after[..next]);
        rest = &after[next..];
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(status: u16, body: &Value) -> Value {
        json!({ "status": status, "body": body.to_string() })
    }

    #[test]
    fn a_name_at_a_domain_that_is_made_is_made_too() {
        for (before, after, same) in [
            ("fgnnbjexml@rd-dyqmgl.aliyunid.com", "h3mrtwhccj@rd-owlagd.aliyunid.com", true),
            ("alice@example.com", "bob@example.com", false),
            ("alice and bob", "alice and eve", false),
        ] {
            let [before, after] = [before, after].map(|it| answer(200, &json!({ "Name": it })));
            assert_eq!(between(&before, &after, false).is_empty(), same, "{before}");
        }
    }

    #[test]
    fn members_that_differ_are_named() {
        let before = answer(200, &json!({ "A": { "Names": ["x", "y"] }, "Total": 2 }));
        let after = answer(404, &json!({ "A": { "Names": ["x"] }, "Total": 2, "New": true }));
        assert_eq!(
            between(&before, &after, true),
            [
                "status: 200 in the journal, 404 now",
                r#"A.Names.1: "y" in the journal, nothing now"#,
                "New: nothing in the journal, true now",
            ]
        );
        assert!(between(&before, &before, true).is_empty());
    }

    #[test]
    fn ids_and_times_differ_only_where_they_must_not() {
        let body = |id: &str, time: &str, number: i64, name: &str| {
            answer(200, &json!({ "Id": id, "At": time, "Order": number, "Name": name }))
        };
        let before = body("2BB58104-8D4F", "2026-01-01T00:00:00Z", 123_456_789, "ops");
        let after = body("7C01D9E2-1111", "2026-01-02T00:00:00Z", 987_654_321, "ops");
        assert!(between(&before, &after, false).is_empty());
        assert_eq!(between(&before, &after, true).len(), 3);
        let other = body("7C01D9E2-1111", "2026-01-02T00:00:00Z", 987_654_321, "dev");
        assert_eq!(between(&before, &other, false), [r#"Name: "ops" in the journal, "dev" now"#]);
    }

    #[test]
    fn xml_is_compared_as_a_text() {
        let body = |text: &str| json!({ "status": 200, "body": text });
        let (before, after) = (body("<A><Name>ops</Name></A>"), body("<A><Name>óps</Name></A>"));
        let found = between(&before, &after, false);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("ops</Name>") && found[0].contains("óps"), "{}", found[0]);
        assert!(between(&before, &before, false).is_empty());
    }

    #[test]
    fn many_differences_are_counted() {
        let list = |n: i64| answer(200, &json!((0..40).map(|it| it * n).collect::<Vec<_>>()));
        let found = between(&list(1), &list(2), true);
        assert_eq!((found.len(), found[MOST].as_str()), (MOST + 1, "and 29 more"));
    }
}
