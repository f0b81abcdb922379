//! Which signals end the program, when, and what is left then.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::support::{Call, Client, End, Program, ask, in_shell, plain, program};

/// Sends signals without starting a program for each, which would take longer than some of what
/// is to be caught.
struct Signals(Child);

impl Signals {
    fn new() -> Self {
        Self(Command::new("/bin/sh").stdin(Stdio::piped()).spawn().unwrap())
    }

    fn send(&mut self, signal: &str, to: u32) {
        writeln!(self.0.stdin.as_mut().unwrap(), "kill -{signal} {to}").unwrap();
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        self.0.wait().unwrap();
    }
}

/// Waits until nobody listens there any more.
#[track_caller]
fn closed(program: &Program) {
    let start = Instant::now();
    while TcpStream::connect(program.address).is_ok() {
        assert!(start.elapsed() < Duration::from_secs(20), "it still listens");
    }
}

/// The folder in which a program that is just starting will keep what it is not to keep.
#[cfg(target_os = "linux")]
fn scratch(child: &mut Child) -> std::path::PathBuf {
    loop {
        assert!(child.try_wait().unwrap().is_none(), "it has ended");
        let open = std::fs::read_dir(format!("/proc/{}/fd", child.id())).unwrap();
        let mut files = open.flatten().filter_map(|f| std::fs::read_link(f.path()).ok());
        // The database: of the folders of others it opens the lock file only.
        let own = |f: &std::path::PathBuf| {
            f.ends_with("localyun.db") && f.to_string_lossy().contains("localyun-memory-")
        };
        if let Some(database) = files.find(own) {
            return database.parent().unwrap().to_owned();
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_while_it_starts_leaves_nothing_behind() {
    let mut signals = Signals::new();
    for round in 0..30 {
        let mut child =
            program(&["--listen", "127.0.0.1:0", "--data", ":memory:"]).spawn().unwrap();
        let folder = scratch(&mut child);
        // Every other one is ready by then.
        if round % 2 == 0 {
            let mut line = String::new();
            BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
            assert!(line.starts_with("listening on "), "{line}");
        }
        let signal = ["TERM", "INT", "HUP"][round % 3];
        signals.send(signal, child.id());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{signal}, round {round}");
        assert!(!folder.exists(), "{}", folder.display());
    }
}

#[test]
fn the_signal_that_nohup_ignores_stays_ignored() {
    let args = ["--listen", "127.0.0.1:0", "--data", ":memory:"];
    let program = Program::spawn(&mut in_shell("trap '' HUP", &args));
    Signals::new().send("HUP", program.id());
    // It does not take the next signal for a second one either.
    assert_eq!(program.call(&Call::put("Alice")).code(), "200");
    let end = program.stop();
    assert_eq!(end.status.code(), Some(0), "{}", end.stderr);
    assert!(!end.stderr.contains("SIGHUP"), "{}", end.stderr);
}

/// A connection on which so much of a head was sent.
fn part_of_a_head(program: &Program, bytes: usize) -> Client {
    let mut client = Client::open(program.address);
    client.send(&Call::put("half").bytes()[..bytes]);
    client
}

/// A request whose head has arrived, and all of its body but the last byte was sent.
fn part_of_a_body(program: &Program) -> Client {
    let call = Call::of("PutContact").form("ContactName", "half").form("Describe", "x");
    let bytes = call.header("Expect", "100-continue").bytes();
    let body_at = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
    let mut client = Client::open(program.address);
    client.send(&bytes[..body_at]);
    // So the server waits for the body.
    assert_eq!(client.answer().status, 100);
    client.send(&bytes[body_at..bytes.len() - 1]);
    client
}

#[test]
fn half_a_request_does_not_keep_it_from_stopping() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::serve(&folder.path().join("state.db"));
    let mut idle = Client::open(program.address);
    idle.send(&Call::put("idle").bytes());
    assert_eq!(idle.answer().status, 200);
    let silent = Client::open(program.address);
    let mut second = Client::open(program.address);
    second.send(&Call::put("first").bytes());
    assert_eq!(second.answer().status, 200);
    second.send(b"GET / HT");
    let all = [
        silent,
        second,
        part_of_a_head(&program, 1),
        part_of_a_head(&program, 100),
        part_of_a_body(&program),
    ];
    // Connections go to the threads in turn, so each has met what was sent before by now.
    for _ in 0..thread::available_parallelism().unwrap().get() {
        assert_eq!(ask(program.address, &plain("GET", "/_localyun/health", &[], b"")).status, 200);
    }
    let start = Instant::now();
    program.terminate();
    let end = program.end();
    // Two seconds and a busy machine; calls that run are given ten.
    assert!(start.elapsed() < Duration::from_secs(6), "{:?}", start.elapsed());
    assert_eq!(end.status.code(), Some(0), "{}", end.stderr);
    assert!(!end.stderr.contains("cut off"), "{}", end.stderr);
    for mut client in all {
        assert!(client.is_closed());
    }
}

#[test]
fn a_second_signal_ends_it_at_once() {
    for (signal, code) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        // On a busy machine the first signal may have ended it before the second arrives.
        let end = (0..10).map(|_| end_of_two_signals(signal)).find(|end| !end.status.success());
        let end = end.expect("the second signal never came in time");
        assert_eq!(end.status.code(), Some(code), "{}", end.stderr);
        assert!(end.stderr.contains("ending at once"), "{}", end.stderr);
    }
}

/// How a program ends that gets another signal while the first waits for a request.
fn end_of_two_signals(signal: &str) -> End {
    let program = Program::spawn(&mut program(&["--listen", "127.0.0.1:0", "--data", ":memory:"]));
    let mut signals = Signals::new();
    // For it, a first signal is not the end yet.
    let _half = part_of_a_body(&program);
    signals.send("TERM", program.id());
    closed(&program);
    signals.send(signal, program.id());
    program.end()
}
