//! `localyun replay`: the calls of a journal again, and what differs.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{
    determinism::{Key, Player},
    support::{Call, Client, Program, ask, plain, program, run},
};

const START: i64 = 1_767_225_600_000;

/// A server that keeps its journal in a file.
fn serve(journal: &Path, more: &[&str]) -> Program {
    let journal = journal.to_str().unwrap();
    let args = ["--listen", "127.0.0.1:0", "--data", ":memory:", "--journal", journal];
    Program::spawn(&mut program(&[&args[..], more].concat()))
}

const SEEDED: [&str; 4] = ["--seed-random", "7", "--clock", "2026-01-01"];

/// The exit status and what is printed.
fn replay(args: &[&str]) -> (Option<i32>, String) {
    let output = run(&[&["replay"], args].concat());
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    // On a slow machine it says after a while that it goes on.
    let printed =
        printed.split_inclusive('\n').filter(|it| !it.starts_with("localyun: replaying "));
    (output.status.code(), printed.collect())
}

/// The lines of a journal.
fn lines(file: &Path) -> Vec<Value> {
    let text = fs::read_to_string(file).unwrap();
    text.lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

fn write(file: &Path, lines: &[Value]) {
    let text: Vec<_> = lines.iter().map(Value::to_string).collect();
    fs::write(file, text.join("\n") + "\n").unwrap();
}

fn control(server: &Program, path: &str, body: &str) -> String {
    let answer =
        ask(server.address, &plain("POST", &format!("/_localyun/{path}"), &[], body.as_bytes()));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text().to_owned()
}

#[test]
fn a_journal_with_a_seed_is_answered_the_same_in_every_world_and_after_a_reset() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.jsonl");
    let path = file.to_str().unwrap();
    let server = serve(&file, &SEEDED);
    let play = |world: &str, key: &Key| {
        Player::new(server.address, world, Some(START)).without_links().play(key)
    };
    play("", &Key::root());
    let made: Value = serde_json::from_str(&control(&server, "worlds", "{}")).unwrap();
    let id = made["id"].as_str().unwrap();
    play(id, &Key::of(&made["accounts"][0]));
    control(&server, "reset", "");
    play("", &Key::root());
    server.stop();
    let calls = lines(&file).iter().filter(|it| it.get("localyun").is_none()).count();
    let summary = format!("{calls} calls: every answer is the same\n");
    assert_eq!(replay(&[path, "--check"]), (Some(0), summary));
    let (status, text) = replay(&[path, "--check", "--world", id]);
    assert!(status == Some(0) && text.contains(" calls: every answer"), "{text}");
    let (status, text) = replay(&[path, "--world", "default"]);
    assert_eq!(status, Some(0));
    assert!(text.starts_with("200 Cms PutContact\n200 Cms PutContact\n"), "{text}");
    assert!(text.contains("\n403 Ram ListUsers\n") && !text.contains("in the journal"), "{text}");
}

#[test]
fn a_journal_without_a_seed_is_compared_without_ids_and_times() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.jsonl");
    let server = serve(&file, &[]);
    Player::new(server.address, "", None).play(&Key::root());
    server.stop();
    let calls = lines(&file).len() - 1;
    let (status, text) = replay(&[file.to_str().unwrap(), "--check"]);
    assert_eq!(status, Some(0), "{text}");
    assert!(text.starts_with(&format!("{calls} calls: every answer is the same\n")), "{text}");
    assert!(text.contains(&format!("{calls} of them without ids and times")), "{text}");
}

