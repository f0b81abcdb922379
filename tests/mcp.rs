//! `localyun mcp`, as a client of the Model Context Protocol uses it.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    process::{Child, ChildStdin, ChildStdout, Stdio},
};

use serde_json::{Value, json};

use crate::support::{finish, program};

/// A client that has begun.
struct Client {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    number: u64,
    endpoint: String,
    /// What the server says of itself.
    info: Value,
}

impl Client {
    /// Begins, where no server runs.
    fn start() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", free.local_addr().unwrap());
        drop(free);
        Self::at(&endpoint)
    }

    fn at(endpoint: &str) -> Self {
        let mut command = program(&["mcp", "--endpoint", endpoint]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let to = child.stdin.take();
        let from = BufReader::new(child.stdout.take().unwrap());
        let endpoint = endpoint.to_owned();
        let mut it = Self { child, to, from, number: 0, endpoint, info: Value::Null };
        it.info = it.ask(
            "initialize",
            &json!({
                "protocolVersion": "2025-06-18", "capabilities": {},
                "clientInfo": {"name": "test", "version": "1"},
            }),
        );
        it.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        it
    }

    fn send(&mut self, message: &Value) {
        writeln!(self.to.as_mut().unwrap(), "{message}").unwrap();
    }

    /// What a request is answered.
    fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.number += 1;
        let number = self.number;
        self.send(&json!({"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}));
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        let mut answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(answer["id"], number, "{answer}");
        answer["result"].take()
    }

    /// Whether a tool failed, and what it says.
    fn tool(&mut self, name: &str, arguments: &Value) -> (bool, String) {
        let answer = self.ask("tools/call", &json!({"name": name, "arguments": arguments}));
        let text = answer["content"][0]["text"].as_str().unwrap().to_owned();
        (answer["isError"] == true, text)
    }

    /// The JSON that a tool answers.
    fn answer(&mut self, name: &str, arguments: &Value) -> Value {
        let (failed, text) = self.tool(name, arguments);
        assert!(!failed, "{name}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// Ends the input, which ends the program.
    fn end(mut self) {
        drop(self.to.take());
        assert!(self.child.wait().unwrap().success());
    }
}

#[test]
fn an_agent_tries_its_calls_in_a_world_of_its_own() {
    let mut it = Client::start();
    assert_eq!(it.info["serverInfo"]["name"], "localyun");
    assert!(it.info["instructions"].as_str().unwrap().contains(&it.endpoint));
    let tools = it.ask("tools/list", &json!({}));
    let tools: Vec<&str> =
        tools["tools"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert!(tools.contains(&"call-action") && tools.contains(&"post-clock"), "{tools:?}");
    let found = it.answer("find-actions", &json!({"text": "PutContact"}));
    assert_eq!(found["actions"][0]["product"], "Cms", "{found}");
    // A world, a call in it, and what it has done there alone.
    let world = it.answer("post-worlds", &json!({}));
    let world = world["id"].as_str().unwrap().to_owned();
    let done = it.answer(
        "call-action",
        &json!({
            "world": world, "product": "cms", "action": "PutContact",
            "parameters": {"ContactName": "ops", "Describe": "x", "Channels.Mail": "ops@example.com"},
        }),
    );
    assert_eq!((&done["status"], &done["body"]["Code"]), (&json!(200), &json!("200")), "{done}");
    let mail = it.answer("get-outbox", &json!({"world": world, "to": "ops@example.com"}));
    assert_eq!(mail["messages"][0]["kind"], "verification", "{mail}");
    let elsewhere = it.answer("get-outbox", &json!({}));
    assert_eq!(elsewhere["messages"], json!([]));
    let calls = it.answer("get-calls", &json!({"world": world, "limit": 5}));
    assert_eq!(calls["calls"][0]["action"], "PutContact", "{calls}");
    // Only a member of an answer.
    let only = json!({"world": world, "limit": 5, "only": "calls.0.action"});
    assert_eq!(it.tool("get-calls", &only), (false, "PutContact".to_owned()));
    // A refusal says why, and is explained.
    let (failed, text) = it.tool(
        "call-action",
        &json!({"world": world, "product": "cms", "action": "PutContact", "parameters": {"ContactName": "x"}}),
    );
    assert!(failed, "{text}");
    let refused: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(refused["status"], 400, "{text}");
    let id = refused["body"]["RequestId"].as_str().unwrap();
    let why = it.answer("get-explain-by-request-id", &json!({"world": world, "request_id": id}));
    assert_eq!(why["action"], "PutContact", "{why}");
    // The clock, whose state is that of the control API.
    let clock = it.answer("post-clock", &json!({"world": world, "freeze": true}));
    assert_eq!(clock["frozen"], true, "{clock}");
    let told =
        it.answer("control", &json!({"operation": "get-clock", "arguments": {"world": world}}));
    assert_eq!(told["frozen"], true, "{told}");
    it.end();
}

#[test]
fn a_wrong_use_of_a_tool_is_told_and_ends_nothing() {
    let mut it = Client::start();
    for (tool, arguments, says) in [
        ("no-tool", json!({}), "there is no tool `no-tool`"),
        ("get-calls", json!({"colour": 1}), "get-calls takes no `colour`, but: "),
        ("get-explain-by-request-id", json!({}), "get-explain-by-request-id needs `request_id`"),
        ("control", json!({}), "name an operation"),
        ("control", json!({"operation": "x"}), "there is no operation `x`"),
        ("control", json!({"operation": "get-health", "arguments": 1}), "`arguments` is an object"),
        ("control", json!({"operation": "get-events"}), "its answer has no end"),
        ("control", json!({"operation": "get-openapi-json"}), "ask for less"),
        ("call-action", json!({"product": "cms"}), "action"),
        ("call-action", json!({"product": "cms", "action": "PutContac"}), "PutContact"),
        ("post-clock", json!({"advance": "soon"}), "advance"),
        ("get-health", json!({"only": "nothing"}), "nothing"),
    ] {
        let (failed, text) = it.tool(tool, &arguments);
        assert!(failed && text.contains(says), "{tool}: {text}");
    }
    // Another client asks the server that the first one has started.
    let mut other = Client::at(&it.endpoint);
    it.answer("post-clock", &json!({"freeze": true}));
    assert_eq!(other.answer("get-clock", &json!({}))["frozen"], true);
    other.end();
    it.end();
}

#[test]
fn a_server_is_started_without_tls_alone() {
    let output = finish(&mut program(&["mcp", "--endpoint", "https://127.0.0.1:1"]));
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("no answer from https://127.0.0.1:1"), "{said}");
}
