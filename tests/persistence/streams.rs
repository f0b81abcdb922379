//! Streams that nobody reads: the log is dropped then, and the server serves on.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::support::{Client, Program, ask, plain, program};

const FREE: [&str; 4] = ["--listen", "127.0.0.1:0", "--data", ":memory:"];

/// Starts it, and reads its standard output as far as the address.
fn start(command: &mut Command) -> (Child, SocketAddr) {
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on http://").unwrap().parse().unwrap();
    (child, address)
}

/// Asks it to stop, and waits until it has.
#[track_caller]
fn stop(child: &mut Child) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("it goes on");
        }
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Makes so many calls that are refused, and so logged.
#[track_caller]
fn refused(address: SocketAddr, calls: usize) {
    let mut client = Client::open(address);
    for _ in 0..calls {
        client.send(&plain("GET", "/?Format=JSON&Action=Nothing&Version=2019-01-01", &[], b""));
        assert_eq!(client.answer().code(), "InvalidAction.NotFound");
    }
}

#[test]
fn a_log_whose_reader_is_gone_stops_nothing() {
    let (mut child, address) = start(&mut program(&FREE));
    drop(child.stderr.take());
    refused(address, 100);
    // Nor does one that was closed before the start.
    stop(&mut child);
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    let (mut child, address) = start(program(&FREE).stderr(writer));
    refused(address, 100);
    stop(&mut child);
}

#[test]
fn a_log_that_nobody_reads_stops_nothing() {
    let (mut child, address) = start(&mut program(&FREE));
    refused(address, 2000);
    stop(&mut child);
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("InvalidAction.NotFound"), "{log}");
    assert!(!log.contains("stopping"), "the pipe was not full, so this test showed nothing");
}

#[test]
fn a_standard_output_that_nobody_reads_stops_nothing() {
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    let mut child = program(&FREE).stdout(writer).spawn().unwrap();
    let mut line = String::new();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    while !line.contains("nobody reads the standard output; listening on http://") {
        line.clear();
        assert!(log.read_line(&mut line).unwrap() > 0, "it has ended");
    }
    let address = line.trim().rsplit("http://").next().unwrap().parse().unwrap();
    refused(address, 1);
    stop(&mut child);
}

#[test]
fn a_standard_output_that_is_full_stops_nothing() {
    let (reader, mut writer) = io::pipe().unwrap();
    let full = writer.try_clone().unwrap();
    // Ends when the reader goes.
    let filler = thread::spawn(move || while writer.write_all(&[b'x'; 4096]).is_ok() {});
    thread::sleep(Duration::from_millis(100));
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let args = ["--listen", &free.to_string(), "--data", ":memory:"];
    let mut child = program(&args).stdout(full).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    while std::net::TcpStream::connect(free).is_err() {
        assert!(start.elapsed() < Duration::from_secs(20), "it does not listen");
        thread::sleep(Duration::from_millis(5));
    }
    refused(free, 1);
    stop(&mut child);
    drop(reader);
    filler.join().unwrap();
}

#[test]
fn a_client_that_speaks_tls_is_in_the_log() {
    let program = Program::spawn(program(&FREE).args(["--tls", "off"]));
    let answer = ask(program.address, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03");
    assert_eq!(answer.status, 400);
    let end = program.stop();
    let told = "speaks TLS (https), but this port speaks HTTP: use an endpoint with http://";
    assert_eq!(end.stderr.matches(told).count(), 1, "{}", end.stderr);
}
