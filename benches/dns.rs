//! How many DNS queries a second are answered, by UDP, with so many questions on their way at a time: `cargo bench --bench dns`
//! prints the figures of `docs/PERFORMANCE.md`; `-- --seconds 10` measures longer.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should say so")]

#[expect(dead_code, reason = "other benchmarks use more of it")]
mod server;

use std::{
    env,
    net::{SocketAddr, UdpSocket},
    time::{Duration, Instant},
};

use server::{Client, Server, first_key};

/// A question for the address of a name.
fn question(name: &str) -> Vec<u8> {
    let mut bytes = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in name.split('.') {
        bytes.push(u8::try_from(label.len()).unwrap());
        bytes.extend(label.as_bytes());
    }
    bytes.extend([0, 0, 1, 0, 1]);
    bytes
}

/// How many answers came in a time, with so many questions on their way.
fn answers(to: SocketAddr, names: &[String], (waiting, time): (usize, Duration)) -> u32 {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(to).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let all: Vec<Vec<u8>> = names.iter().map(|it| question(it)).collect();
    let mut next = all.iter().cycle();
    let mut send = || socket.send(next.next().unwrap()).unwrap();
    for _ in 0..waiting {
        send();
    }
    let (started, mut count, mut answer) = (Instant::now(), 0, [0; 512]);
    while started.elapsed() < time {
        let length = socket.recv(&mut answer).unwrap();
        // No error, and one answer.
        assert_eq!((answer[3] & 0xf, answer[7], length > 12), (0, 1, true));
        count += 1;
        send();
    }
    count
}

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
    let at = args.iter().position(|it| it == "--seconds");
    let seconds: u32 = at.map_or(5, |at| args[at + 1].parse().unwrap());
    let server = Server::with(&["--data", ":memory:", "--dns", "127.0.0.1:0"]);
    let mut client = server.connect();
    let to = client.control("GET", "health", "")["dns"].as_str().unwrap().parse().unwrap();
    let mut call = |action: &str, query: &[(&str, &str)]| {
        let product = ("Alidns", "2015-01-09");
        client.ask(&Client::signed_for(&first_key(), product, action, query));
        let answer = String::from_utf8(client.hear()).unwrap();
        assert!(!answer.contains("\"Code\""), "{answer}");
    };
    call("AddDomain", &[("DomainName", "acme.example")]);
    let mut names = Vec::new();
    for n in 0..100 {
        let (rr, value) = (format!("host-{n}"), format!("192.0.2.{n}"));
        let record =
            [("DomainName", "acme.example"), ("RR", &*rr), ("Type", "A"), ("Value", &*value)];
        call("AddDomainRecord", &record);
        names.push(format!("{rr}.acme.example"));
    }
    println!("{:>8}{:>14}{:>12}", "at once", "answers/s", "cpu us");
    for waiting in [1, 8, 64] {
        let spent = server.processor();
        let count = answers(to, &names, (waiting, Duration::from_secs(seconds.into())));
        let cpu = server.processor().saturating_sub(spent).as_secs_f64() * 1e6 / f64::from(count);
        println!("{waiting:>8}{:>14.0}{cpu:>12.1}", f64::from(count) / f64::from(seconds));
    }
}
