//! `localyun control`: what it asks, what it prints and how it ends.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Output, Stdio},
};

use localyun::control::operations;

use crate::support::{Call, Program, finish, in_shell, program, run};

fn serve() -> (Program, String) {
    let program = Program::spawn(&mut program(&["--listen", "127.0.0.1:0", "--data", ":memory:"]));
    let endpoint = format!("http://{}", program.address);
    (program, endpoint)
}

fn control(endpoint: &str, words: &[&str]) -> Output {
    run(&[&["control"], words, &["--endpoint", endpoint]].concat())
}

#[track_caller]
fn printed(output: &Output) -> String {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

fn refused(output: &Output) -> (Option<i32>, String) {
    assert!(output.stdout.is_empty());
    (output.status.code(), String::from_utf8(output.stderr.clone()).unwrap())
}

#[test]
fn operations_are_commands() {
    let (program, endpoint) = serve();
    let health: serde_json::Value =
        serde_json::from_str(&printed(&control(&endpoint, &["get-health"]))).unwrap();
    assert_eq!(health["pid"], program.id());
    let clock = control(&endpoint, &["post-clock", "--freeze", "2026-01-01T00:00:00Z"]);
    assert!(printed(&clock).contains("\"now\": \"2026-01-01T00:00:00.000Z\""));
    let clock = control(&endpoint, &["post-clock", "--advance-ms", "1500"]);
    assert!(printed(&clock).contains("\"now\": \"2026-01-01T00:00:01.500Z\""));
    let contact = Call::put("Alice").query("Channels.Mail", "a+b@example.com");
    assert_eq!(program.call(&contact).code(), "200");
    let mails = printed(&control(&endpoint, &["get-outbox", "--to", "a+b@example.com"]));
    assert_eq!(mails.matches("\"to\": \"a+b@example.com\"").count(), 1, "{mails}");
    let mail = printed(&control(&endpoint, &["get-outbox-by-id", "1"]));
    assert!(mail.starts_with('{') && mail.ends_with("}\n") && mail.contains("Activate"), "{mail}");
    // Text is printed as it is.
    let metrics = printed(&control(&endpoint, &["get-metrics"]));
    assert!(metrics.starts_with("# HELP ") && metrics.ends_with('\n'), "{metrics}");
    // The variable does what the option does.
    let mut by_variable = crate::support::program(&["control", "delete-outbox"]);
    let deleted = printed(&finish(by_variable.env("LOCALYUN_ENDPOINT", &endpoint)));
    assert!(deleted.contains("\"deleted\": 1"), "{deleted}");
}

#[test]
fn a_body_is_a_text_a_file_or_the_standard_input() {
    let (_program, endpoint) = serve();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("body.json");
    fs::write(&file, r#"{"set": "2030-01-01T00:00:00Z"}"#).unwrap();
    let from_file = format!("@{}", file.display());
    for body in [r#"{"set": "2030-01-01T00:00:00Z"}"#, &from_file] {
        let clock = control(&endpoint, &["post-clock", "--body", body]);
        assert!(printed(&clock).contains("\"now\": \"2030-01-01"));
    }
    let asked = ["control", "post-clock", "--body", "-", "--endpoint", &endpoint];
    let redirect = format!("exec <{}", file.display());
    assert!(printed(&finish(&mut in_shell(&redirect, &asked))).contains("\"now\": \"2030-01-01"));
}

#[test]
fn one_member_of_an_answer_is_printed() {
    let (_program, endpoint) = serve();
    let query = |path| control(&endpoint, &["get-health", "--query", path]);
    assert_eq!(printed(&query("status")), "ok\n");
    assert_eq!(printed(&query("worlds")), "1\n");
    let before = control(&endpoint, &["--query", "status", "get-health"]);
    assert_eq!(printed(&before), "ok\n");
    let (status, text) = refused(&query("state"));
    assert_eq!(status, Some(2));
    assert!(text.contains("the answer has no state"), "{text}");
    let (_, text) = refused(&control(&endpoint, &["get-metrics", "--query", "a"]));
    assert!(text.contains("is not JSON"), "{text}");
}

#[test]
fn the_exit_status_says_who_refused() {
    let (_program, endpoint) = serve();
    let (status, text) = refused(&control(&endpoint, &["post-clock", "--advance", "soon"]));
    assert_eq!(status, Some(1), "{text}");
    assert!(text.starts_with("localyun: `soon` is not a duration"), "{text}");
    let (status, text) = refused(&control(&endpoint, &["get-outbox-by-id", "7"]));
    assert_eq!(status, Some(1), "{text}");
    for wrong in [
        &["get-helth"][..],
        &["get-outbox", "--too", "x"],
        &["get-outbox", "--channel", "fax"],
        &["get-outbox-by-id"],
        &["post-clock", "--body", "{}", "--advance", "1h"],
        &["post-clock", "--body", "@/nonexistent/file"],
    ] {
        assert_eq!(refused(&control(&endpoint, wrong)).0, Some(2), "{wrong:?}");
    }
    let (status, text) = refused(&control("http://127.0.0.1:1", &["get-health"]));
    assert_eq!(status, Some(2));
    assert!(text.contains("no answer from http://127.0.0.1:1"), "{text}");
}

#[test]
fn all_are_listed_and_explained() {
    let list = printed(&run(&["control"]));
    for operation in operations() {
        let name = operation.words().join("-");
        assert!(list.lines().any(|it| it.split(' ').next() == Some(&*name)), "{name}");
    }
    let help = printed(&run(&["control", "post-clock", "--help"]));
    for part in
        ["--advance <VALUE>", "moves the clock forward", "{\"advance\": \"24h\"}", "--world"]
    {
        assert!(help.contains(part), "{part}: {help}");
    }
    for shell in ["bash", "zsh", "fish"] {
        let script = printed(&run(&["completions", shell]));
        assert!(script.contains("post-cas-orders-by-id"), "{shell}");
    }
}

#[test]
fn who_has_seen_enough_of_the_events_may_leave() {
    let (server, endpoint) = serve();
    let mut command = program(&["control", "get-events", "--endpoint", &endpoint]);
    let mut listener = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(listener.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(!first.is_empty());
    // The next event finds nobody.
    for _ in 0..100 {
        server.call(&Call::of("DescribeContactList"));
        if listener.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let ended = listener.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), &*ended.stderr), (Some(0), &b""[..]));
}

/// What the control API says of routes and members, a command says of commands and options.
#[test]
fn a_refusal_names_commands_and_options() {
    let (_program, endpoint) = serve();
    let at = ["--endpoint", &endpoint];
    for (words, part) in [
        (&["control", "get-outbox-by-id", "7"][..], "`localyun control get-outbox` lists"),
        (&["control", "delete-worlds-by-id", "default"], "`localyun control post-reset` puts"),
        (&["control", "delete-worlds-by-id", "none"], "`localyun control get-worlds` lists"),
        (&["control", "delete-faults-by-id", "none"], "`localyun control get-faults` lists"),
        (
            &["control", "post-policy-check", "--as", "root", "--action", "x"],
            "`--action`: it must be SERVICE:NAME",
        ),
        (&["policy", "check", "--as", "x", "--action", "ram:ListUsers"], "`x` is no principal"),
        (&["policy", "suggest", "--world", "none"], "`localyun control get-worlds` lists"),
        (&["snapshot", "restore", "none"], "`localyun snapshot list` lists"),
        (&["seed", "export", "--world", "none"], "`localyun control get-worlds` lists"),
        (
            &["explain", "5C0B3B3E-8D4F-5C8E-9E4C-7D3D1A9C5B1F"],
            "`localyun control get-calls` lists",
        ),
    ] {
        let output = run(&[words, &at].concat());
        assert!(!output.status.success(), "{words:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(part), "{words:?}: {said}");
        for foreign in ["/_localyun/", " for example {", "the members are"] {
            assert!(!said.contains(foreign), "{words:?}: {said}");
        }
    }
    // Who writes the body as JSON is told what it may be.
    let (_, said) = refused(&control(&endpoint, &["post-policy-check", "--body", "{}"]));
    assert!(said.contains("the members are action, resource"), "{said}");
}
