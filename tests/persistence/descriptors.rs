//! The limit of open files: raised where it may be, and kept to where not.

use std::thread;

use crate::support::{Call, Client, Program, finish, in_shell};

/// Descriptors that no connection may take, as `src/serve/descriptors.rs` counts them.
fn reserve() -> usize {
    64 + 8 * thread::available_parallelism().unwrap().get()
}

fn args(data: &str) -> [&str; 4] {
    ["--listen", "127.0.0.1:0", "--data", data]
}

/// So many connections, each of which was answered, and stays open.
#[track_caller]
fn connections(program: &Program, count: usize) -> Vec<Client> {
    let mut all: Vec<_> = (0..count).map(|_| Client::open(program.address)).collect();
    for round in 0..2 {
        for (at, client) in all.iter_mut().enumerate() {
            let name = format!("contact {round}");
            let calls = [Call::put(&name), Call::of("DescribeContactList")];
            client.send(&calls[(at + round) % 2].bytes());
            let answer = client.answer();
            assert_eq!(answer.status, 200, "connection {at}: {}", answer.text());
        }
    }
    all
}

#[test]
fn a_low_soft_limit_is_raised() {
    let limit = reserve() + 50;
    let lower = format!("ulimit -S -n {limit}");
    let program = Program::spawn(&mut in_shell(&lower, &args(":memory:")));
    let all = connections(&program, 150);
    drop(all);
    let end = program.stop();
    assert!(!end.stderr.contains("limit of open files"), "{}", end.stderr);
}

#[test]
fn with_a_low_hard_limit_there_is_room_for_fewer_connections() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    // With something in it, the first write opens more files than later ones.
    let before = Program::serve(&data);
    before.call(&Call::put("Alice"));
    before.stop();
    let limit = reserve() + 50;
    let lower = format!("ulimit -n {limit}");
    let program = Program::spawn(&mut in_shell(&lower, &args(data.to_str().unwrap())));
    let mut all = connections(&program, 50);
    // As many as can be told so at a time, and more, which wait for them.
    let mut more: Vec<_> = (0..60).map(|_| Client::open(program.address)).collect();
    for client in &mut more {
        client.send(&Call::put("one too many").bytes());
        let answer = client.answer();
        assert_eq!(answer.short(), (503, "TooManyConnections.Localyun".into()));
        client.finish();
    }
    for client in &mut all {
        client.send(&Call::put("Bob").bytes());
        assert_eq!(client.answer().status, 200);
    }
    let end = program.stop();
    let told = "the limit of open files has room for 50 connections at a time, not 1024";
    assert!(end.stderr.contains(told), "{}", end.stderr);
    assert!(!end.stderr.contains("cannot accept"), "{}", end.stderr);
}

#[test]
fn what_a_connection_may_take_besides_its_own_descriptor_is_kept_back() {
    for (options, room) in [
        (&["--proxy-pass", "*"][..], 25),
        // 64 connections and the listener.
        (&["--imds", "127.0.0.1:0", "--proxy-pass", "*"], 10),
    ] {
        let limit = reserve() + if room == 25 { 50 } else { 65 + 20 };
        let lower = format!("ulimit -n {limit}");
        let args = [&args(":memory:")[..], options].concat();
        let end = Program::spawn(&mut in_shell(&lower, &args)).stop();
        let told = format!("the limit of open files has room for {room} connections at a time");
        assert!(end.stderr.contains(&told), "{options:?}: {}", end.stderr);
    }
}

#[test]
fn a_limit_that_is_too_low_is_an_error_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let lower = format!("ulimit -n {}", reserve());
    let output = finish(&mut in_shell(&lower, &args(data.to_str().unwrap())));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains(&format!("the limit of open files is {}", reserve())), "{stderr}");
    assert!(stderr.contains("ulimit -n"), "{stderr}");
    assert_eq!(folder.path().read_dir().unwrap().count(), 0, "nothing is left behind");
}