#[test]
fn an_export_is_replayed_and_the_first_difference_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("export.jsonl");
    let path = file.to_str().unwrap();
    let args = ["--listen", "127.0.0.1:0", "--data", ":memory:"];
    let server = Program::spawn(&mut program(&[&args[..], &SEEDED].concat()));
    server.call(&Call::put("ops"));
    server.call(&Call::of("DescribeContactList"));
    server.call(&Call::put("dev"));
    let export = ask(server.address, &plain("GET", "/_localyun/calls/export", &[], b""));
    fs::write(&file, &export.body).unwrap();
    server.stop();
    assert_eq!(replay(&[path, "--check"]).0, Some(0));
    // As if the list had another name.
    let mut changed = lines(&file);
    let body = changed[2]["answer"]["body"].as_str().unwrap().replace("\"ops\"", "\"ups\"");
    changed[2]["answer"]["body"] = body.into();
    write(&file, &changed);
    let (status, text) = replay(&[path, "--check"]);
    assert_eq!(status, Some(1));
    let [first, second, ..] = text.lines().collect::<Vec<_>>()[..] else { panic!("{text}") };
    assert_eq!(
        first,
        "line 3: call 2, Cms DescribeContactList, by acs:ram::1000000000000001:root, at 2026-01-01T00:00:00.000Z, is answered in another way"
    );
    assert_eq!(second, r#"  Contacts.Contact.0.Name: "ups" in the journal, "ops" now"#);
    // A state that the calls do not make is not there.
    let mut later = lines(&file);
    later.remove(1);
    write(&file, &later);
    let (status, text) = replay(&[path, "--check"]);
    assert!(status == Some(1) && text.contains("--seed and --from"), "{text}");
}

#[test]
fn what_cannot_be_read_is_said_and_is_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.jsonl");
    let path = file.to_str().unwrap();
    let begin = r#"{"localyun":"0","world":"","accounts":[],"iam":"enforce","clock":{},"seed_random":null}"#;
    for (text, part) in [
        ("", "has no call"),
        ("nonsense\n", "line 1: expected"),
        ("{}\n", "line 1: it is not a call of a journal"),
        (&format!("{begin}\n"), "has no call"),
        (&format!("{begin}\n{{\"request\":{{}},\"answer\":{{}}}}\n"), "line 2: it has no time"),
        ("{\"request\":{},\"answer\":{}}\n", "line 1: no line before it says how its world began"),
    ] {
        fs::write(&file, text).unwrap();
        let (status, printed) = replay(&[path, "--check"]);
        assert_eq!(status, Some(2), "{text}: {printed}");
        assert!(printed.contains(part), "{text}: {printed}");
    }
    // Of each it is said what is expected, by `report` too, and with the same status.
    for content in [&b"SQLite format 3\0\xff\n"[..], b"nonsense\n", b"{}\n"] {
        fs::write(&file, content).unwrap();
        for command in ["replay", "report"] {
            let output = run(&[command, path]);
            assert_eq!(output.status.code(), Some(2), "{command}");
            let why = String::from_utf8(output.stderr).unwrap();
            let parts =
                [&*format!("{path} is no journal: "), "serve --journal FILE", "get-calls-export"];
            assert!(parts.iter().all(|part| why.contains(part)), "{command}: {why}");
        }
    }
    assert_eq!(replay(&["/no/such/file"]).0, Some(2));
    fs::write(&file, format!("{begin}\n")).unwrap();
    let (_, why) = replay(&[path, "--from", "/no/such.db"]);
    assert!(why.contains("/no/such.db") && why.contains("with --from"), "{why}");
    // A program that was killed leaves half a line.
    let server = serve(&folder.path().join("whole.jsonl"), &SEEDED);
    server.call(&Call::put("ops"));
    server.stop();
    let whole = fs::read_to_string(folder.path().join("whole.jsonl")).unwrap();
    let half = &whole[..whole.len() / 2];
    fs::write(&file, format!("{whole}{half}")).unwrap();
    assert!(half.contains('\n'), "{half}");
    let (status, text) = replay(&[path, "--world", "default"]);
    assert_eq!((status, text.as_str()), (Some(0), "200 Cms PutContact\n"));
    assert!(replay(&[path, "--world", "nowhere"]).1.contains("but of default"));
}

#[test]
fn calls_that_a_fault_has_changed_are_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.jsonl");
    let server = serve(&file, &SEEDED);
    for effect in [r#""error": "Throttling.User""#, r#""lost_answer": true"#] {
        control(&server, "faults", &format!(r#"{{"action": "PutContact", "times": 1, {effect}}}"#));
    }
    server.call(&Call::put("refused"));
    let mut lost = Client::open(server.address);
    lost.send(&Call::put("made").bytes());
    assert!(lost.is_closed());
    server.call(&Call::put("good"));
    assert_eq!(server.call(&Call::of("DescribeContactList")).json()["Total"], 2);
    server.stop();
    let (status, text) = replay(&[file.to_str().unwrap(), "--check"]);
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains("4 calls") && text.contains("2 were not compared"), "{text}");
}
