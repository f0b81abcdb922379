//! Calls on a database of PostgreSQL beside the same on SQLite, by turns in one run.
//! `tests/postgres/run cargo bench --bench postgres` starts PostgreSQL, with `fsync` on, and prints the table of
//! `docs/PERFORMANCE.md`; `-- --seconds 10` measures each row for longer.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should say so")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with two digits")]

#[expect(dead_code, reason = "signed calls are measured by other benchmarks")]
mod server;

use std::{
    env,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use server::Server;

const CONNECTIONS: u64 = 16;
const CONTACTS: u64 = 1_000;
const TURNS: usize = 3;

fn main() {
    let address = env::var_os("LOCALYUN_TEST_POSTGRES").and_then(|it| it.into_string().ok());
    let Some(address) = address else {
        return println!("skipped: LOCALYUN_TEST_POSTGRES has no database to measure");
    };
    let args: Vec<String> = env::args().collect();
    let seconds = args.iter().position(|it| it == "--seconds");
    let time = Duration::from_secs(seconds.map_or(3, |at| args[at + 1].parse().unwrap()));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("localyun.db").to_str().unwrap().to_owned();
    // Signatures cost both the same.
    let start = |data: &str| Server::with(&["--data", data, "--auth", "off"]);
    let servers =
        [start(":memory:"), start(&file), start(&format!("{address}?schema=localyun_bench"))];
    for server in &servers {
        let mut client = server.connect();
        for n in 0..CONTACTS {
            client.ask(&put("contact", n));
            client.hear();
        }
    }
    println!("{CONNECTIONS} connections, {TURNS} turns of {} s, the best of each", time.as_secs());
    println!("{:<28}{:>10}{:>10}{:>12}{:>8}", "calls/s", "memory", "file", "PostgreSQL", "ratio");
    let random = |n: u64| n.wrapping_mul(7919) % CONTACTS;
    let rows: [(&str, &(dyn Fn(u64) -> String + Sync)); 3] = [
        ("list, another page each time", &|n| list(random(n) / 10 + 1)),
        ("PutContact, existing", &|n| put("contact", random(n))),
        ("PutContact, new", &|n| put("new", n)),
    ];
    let count = AtomicU64::new(0);
    for (name, call) in rows {
        let mut best = [0.0_f64; 3];
        for _ in 0..TURNS {
            for (server, best) in servers.iter().zip(&mut best) {
                *best = best.max(rate(server, &count, call, time));
            }
        }
        let [memory, file, shared] = best;
        println!("{name:<28}{memory:>10.0}{file:>10.0}{shared:>12.0}{:>8.2}", shared / memory);
    }
}

/// How many calls a second are answered, on all connections at once.
fn rate(
    server: &Server,
    count: &AtomicU64,
    call: &(dyn Fn(u64) -> String + Sync),
    time: Duration,
) -> f64 {
    let until = Instant::now() + time;
    let done: u64 = thread::scope(|scope| {
        let work = || {
            let mut client = server.connect();
            let mut done = 0;
            while Instant::now() < until {
                client.ask(&call(count.fetch_add(1, Ordering::Relaxed)));
                client.hear();
                done += 1;
            }
            done
        };
        let all: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
        all.into_iter().map(|it| it.join().unwrap()).sum()
    });
    done as f64 / time.as_secs_f64()
}

fn put(name: &str, n: u64) -> String {
    let hook = "https%3A%2F%2Foapi.dingtalk.com%2Frobot%2Fsend%3Faccess_token%3Dx";
    request(&format!(
        "Action=PutContact&ContactName={name}-{n}&Describe=on%20call&Channels.DingWebHook={hook}"
    ))
}

fn list(page: u64) -> String {
    request(&format!("Action=DescribeContactList&PageSize=10&PageNumber={page}"))
}

fn request(query: &str) -> String {
    format!(
        "GET /?{query}&Version=2019-01-01&Format=JSON HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 0\r\n\r\n"
    )
}
