//! Messages of a world that several processes serve are delivered by one of them, and by another when that is gone.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use crate::support::{
    Answer, Call, Program, ask, plain,
    postgres::{self, Schema},
    program,
};

/// A receiver of text messages: how often each came.
struct Phone {
    address: SocketAddr,
    came: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Phone {
    fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let came = Arc::new(Mutex::new(BTreeMap::new()));
        let all = Arc::clone(&came);
        // It goes with the tests.
        thread::spawn(move || {
            for stream in listener.incoming() {
                let all = Arc::clone(&all);
                thread::spawn(move || while receive(stream.as_ref().unwrap(), &all).is_some() {});
            }
        });
        Self { address, came }
    }

    fn came(&self) -> BTreeMap<String, usize> {
        self.came.lock().unwrap().clone()
    }

    /// Waits until so many different messages came.
    #[track_caller]
    fn wait_for(&self, many: usize) {
        let start = Instant::now();
        while self.came().len() < many {
            assert!(start.elapsed() < Duration::from_secs(60), "{} of {many}", self.came().len());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Takes a request, and accepts it; `None` when there are no more.
fn receive(stream: &TcpStream, all: &Mutex<BTreeMap<String, usize>>) -> Option<()> {
    let mut from = BufReader::new(stream);
    let (mut length, mut id, mut first) = (0, None, true);
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_lowercase();
        if line.is_empty() && !first {
            break;
        }
        first = false;
        match line.split_once(": ") {
            Some(("content-length", it)) => length = it.parse().ok()?,
            Some(("x-localyun-message-id", it)) => id = Some(it.to_owned()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    *all.lock().unwrap().entry(id?).or_default() += 1;
    let mut to = stream;
    to.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").ok()
}

fn get(server: &Program, path: &str) -> Answer {
    ask(server.address, &plain("GET", &format!("/_localyun/{path}"), &[], b""))
}

/// How many messages a process has delivered.
fn delivered(server: &Program) -> u64 {
    let metrics = get(server, "metrics");
    let line = metrics
        .text()
        .lines()
        .find_map(|it| it.strip_prefix("localyun_deliveries_total{outcome=\"delivered\"} "));
    line.map_or(0, |it| it.parse().unwrap())
}

/// Sends text messages, each by the next of these.
fn send(servers: &[&Program], numbers: std::ops::Range<usize>) {
    for n in numbers {
        let phone = format!("138{n:08}");
        let put = Call::put(&format!("c{n}")).query("Channels.SMS", &phone);
        let answer = servers[n % servers.len()].call(&put);
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}

/// Waits until it is written down that nothing waits.
fn settled(server: &Program) {
    let start = Instant::now();
    while get(server, "outbox/count?delivery=waiting").json()["count"] != 0 {
        assert!(start.elapsed() < Duration::from_secs(60));
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn each_message_is_delivered_once_also_after_the_one_that_delivers_was_killed() {
    let test = "each_message_is_delivered_once_also_after_the_one_that_delivers_was_killed";
    let Some(url) = postgres::url_or_skip(test) else { return };
    let schema = Schema::take(&url);
    let phone = Phone::listen();
    let serve = || {
        let (to, data) = (format!("http://{}/sms", phone.address), schema.data());
        let args = ["--listen", "127.0.0.1:0", "--data", &data, "--deliver-phone", &to];
        Program::spawn(&mut program(&args))
    };
    let (a, b) = (serve(), serve());
    send(&[&a, &b], 0..60);
    phone.wait_for(60);
    settled(&a);
    let (by_a, by_b) = (delivered(&a), delivered(&b));
    assert_eq!((by_a.max(by_b), by_a.min(by_b)), (60, 0), "one of them delivers");
    let (gone, other) = if by_a > 0 { (a, b) } else { (b, a) };
    gone.kill();
    send(&[&other], 60..90);
    phone.wait_for(90);
    settled(&other);
    assert_eq!(delivered(&other), 30);
    let came = phone.came();
    assert_eq!(came.len(), 90);
    assert!(came.values().all(|it| *it == 1), "{came:?}");
}
