//! What messages to chat bots are made of.

use serde_json::Value;

/// The object that a body is in JSON.
pub(super) fn object(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(body).ok().filter(Value::is_object)
}

/// The member of this name, if it is a text and not empty.
pub(super) fn text<'v>(of: &'v Value, name: &str) -> Option<&'v str> {
    of.get(name)?.as_str().filter(|it| !it.is_empty())
}

/// Whether the member of this name is a list, not empty, of objects with these texts; else what is missing.
pub(super) fn each(of: &Value, name: &str, texts: &[&str]) -> Result<(), String> {
    let all = of.get(name).and_then(Value::as_array).filter(|all| !all.is_empty());
    for one in all.ok_or_else(|| name.to_owned())? {
        if let Some(lacks) = texts.iter().find(|it| text(one, it).is_none()) {
            return Err(format!("{name}.{lacks}"));
        }
    }
    Ok(())
}

/// Whether one of the texts in a value, however deep, contains one of these words.
pub(super) fn says_one_of(value: &Value, words: &[String]) -> bool {
    match value {
        Value::String(text) => words.iter().any(|word| text.contains(&**word)),
        Value::Array(all) => all.iter().any(|it| says_one_of(it, words)),
        Value::Object(all) => all.values().any(|it| says_one_of(it, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
