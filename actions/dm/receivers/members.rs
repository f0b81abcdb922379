//! Who is on a list, as calls write it: `[{"e":"a@example.com","u":"Ann"}]` or
//! `[{"Email":"a@example.com","CustomData":{"name":"Ann"}}]`.

use serde_json::{Map, Value};

use crate::dm::{
    faults::NO_RECEIVER_ID,
    tables::{
        Owner,
        receivers::{self, Receiver},
    },
};
use crate::{Cx, Result};

/// How many a call adds at most.
pub(in crate::dm) const MOST: usize = 500;
/// How long the JSON text of a call is at most.
const MOST_BYTES: usize = 1024 * 1024;

/// The fields of a recipient: how calls write them, and their names in templates.
pub(in crate::dm) const FIELDS: [(&str, &str); 5] =
    [("u", "UserName"), ("n", "NickName"), ("g", "Gender"), ("b", "Birthday"), ("m", "Mobile")];

/// The caller's list of this id.
pub(in crate::dm) fn find(cx: &mut Cx<'_>, id: &str) -> Result<Receiver> {
    let owner = Owner::of(cx);
    Ok(receivers::receiver(cx.tx, owner, id)?.ok_or(NO_RECEIVER_ID)?)
}

/// A recipient: the address, and the fields by their names in templates.
pub(in crate::dm) type Recipient = (String, Map<String, Value>);

/// A text, or a number or flag as text.
fn as_text(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(_) | Value::Bool(_) => Some(Value::String(value.to_string())),
        _ => None,
    }
}

/// Reads a list; `None` if it is none, is too long or has elements that are no recipients.
pub(in crate::dm) fn read(json: &str, custom: bool) -> Option<Vec<Recipient>> {
    if json.len() > MOST_BYTES {
        return None;
    }
    let all: Vec<Map<String, Value>> = serde_json::from_str(json).ok()?;
    if all.len() > MOST {
        return None;
    }
    all.into_iter()
        .map(|it| {
            let email = it.get(if custom { "Email" } else { "e" })?.as_str()?.to_owned();
            let fields = if custom {
                let data = it.get("CustomData").and_then(Value::as_object).cloned();
                let data = data.unwrap_or_default().into_iter();
                data.filter_map(|(name, value)| Some((name, as_text(&value)?))).collect()
            } else {
                let field = |(short, name): &(&str, &str)| {
                    Some(((*name).to_owned(), as_text(it.get(*short)?)?))
                };
                FIELDS.iter().filter_map(field).collect()
            };
            Some((email, fields))
        })
        .collect()
}
