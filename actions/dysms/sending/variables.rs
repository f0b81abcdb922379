//! The variables of a template, and the values that a call gives them.

use serde_json::{Map, Value};

use super::codes::{
    BAD_JSON, BREAKS_RULE, HAS_URL, MISSING_VARIABLE, NOT_ALPHANUMERIC, TEST_VARIABLE, TOO_LONG,
    UNFIT_PARAMETERS,
};
use crate::{
    Result,
    dysms::tables::{settings::Settings, templates::Template},
    shared::text::each_once,
};

/// How long a value may be, in characters (documented).
const LONGEST: usize = 35;

/// The names of the variables of a text, in their order, each once. `None` if one is malformed.
pub(crate) fn names(content: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    let mut rest = content;
    while let Some((_, from)) = rest.split_once("${") {
        let (name, after) = from.split_once('}')?;
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
        if !is_name {
            return None;
        }
        found.push(name);
        rest = after;
    }
    Some(each_once(found))
}

/// A text with its variables replaced, in one pass.
pub(crate) fn filled(content: &str, values: &Map<String, Value>) -> String {
    let mut text = String::new();
    let mut rest = content;
    while let Some((before, from)) = rest.split_once("${") {
        text.push_str(before);
        let Some((name, after)) = from.split_once('}') else {
            text.push_str("${");
            rest = from;
            continue;
        };
        text.push_str(values.get(name).and_then(Value::as_str).unwrap_or_default());
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The values as texts: numbers and flags are taken (observed), and what is neither is refused.
pub(crate) fn values(text: Option<&str>) -> Result<Map<String, Value>> {
    let Some(text) = text else { return Ok(Map::new()) };
    let Ok(Value::Object(given)) = serde_json::from_str::<Value>(text) else {
        return Err(BAD_JSON.into());
    };
    Ok(given)
}

/// The values of a template's variables, checked, as texts.
pub(in crate::dysms) fn checked(
    template: &Template,
    given: &Map<String, Value>,
    settings: &Settings,
) -> Result<Map<String, Value>> {
    let rule = template.rule.as_deref().and_then(|it| serde_json::from_str::<Value>(it).ok());
    let mut values = Map::new();
    for name in names(&template.content).unwrap_or_default() {
        let value = match given.get(name) {
            None if settings.missing_variable == "SMS_TEMPLATE_ILLEGAL" => {
                return Err(UNFIT_PARAMETERS.into());
            }
            None => return Err(MISSING_VARIABLE.into()),
            Some(Value::String(text)) => text.clone(),
            Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
            Some(_) => return Err(BAD_JSON.into()),
        };
        if value.is_empty() {
            return Err(MISSING_VARIABLE.into());
        }
        let length = value.chars().count();
        if template.test {
            let fits = (4..=6).contains(&length) && value.bytes().all(|it| it.is_ascii_digit());
            if !fits {
                return Err(TEST_VARIABLE.into());
            }
        }
        if template.kind == 0 && !value.bytes().all(|it| it.is_ascii_alphanumeric()) {
            return Err(NOT_ALPHANUMERIC.into());
        }
        if length > LONGEST {
            return Err(TOO_LONG.into());
        }
        let attribute = rule.as_ref().and_then(|it| it[name].as_str()).unwrap_or_default();
        let is_code = ["numberCaptcha", "characterWithNumber", "characterWithNumber2"];
        if is_code.contains(&attribute) && !(4..=6).contains(&length) {
            return Err(TOO_LONG.into());
        }
        if has_url(&value) && attribute != "email_address" {
            return Err(HAS_URL.into());
        }
        let is_enforced = settings.strict_rules || is_code.contains(&attribute);
        if is_enforced && !fits(attribute, &value) {
            return Err(BREAKS_RULE.into());
        }
        values.insert(name.to_owned(), value.into());
    }
    Ok(values)
}

/// Whether a value has a URL or a domain name in it (documented; which names of domains count is modelled).
fn has_url(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let ends = [".com", ".cn", ".net", ".org", ".top", ".vip"];
    value.contains("://") || value.contains("www.") || ends.iter().any(|it| value.contains(it))
}

/// Whether a value fits the attribute that its variable was applied for with.
fn fits(attribute: &str, value: &str) -> bool {
    let length = value.chars().count();
    let digits = value.bytes().all(|it| it.is_ascii_digit());
    let alphanumeric = value.bytes().all(|it| it.is_ascii_alphanumeric());
    let chinese = value.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    match attribute {
        "numberCaptcha" => digits && (4..=6).contains(&length),
        "characterWithNumber" | "characterWithNumber2" => alphanumeric && (4..=6).contains(&length),
        "verifyTime" => value.parse::<u8>().is_ok_and(|it| (1..=99).contains(&it)),
        "money" => value.parse::<f64>().is_ok_and(|it| it.is_finite() && it >= 0.0),
        "user_nick" => length <= 20,
        "name" => chinese && (2..=5).contains(&length),
        "unit_name" => chinese && length <= 20,
        "address" => length <= 30,
        "license_plate_number" => length <= 10,
        "tracking_number" => alphanumeric && (8..=16).contains(&length),
        "pick_up_code" => {
            let is_of_code = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
            value.bytes().all(is_of_code) && (4..=8).contains(&length)
        }
        "other_number2" => alphanumeric,
        "phone_number2" => {
            value.bytes().all(|it| it.is_ascii_digit() || it == b'-') && (5..=15).contains(&length)
        }
        "link_param" => alphanumeric && (1..=8).contains(&length),
        "email_address" => value.contains('@') && (7..=30).contains(&length),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_and_filled() {
        assert_eq!(names("您的${a}和${b_1}和${a}"), Some(vec!["a", "b_1"]));
        for broken in ["${", "${}", "${1a}", "${a b}", "x${a"] {
            assert_eq!(names(broken), None, "{broken}");
        }
        let values = serde_json::json!({"a": "1${b_1}", "b_1": "2"});
        let values = values.as_object().unwrap();
        assert_eq!(filled("${a}-${b_1}-${c}.", values), "1${b_1}-2-.");
        assert_eq!(filled("a ${", values), "a ${");
    }

    #[test]
    fn each_attribute_has_its_form() {
        for (attribute, good, bad) in [
            ("numberCaptcha", "1234", "12a4"),
            ("characterWithNumber2", "12a4", "12"),
            ("verifyTime", "5", "0"),
            ("money", "9.90", "9元"),
            ("name", "张三", "Tom"),
            ("tracking_number", "SF1234567", "1"),
            ("pick_up_code", "1-2-34", "1"),
            ("phone_number2", "0571-1234", "x"),
            ("link_param", "a1", "123456789"),
            ("email_address", "a@b.com", "ab.com12"),
        ] {
            assert!(fits(attribute, good) && !fits(attribute, bad), "{attribute}");
        }
    }
}
