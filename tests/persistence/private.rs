//! Nobody else can read what the program keeps, and a file that is refused leaves nothing behind.
#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
};

use rusqlite::Connection;

use crate::support::{Call, Program, ask, plain, run};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// All in a folder, and the mode of each.
fn modes(folder: &Path) -> Vec<(String, u32)> {
    let all = fs::read_dir(folder).unwrap().map(|it| it.unwrap());
    let mut all: Vec<_> =
        all.map(|it| (it.file_name().into_string().unwrap(), mode(&it.path()))).collect();
    all.sort();
    all
}

#[test]
fn all_files_are_the_users_own() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db");
    let first = Program::serve(&data);
    first.call(&Call::put("Alice"));
    let while_it_serves = ["x.db", "x.db-lock", "x.db-wal"].map(|it| (it.to_owned(), 0o600));
    assert_eq!(modes(folder.path()), while_it_serves);
    first.stop();
    assert_eq!(modes(folder.path()), [("x.db".to_owned(), 0o600)]);
    // With a state at start that is kept.
    let second = Program::serve(&data);
    second.call(&Call::put("Bob"));
    let all = modes(folder.path());
    assert!(all.iter().any(|it| it.0 == "x.db-start"), "{all:?}");
    assert!(all.iter().all(|it| it.1 == 0o600), "{all:?}");
    ask(second.address, &plain("POST", "/_localyun/reset", &["content-length: 0"], b""));
    let all = modes(folder.path());
    assert!(all.iter().all(|it| it.1 == 0o600), "{all:?}");
    let end = second.stop();
    assert_eq!(modes(folder.path()), [("x.db".to_owned(), 0o600)]);
    assert!(!end.stderr.contains("chmod"), "{}", end.stderr);
}

#[test]
fn a_file_that_others_can_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db");
    Program::serve(&data).stop();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o644)).unwrap();
    let end = Program::serve(&data).stop();
    assert!(end.stderr.contains("is open to other users (mode 644): chmod 600"), "{}", end.stderr);
    assert_eq!(mode(&data), 0o644, "whose file it is decides");
}

#[test]
fn a_link_in_the_place_of_the_lock_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (data, target) = (folder.path().join("x.db"), folder.path().join("precious"));
    fs::write(&target, "as it was").unwrap();
    symlink(&target, folder.path().join("x.db-lock")).unwrap();
    let output = run(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    let why = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{why}");
    assert!(why.contains("cannot open") && why.contains("x.db-lock"), "{why}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "as it was");
    assert!(!data.exists());
    // One to nowhere makes nothing there.
    fs::remove_file(&target).unwrap();
    run(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    assert!(!target.exists() && !data.exists());
}

#[test]
fn a_hard_link_in_the_place_of_the_lock_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (data, target) = (folder.path().join("x.db"), folder.path().join("precious"));
    Program::serve(&data).stop();
    fs::write(&target, "as it was").unwrap();
    fs::hard_link(&target, folder.path().join("x.db-lock")).unwrap();
    let output = run(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    let why = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{why}");
    assert!(why.contains("x.db-lock: it has other names too (hard links)"), "{why}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "as it was");
}

#[test]
fn a_lock_file_is_not_emptied() {
    let folder = tempfile::tempdir().unwrap();
    let (data, lock) = (folder.path().join("x.db"), folder.path().join("x.db-lock"));
    fs::write(&data, "notes, not a database").unwrap();
    fs::write(&lock, "what somebody wrote").unwrap();
    let output = run(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&lock).unwrap(), "what somebody wrote");
}

#[test]
fn what_is_refused_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("notes.txt"), "remember the milk").unwrap();
    fs::create_dir(at("folder")).unwrap();
    let foreign = Connection::open(at("foreign.db")).unwrap();
    foreign.execute_batch("CREATE TABLE milk (liters)").unwrap();
    drop(foreign);
    Program::serve(&at("newer.db")).stop();
    let newer = Connection::open(at("newer.db")).unwrap();
    newer.execute_batch("UPDATE schema_step SET done = 9999 WHERE part = 'core'").unwrap();
    drop(newer);
    Program::serve(&at("locked.db")).stop();
    let locked = Connection::open(at("locked.db")).unwrap();
    locked.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let before = modes(folder.path());
    for name in ["notes.txt", "folder", "foreign.db", "newer.db", "locked.db", "no/folder.db"] {
        let output = run(&["--listen", "127.0.0.1:0", "--data", at(name).to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert_eq!(modes(folder.path()), before, "{name}");
    }
}

#[test]
fn one_that_is_in_use_keeps_its_lock() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db");
    let first = Program::serve(&data);
    for _ in 0..2 {
        let output = run(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
        let why = String::from_utf8(output.stderr).unwrap();
        assert!(why.contains("is in use by another process"), "{why}");
    }
    assert!(folder.path().join("x.db-lock").exists());
    first.stop();
    Program::serve(&data).stop();
}
