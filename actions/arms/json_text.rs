//! JSON that comes in a parameter or in a body of the control API: read with all types checked, and with the
//! place of what is wrong.
//!
//! Numbers and booleans may come as texts, and the other way round (observed: Terraform sends ids as texts);
//! `null` counts as absent, and so does a member that nobody asks for (assumed).

use serde_json::Value;

use crate::{
    ApiError, ParameterError, core::control::ControlError, shared::time_of_day::is_time_of_day,
};

use super::{ILLEGAL, MISSING};

/// How many bytes a JSON text may have: more than any policy needs (assumed).
const MAX_BYTES: usize = 64 * 1024;

/// What is wrong with a JSON text, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// The members that lead to it: `NotifyRule.notifyObjects[0].notifyObjectId`.
    place: String,
    /// The rest of a sentence that begins with the place.
    why: String,
    /// Whether it is not there.
    missing: bool,
}

pub(super) type Result<T> = std::result::Result<T, Malformed>;

/// The name of the member that a place leads to.
fn last_name(place: &str) -> &str {
    let last = place.rsplit('.').next().unwrap_or(place);
    last.split('[').next().unwrap_or(last)
}

/// The product's error names the member; the hint says where it is and why it is refused.
impl From<Malformed> for ApiError {
    fn from(bad: Malformed) -> Self {
        let fault = if bad.missing { MISSING } else { ILLEGAL };
        let hint = format!("{} {}.", bad.place, bad.why.trim_end_matches('.'));
        fault.with(last_name(&bad.place)).with_hint(hint)
    }
}

impl From<Malformed> for ControlError {
    fn from(bad: Malformed) -> Self {
        let first = bad.place.split(['.', '[']).next().unwrap_or_default().to_owned();
        Self::WrongMember(first, format!("{} {}", bad.place, bad.why))
    }
}

/// A value in a JSON text, and the members that lead to it.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    value: &'a Value,
    place: String,
}

/// Reads the JSON text of a parameter. A comma before the end of a list or of an object is ignored: the samples
/// of the pages have some.
pub(super) fn parse(parameter: &str, text: &str) -> Result<Value> {
    let bad = |why: String| Malformed { place: parameter.to_owned(), why, missing: false };
    if text.len() > MAX_BYTES {
        return Err(bad("has more than 64 KB".into()));
    }
    // The parser refuses what is nested more than 127 levels deep.
    serde_json::from_slice(&without_last_commas(text))
        .map_err(|e| bad(format!("is not valid JSON: {e}")))
}

/// The bytes of a text, with a space for each comma that `]` or `}` follows.
fn without_last_commas(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let (mut in_text, mut escaped, mut comma) = (false, false, None);
    for (at, byte) in text.bytes().enumerate() {
        if in_text {
            in_text = escaped || byte != b'"';
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {}
            b',' => comma = Some(at),
            b']' | b'}' => {
                if let Some(at) = comma.take() {
                    bytes[at] = b' ';
                }
            }
            _ => {
                comma = None;
                in_text = byte == b'"';
            }
        }
    }
    bytes
}

impl<'a> Node<'a> {
    /// The whole of what a parameter has; of a body, if it has no name.
    pub(super) fn root(parameter: &str, value: &'a Value) -> Self {
        Self { value, place: parameter.to_owned() }
    }

    /// An error about it; `why` is the rest of a sentence that begins with its place.
    pub(super) fn bad(&self, why: impl Into<String>) -> Malformed {
        Malformed { place: self.place.clone(), why: why.into(), missing: false }
    }

