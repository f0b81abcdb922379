//! Each answer that a transcript shows has the fields and the types that the vendor publishes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use actions::{PRODUCTS, Product};
use serde_json::Value;

use crate::names;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The response trees of a product's actions, as `fixtures/official` and `fixtures/modelled` have them: a
/// type is a word, a list of one type, or an object; the member `*` of an object stands for members of any name.
fn official(product: &Product) -> BTreeMap<String, Value> {
    let actions = names::actions_of(product);
    actions.into_iter().map(|(name, action)| (name, action["response"].clone())).collect()
}

/// An answer to a call of an action, as a transcript shows it.
struct Shown {
    product: &'static str,
    action: String,
    body: Value,
    file: PathBuf,
}

/// Every JSON answer with the status 200 of every transcript.
fn shown() -> Vec<Shown> {
    let mut all = Vec::new();
    for product in PRODUCTS {
        for file in fs::read_dir(fixtures().join(product.id)).into_iter().flatten() {
            let file = file.unwrap().path();
            let Ok(text) = fs::read_to_string(&file) else { continue };
            let mut called = None;
            for line in text.lines() {
                if let Some(call) = line.strip_prefix("> ") {
                    let name = call.split(' ').next().unwrap();
                    called = Some(name.split_once(':').unwrap_or((product.id, name)));
                } else if let Some(body) = line.strip_prefix("< 200 {") {
                    let Some((of, action)) = called.take() else { continue };
                    let product = PRODUCTS.iter().find(|p| p.id == of).unwrap();
                    let entry = product.find(action).unwrap();
                    let product = entry.owner.unwrap_or(product).id;
                    let action = entry.name.to_owned();
                    let body = parsed(&format!("{{{body}"));
                    all.push(Shown { product, action, body, file: file.clone() });
                } else {
                    called = None;
                }
            }
        }
    }
    assert!(all.len() > 500, "only {} answers", all.len());
    all
}

/// A body; a number that was saved from an earlier answer stands there as `$name`.
fn parsed(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|_| {
        let mut text = String::new();
        let mut rest = body;
        while let Some((before, after)) = rest.split_once(":$") {
            let end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
            text.extend([before, ":0"]);
            rest = &after[end..];
        }
        text.push_str(rest);
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {body}"))
    })
}

/// Every field of a response tree with its type: `Contacts.Contact[].Name string`.
fn leaves(tree: &Value, path: &str, all: &mut Vec<(String, String)>) {
    match tree {
        Value::Array(of) => leaves(&of[0], &format!("{path}[]"), all),
        Value::Object(members) if !members.is_empty() => {
            for (name, member) in members {
                let dot = if path.is_empty() { "" } else { "." };
                leaves(member, &format!("{path}{dot}{name}"), all);
            }
        }
        Value::Object(_) => all.push((path.to_owned(), "object".to_owned())),
        word => all.push((path.to_owned(), word.as_str().unwrap().to_owned())),
    }
}

/// The fields of an action's answer: `Contacts.Contact[].Name`, with their types, and whether a transcript shows them.
struct Field {
    name: String,
    kind: String,
    is_shown: bool,
}

/// The fields of the answer of every action.
fn fields() -> BTreeMap<(&'static str, &'static str), Vec<Field>> {
    let mut seen = BTreeMap::<(&str, String), BTreeSet<String>>::new();
    let trees: BTreeMap<&str, _> = PRODUCTS.iter().map(|p| (p.id, official(p))).collect();
    for Shown { product, action, body, .. } in shown() {
        let tree = &trees[product][&action];
        let fields = seen.entry((product, action)).or_default();
        compare(tree, &body, "", fields, &mut Vec::new());
    }
    let mut all = BTreeMap::new();
    for product in PRODUCTS {
        for entry in product.actions {
            let owner = entry.owner.unwrap_or(product).id;
            let mut fields = Vec::new();
            leaves(&trees[owner][entry.name], "", &mut fields);
            let seen = seen.get(&(owner, entry.name.to_owned()));
            let is_seen = |name: &str| {
                let path = format!(".{}", name.replace("[]", "").replace(".*", ""));
                seen.is_some_and(|seen| seen.iter().any(|it| it.starts_with(&path)))
            };
            let fields = fields.into_iter().map(|(name, kind)| {
                let is_shown = is_seen(&name);
                Field { name, kind, is_shown }
            });
            all.insert((product.id, entry.name), fields.collect());
        }
    }
    all
}

/// For docs/FIDELITY.md: the fields of each action's answer that no transcript shows.
pub(crate) fn unseen() -> BTreeMap<(&'static str, &'static str), Vec<String>> {
    let unseen = |fields: Vec<Field>| {
        fields.into_iter().filter(|it| !it.is_shown).map(|it| it.name).collect()
    };
    fields().into_iter().map(|(action, fields)| (action, unseen(fields))).collect()
}

