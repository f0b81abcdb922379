//! Rows as they are shown: without their secrets, and with times as texts.

use std::borrow::Cow;

use actions::{
    ports::store::{StoreError, Value},
    shared::format::iso_millis,
};
use serde_json::Value as Json;

use crate::{secrets::shown_column, world::journal::secrets};

/// A value of a column of a table of which these columns are times.
pub(super) fn cell(table: &str, times: &[&str], column: &str, value: Value<'_>) -> Json {
    let value = match value {
        Value::Null => Json::Null,
        Value::Int(millis) if times.contains(&column) => iso_millis(millis).into(),
        Value::Int(n) => n.into(),
        Value::Real(x) => x.into(),
        // A document may have secrets inside.
        Value::Text(text) | Value::Secret(text) => secrets::text(&text).into(),
    };
    shown_column(table, column, value)
}

/// A value that is compared, or bound again.
pub(super) fn owned(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
        Value::Secret(text) => Value::Secret(Cow::Owned(text.into_owned())),
        Value::Int(n) => Value::Int(n),
        Value::Real(x) => Value::Real(x),
        Value::Null => Value::Null,
    }
}

/// A part of an id.
pub(super) fn id_text(value: &Value<'_>) -> Cow<'static, str> {
    match value {
        Value::Text(text) | Value::Secret(text) => Cow::Owned(text.clone().into_owned()),
        Value::Int(n) => n.to_string().into(),
        Value::Real(x) => x.to_string().into(),
        Value::Null => "".into(),
    }
}

/// A text, or the digits of a number; `None` for nothing, or an empty text.
pub(super) fn some_text(value: &Value<'_>) -> Option<String> {
    Some(id_text(value).into_owned()).filter(|it| !it.is_empty())
}

/// The values of columns of a row, from one of them on.
pub(super) fn values(
    row: &actions::ports::store::Row<'_>,
    places: std::ops::Range<usize>,
) -> Result<Vec<Value<'static>>, StoreError> {
    places.map(|at| row.0.get(at).map(owned)).collect()
}

/// Whether a value contains a text, which is in lower case.
pub(super) fn contains(value: &Value<'_>, lower: &str) -> bool {
    match value {
        Value::Text(whole) | Value::Secret(whole) if whole.is_ascii() => {
            let (whole, part) = (whole.as_bytes(), lower.as_bytes());
            whole.windows(part.len()).any(|it| it.eq_ignore_ascii_case(part))
        }
        Value::Text(whole) | Value::Secret(whole) => whole.to_lowercase().contains(lower),
        Value::Int(n) => n.to_string().contains(lower),
        Value::Real(_) | Value::Null => false,
    }
}

#[cfg(test)]
mod tests {
    use actions::ports::store::Value;

    use super::contains;

    #[test]
    fn a_text_is_found_in_any_case() {
        for (whole, lower, is) in [
            ("Anna", "ann", true),
            ("anna", "na", true),
            ("an", "ann", false),
            ("Änna", "ä", true),
            ("值班组", "值班", true),
            ("abc", "值", false),
        ] {
            assert_eq!(contains(&Value::from(whole), lower), is, "{whole} {lower}");
        }
    }
}
