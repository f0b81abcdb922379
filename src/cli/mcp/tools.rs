//! The tools: operations of the control API, which the same table defines, and calls of actions.

use std::time::Duration;

use actions::core::control::{ControlAccess, ControlBody, EVENTS, Method, Operation};
use bytes::Bytes;
use hyper::Request;
use rmcp::model::{Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

use crate::{
    cli::{
        ask,
        control_target::{places, target},
        control_words::command_name,
        json_text,
    },
    control::{arguments, operations},
};

/// The operations that are tools of their own, by the names of their commands: what code against the cloud is tried with.
/// [`CONTROL`] reaches the others.
const OPERATIONS: &[&str] = &[
    "get-health",
    "post-worlds",
    "get-worlds",
    "get-worlds-by-id",
    "delete-worlds-by-id",
    "post-reset",
    "post-seed",
    "get-actions-by-product-by-action",
    "get-calls",
    "get-calls-by-request-id",
    "get-explain-by-request-id",
    "post-explain",
    "get-outbox",
    "get-outbox-by-id",
    "get-clock",
    "post-clock",
    "get-due",
    "get-faults",
    "post-faults",
    "delete-faults",
    "get-resources",
    "post-policy-check",
    "get-policy-suggest",
    "get-snapshots",
    "post-snapshots-by-name",
    "post-snapshots-by-name-restore",
];

/// Calls an action; what it takes is what the operation takes that signs calls.
const CALL: &str = "call-action";

/// The operation that signs a call.
const SIGN: &str = "post-sign";

/// Finds actions by a part of their names.
const FIND: &str = "find-actions";

/// Lists the operations of the control API, or describes one.
const DESCRIBE: &str = "describe-control";

/// Asks any operation of the control API.
const CONTROL: &str = "control";

/// The argument by which each tool answers a part.
const ONLY: &str = "only";

/// How long to wait for an answer: longer than `wait` may let the server wait.
const PATIENCE: Duration = Duration::from_secs(90);

/// How many bytes an answer has at the most.
const LONGEST: usize = 64 * 1024;

/// The most actions that are listed at a time.
const MOST_ACTIONS: usize = 100;

type Arguments = Map<String, Value>;

/// The tools of a server.
pub(super) struct Tools {
    /// Where it is.
    pub(super) endpoint: String,
}

/// The operation of a command.
fn operation(name: &str) -> Option<Operation> {
    operations().find(|it| command_name(it) == name)
}

/// The schema of an object with these properties and [`ONLY`].
fn with_only(mut schema: Arguments) -> Arguments {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        let what = "answers only this member, names and numbers of elements with dots between: calls.0.action";
        properties.insert(ONLY.to_owned(), json!({ "type": "string", "description": what }));
    }
    schema
}

fn object(properties: &Value, required: &[&str]) -> Arguments {
    let schema = json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    });
    match schema {
        Value::Object(schema) => with_only(schema),
        _ => Arguments::new(),
    }
}

/// A tool, and whether it only reads.
fn tool(name: &'static str, doc: &'static str, schema: Arguments, reads: bool) -> Tool {
    let hints = ToolAnnotations::new().read_only(reads).open_world(false);
    Tool::new(name, doc, schema).with_annotations(hints)
}

/// All tools.
pub(super) fn all() -> Vec<Tool> {
    let of = |name: &&'static str| {
        let it = operation(name)?;
        let reads = it.access != ControlAccess::Writes;
        Some(tool(name, it.doc, with_only(arguments(&it)), reads))
    };
    let mut call = operation(SIGN).map(|it| arguments(&it)).unwrap_or_default();
    if let Some(Value::Object(properties)) = call.get_mut("properties") {
        properties.remove("as");
    }
    call.insert("required".to_owned(), json!(["product", "action"]));
    let part =
        json!({ "type": "string", "description": "a part of the name of a product or an action" });
    let name = |doc: &str| json!({ "type": "string", "description": doc });
    let described = object(
        &json!({ "operation": name("the name of an operation; all are listed unless given") }),
        &[],
    );
    let any = object(
        &json!({
            "operation": name("its name, as describe-control lists it: post-kms-settings"),
            "arguments": { "type": "object", "description": "what it takes, as describe-control tells" },
        }),
        &["operation"],
    );
    let own = [
        tool(
            CALL,
            "Calls an action of the emulated cloud, signed with a key of the world, and answers its status and its body, with a hint where it was refused.",
            with_only(call),
            false,
        ),
        tool(
            FIND,
            "Lists the actions that are emulated, by a part of their names.",
            object(&json!({ "text": part }), &["text"]),
            true,
        ),
        tool(
            DESCRIBE,
            "Lists the operations of the control API, such as the settings of products, or tells what one takes.",
            described,
            true,
        ),
        tool(CONTROL, "Asks any operation of the control API.", any, false),
    ];
    own.into_iter().chain(OPERATIONS.iter().filter_map(of)).collect()
}

