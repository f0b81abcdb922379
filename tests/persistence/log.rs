//! The one file, and its log beside it.

use std::{fs, path::Path};

use rusqlite::Connection;

use crate::support::{Call, Program};

fn contacts(data: &Path) -> i64 {
    let db = Connection::open(data).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    db.query_row("SELECT COUNT(*) FROM cms_contact", [], |row| row.get(0)).unwrap()
}

fn total(program: &Program) -> i64 {
    program.call(&Call::of("DescribeContactList")).json()["Total"].as_i64().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let all = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name());
    all.map(|it| it.into_string().unwrap()).collect()
}

#[test]
fn a_stop_leaves_all_in_the_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db");
    for round in 1..=3 {
        let program = Program::serve(&data);
        for n in 0..10 {
            program.call(&Call::put(&format!("contact-{round}-{n}")));
        }
        // Threads that have read have connections of their own.
        for _ in 0..8 {
            assert_eq!(total(&program), round * 10);
        }
        let end = program.stop();
        assert!(end.status.success(), "{}", end.stderr);
        assert_eq!(names(folder.path()), ["x.db"]);
        let copy = tempfile::tempdir().unwrap();
        fs::copy(&data, copy.path().join("copy.db")).unwrap();
        assert_eq!(contacts(&copy.path().join("copy.db")), round * 10);
    }
}

/// A file whose process was killed after it had written, and its log.
fn killed(folder: &Path) -> (std::path::PathBuf, std::path::PathBuf) {
    let data = folder.join("x.db");
    let program = Program::serve(&data);
    for n in 0..20 {
        program.call(&Call::put(&format!("contact-{n}")));
    }
    program.kill();
    (data, folder.join("x.db-wal"))
}

#[test]
fn a_log_that_is_whole_is_read_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let (data, _) = killed(folder.path());
    let program = Program::serve(&data);
    assert_eq!(total(&program), 20);
    let end = program.stop();
    assert!(!end.stderr.contains("-wal"), "{}", end.stderr);
}

#[test]
fn a_log_that_was_removed_or_emptied_is_missed() {
    for emptied in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let (data, log) = killed(folder.path());
        if emptied {
            fs::write(&log, b"").unwrap();
        } else {
            fs::remove_file(&log).unwrap();
        }
        let program = Program::serve(&data);
        assert_eq!(program.call(&Call::put("Alice")).code(), "200", "it serves on");
        let end = program.stop();
        assert!(end.stderr.contains("x.db-wal was removed or emptied"), "{}", end.stderr);
        // Once is enough.
        let end = Program::serve(&data).stop();
        assert!(!end.stderr.contains("-wal"), "{}", end.stderr);
    }
}

#[test]
fn a_log_that_is_damaged_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (data, log) = killed(folder.path());
    let mut bytes = fs::read(&log).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&log, bytes).unwrap();
    let program = Program::serve(&data);
    assert!(total(&program) < 20);
    let end = program.stop();
    assert!(end.stderr.contains("x.db-wal is damaged"), "{}", end.stderr);
}

#[test]
fn a_log_that_ends_within_a_write_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (data, log) = killed(folder.path());
    let bytes = fs::read(&log).unwrap();
    fs::write(&log, &bytes[..bytes.len() - 100]).unwrap();
    let program = Program::serve(&data);
    assert_eq!(total(&program), 19);
    let end = program.stop();
    assert!(end.stderr.contains("x.db-wal ends within a write"), "{}", end.stderr);
    let end = Program::serve(&data).stop();
    assert!(!end.stderr.contains("-wal"), "{}", end.stderr);
}

#[test]
fn what_does_not_fit_together_any_more_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (data, log) = killed(folder.path());
    Program::serve(&data).stop();
    let program = Program::serve(&data);
    program.call(&Call::put("Alice"));
    program.kill();
    fs::remove_file(&log).unwrap();
    let mut bytes = fs::read(&data).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0xff);
    fs::write(&data, &bytes).unwrap();
    let output =
        crate::support::run(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    let why = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{why}");
    assert!(why.contains("x.db is damaged: restore it from a copy"), "{why}");
}

#[test]
fn a_kill_before_anything_was_written_is_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db");
    Program::serve(&data).stop();
    Program::serve(&data).kill();
    let _ = fs::remove_file(folder.path().join("x.db-wal"));
    let end = Program::serve(&data).stop();
    assert!(!end.stderr.contains("-wal"), "{}", end.stderr);
}
