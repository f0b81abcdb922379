//! Encryption contexts: maps of texts that a blob is bound to and does not contain.

use std::collections::BTreeMap;

use crate::{Result, kms::faults::bad};

/// The most characters of a context.
const MOST: usize = 8192;

/// The bytes that stand for the context of a parameter: equal for equal maps, empty for none.
pub(super) fn read(name: &str, text: Option<&str>) -> Result<Vec<u8>> {
    let text = text.unwrap_or_default();
    let parsed = match text.trim() {
        "" => Some(None),
        _ => serde_json::from_str::<Option<BTreeMap<String, String>>>(text).ok(),
    };
    let pairs = parsed.filter(|_| text.chars().count() <= MOST).ok_or_else(|| bad(name))?;
    let mut bytes = Vec::new();
    for (key, value) in pairs.unwrap_or_default() {
        for part in [key, value] {
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_are_equal_as_maps() {
        let of = |text| read("EncryptionContext", Some(text)).ok();
        assert_eq!(of(r#"{"a":"1","b":"2"}"#), of(r#"{ "b" : "2", "a" : "1" }"#));
        assert_ne!(of(r#"{"a":"1"}"#), of(r#"{"a":"2"}"#));
        assert_ne!(of(r#"{"a":"bc"}"#), of(r#"{"ab":"c"}"#));
        for none in ["", "{}", "null", " {} "] {
            assert_eq!(of(none), Some(Vec::new()), "{none}");
        }
        let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(MOST));
        for bad in [r#"{"Key":1}"#, "[]", r#"{"a":{}}"#, "text", "1", r#"{"a":["b"]}"#, &long] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }
}