/// The text of an argument; a number or a boolean as it is written.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

impl Tools {
    /// What a client is told first.
    pub(super) fn instructions(&self) -> String {
        format!(
            "Localyun is Alibaba Cloud on this machine, at {}: SDKs, CLIs and tools of the cloud reach it unchanged when they are given this \
             endpoint and an access key of a world. The first world has the key id `testid` with the secret `testsecret`; post-worlds makes \
             another one with keys of its own, which no other caller sees. find-actions and get-actions-by-product-by-action tell what is \
             emulated, {CALL} tries an action, get-calls lists what a program has called, get-explain-by-request-id says why a call was \
             refused, get-outbox has the messages and codes that were sent, and post-clock moves the clock on which states change.",
            self.endpoint
        )
    }

    /// Carries out a tool. An error says what is wrong, or what the server refuses.
    pub(super) fn call(&self, name: &str, mut arguments: Arguments) -> Result<String, String> {
        let only = arguments.shift_remove(ONLY).and_then(|it| text(&it));
        let answer = match name {
            CALL => self.called(&arguments)?,
            FIND => self.found(&arguments)?,
            DESCRIBE => described(&arguments)?,
            CONTROL => {
                let name = arguments.get("operation").and_then(Value::as_str);
                let name = name.ok_or("name an operation: describe-control lists them")?.to_owned();
                let arguments = match arguments.shift_remove("arguments") {
                    None | Some(Value::Null) => Arguments::new(),
                    Some(Value::Object(arguments)) => arguments,
                    Some(_) => return Err("`arguments` is an object".to_owned()),
                };
                self.asked(&name, &arguments)?
            }
            name if OPERATIONS.contains(&name) => self.asked(name, &arguments)?,
            other => return Err(format!("there is no tool `{other}`")),
        };
        let answer = match only {
            Some(path) => json_text::found(&answer, &path)?,
            None => String::from_utf8_lossy(&answer).into_owned(),
        };
        if answer.len() > LONGEST {
            return Err(format!(
                "the answer has {} bytes, more than the {LONGEST} that a tool answers: ask for less by its filters, by `limit` or by `{ONLY}`",
                answer.len()
            ));
        }
        Ok(answer)
    }

    /// What an operation of the control API answers.
    fn asked(&self, name: &str, given: &Arguments) -> Result<Vec<u8>, String> {
        let it = operation(name).ok_or_else(|| {
            format!("there is no operation `{name}`: describe-control lists those that there are")
        })?;
        if it.answer == EVENTS {
            return Err("its answer has no end: get-calls and get-outbox tell what happened".into());
        }
        let schema = arguments(&it);
        let known = |name: &String| schema["properties"].get(name).is_some();
        if let Some(wrong) = given.keys().find(|name| !known(name)) {
            let all: Vec<&str> = schema["properties"]
                .as_object()
                .map(|all| all.keys().map(String::as_str).collect())
                .unwrap_or_default();
            return Err(format!("{name} takes no `{wrong}`, but: {}", all.join(", ")));
        }
        let texts: Vec<(&str, String)> =
            given.iter().filter_map(|(name, it)| Some((name.as_str(), text(it)?))).collect();
        let value =
            |name: &str| texts.iter().find(|(it, _)| *it == name).map(|(_, it)| it.as_str());
        if let Some(missing) = places(&it).find(|name| value(name).is_none()) {
            return Err(format!("{name} needs `{missing}`"));
        }
        let target = target(&it, value, value)?;
        let body = match it.body {
            ControlBody::Nothing => Bytes::new(),
            ControlBody::Text(_) | ControlBody::Binary(_) => {
                value("body").unwrap_or_default().to_owned().into()
            }
            ControlBody::Object { .. } | ControlBody::Objects { .. } => {
                let elsewhere = |name: &str| {
                    places(&it).any(|it| it == name) || it.all_names().any(|(it, _)| it == name)
                };
                let members: Arguments = given
                    .iter()
                    .filter(|(name, _)| !elsewhere(name))
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect();
                Value::Object(members).to_string().into()
            }
        };
        let request = match it.method {
            Method::Get => Request::get(&target),
            Method::Post => Request::post(&target),
            Method::Delete => Request::delete(&target),
        };
        let answer = ask::call(&self.endpoint, request, body, PATIENCE);
        answer.map(Vec::from).map_err(|failed| {
            if failed.answered {
                ask::message(&failed.text)
            } else {
                ask::no_answer(&self.endpoint, &failed.text)
            }
        })
    }

