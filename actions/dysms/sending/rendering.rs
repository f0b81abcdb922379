//! The text of a message, how many messages it takes, and the code in it.

use serde_json::{Map, Value};

/// What precedes the text: the sign in the brackets that the network puts around it.
pub(crate) fn signed(sign: &str, text: &str) -> String {
    format!("【{sign}】{text}")
}

/// How many messages a text takes: one up to 70 characters, each further one has 67 (documented).
pub(crate) fn segments(text: &str) -> i64 {
    let length = text.chars().count();
    let segments = if length <= 70 { 1 } else { length.div_ceil(67) };
    i64::try_from(segments).unwrap_or(i64::MAX)
}

/// How many messages a text to another country takes: one up to 160 characters, each further one has 153; as in China where not all of
/// them are in ASCII (documented; which letters count as others is modelled).
pub(super) fn global_segments(text: &str) -> i64 {
    if !text.is_ascii() {
        return segments(text);
    }
    let segments = if text.len() <= 160 { 1 } else { text.len().div_ceil(153) };
    i64::try_from(segments).unwrap_or(i64::MAX)
}

/// The code of a message: the value of a variable that is called like one, else the only variable of a verification
/// code's template, else the first 4 to 8 digits of the text.
pub(in crate::dysms) fn code(
    values: &Map<String, Value>,
    is_verification: bool,
    text: &str,
) -> Option<String> {
    let named = ["code", "captcha", "verifyCode"].iter().find_map(|it| values.get(*it)?.as_str());
    let only = values.values().next().filter(|_| is_verification && values.len() == 1);
    let digits =
        || text.split(|c: char| !c.is_ascii_digit()).find(|it| (4..=8).contains(&it.len()));
    named.or_else(|| only?.as_str()).or_else(digits).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_takes_several_messages() {
        for (length, want) in [(0, 1), (70, 1), (71, 2), (134, 2), (135, 3)] {
            assert_eq!(segments(&"字".repeat(length)), want, "{length}");
        }
    }

    #[test]
    fn a_text_to_another_country_is_longer_in_ascii() {
        for (length, want) in [(160, 1), (161, 2), (306, 2), (307, 3)] {
            assert_eq!(global_segments(&"a".repeat(length)), want, "{length}");
        }
        assert_eq!(global_segments(&"é".repeat(71)), 2);
    }

    #[test]
    fn the_code_is_found_by_its_name_its_template_and_its_digits() {
        let found = |values: Value, of_code: bool, text: &str| {
            code(values.as_object().unwrap(), of_code, text)
        };
        let json = |text: &str| serde_json::from_str(text).unwrap();
        assert_eq!(found(json(r#"{"min":"5","code":"ab12"}"#), false, "").as_deref(), Some("ab12"));
        assert_eq!(found(json(r#"{"x":"99"}"#), true, "123456").as_deref(), Some("99"));
        assert_eq!(found(json(r#"{"x":"99"}"#), false, "1 123456").as_deref(), Some("123456"));
        assert_eq!(found(json("{}"), false, "123 123456789"), None);
    }
}