    /// The place of one of its members.
    fn below(&self, name: &str) -> String {
        if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) }
    }

    fn not_a(&self, kind: &str) -> Malformed {
        let came = match self.value {
            Value::String(text) => ParameterError::excerpt(text),
            other => ParameterError::excerpt(&other.to_string()),
        };
        self.bad(format!("is not of the type {kind}; {came}"))
    }

    /// An error about a member that it does not have.
    pub(super) fn lacks(&self, name: &str) -> Malformed {
        let place = self.below(name);
        Malformed { place, why: "is missing".into(), missing: true }
    }

    /// A member of this object; none if it is absent.
    pub(super) fn member(&self, name: &str) -> Result<Option<Node<'a>>> {
        let object = self.value.as_object().ok_or_else(|| self.not_a("object"))?;
        let found = object.get(name).filter(|value| !value.is_null());
        Ok(found.map(|value| Node { value, place: self.below(name) }))
    }

    /// A member of this object, which must be there.
    pub(super) fn need(&self, name: &str) -> Result<Node<'a>> {
        self.member(name)?.ok_or_else(|| self.lacks(name))
    }

    /// The elements of this list, at most so many.
    pub(super) fn list(&self, most: usize) -> Result<Vec<Node<'a>>> {
        let list = self.value.as_array().ok_or_else(|| self.not_a("list"))?;
        if list.len() > most {
            return Err(
                self.bad(format!("has {} elements; at most {most} are allowed", list.len()))
            );
        }
        let node = |(i, value)| Node { value, place: format!("{}[{i}]", self.place) };
        Ok(list.iter().enumerate().map(node).collect())
    }

    /// This text, of at most so many characters.
    pub(super) fn text(&self, most: usize) -> Result<String> {
        let text = match self.value {
            Value::String(text) => text.clone(),
            Value::Number(_) | Value::Bool(_) => self.value.to_string(),
            _ => return Err(self.not_a("text")),
        };
        match text.chars().count() {
            length if length > most => {
                Err(self.bad(format!("has {length} characters; at most {most} are allowed")))
            }
            _ => Ok(text),
        }
    }

    /// This text, which must be one of a few.
    pub(super) fn one_of(&self, words: &[&str]) -> Result<String> {
        let text = self.text(usize::MAX)?;
        if words.contains(&&*text) {
            return Ok(text);
        }
        let came = ParameterError::excerpt(&text);
        Err(self.bad(format!("must be one of {}; {came}", words.join(", "))))
    }

    /// This number, which must be in a range.
    pub(super) fn int(&self, min: i64, max: i64) -> Result<i64> {
        let number = match self.value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let number = number.ok_or_else(|| self.not_a("Integer"))?;
        if !(min..=max).contains(&number) {
            return Err(self.bad(format!("must be {min} to {max}; it is {number}")));
        }
        Ok(number)
    }

    /// Whether this is true.
    pub(super) fn flag(&self) -> Result<bool> {
        let flag = match self.value {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        };
        flag.ok_or_else(|| self.not_a("Boolean"))
    }

    /// This time of a day, `HH:mm`.
    pub(super) fn time_of_day(&self) -> Result<String> {
        let text = self.text(usize::MAX)?;
        if is_time_of_day(&text) {
            return Ok(text);
        }
        let came = ParameterError::excerpt(&text);
        Err(self.bad(format!("must be a time of the form HH:mm; {came}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_comma_before_an_end_is_ignored() {
        for (text, want) in [
            (r#"{"a": [1, 2, ], "b": {}, }"#, Some(r#"{"a":[1,2],"b":{}}"#)),
            (r#"{"a": ",]", "b": "\",}", "c": "\\",}"#, Some(r#"{"a":",]","b":"\",}","c":"\\"}"#)),
            (r#"["电话, ",]"#, Some(r#"["电话, "]"#)),
            ("[1,,]", None),
            ("[1,", None),
        ] {
            let found = parse("P", text).ok().map(|value| value.to_string());
            assert_eq!(found.as_deref(), want, "{text}");
        }
    }

    #[test]
    fn what_is_too_long_or_too_deep_is_refused() {
        assert!(parse("P", &format!("\"{}\"", "x".repeat(MAX_BYTES))).is_err());
        for ends in ["[]", "{}"] {
            let (open, shut) = if ends == "[]" { ("[", "]") } else { ("{\"a\":", "}") };
            let deep = format!("{}1{}", open.repeat(5000), shut.repeat(5000));
            assert!(parse("P", &deep).is_err());
        }
    }

    #[test]
    fn an_error_names_the_member_and_its_place() {
        let value = parse("P", r#"{"a": [{"id": "x"}, {"id": "7"}]}"#).unwrap();
        let all = Node::root("P", &value).need("a").unwrap().list(2).unwrap();
        assert_eq!(all[1].need("id").unwrap().int(1, 9), Ok(7));
        let bad: ApiError = all[0].need("id").unwrap().int(1, 9).unwrap_err().into();
        assert_eq!((&*bad.code, &*bad.message), ("ParameterIllegal", "Parameter id is illegal."));
        let hint = r#"P.a[0].id is not of the type Integer; it is "x"."#;
        assert_eq!(bad.hint.as_deref(), Some(hint));
        let bad: ApiError = all[0].need("b").unwrap_err().into();
        assert_eq!((&*bad.code, &*bad.message), ("ParameterMissing", "Parameter b is missing."));
        assert_eq!(bad.hint.as_deref(), Some("P.a[0].b is missing."));
    }
}
