//! Parses the JSON text of a policy into statements, or reports what is wrong.
//!
//! Rejected (reference, 8.1): invalid JSON, a version other than `1`, no statement, an effect other
//! than Allow and Deny, both or none of `Action` and `NotAction`, no resource, an unknown operator.
//! Besides, what the vendor's page on validating policies calls an error: the form of actions,
//! ARNs, keys and values.
//!
//! The messages for a missing action and for `BoolIfExists` were observed; the words of the others are assumed in their
//! style.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{
    condition::{Condition, Operator},
    document::{Document, DocumentKind, Effect, Element, MalformedDocument, Statement},
    matching::{ActionPatterns, Glob, ResourcePattern},
    principal::TrustedPrincipal,
};

type Result<T> = std::result::Result<T, MalformedDocument>;
type Object = Map<String, Value>;

/// How many characters of a `Sid` are kept: explanations alone show it.
const LONGEST_SID: usize = 128;

fn refuse<T>(problem: impl Into<String>, place: impl Into<String>) -> Result<T> {
    Err(MalformedDocument { problem: problem.into(), place: place.into() })
}

impl Document {
    /// Reads and checks a document.
    ///
    /// Unknown elements are ignored; a single value is accepted for a list, and a bare number or
    /// boolean for a string. The JSON parser rejects nesting beyond 128 levels.
    pub fn parse(text: &str, kind: DocumentKind) -> Result<Self> {
        Ok(Self { statements: statements(text, kind)?.into() })
    }
}

/// The statements of `text`.
fn statements(text: &str, kind: DocumentKind) -> Result<Vec<Statement>> {
    let document: Value = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(e) => return refuse(format!("Fix the JSON syntax error: {e}."), ""),
    };
    let Value::Object(document) = document else {
        return refuse("Data type mismatch: the policy document must be a JSON object.", "");
    };
    match document.get("Version") {
        None => return refuse("Add a Version element to the policy document.", ""),
        Some(version) if scalar(version).as_deref() == Some("1") => {}
        Some(_) => return refuse("Invalid version: the value must be \"1\".", "Version"),
    }
    let list = match document.get("Statement") {
        None => return refuse("Add a Statement element to the policy document.", ""),
        Some(Value::Array(list)) if list.is_empty() => {
            return refuse("Add at least one statement to the policy document.", "Statement");
        }
        Some(Value::Array(list)) => list.as_slice(),
        Some(single) => std::slice::from_ref(single),
    };
    list.iter()
        .enumerate()
        .map(|(i, item)| statement(item, kind, &format!("Statement[{i}]")))
        .collect()
}

fn statement(item: &Value, kind: DocumentKind, place: &str) -> Result<Statement> {
    let Value::Object(item) = item else {
        return refuse("Data type mismatch: a statement must be a JSON object.", place);
    };
    Ok(Statement {
        sid: item.get("Sid").and_then(sid),
        effect: effect(item, place)?,
        actions: actions(item, place)?,
        resources: resources(item, kind, place)?,
        principals: principals(item, kind, place)?,
        conditions: conditions(item, place)?.into(),
    })
}

/// The `Sid` of a statement, cut after its first characters; of one that is no text, or an empty one, none.
fn sid(value: &Value) -> Option<Arc<str>> {
    let text = value.as_str().filter(|it| !it.is_empty())?;
    let end = text.char_indices().nth(LONGEST_SID).map_or(text.len(), |(at, _)| at);
    Some(text[..end].into())
}

fn effect(item: &Object, place: &str) -> Result<Effect> {
    match item.get("Effect") {
        None => refuse("Add an Effect element to the policy statement.", place),
        Some(Value::String(s)) if s == "Allow" => Ok(Effect::Allow),
        Some(Value::String(s)) if s == "Deny" => Ok(Effect::Deny),
        Some(_) => {
            refuse("Invalid effect: the value must be Allow or Deny.", format!("{place}.Effect"))
        }
    }
}

fn actions(item: &Object, place: &str) -> Result<Element<ActionPatterns>> {
    let Some((negated, name, value)) = either(item, "Action", "NotAction", place)? else {
        return refuse("Add an Action or NotAction element to the policy statement.", place);
    };
    let wrong = "Invalid action format: the value must be <ram-code>:<action-name>.";
    let read = |text: &str| {
        if text.contains([':', '*']) { Ok(text.to_owned()) } else { Err(wrong) }
    };
    let patterns = list(value, &format!("{place}.{name}"), read)?;
    Ok(Element { negated, list: ActionPatterns::new(patterns.iter().map(String::as_str)) })
}

fn resources(
    item: &Object,
    kind: DocumentKind,
    place: &str,
) -> Result<Option<Element<Box<[ResourcePattern]>>>> {
    let found = either(item, "Resource", "NotResource", place)?;
    if kind == DocumentKind::Trust {
        return match found {
            None => Ok(None),
            Some((_, name, _)) => refuse(
                format!("Unsupported element: a trust policy has no {name}."),
                format!("{place}.{name}"),
            ),
        };
    }
    let Some((negated, name, value)) = found else {
        return refuse("Add a Resource element to the policy statement.", place);
    };
    let read = |text: &str| {
        let prefix = text.split(':').next().unwrap_or_default();
        (Glob::new(prefix).matches("acs") && text.contains([':', '*']))
            .then(|| ResourcePattern::new(text))
            .ok_or("Invalid ARN prefix: the value must be * or start with acs:.")
    };
    Ok(Some(Element { negated, list: list(value, &format!("{place}.{name}"), read)? }))
}

