//! The state at start, to which a reset leads back.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use crate::support::{Answer, Call, Program, ask, plain, program};

fn reset(program: &Program) -> Answer {
    ask(program.address, &plain("POST", "/_localyun/reset", &["content-length: 0"], b""))
}

fn total(program: &Program) -> serde_json::Value {
    program.call(&Call::of("DescribeContactList")).json()["Total"].clone()
}

/// A file that is larger than what is copied unasked.
fn large(folder: &Path) -> PathBuf {
    let data = folder.join("x.db");
    let program = Program::serve(&data);
    program.call(&Call::put("Alice"));
    program.stop();
    let db = Connection::open(&data).unwrap();
    db.execute_batch(
        "INSERT INTO outbox (id, at, account, product, channel, recipient, subject, body)
         VALUES (1000000, 0, '', '', 'Mail', 'x', '', CAST(zeroblob(20000000) AS TEXT))",
    )
    .unwrap();
    drop(db);
    data
}

/// Whether the file system lets files share their blocks, so that a copy costs nothing.
fn shares(data: &Path) -> bool {
    let program = Program::serve(data);
    let shares = data.with_extension("db-start").exists();
    program.stop();
    shares
}

#[test]
fn a_large_file_is_not_copied_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let data = large(folder.path());
    if shares(&data) {
        return; // nothing is copied there
    }
    let program = Program::serve(&data);
    // With nothing written there is nothing to undo.
    assert_eq!(reset(&program).status, 200);
    assert_eq!(program.call(&Call::put("Bob")).code(), "200");
    assert!(!folder.path().join("x.db-start").exists());
    let refused = reset(&program);
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("--copy-for-reset"), "{}", refused.text());
    assert_eq!(total(&program), 2, "nothing has changed");
    assert_eq!(program.call(&Call::put("Carol")).code(), "200");
}

#[test]
fn it_is_if_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let data = large(folder.path());
    let args = ["--listen", "127.0.0.1:0", "--copy-for-reset", "--data"];
    let program = Program::spawn(program(&args).arg(&data));
    program.call(&Call::put("Bob"));
    assert_eq!(reset(&program).status, 200);
    assert_eq!(total(&program), 1);
    program.stop();
    assert!(!folder.path().join("x.db-start").exists());
}

#[test]
fn a_copy_that_cannot_be_made_hinders_no_write() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db");
    let first = Program::serve(&data);
    first.call(&Call::put("Alice"));
    first.stop();
    // In its place.
    fs::create_dir(folder.path().join("x.db-start")).unwrap();
    let second = Program::serve(&data);
    assert_eq!(second.call(&Call::put("Bob")).code(), "200");
    assert_eq!(reset(&second).status, 409);
    let end = second.stop();
    assert!(end.stderr.contains("cannot copy the state at start"), "{}", end.stderr);
    // Who insists is told at start.
    let args = ["--listen", "127.0.0.1:0", "--copy-for-reset", "--data", data.to_str().unwrap()];
    let refused = crate::support::run(&args);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("x.db-start"));
}
