//! The JSON Schema of seed files, for editors: made of what the products declare.

use actions::{
    PRODUCTS,
    core::seed::{SeedMember, SeedType},
};
use serde_json::{Map, Value, json};

use super::reader::ACCOUNT;

/// The schema, in draft 2020-12.
#[must_use]
pub fn schema() -> Value {
    let mut account = Map::new();
    for (name, doc) in ACCOUNT {
        account.insert(name.into(), described(json!({ "type": ["string", "integer"] }), doc));
    }
    for product in PRODUCTS.iter().filter(|it| !it.seeds.is_empty()) {
        let kinds = product.seeds.iter().map(|kind| {
            let entries = json!({ "type": "array", "items": object(kind.members) });
            (kind.name.to_owned(), described(entries, kind.doc))
        });
        let kinds: Map<_, _> = kinds.collect();
        let doc = format!("What the account has in {}.", product.code);
        let kinds = json!({ "type": "object", "properties": kinds, "additionalProperties": false });
        account.insert(product.id.into(), described(kinds, &doc));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Localyun seed file",
        "type": "object",
        "properties": {
            "version": { "const": 1, "description": "The version of this form." },
            "clock": {
                "type": "string",
                "format": "date-time",
                "description": "The time at which the clock is frozen.",
            },
            "accounts": {
                "type": "array",
                "description": "The accounts, each with what it has.",
                "items": {
                    "type": "object",
                    "properties": account,
                    "required": ["id"],
                    "additionalProperties": false,
                },
            },
        },
        "required": ["version"],
        "additionalProperties": false,
    })
}

fn described(mut schema: Value, doc: &str) -> Value {
    schema["description"] = doc.into();
    schema
}

fn object(members: &[SeedMember]) -> Value {
    let properties = members.iter().map(|it| (it.name.to_owned(), member(it)));
    let properties: Map<_, _> = properties.collect();
    let required: Vec<_> = members.iter().filter(|it| it.required).map(|it| it.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn member(it: &SeedMember) -> Value {
    let mut types = match it.of {
        SeedType::Text | SeedType::Form(_) => vec!["string", "integer"],
        SeedType::Content => vec!["string", "integer", "object"],
        SeedType::Number => vec!["integer"],
        SeedType::Flag => vec!["boolean"],
        SeedType::Document => vec!["string", "object"],
        SeedType::Texts | SeedType::Objects(_) => vec!["array"],
    };
    if it.secret {
        types.push("null");
    }
    let mut schema = json!({ "type": types });
    match it.of {
        SeedType::Content => {
            schema["properties"] = json!({ "file": { "type": ["string", "integer"] } });
            schema["required"] = json!(["file"]);
            schema["additionalProperties"] = false.into();
        }
        SeedType::Texts => schema["items"] = json!({ "type": ["string", "integer"] }),
        SeedType::Objects(members) => schema["items"] = object(members),
        SeedType::Text
        | SeedType::Form(_)
        | SeedType::Number
        | SeedType::Flag
        | SeedType::Document => {}
    }
    described(schema, it.doc)
}
