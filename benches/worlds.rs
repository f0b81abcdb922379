//! Worlds: the time of a fork, the memory of a thousand, a call in one of them, and what forks and drops leave.
//! `cargo bench --bench worlds` prints the table of `docs/PERFORMANCE.md`; `-- --forks 1000` makes fewer forks.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should say so")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with two digits")]

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    time::Instant,
};

use localyun::{
    clock, random,
    sign::{
        Scheme,
        produce::{Content, Draft, Signer, produce},
    },
};
use serde_json::Value;

const WORLDS: usize = 1000;
const CONTACTS: usize = 1000;
const CALLS: usize = 4000;

type Key = (String, String);

fn main() {
    let args: Vec<String> = env::args().collect();
    let forks = args.iter().position(|it| it == "--forks");
    let forks = forks.map_or(10_000, |at| args[at + 1].parse().unwrap());
    let first: Key = ("testid".into(), "testsecret".into());

    let server = Server::start();
    let mut client = server.connect();
    for n in 0..CONTACTS {
        client.put(&first, n);
    }
    let mut forked = |write: bool| {
        let mut times = Vec::new();
        for n in 0..200 {
            if write {
                client.put(&first, n);
            }
            let start = Instant::now();
            let (id, key) = client.make("default");
            client.list(&key);
            times.push(start.elapsed().as_secs_f64() * 1e3);
            client.control("DELETE", &format!("worlds/{id}"), "");
        }
        median(times)
    };
    println!("fork of {CONTACTS} contacts, and its first call {:>9.2} ms", forked(false));
    println!("the same after a write to the origin    {:>9.2} ms", forked(true));

    for _ in 0..forks / 10 {
        client.fork_and_drop();
    }
    let before = server.figures();
    for _ in 0..forks {
        client.fork_and_drop();
    }
    println!("{forks} forks and drops: before {before}, after {}", server.figures());
    drop(server);

    let server = Server::start();
    let mut client = server.connect();
    let (put, list) =
        (client.time(&[&first], Client::put_again), client.time(&[&first], Client::list));
    println!("a call in the only world       put {put:>7.1} us, list {list:>7.1} us");
    let (before, resident) = (server.figures(), server.resident());
    let worlds: Vec<Key> = (0..WORLDS).map(|_| client.make("empty").1).collect();
    for key in &worlds {
        for n in 0..3 {
            client.put(key, n);
            client.list(key);
        }
    }
    let each = (server.resident() - resident) / WORLDS as f64;
    println!(
        "{WORLDS} empty worlds, 6 calls in each: {each:.3} MB each; before {before}, after {}",
        server.figures()
    );
    let one = [&worlds[0]];
    let (put, list) = (client.time(&one, Client::put_again), client.time(&one, Client::list));
    println!("a call in one of {WORLDS}         put {put:>7.1} us, list {list:>7.1} us");
    let (put, list) =
        (client.time(&[&first], Client::put_again), client.time(&[&first], Client::list));
    println!("a call in the first of {WORLDS}   put {put:>7.1} us, list {list:>7.1} us");
    let all: Vec<_> = worlds.iter().collect();
    let (put, list) = (client.time(&all, Client::put_again), client.time(&all, Client::list));
    println!("calls in all {WORLDS} in turn     put {put:>7.1} us, list {list:>7.1} us");
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_localyun"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--data", ":memory:"]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().parse().unwrap();
        Self { child, address }
    }

    fn connect(&self) -> Client {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_nodelay(true).unwrap();
        Client { stream }
    }

    /// Megabytes of the process that are in memory.
    fn resident(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|it| it.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() * 1024.0 / 1e6
    }

    fn figures(&self) -> String {
        let count =
            |what| fs::read_dir(format!("/proc/{}/{what}", self.child.id())).unwrap().count();
        format!("{:.1} MB, {} threads, {} descriptors", self.resident(), count("task"), count("fd"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Client {
    stream: TcpStream,
}

impl Client {
    /// The body of the answer to a request.
    fn ask(&mut self, request: &str) -> Value {
        self.stream.write_all(request.as_bytes()).unwrap();
        let (mut answer, mut buffer) = (Vec::new(), [0; 16 * 1024]);
        loop {
            let read = self.stream.read(&mut buffer).unwrap();
            assert!(read > 0, "the server has closed");
            answer.extend_from_slice(&buffer[..read]);
            let Some(end) = answer.windows(4).position(|it| it == b"\r\n\r\n") else { continue };
            let head = std::str::from_utf8(&answer[..end]).unwrap();
            let length = head.lines().find_map(|it| it.strip_prefix("content-length: ")).unwrap();
            let body = &answer[end + 4..];
            if body.len() >= length.parse().unwrap() {
                assert!(head.starts_with("HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
                return serde_json::from_slice(body).unwrap();
            }
        }
    }

    fn control(&mut self, method: &str, path: &str, body: &str) -> Value {
        let length = body.len();
        self.ask(&format!(
            "{method} /_localyun/{path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {length}\r\n\r\n{body}"
        ))
    }

    fn make(&mut self, from: &str) -> (String, Key) {
        let made = self.control("POST", "worlds", &format!(r#"{{"from": "{from}", "ttl": null}}"#));
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        let key = &made["accounts"][0];
        (text(&made["id"]), (text(&key["access_key_id"]), text(&key["access_key_secret"])))
    }

    fn fork_and_drop(&mut self) {
        let (id, key) = self.make("default");
        self.put(&key, 0);
        self.control("DELETE", &format!("worlds/{id}"), "");
    }

    fn call(&mut self, key: &Key, action: &str, query: &[(&str, &str)]) {
        let nonce = u128::from_le_bytes(random::random_bytes()).to_string();
        let signed = produce(&Draft {
            scheme: Scheme::named("acs3-hmac-sha256").unwrap(),
            method: "POST",
            host: "127.0.0.1",
            path: "/",
            action: Some(action),
            version: "2019-01-01",
            query,
            content: Content::None,
            headers: &[],
            key_id: &key.0,
            signer: Signer::Hmac(&key.1),
            security_token: None,
            time: clock::real_now(),
            nonce: &nonce,
            region: "cn-hangzhou",
            product: "Cms",
        })
        .unwrap();
        let headers: Vec<_> =
            signed.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let headers = headers.join("\r\n");
        let request = format!(
            "{} {} HTTP/1.1\r\n{headers}\r\ncontent-length: 0\r\n\r\n",
            signed.method, signed.target
        );
        assert_eq!(self.ask(&request)["Code"], "200");
    }

    fn put(&mut self, key: &Key, n: usize) {
        let hook = "https://oapi.dingtalk.com/robot/send?access_token=x";
        let name = format!("contact-{n}");
        let query =
            [("ContactName", &*name), ("Describe", "On call"), ("Channels.DingWebHook", hook)];
        self.call(key, "PutContact", &query);
    }

    /// The same contact each time.
    fn put_again(&mut self, key: &Key) {
        self.put(key, 0);
    }

    fn list(&mut self, key: &Key) {
        self.call(key, "DescribeContactList", &[("PageSize", "10")]);
    }

    /// The median of calls in these worlds in turn, in microseconds.
    fn time(&mut self, keys: &[&Key], call: fn(&mut Self, &Key)) -> f64 {
        let mut times = Vec::new();
        for n in 0..CALLS {
            let start = Instant::now();
            call(self, keys[n % keys.len()]);
            times.push(start.elapsed().as_secs_f64() * 1e6);
        }
        median(times)
    }
}
