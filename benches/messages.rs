//! What it costs to send text messages: 1,000 `SendSms` a second for a minute, with the state in a file and in memory,
//! while the memory of the program and the size of its outbox are looked at. `cargo bench --bench messages` prints the
//! figures of `docs/PERFORMANCE.md`; `-- --seconds 10` measures shorter, `-- --rate 500` sends fewer a second.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should say so")]

#[expect(dead_code, reason = "the benchmark of worlds uses more of it")]
mod server;

use std::{
    env,
    thread::sleep,
    time::{Duration, Instant},
};

use server::{Client, Server, first_key};

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
    let number = |name: &str, usual: u32| {
        let at = args.iter().position(|it| it == name);
        at.map_or(usual, |at| args[at + 1].parse().unwrap())
    };
    let (seconds, rate) = (number("--seconds", 60), number("--rate", 1000));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("messages.db").to_str().unwrap().to_owned();
    println!("{rate} SendSms a second for {seconds} s, each to another number, signed by ACS3");
    for (name, data) in [("a file", &*file), ("memory", ":memory:")] {
        let server = Server::with(&["--data", data]);
        let mut client = server.connect();
        client.control("POST", "dysms/settings", r#"{"lenient": true}"#);
        println!(
            "\nstate in {name}\n{:>8}{:>12}{:>10}{:>10}",
            "sent", "memory MB", "outbox", "cpu us"
        );
        let (start, spent) = (Instant::now(), server.processor());
        let mut times = Vec::new();
        for sent in 0..seconds * rate {
            let due = Duration::from_secs_f64(f64::from(sent) / f64::from(rate));
            if let Some(early) = due.checked_sub(start.elapsed()) {
                sleep(early);
            }
            let phone = 13_800_000_000_u64 + u64::from(sent);
            let (phone, value) = (phone.to_string(), format!(r#"{{"code":"{sent:06}"}}"#));
            let query = [
                ("PhoneNumbers", &*phone),
                ("SignName", "阿里云"),
                ("TemplateCode", "SMS_1"),
                ("TemplateParam", &*value),
            ];
            let product = ("Dysmsapi", "2017-05-25");
            let call = Client::signed_for(&first_key(), product, "SendSms", &query);
            times.push(client.send_for(&call, "OK"));
            if (sent + 1) % (rate * seconds.div_ceil(6)) == 0 {
                let count = client.control("GET", "outbox/count", "")["count"].as_i64().unwrap();
                let cpu = server.processor().saturating_sub(spent).as_secs_f64() * 1e6
                    / f64::from(sent + 1);
                println!("{:>8}{:>12.1}{count:>10}{cpu:>10.0}", sent + 1, server.resident());
            }
        }
        let took = start.elapsed().as_secs_f64();
        times.sort_unstable();
        let at = |part: usize| times[(times.len() - 1) * part / 1000].as_secs_f64() * 1e3;
        println!(
            "{:.0} a second; p50 {:.2} ms, p99 {:.2} ms, longest {:.1} ms",
            f64::from(seconds * rate) / took,
            at(500),
            at(990),
            at(1000)
        );
    }
}
