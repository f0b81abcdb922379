//! When the program says that it serves, and when it ends by itself.

use std::{
    fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use crate::support::{Program, ask, plain, program, run};

const FREE: [&str; 4] = ["--listen", "127.0.0.1:0", "--data", ":memory:"];

/// Waits until something holds; the program needs about so long at the most.
#[track_caller]
fn until(mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(20), "it does not come");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn the_ready_file_is_there_while_it_serves() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ready");
    // What a killed server has left.
    fs::write(&file, "http://127.0.0.1:1\n").unwrap();
    let program = Program::spawn(program(&FREE).args(["--ready-file", file.to_str().unwrap()]));
    until(|| file.exists());
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("http://{}\n", program.address));
    let health = ask(program.address, &plain("GET", "/_localyun/health", &[], b""));
    assert_eq!(health.json()["pid"], program.id());
    assert!(program.stop().status.success());
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn another_servers_ready_file_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ready");
    let program = Program::spawn(program(&FREE).env("LOCALYUN_READY_FILE", &file));
    until(|| file.exists());
    fs::write(&file, "http://127.0.0.1:1\n").unwrap();
    program.stop();
    assert_eq!(fs::read_to_string(&file).unwrap(), "http://127.0.0.1:1\n");
}

#[test]
fn without_a_ready_file_it_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nowhere/ready");
    let output = run(&[&FREE[..], &["--ready-file", file.to_str().unwrap()]].concat());
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("cannot write") && text.contains("--ready-file"), "{text}");
}

/// Starts it by a shell that ends at once, and answers its id and its URL.
#[cfg(unix)]
fn orphan(folder: &Path, option: &str) -> (String, String) {
    let (ready, id) = (folder.join("ready"), folder.join("id"));
    let script = format!(
        "{} --listen 127.0.0.1:0 --data :memory: --ready-file {} {option} >/dev/null 2>&1 &
         echo $! >{}
         while ! [ -e {} ]; do sleep 0.05; done",
        env!("CARGO_BIN_EXE_localyun"),
        ready.display(),
        id.display(),
        ready.display(),
    );
    let shell = Command::new("/bin/sh").args(["-c", &script]).status().unwrap();
    assert!(shell.success());
    let read = |file: &Path| fs::read_to_string(file).unwrap().trim().to_owned();
    (read(&id), read(&ready))
}

#[cfg(unix)]
#[test]
fn it_ends_with_its_parent_where_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    orphan(folder.path(), "--exit-with-parent");
    // It stops as by a signal: the file is removed.
    until(|| !folder.path().join("ready").exists());
}

#[cfg(unix)]
#[test]
fn it_outlives_its_parent_where_nothing_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let (id, url) = orphan(folder.path(), "");
    thread::sleep(Duration::from_millis(1200));
    let address = url.strip_prefix("http://").unwrap().parse().unwrap();
    assert_eq!(ask(address, &plain("GET", "/_localyun/health", &[], b"")).status, 200);
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    until(|| !folder.path().join("ready").exists());
}
