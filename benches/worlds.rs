//! Worlds: the time of a fork, the memory of a thousand, a call in one of them, and what forks and drops leave.
//! `cargo bench --bench worlds` prints the table of `docs/PERFORMANCE.md`; `-- --forks 1000` makes fewer forks.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should say so")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with two digits")]

mod server;

use std::{env, time::Instant};

use server::{Client, Key, Server, first_key};

const WORLDS: usize = 1000;
const CONTACTS: usize = 1000;
/// How many calls a turn has.
const CALLS: usize = 2000;
const TURNS: usize = 5;

fn main() {
    let args: Vec<String> = env::args().collect();
    let forks = args.iter().position(|it| it == "--forks");
    let forks = forks.map_or(10_000, |at| args[at + 1].parse().unwrap());
    measure_forks(forks);
    measure_calls();
}

fn measure_forks(forks: usize) {
    let first = first_key();
    let server = Server::start();
    let mut client = server.connect();
    for n in 0..CONTACTS {
        client.send(&put(&first, n));
    }
    let mut forked = |write: bool| {
        let mut times = Vec::new();
        for n in 0..200 {
            if write {
                client.send(&put(&first, n));
            }
            let start = Instant::now();
            let (id, key) = client.make("default");
            let made = start.elapsed();
            let call = list(&key);
            times.push((made + client.send(&call)).as_secs_f64() * 1e3);
            client.control("DELETE", &format!("worlds/{id}"), "");
        }
        times.sort_by(f64::total_cmp);
        format!("median {:.2} ms, best {:.2} ms", times[times.len() / 2], times[0])
    };
    println!("a fork of {CONTACTS} contacts and its first call: {}", forked(false));
    println!("the same after a write to the origin: {}", forked(true));

    let mut fork_and_drop = || {
        let (id, key) = client.make("default");
        client.send(&put(&key, 0));
        client.control("DELETE", &format!("worlds/{id}"), "");
    };
    (0..forks / 10).for_each(|_| fork_and_drop());
    println!("before {forks} forks and drops: {}", server.figures());
    (0..forks).for_each(|_| fork_and_drop());
    println!("after them: {}", server.figures());
}

/// Makes and signs a call with a key.
type Made = fn(&Key) -> String;

/// A call in the only world, which another server has, and in worlds of a thousand, by turns.
fn measure_calls() {
    let first = first_key();
    let (alone, server) = (Server::start(), Server::start());
    let (mut only, mut client) = (alone.connect(), server.connect());
    only.send(&put(&first, 0));
    client.send(&put(&first, 0));
    let (before, resident) = (server.figures(), server.resident());
    let worlds: Vec<Key> = (0..WORLDS).map(|_| client.make("empty").1).collect();
    for key in &worlds {
        for n in 0..3 {
            client.send(&put(key, n));
            client.send(&list(key));
        }
    }
    // As many contacts in those that are compared.
    for n in 0..3 {
        only.send(&put(&first, n));
        client.send(&put(&first, n));
    }
    let each = (server.resident() - resident) / WORLDS as f64;
    println!("{WORLDS} empty worlds, 6 calls in each: {each:.3} MB each");
    println!("before: {before}; with them: {}", server.figures());

    let (firsts, one) = ([first], [worlds[0].clone()]);
    for (name, call) in [("PutContact", (|key| put(key, 0)) as Made), ("DescribeContactList", list)]
    {
        let mut best = [(f64::MAX, f64::MAX); 4];
        for _ in 0..TURNS {
            turn(&alone, &mut only, &firsts, call).lower(&mut best[0]);
            turn(&server, &mut client, &one, call).lower(&mut best[1]);
            turn(&server, &mut client, &firsts, call).lower(&mut best[2]);
            turn(&server, &mut client, &worlds, call).lower(&mut best[3]);
        }
        println!("{name:<36}{:>9}{:>7}{:>9}{:>7}", "p50 us", "ratio", "cpu us", "ratio");
        let of = [
            "in the only world",
            "in one of 1,000",
            "in the first of 1,000",
            "in all 1,000 in turn",
        ];
        for (of, (latency, processor)) in of.iter().zip(best) {
            let (first, second) = (latency / best[0].0, processor / best[0].1);
            println!("  {of:<34}{latency:>9.1}{first:>7.2}{processor:>9.1}{second:>7.2}");
        }
    }
}

/// What calls took: the median latency, and the server's processor time for one, in microseconds.
struct Turn(f64, f64);

impl Turn {
    fn lower(&self, best: &mut (f64, f64)) {
        *best = (self.0.min(best.0), self.1.min(best.1));
    }
}

/// Calls in these worlds, one after the other.
fn turn(server: &Server, client: &mut Client, keys: &[Key], call: fn(&Key) -> String) -> Turn {
    let calls: Vec<String> = (0..CALLS).map(|n| call(&keys[n % keys.len()])).collect();
    let before = server.processor();
    let mut times: Vec<f64> = calls.iter().map(|it| client.send(it).as_secs_f64() * 1e6).collect();
    let processor = server.processor().saturating_sub(before).as_secs_f64() * 1e6 / CALLS as f64;
    times.sort_by(f64::total_cmp);
    Turn(times[CALLS / 2], processor)
}

fn put(key: &Key, n: usize) -> String {
    let hook = "https://oapi.dingtalk.com/robot/send?access_token=x";
    let name = format!("contact-{n}");
    let query = [("ContactName", &*name), ("Describe", "On call"), ("Channels.DingWebHook", hook)];
    Client::signed(key, "PutContact", &query)
}

fn list(key: &Key) -> String {
    Client::signed(key, "DescribeContactList", &[("PageSize", "10")])
}
