//! Reads the query and the body of a control call, as its operation has them.

use std::{collections::BTreeSet, fmt};

use actions::core::control::{ControlBody, ControlRequest, Names, OF_WORLD, Operation};
use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use crate::{
    control::{BodyError, Problem},
    sign::encode,
    spelling::closest,
    wire::query,
};

/// The parts of a path that stand in the place of names in braces.
pub(super) type Parts<'p> = Vec<(&'static str, &'p str)>;

/// Reads a request. What the operation does not know is refused by its name.
pub(super) fn read(
    operation: &Operation,
    parts: &Parts<'_>,
    raw_query: &str,
    raw_body: &[u8],
) -> Result<ControlRequest, Problem> {
    let part = |(name, raw): &(&'static str, &str)| Ok((*name, decoded(raw, "path")?));
    let path = parts.iter().map(part).collect::<Result<_, Problem>>()?;
    let (query, open_query) = names(operation, raw_query)?;
    let mut request = ControlRequest { path, query, open_query, ..ControlRequest::default() };
    match operation.body {
        ControlBody::Nothing => nothing(raw_body)?,
        ControlBody::Text(_) | ControlBody::Binary(_) => request.text = raw_body.to_vec(),
        ControlBody::Object { members, .. } => {
            request.text = raw_body.to_vec();
            request.body = json(raw_body)?;
            known(&request.body, members, "a JSON object")?;
            unique(raw_body)?;
        }
        ControlBody::Objects { members, .. } => {
            request.body = json(raw_body)?;
            let all = request.body.as_array().map(Vec::as_slice);
            for one in all.unwrap_or(std::slice::from_ref(&request.body)) {
                known(one, members, "a JSON object, or a list of these")?;
            }
            unique(raw_body)?;
        }
    }
    Ok(request)
}

/// The query parameters that are known by their whole names, and those whose names the caller completes.
type QueryNames = (Vec<(&'static str, String)>, Vec<(String, String)>);

/// Decodes a query. A `+` stands for itself, as in a mail address; a space is `%20`.
fn names(operation: &Operation, raw: &str) -> Result<QueryNames, Problem> {
    let not_text = || Problem::new(400, "the query is not UTF-8 text");
    let (mut query, mut open, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (name, value) in query::read(raw).ok_or_else(not_text)? {
        without_null(&value)?;
        let Some(known) = operation.accepts(&name) else {
            if OF_WORLD.iter().any(|(known, _)| *known == name) {
                let text = format!(
                    "this call is about the server as a whole, and not about one of its worlds: leave out `{name}`"
                );
                return Err(Problem::new(400, text));
            }
            let known: Vec<_> = operation.all_names().map(|(known, _)| known).collect();
            let takes = match &known[..] {
                [] => "takes no query parameters".to_owned(),
                known => format!("takes {}", known.join(", ")),
            };
            return Err(Problem::new(
                400,
                format!(
                    "unknown query parameter `{name}`{}; this call {takes}",
                    meant(&name, known.into_iter())
                ),
            ));
        };
        if !seen.insert(name.clone()) {
            return Err(Problem::new(400, format!("the query has `{name}` twice")));
        }
        if known == name {
            query.push((known, value));
        } else {
            open.push((name, value));
        }
    }
    Ok((query, open))
}

pub(super) fn decoded(text: &str, of: &str) -> Result<String, Problem> {
    let mut bytes = Vec::with_capacity(text.len());
    encode::unescape_path(&mut bytes, text);
    String::from_utf8(bytes).map_err(|_| Problem::new(400, format!("the {of} is not UTF-8 text")))
}

/// Refuses a value that no database takes.
fn without_null(value: &str) -> Result<(), Problem> {
    if value.contains('\0') {
        return Err(Problem::new(400, "the query has the character U+0000"));
    }
    Ok(())
}

/// Refuses a body where none is read: who sends one expects something of it. `{}` says nothing.
fn nothing(body: &[u8]) -> Result<(), Problem> {
    match body.trim_ascii() {
        b"" | b"{}" => Ok(()),
        _ => Err(Problem::new(400, "this call takes no body")),
    }
}

fn json(body: &[u8]) -> Result<Value, Problem> {
    if body.trim_ascii().is_empty() {
        return Err(Problem::of_body("the body is empty"));
    }
    serde_json::from_slice(body).map_err(|e| Problem::of_body(format!("the body is not JSON: {e}")))
}

/// Refuses a member that comes twice, of which a [`Value`] would keep one.
fn unique(body: &[u8]) -> Result<(), Problem> {
    let read = serde_json::from_slice::<Unique>(body);
    read.map(|Unique| ()).map_err(|e| Problem::of_body(e.to_string()))
}

/// An object that has no member twice, or a list of these.
struct Unique;

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Unique;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique, A::Error> {
        let mut names = BTreeSet::new();
        while let Some((name, IgnoredAny)) = map.next_entry::<String, _>()? {
            if names.contains(&name) {
                return Err(Error::custom(format!("the body has `{name}` twice")));
            }
            names.insert(name);
        }
        Ok(Unique)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Unique, A::Error> {
        while all.next_element::<Unique>()?.is_some() {}
        Ok(Unique)
    }
}

/// Refuses what is no object, and a member that the operation does not know.
fn known(object: &Value, members: Names, kind: &str) -> Result<(), Problem> {
    let Value::Object(fields) = object else {
        return Err(Problem::of_body(format!("the body must be {kind}")));
    };
    match fields.keys().find(|name| !members.iter().any(|(known, _)| known == name)) {
        Some(name) => {
            let meant = meant(name, members.iter().map(|(known, _)| *known));
            Err(Problem::of_body(format!("the body has the unknown member `{name}`{meant}")))
        }
        None => Ok(()),
    }
}

/// ` (did you mean `limit`?)`, of the known name that is most like an unknown one.
fn meant<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> String {
    closest(name, known).map_or_else(String::new, |it| format!(" (did you mean `{it}`?)"))
}

/// What the body of an operation may be, for the error message of a wrong one.
pub(super) fn usage(operation: &Operation, culprit: &BodyError) -> String {
    let (ControlBody::Object { members, examples } | ControlBody::Objects { members, examples }) =
        operation.body
    else {
        return String::new();
    };
    let names: Vec<_> = members.iter().map(|(name, _)| *name).collect();
    let (method, examples) = (operation.method.name(), examples.join(" or "));
    let doc = |name: &str| members.iter().find(|(it, _)| *it == name).map(|(_, doc)| doc);
    let meant = match culprit {
        BodyError::Whole => String::new(),
        BodyError::Member(name) => {
            doc(name).map(|doc| format!(" (`{name}`: {doc})")).unwrap_or_default()
        }
    };
    format!("{meant}. {method} for example {examples}; the members are {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(operation: &Operation, query: &str, body: &str) -> String {
        let problem = read(operation, &Vec::new(), query, body.as_bytes()).map(|_| ()).unwrap_err();
        assert_eq!(problem.status, 400);
        problem.text
    }

    #[test]
    fn a_plus_stands_for_itself() {
        let operation = Operation::get("x", "").query(&[("to", "")]);
        for raw in ["to=a+b@example.com", "to=a%2Bb%40example.com", "&to=a%2bb@example.com&"] {
            let request = read(&operation, &Vec::new(), raw, b"").map_err(|e| e.text).unwrap();
            assert_eq!(request.query_value("to"), Some("a+b@example.com"), "{raw}");
        }
    }

    #[test]
    fn what_a_query_may_not_have_is_named_and_so_is_what_it_may() {
        let none = Operation::get("x", "");
        let one = none.query(&[("to", "")]);
        let open = none.query(&[("param.{name}", "")]);
        let two = none.query(&[("to", ""), ("limit", "")]);
        for (operation, raw, part) in [
            (two, "too=x", "`too` (did you mean `to`?); this call takes to, limit, world, key"),
            (open, "param.A.1=x&param.A.1=y", "`param.A.1` twice"),
            (open, "param.=x", "`param.`; this call takes param.{name}, world, key"),
            (open, "params.A=x", "`params.A`;"),
            (none, "x", "`x`; this call takes world, key"),
            (none.of_server(), "world=x", "about the server as a whole"),
            (one, "to=a&to=b", "`to` twice"),
            (one, "to=%ff", "UTF-8"),
        ] {
            let text = text(&operation, raw, "");
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn what_a_body_may_not_have_is_named() {
        let one = Operation::post("x", "").object(&[("a", ""), ("b", "")], &["{}"]);
        let list = Operation::post("x", "").objects(&[("a", "")], &["{}"]);
        for (operation, body, part) in [
            (one, "", "empty"),
            (one, "{", "not JSON: EOF"),
            (one, "[]", "a JSON object"),
            (one, r#"{"a": 1, "c": 1}"#, "`c`"),
            (one, r#"{"a": 1, "b": 2, "a": 1}"#, "`a` twice"),
            (list, r#"[{"a": 1}, {"a": 1, "a": 2}]"#, "`a` twice"),
            (list, "1", "or a list of these"),
            (list, r#"[{"a": 1}, 1]"#, "or a list of these"),
            (list, r#"[{"a": 1}, {"b": 1}]"#, "`b`"),
        ] {
            let text = text(&operation, "", body);
            assert!(text.contains(part), "{text}");
        }
        let good = read(&list, &Vec::new(), "", br#"[{"a": 1}, {}]"#).map_err(|e| e.text).unwrap();
        assert_eq!(good.each().count(), 2);
    }
}
