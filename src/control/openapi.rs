//! `/_localyun/openapi.json`: the table of routes as an OpenAPI description, for editors, clients and their
//! generators.
//!
//! OpenAPI 3.1: <https://spec.openapis.org/oas/v3.1.0>.

use actions::{
    PRODUCTS,
    core::control::{ControlAccess, ControlBody, JSON, Names, Operation, TEXT, Type},
};
use serde_json::{Map, Value, json};

use crate::control::route::placeholder;

/// It is carried out where the table is.
pub(super) const OPERATION: Operation =
    Operation::get("openapi.json", "Answers the OpenAPI description of the control API.")
        .access(ControlAccess::Nothing)
        .of_server();

/// The statuses of refusals, each with its name and when it comes.
const REFUSALS: [(&str, &str, &str); 5] = [
    (
        "400",
        "BadRequest",
        "A query parameter, a member of the body or a value is wrong; the message names it and says what would be right.",
    ),
    ("403", "Forbidden", "The caller may not use the control API."),
    ("404", "NotFound", "There is no such path, id or world."),
    (
        "405",
        "MethodNotAllowed",
        "The path does not have the method; the header Allow has those that it has.",
    ),
    (
        "default",
        "Refused",
        "Another refusal: 409 where the state does not allow it, 417 where calls are not as expected, 503 where too much is going on.",
    ),
];

/// The description of all that can be asked.
pub(super) fn description(all: impl Iterator<Item = Operation>) -> Value {
    let mut paths = Map::new();
    let mut tags: Vec<&str> = Vec::new();
    for operation in all {
        let path = format!("/_localyun/{}", operation.path);
        let methods = paths.entry(path).or_insert_with(|| json!({}));
        methods[operation.method.name().to_ascii_lowercase()] = described(&operation);
        let tag = tag(&operation);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let tags: Vec<_> = tags.into_iter().map(|tag| json!({ "name": tag })).collect();
    let refusals = REFUSALS.iter().map(|(_, name, when)| ((*name).to_owned(), refusal(when)));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Localyun control API",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Reads and changes what calls of the emulated cloud cannot.",
        },
        "servers": [{ "url": "/" }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": {
                    "type": "object",
                    "required": ["message"],
                    "properties": {
                        "message": {
                            "type": "string",
                            "description": "what is wrong, and what to do",
                        },
                    },
                },
            },
            "responses": refusals.collect::<Map<_, _>>(),
        },
    })
}

fn refusal(when: &str) -> Value {
    let problem = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
    json!({ "description": when, "content": { media_type(JSON): problem } })
}

/// A media type without its parameters, by which the content of a body is known.
fn media_type(of: &'static str) -> &'static str {
    of.split(';').next().unwrap_or(of)
}

/// The code of the product whose operation it is, else the subject: the first part of its path.
fn tag(operation: &Operation) -> &'static str {
    let first = operation.path.split('/').next().unwrap_or_default();
    PRODUCTS.iter().find(|product| product.id == first).map_or(first, |product| product.code)
}

/// `postCasOrdersById`.
fn operation_id(operation: &Operation) -> String {
    let mut id = String::new();
    for word in operation.words() {
        let (first, rest) = word.split_at(usize::from(!id.is_empty()));
        id.extend([&first.to_ascii_uppercase(), rest]);
    }
    id
}

fn described(it: &Operation) -> Value {
    let in_path = it.path.split('/').filter_map(placeholder).map(|name| {
        json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
    });
    let in_query = it.all_names().map(|(name, doc)| {
        let schema = it.type_of(name).map_or_else(|| json!({ "type": "string" }), schema);
        json!({ "name": name, "in": "query", "description": doc, "schema": schema })
    });
    let parameters: Vec<_> = in_path.chain(in_query).collect();
    let mut responses = Map::from_iter([("200".to_owned(), answer(it))]);
    for (status, name, _) in REFUSALS {
        let to = json!({ "$ref": format!("#/components/responses/{name}") });
        responses.insert(status.to_owned(), to);
    }
    let mut all = json!({
        "operationId": operation_id(it),
        "tags": [tag(it)],
        "summary": it.doc,
        "parameters": parameters,
        "responses": responses,
    });
    if let Some(body) = body(it) {
        all["requestBody"] = body;
    }
    all
}

/// The schema of all that an operation takes, as one object: the names in its path, its query parameters, and the members
/// of its body or, where that is a text, `body`. A member that is named as a query parameter is left out.
pub(crate) fn arguments(it: &Operation) -> Map<String, Value> {
    let mut all = Map::new();
    let places: Vec<&str> = it.path.split('/').filter_map(placeholder).collect();
    for name in &places {
        all.insert((*name).to_owned(), json!({ "type": "string" }));
    }
    for (name, doc) in it.all_names() {
        let mut parameter = it.type_of(name).map_or_else(|| json!({ "type": "string" }), schema);
        parameter["description"] = doc.into();
        all.insert(name.to_owned(), parameter);
    }
    match it.body {
        ControlBody::Nothing => {}
        ControlBody::Text(what) | ControlBody::Binary(what) => {
            all.insert("body".to_owned(), json!({ "type": "string", "description": what }));
        }
        ControlBody::Object { members, examples } | ControlBody::Objects { members, examples } => {
            let read: Vec<Value> =
                examples.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
            for (name, member) in properties(it, members, &read) {
                all.entry(name).or_insert(member);
            }
        }
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), all.into());
    schema.insert("required".to_owned(), json!(places));
    schema.insert("additionalProperties".to_owned(), false.into());
    schema
}