/// For docs/COVERAGE.md: the fields of each action's answer.
pub(crate) fn answers() -> BTreeMap<(&'static str, &'static str), String> {
    let text = |fields: Vec<Field>| {
        let named: Vec<String> =
            fields.iter().map(|it| format!("`{}` {}", it.name, it.kind)).collect();
        format!("\nAnswer: {}.\n", named.join(", "))
    };
    fields().into_iter().map(|(action, fields)| (action, text(fields))).collect()
}

/// Adds the path of every field in `value` to `fields`, and what departs from `want` to `wrong`.
fn compare(
    want: &Value,
    value: &Value,
    path: &str,
    fields: &mut BTreeSet<String>,
    wrong: &mut Vec<String>,
) {
    fields.insert(path.to_owned());
    let fits = match (want, value) {
        (Value::Array(of), Value::Array(items)) => {
            for item in items {
                compare(&of[0], item, path, fields, wrong);
            }
            true
        }
        (Value::Object(members), Value::Object(found)) => {
            for (name, member) in found {
                match members.get(name).or_else(|| members.get("*")) {
                    Some(want) => compare(want, member, &format!("{path}.{name}"), fields, wrong),
                    None => wrong.push(format!("{path}.{name} is not in the official response")),
                }
            }
            true
        }
        (Value::String(word), value) => match word.as_str() {
            "any" => true,
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            other => panic!("the type {other} at {path}"),
        },
        _ => false,
    };
    if !fits {
        wrong.push(format!("{path} is {value}, but officially {want}"));
    }
}

/// Objects with fields that published clients read, though the vendor's packages do not have them. Their
/// actions say which.
const MORE_FIELDS: &[&str] = &[
    "DescribeEventRuleList.EventRules.EventRule.EventPattern.",
    // Names with dots on the wire, which the packages turn into an object.
    "DescribeLaunchTemplateVersions.LaunchTemplateVersionSets.LaunchTemplateVersionSet.LaunchTemplateData.SystemDisk.",
    // The gateway puts it into every answer.
    "CheckSmsVerifyCode.RequestId",
    "QuerySendDetails.RequestId",
    // Refusals with the status 200 say why.
    "ListTagResources.Message",
    "TagResources.Message",
    "UntagResources.Message",
    // Observed in the cloud, and not published.
    "DescribeVpcs.Vpcs.Vpc.NetworkAclNum",
    "DescribeEipAddresses.EipAddresses.EipAddress.Descritpion",
    "DescribeEipAddresses.EipAddresses.EipAddress.AvailableRegions",
];

/// Fields that have another type in recorded answers of the cloud than in the vendor's packages. Their actions say so.
const RECORDED_TYPES: &[&str] = &["QuerySendDetails.TotalCount is "];

/// Whether a departure is a field of [`MORE_FIELDS`] or of [`RECORDED_TYPES`].
fn is_read_by_clients(wrong: &str) -> bool {
    wrong.ends_with("is not in the official response")
        && MORE_FIELDS.iter().any(|object| wrong.starts_with(object))
        || RECORDED_TYPES.iter().any(|field| wrong.starts_with(field))
}

#[test]
fn every_answer_has_the_official_fields_and_types() {
    let trees: BTreeMap<&str, _> = PRODUCTS.iter().map(|p| (p.id, official(p))).collect();
    let mut wrong = Vec::new();
    for Shown { product, action, body, file } in shown() {
        let mut found = Vec::new();
        compare(&trees[product][&action], &body, &action, &mut BTreeSet::new(), &mut found);
        found.retain(|what| !is_read_by_clients(what));
        wrong.extend(found.into_iter().map(|what| format!("{}: {what}", file.display())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_field_that_is_unknown_or_of_another_type_is_found() {
    let want: Value = serde_json::from_str(
        r#"{"Id":"integer","Name":"string","List":[{"Key":"string"}],"Tags":{"*":"string"}}"#,
    )
    .unwrap();
    let wrong = |text: &str| {
        let mut wrong = Vec::new();
        let value = serde_json::from_str(text).unwrap();
        compare(&want, &value, "A", &mut BTreeSet::new(), &mut wrong);
        wrong.len()
    };
    assert_eq!(wrong(r#"{"Id":1,"Name":"","List":[{"Key":"k"}],"Tags":{"a":"b"}}"#), 0);
    for bad in [
        r#"{"Id":"1"}"#,
        r#"{"Id":null}"#,
        r#"{"Name":true}"#,
        r#"{"List":{"Key":"k"}}"#,
        r#"{"List":[{"Kye":"k"}]}"#,
        r#"{"Tags":{"a":1}}"#,
        r#"{"Other":1}"#,
    ] {
        assert_eq!(wrong(bad), 1, "{bad}");
    }
}
