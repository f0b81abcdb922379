//! What commands show while something takes long: a bar on a terminal, a line elsewhere, and nothing of what is quick.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::{self, JoinHandle},
};

use crate::support::program;

/// A command with its streams at a terminal, which `script` of util-linux makes. What stands on it is the standard output.
fn at_terminal(words: &[&str], terminal: &str) -> Child {
    let line = format!("exec {} {}", env!("CARGO_BIN_EXE_localyun"), words.join(" "));
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--flush", "--command", &line, "/dev/null"]);
    command.env_clear().env("TERM", terminal).env("PATH", "/usr/bin:/bin").env("NO_COLOR", "1");
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command.spawn().expect("`script` of util-linux")
}

/// Reads until this stands there: all that was read.
#[track_caller]
fn until(from: &mut impl Read, wanted: &str) -> String {
    let (mut seen, mut some) = (Vec::new(), [0; 256]);
    loop {
        let text = String::from_utf8_lossy(&seen).into_owned();
        if text.contains(wanted) {
            return text;
        }
        let read = from.read(&mut some).unwrap();
        assert!(read > 0, "it ends without {wanted}: {text}");
        seen.extend_from_slice(&some[..read]);
    }
}

/// The rest, and the exit status.
fn ended(mut child: Child, mut output: impl Read) -> (Option<i32>, String) {
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    (child.wait().unwrap().code(), rest)
}

/// A file whose content the test writes when it wants to.
fn pipe(folder: &Path) -> PathBuf {
    let path = folder.join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

/// A server of one request, which sends the first part of its answer, and the other when `go` says so.
fn slow(parts: [&'static str; 2]) -> (String, impl FnOnce(), JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (go, gone) = std::sync::mpsc::channel();
    let thread = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut request = BufReader::new(&stream);
        let mut length = 0;
        for line in (&mut request).lines().map(Result::unwrap).take_while(|it| !it.is_empty()) {
            if let Some(it) = line.strip_prefix("content-length: ") {
                length = it.parse().unwrap();
            }
        }
        request.take(length).read_to_string(&mut String::new()).unwrap();
        (&stream).write_all(parts[0].as_bytes()).unwrap();
        gone.recv().unwrap();
        (&stream).write_all(parts[1].as_bytes()).unwrap();
    });
    (url, move || go.send(()).unwrap(), thread)
}

#[test]
fn a_download_is_a_bar_that_fills() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file.db");
    let (url, go, server) = slow(["HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n1234", "5678"]);
    let words = ["snapshot", "export", "it", file.to_str().unwrap(), "--endpoint", &url];
    let mut child = at_terminal(&words, "xterm");
    let mut output = child.stdout.take().unwrap();
    let seen = until(&mut output, "exporting it");
    assert!(seen.contains("[============>           ]  50%"), "{seen:?}");
    go();
    let (status, rest) = ended(child, output);
    assert_eq!(status, Some(0), "{rest}");
    server.join().unwrap();
    // The bar is removed before the result is printed, and has no colour.
    assert!(
        rest.ends_with(&format!("\u{1b}[2Kexported it to {}, 8 bytes\r\n", file.display())),
        "{rest:?}"
    );
    assert!(!rest.contains("\u{1b}[3") && !seen.contains("\u{1b}[3"), "{seen:?}{rest:?}");
    assert_eq!(fs::read_to_string(file).unwrap(), "12345678");
}

#[test]
fn work_without_a_known_end_says_that_it_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (seed, import) = (folder.path().join("seed.yaml"), folder.path().join("old.db"));
    fs::write(&seed, "version: 1\n").unwrap();
    fs::write(&import, "x").unwrap();
    let [seed, import] = [&seed, &import].map(|it| it.to_str().unwrap());
    for (words, shown, result) in [
        (&["seed", "apply", seed][..], format!("applying {seed}"), "0 created"),
        (&["snapshot", "import", import], format!("importing {import}"), "imported"),
        (&["snapshot", "restore", "old"], "restoring old".into(), "restored old"),
    ] {
        let (url, go, server) = slow(["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n", "{}"]);
        let mut child = at_terminal(&[words, &["--endpoint", &url]].concat(), "xterm");
        let mut output = child.stdout.take().unwrap();
        until(&mut output, &shown);
        go();
        let (status, rest) = ended(child, output);
        assert_eq!((status, rest.contains(result)), (Some(0), true), "{rest:?}");
        server.join().unwrap();
    }
}

#[test]
fn a_journal_and_the_start_of_exec_are_waited_for_with_a_bar() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = pipe(folder.path());
    let file = pipe.to_str().unwrap();
    let authority = folder.path().join("ca");
    let authority = authority.to_str().unwrap();
    for (words, shown, content, end) in [
        (&["replay", file][..], "replaying", "", (Some(2), "has no call")),
        (
            &["exec", "--own", "--seed", file, "--ca-dir", authority, "--", "echo", "done"],
            "starting a server",
            "version: 1\n",
            (Some(0), "done"),
        ),
    ] {
        let mut child = at_terminal(words, "xterm");
        let mut output = child.stdout.take().unwrap();
        // Whoever opens it for reading waits for this.
        let mut writer = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
        until(&mut output, shown);
        writer.write_all(content.as_bytes()).unwrap();
        drop(writer);
        let (status, rest) = ended(child, output);
        assert_eq!((status, rest.contains(end.1)), (end.0, true), "{rest:?}");
    }
}

#[test]
fn where_no_bar_can_be_drawn_there_is_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let seed = folder.path().join("seed.yaml");
    fs::write(&seed, "version: 1\n").unwrap();
    let seed = seed.to_str().unwrap();
    let line = format!("localyun: applying {seed}");
    let answer = ["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n", "{}"];

    let (url, go, server) = slow(answer);
    let mut child =
        program(&["seed", "apply", seed, "--endpoint", &url]).env("TERM", "xterm").spawn().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    assert_eq!(until(&mut stderr, "\n"), format!("{line}\n"));
    go();
    let output = child.stdout.take().unwrap();
    assert_eq!(ended(child, stderr), (Some(0), String::new()));
    assert_eq!(BufReader::new(output).lines().count(), 1);
    server.join().unwrap();

    let (url, go, server) = slow(answer);
    let mut child = at_terminal(&["seed", "apply", seed, "--endpoint", &url], "dumb");
    let mut output = child.stdout.take().unwrap();
    assert_eq!(until(&mut output, "\n"), format!("{line}\r\n"));
    go();
    let (status, rest) = ended(child, output);
    assert_eq!((status, &*rest), (Some(0), "0 created, 0 updated, 0 unchanged\r\n"));
    server.join().unwrap();
}