fn answer(it: &Operation) -> Value {
    let mut content = Map::new();
    let schema = if it.answer == JSON { json!({}) } else { json!({ "type": "string" }) };
    content.insert(media_type(it.answer).to_owned(), json!({ "schema": schema }));
    // By `?as=text`.
    let as_text = matches!(it.type_of("as"), Some(Type::OneOf(words)) if words.contains(&"text"));
    if as_text {
        content.insert(media_type(TEXT).to_owned(), json!({ "schema": { "type": "string" } }));
    }
    json!({ "description": it.doc, "content": content })
}

fn schema(of: Type) -> Value {
    match of {
        Type::Integer(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Type::Boolean => json!({ "type": "boolean" }),
        Type::OneOf(words) => json!({ "type": "string", "enum": words }),
    }
}

fn body(it: &Operation) -> Option<Value> {
    let (members, examples, many) = match it.body {
        ControlBody::Nothing => return None,
        ControlBody::Text(what) => {
            let content = json!({ media_type(TEXT): { "schema": { "type": "string" } } });
            return Some(json!({ "description": what, "required": true, "content": content }));
        }
        ControlBody::Binary(what) => {
            let content = json!({ "application/octet-stream": {} });
            return Some(json!({ "description": what, "required": true, "content": content }));
        }
        ControlBody::Object { members, examples } => (members, examples, false),
        ControlBody::Objects { members, examples } => (members, examples, true),
    };
    let read: Vec<Value> =
        examples.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
    let mut schema = object(it, members, &read);
    if many {
        schema = json!({ "anyOf": [schema, { "type": "array", "items": schema }] });
    }
    let named = read
        .iter()
        .enumerate()
        .map(|(at, example)| (format!("example{}", at + 1), json!({ "value": example })));
    let content = json!({ "schema": schema, "examples": named.collect::<Map<_, _>>() });
    Some(json!({ "required": true, "content": { media_type(JSON): content } }))
}

/// The schema of an object with these members.
fn object(it: &Operation, members: Names, examples: &[Value]) -> Value {
    json!({
        "type": "object",
        "properties": properties(it, members, examples),
        "additionalProperties": false,
    })
}

/// The schemas of these members. Their values in the examples are examples here too.
fn properties(it: &Operation, members: Names, examples: &[Value]) -> Map<String, Value> {
    let objects: Vec<_> = examples
        .iter()
        .flat_map(|example| example.as_array().map_or(std::slice::from_ref(example), Vec::as_slice))
        .collect();
    let member = |(name, doc): &(&'static str, &'static str)| {
        let mut member = it.type_of(name).map_or_else(|| json!({}), schema);
        member["description"] = (*doc).into();
        let mut values: Vec<&Value> = Vec::new();
        for value in objects.iter().filter_map(|object| object.get(*name)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if !values.is_empty() {
            member["examples"] = json!(values);
        }
        ((*name).to_owned(), member)
    };
    members.iter().map(member).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::control::operations;

    #[test]
    fn all_of_the_table_is_described() {
        let all = description(operations());
        let mut ids = BTreeSet::new();
        let mut count = 0;
        for operation in operations() {
            let path = format!("/_localyun/{}", operation.path);
            let it = &all["paths"][&path][operation.method.name().to_lowercase()];
            let id = it["operationId"].as_str().unwrap();
            assert!(ids.insert(id.to_owned()), "two of {id}");
            assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
            let names: Vec<&str> = it["parameters"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| it["name"].as_str().unwrap())
                .collect();
            let in_path = operation.path.split('/').filter_map(placeholder);
            let want: Vec<&str> = in_path.chain(operation.all_names().map(|it| it.0)).collect();
            assert_eq!(names, want, "{id}");
            if let ControlBody::Object { members, examples }
            | ControlBody::Objects { members, examples } = operation.body
            {
                let body = &it["requestBody"]["content"]["application/json"];
                assert_eq!(body["examples"].as_object().unwrap().len(), examples.len(), "{id}");
                let object = body["schema"].get("anyOf").map_or(&body["schema"], |it| &it[0]);
                let found: Vec<_> = object["properties"].as_object().unwrap().keys().collect();
                assert_eq!(found, members.iter().map(|it| it.0).collect::<Vec<_>>(), "{id}");
            }
            let statuses: Vec<_> = it["responses"].as_object().unwrap().keys().collect();
            assert_eq!(statuses, ["200", "400", "403", "404", "405", "default"]);
            count += 1;
        }
        let described = all["paths"].as_object().unwrap().values();
        assert_eq!(described.map(|it| it.as_object().unwrap().len()).sum::<usize>(), count);
    }

    #[test]
    fn an_operation_id_reads_as_a_name() {
        let id = |it: Operation| operation_id(&it);
        assert_eq!(id(Operation::get("outbox", "")), "getOutbox");
        assert_eq!(id(Operation::get("openapi.json", "")), "getOpenapiJson");
        assert_eq!(id(Operation::post("explain/{request_id}", "")), "postExplainByRequestId");
    }

    #[test]
    fn a_type_that_is_declared_is_of_a_name_that_is_there() {
        for it in operations() {
            let members = match it.body {
                ControlBody::Object { members, .. } | ControlBody::Objects { members, .. } => {
                    members
                }
                _ => &[],
            };
            let known: BTreeSet<_> =
                it.all_names().chain(members.iter().copied()).map(|it| it.0).collect();
            for (name, _) in it.declared_types() {
                assert!(known.contains(name), "{}: {name}", it.path);
            }
        }
    }
}