    /// What an action answers.
    fn called(&self, given: &Arguments) -> Result<Vec<u8>, String> {
        let signed = self.asked(SIGN, given)?;
        let signed: Value = serde_json::from_slice(&signed).map_err(|e| e.to_string())?;
        let member = |name: &str| signed[name].as_str().unwrap_or_default();
        let mut request = Request::builder().method(member("method")).uri(member("path"));
        // The host is that of the endpoint, as it is in any request.
        for header in signed["headers"].as_array().into_iter().flatten() {
            if let (Some(name), Some(value)) = (header[0].as_str(), header[1].as_str())
                && name != "host"
            {
                request = request.header(name, value);
            }
        }
        let body = Bytes::from(member("body").to_owned());
        let answer = ask::exchange(&self.endpoint, request, body, PATIENCE)
            .map_err(|why| ask::no_answer(&self.endpoint, &why))?;
        let body: Value = serde_json::from_slice(&answer.body)
            .unwrap_or_else(|_| String::from_utf8_lossy(&answer.body).into());
        let mut shown = json!({ "status": answer.status, "body": body });
        if let Some(hint) = answer.header("x-localyun-hint") {
            shown["hint"] = hint.into();
        }
        let text = json_text::pretty(&shown, false);
        if answer.status < 400 { Ok(text.into_bytes()) } else { Err(text) }
    }

    /// The actions whose names have a text in them.
    fn found(&self, given: &Arguments) -> Result<Vec<u8>, String> {
        let part = given.get("text").and_then(Value::as_str).unwrap_or_default().to_lowercase();
        let all = self.asked("get-actions", &Arguments::new())?;
        let all: Value = serde_json::from_slice(&all).map_err(|e| e.to_string())?;
        let mut found = Vec::new();
        for product in all["products"].as_array().into_iter().flatten() {
            let code = product["code"].as_str().unwrap_or_default();
            let fits = code.to_lowercase().contains(&part);
            for action in product["actions"].as_array().into_iter().flatten() {
                let name = action["name"].as_str().unwrap_or_default();
                if fits || name.to_lowercase().contains(&part) {
                    found.push(json!({ "product": code, "action": name, "does": action["doc"] }));
                }
            }
        }
        let count = found.len();
        found.truncate(MOST_ACTIONS);
        let answer = json!({ "actions": found, "count": count });
        Ok(json_text::pretty(&answer, false).into_bytes())
    }
}

/// The operations of the control API, or what one of them takes.
fn described(given: &Arguments) -> Result<Vec<u8>, String> {
    let answer = match given.get("operation").and_then(Value::as_str) {
        None => {
            operations().map(|it| (command_name(&it), it.doc.into())).collect::<Arguments>().into()
        }
        Some(name) => {
            let it = operation(name).ok_or_else(|| format!("there is no operation `{name}`"))?;
            json!({ "operation": name, "does": it.doc, "takes": arguments(&it) })
        }
    };
    Ok(json_text::pretty(&answer, false).into_bytes())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_tool_is_an_operation_of_the_table_or_one_of_its_own() {
        let all = all();
        assert_eq!(all.len(), OPERATIONS.len() + 4);
        let names: BTreeSet<_> = all.iter().map(|it| it.name.to_string()).collect();
        assert_eq!(names.len(), all.len(), "no two have the same name");
        for name in [OPERATIONS, &[SIGN, "get-actions"]].concat() {
            assert!(operation(name).is_some(), "there is no {name}");
        }
        let call = all.iter().find(|it| it.name == CALL).unwrap();
        let takes = call.input_schema["properties"].as_object().unwrap();
        for name in ["product", "action", "parameters", "access_key_id", "world", ONLY] {
            assert!(takes.contains_key(name), "{name}");
        }
    }
}
