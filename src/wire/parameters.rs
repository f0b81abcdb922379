//! The first step of a call: the request as it came, and its parameters decoded.

use actions::{Origin, Parameters};
use hyper::HeaderMap;
use serde_json::Value;

/// What is wrong with a request that cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecodable {
    /// A parameter is not UTF-8 text once its escapes are resolved.
    #[error("a parameter is not UTF-8 text")]
    NotText,
    /// There are more parameters than [`MAX_PARAMETERS`].
    #[error("the request has too many parameters")]
    TooMany,
}

/// How many parameters one call may have: more than the largest list of objects that an action takes.
pub const MAX_PARAMETERS: usize = 10_000;

/// Decodes the parameters of the query and of a form or JSON body, sorted by name.
///
/// `+` is a space in both (protocol.md 1.1), a key without `=` has an empty value, escapes
/// may be in either case, and a stray `%` stands for itself.
pub fn decode(query: &str, headers: &HeaderMap, body: &[u8]) -> Result<Parameters, Undecodable> {
    let mut parameters = Parameters::with_capacity(query.len() + body.len());
    let mut scratch = [Vec::with_capacity(64), Vec::with_capacity(256)];
    pairs(&mut parameters, query.as_bytes(), Origin::Query, &mut scratch)?;
    if !body.is_empty() {
        if is_type(headers, "application/x-www-form-urlencoded") {
            pairs(&mut parameters, body, Origin::Form, &mut scratch)?;
        } else if is_type(headers, "application/json") {
            json(&mut parameters, body)?;
        } else if headers.contains_key("content-type") {
            parameters.note_unread_body(OTHER_TYPE);
        } else {
            parameters.note_unread_body(NO_TYPE);
        }
    }
    parameters.sort();
    Ok(parameters)
}

const OTHER_TYPE: &str = "No parameter was read from the body, since its Content-Type is neither \
     application/x-www-form-urlencoded nor application/json.";
const NO_TYPE: &str = "No parameter was read from the body, since it has no Content-Type; that of \
     a form is application/x-www-form-urlencoded.";
const NO_OBJECT: &str = "No parameter was read from the body, since it is no JSON object.";

pub(super) fn is_type(headers: &HeaderMap, wanted: &str) -> bool {
    let parameters = headers.get("content-type").map_or(&b""[..], |v| v.as_bytes());
    parameters
        .get(..wanted.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(wanted.as_bytes()))
}

fn pairs(
    parameters: &mut Parameters,
    raw: &[u8],
    origin: Origin,
    scratch: &mut [Vec<u8>; 2],
) -> Result<(), Undecodable> {
    let [name, value] = scratch;
    for pair in raw.split(|&b| b == b'&').filter(|pair| !pair.is_empty()) {
        let (raw_name, raw_value) = match pair.iter().position(|&b| b == b'=') {
            Some(at) => (&pair[..at], &pair[at + 1..]),
            None => (pair, &b""[..]),
        };
        unescape(raw_name, name);
        unescape(raw_value, value);
        let name = std::str::from_utf8(name).map_err(|_| Undecodable::NotText)?;
        let value = std::str::from_utf8(value).map_err(|_| Undecodable::NotText)?;
        parameters.add(name, value, origin);
        if parameters.len() > MAX_PARAMETERS {
            return Err(Undecodable::TooMany);
        }
    }
    Ok(())
}

fn unescape(raw: &[u8], out: &mut Vec<u8>) {
    let hex = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    out.clear();
    let mut rest = raw;
    while let Some(at) = rest.iter().position(|b| matches!(b, b'%' | b'+')) {
        out.extend_from_slice(&rest[..at]);
        let escape = match rest[at..] {
            [b'%', high, low, ..] => hex(high).zip(hex(low)),
            _ => None,
        };
        let (byte, length) = match (escape, rest[at]) {
            (Some((high, low)), _) => (high << 4 | low, 3),
            (None, b'+') => (b' ', 1),
            (None, byte) => (byte, 1),
        };
        out.push(byte);
        rest = &rest[at + length..];
    }
    out.extend_from_slice(rest);
}

/// The top level of a JSON object: its scalars as text, its lists and objects as JSON.
/// A body that is no object has no parameters; the action may want it whole.
fn json(parameters: &mut Parameters, body: &[u8]) -> Result<(), Undecodable> {
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
        parameters.note_unread_body(NO_OBJECT);
        return Ok(());
    };
    if parameters.len() + fields.len() > MAX_PARAMETERS {
        return Err(Undecodable::TooMany);
    }
    for (name, value) in fields {
        match value {
            Value::Null => {}
            Value::String(text) => parameters.add(&name, &text, Origin::Json),
            other => parameters.add(&name, &other.to_string(), Origin::Json),
        }
    }
    Ok(())
}