fn principals(
    item: &Object,
    kind: DocumentKind,
    place: &str,
) -> Result<Option<Box<[TrustedPrincipal]>>> {
    let value = match (kind, item.get("Principal")) {
        (DocumentKind::Identity, None) => return Ok(None),
        (DocumentKind::Identity, Some(_)) => {
            return refuse(
                "Unsupported element: only a trust policy has a Principal.",
                format!("{place}.Principal"),
            );
        }
        (DocumentKind::Trust, None) => {
            return refuse("Add a Principal element to the policy statement.", place);
        }
        (DocumentKind::Trust, Some(value)) => value,
    };
    let place = &format!("{place}.Principal");
    let Value::Object(elements) = value else {
        return refuse("Data type mismatch: the value must be a JSON object.", place);
    };
    let mut found = Vec::new();
    for (element, value) in elements {
        let place = format!("{place}.{element}");
        let wrong = match element.as_str() {
            "RAM" => {
                "Invalid principal: the value must be the ARN of an account, a user or a role."
            }
            "Service" => "Invalid principal: the value must be the name of a service.",
            "Federated" => "Invalid principal: the value must be the ARN of an identity provider.",
            _ => {
                return refuse("Invalid principal: use RAM, Service or Federated.", place);
            }
        };
        // An empty list is no error beside a non-empty one (observed: the vendor's Terraform
        // modules write all lists, even empty ones).
        if value.as_array().is_some_and(Vec::is_empty) {
            continue;
        }
        let read = |text: &str| TrustedPrincipal::parse(element, text).ok_or(wrong);
        found.extend(list(value, &place, read)?);
    }
    if found.is_empty() && !elements.is_empty() {
        return refuse("Add at least one value.", place);
    }
    if found.is_empty() {
        return refuse("Invalid principal: use RAM, Service or Federated.", place);
    }
    Ok(Some(found.into()))
}

fn conditions(item: &Object, place: &str) -> Result<Vec<Condition>> {
    let place = &format!("{place}.Condition");
    let mut found = Vec::new();
    let operators = match item.get("Condition") {
        None => return Ok(found),
        Some(Value::Object(operators)) => operators,
        Some(_) => return refuse("Data type mismatch: the value must be a JSON object.", place),
    };
    for (name, keys) in operators {
        let place = &format!("{place}.{name}");
        let Some(operator) = Operator::find(name) else {
            // The words about `BoolIfExists`, which are observed.
            return refuse("The condition operator 'IfExists/Null' is not supported", "");
        };
        let Value::Object(keys) = keys else {
            return refuse("Data type mismatch: the value must be a JSON object.", place);
        };
        for (key, values) in keys {
            let place = &format!("{place}.{key}");
            if !key.contains(':') {
                return refuse(
                    "Invalid condition key format: the key must be <ram-code>:<condition-key>.",
                    place,
                );
            }
            let values = scalars(values, place)?;
            match Condition::new(operator, key, &values) {
                Ok(condition) => found.push(condition),
                Err(wrong) => return refuse(format!("Invalid condition value: {wrong}."), place),
            }
        }
    }
    Ok(found)
}

/// The one of two elements that exclude each other, and whether it is the second.
fn either<'v>(
    item: &'v Object,
    yes: &'static str,
    not: &'static str,
    place: &str,
) -> Result<Option<(bool, &'static str, &'v Value)>> {
    match (item.get(yes), item.get(not)) {
        (Some(_), Some(_)) => refuse(format!("Use either {yes} or {not}, not both."), place),
        (Some(value), None) => Ok(Some((false, yes, value))),
        (None, Some(value)) => Ok(Some((true, not, value))),
        (None, None) => Ok(None),
    }
}

/// A string or a list of strings, each read by `read`.
fn list<T>(
    value: &Value,
    place: &str,
    read: impl Fn(&str) -> std::result::Result<T, &'static str>,
) -> Result<Box<[T]>> {
    let items = match value {
        Value::Array(items) if items.is_empty() => {
            return refuse("Add at least one value.", place);
        }
        Value::Array(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    items
        .iter()
        .map(|item| match item {
            Value::String(text) => read(text).or_else(|wrong| refuse(wrong, place)),
            _ => refuse("Data type mismatch: the value must be a string or a list of them.", place),
        })
        .collect()
}

/// The values of a condition key: strings, numbers and booleans, one or a list.
fn scalars(value: &Value, place: &str) -> Result<Vec<String>> {
    let items = match value {
        Value::Array(items) if items.is_empty() => {
            return refuse("Add at least one value.", place);
        }
        Value::Array(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    let text = |item| match scalar(item) {
        Some(text) => Ok(text),
        None => refuse("Data type mismatch: the value must be a string or a list of them.", place),
    };
    items.iter().map(text).collect()
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
