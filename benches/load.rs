//! Start-up, memory, size, throughput and latency of the program, next to a bare hyper
//! server in the same run. `cargo bench --bench load` prints the table of `docs/PERFORMANCE.md`;
//! `-- --seconds 5` measures longer, `-- --only PutContact` only the rows whose name has that,
//! `-- --million` also watches the memory over a million calls, `-- --data postgres://…` measures that database.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should say so")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with two digits")]

use std::{
    cell::{Cell, RefCell},
    convert::Infallible,
    env,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Read, Write as _},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    rc::Rc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::Full;
use hyper::{Response, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use sha2::{Digest, Sha256};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    task::LocalSet,
};

const CONNECTIONS: usize = 16;
const CONTACTS: usize = 10_000;

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|a| a != "--bench").collect();
    if args.first().is_some_and(|a| a == "floor") {
        return floor(args[1].parse().unwrap());
    }
    let seconds =
        args.iter().position(|a| a == "--seconds").map_or(3, |at| args[at + 1].parse().unwrap());
    let time = Duration::from_secs(seconds);
    let only = args.iter().position(|a| a == "--only").map(|at| args[at + 1].as_str());
    let million = args.iter().any(|a| a == "--million");

    let binary = env!("CARGO_BIN_EXE_localyun");
    println!("binary                 {:>9.2} MB", fs::metadata(binary).unwrap().len() as f64 / 1e6);
    startup();

    let data =
        args.iter().position(|a| a == "--data").map_or(":memory:", |at| args[at + 1].as_str());
    let app = Process::localyun(&["--data", data]);
    std::thread::sleep(Duration::from_millis(300));
    println!("idle memory            {:>9.2} MB", app.resident());
    fill(app.address);
    let list = Call::list();
    let size = one(app.address, &list).len();
    let floor = Process::floor(size);

    println!("\n{CONNECTIONS} connections, {seconds} s each, one after the other, twice");
    println!(
        "{:<36}{:>8}{:>7}{:>9}{:>9}{:>9}{:>9}",
        "", "calls/s", "ratio", "p50 ms", "p99 ms", "max ms", "cpu us"
    );
    let (put, pages, reports) = (Call::put(), Call::pages(), Call::reports());
    rules(app.address);
    let user = Call { key: user_of_ten_policies(app.address), ..list.clone() };
    let (encrypt, decrypt) = encryption(app.address);
    let rows = [
        ("bare hyper, constant answer", &floor, &list),
        ("DescribeContactList, 10 of 10,000", &app, &list),
        ("the same by a user of ten policies", &app, &user),
        ("another page each time", &app, &pages),
        ("PutContact", &app, &put),
        ("PutCustomMetric, 50 reports", &app, &reports),
        ("Encrypt, 44 letters", &app, &encrypt),
        ("Decrypt of the same", &app, &decrypt),
    ];
    let mut base = 0.0;
    for _ in 0..2 {
        for (name, server, call) in &rows {
            if only.is_some_and(|part| server.address == app.address && !name.contains(part)) {
                continue;
            }
            let run = load(server, call, time);
            if server.address == floor.address {
                base = run.rate;
            }
            println!("{name:<36}{}", run.row(base));
        }
    }
    println!("\nmemory after it        {:>9.2} MB", app.resident());
    let before = Instant::now();
    control(app.address, "POST", "/_localyun/reset");
    println!("reset of {CONTACTS} contacts {:>9.2} ms", before.elapsed().as_secs_f64() * 1e3);

    if million {
        println!("\ncalls     memory MB");
        let mut done = 0;
        for (name, call) in [("put", &put), ("list", &list)].iter().cycle().take(10) {
            let run = calls(app.address, call, 100_000);
            done += run;
            println!("{done:<9} {:>9.2}  {name}", app.resident());
        }
    }
}

/// A bare hyper server that answers every request with the same `size` bytes.
fn floor(size: usize) {
    let threads = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    threads.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("listening on http://{}", listener.local_addr().unwrap());
        let body = Bytes::from(vec![b'x'; size]);
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            let body = body.clone();
            tokio::spawn(async move {
                let answer = service_fn(move |_| {
                    let body = body.clone();
                    async move { Ok::<_, Infallible>(Response::new(Full::new(body))) }
                });
                drop(http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await);
            });
        }
    });
}

struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    fn localyun(args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_localyun"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "warn"]).args(args);
        Self::start(command)
    }

    fn floor(size: usize) -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["floor", &size.to_string()]);
        Self::start(command)
    }

    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().parse().unwrap();
        Self { child, address }
    }

    /// Megabytes of the process that are in memory.
    fn resident(&self) -> f64 {
        let status =
            fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap_or("VmRSS: 0");
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() * 1024.0 / 1e6
    }
}

impl Process {
    /// Seconds of processor time so far, user and system.
    fn spent(&self) -> f64 {
        let stat =
            fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let ticks = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
        ticks.map(|t| t.parse::<f64>().unwrap()).sum::<f64>() / 100.0
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// From the start of the process to the answer of its first signed call.
fn startup() {
    let folder = tempfile::tempdir().unwrap();
    let file = |run: usize| folder.path().join(format!("{run}.db")).to_str().unwrap().to_owned();
    let rows: [(&str, &dyn Fn(usize) -> String); 3] =
        [("new file", &file), ("same file", &|_| file(0)), ("memory", &|_| ":memory:".to_owned())];
    for (name, data) in rows {
        let mut times: Vec<f64> = (0..21)
            .map(|run| {
                let data = data(run);
                let start = Instant::now();
                let app = Process::localyun(&["--data", &data]);
                assert!(one(app.address, &Call::list()).contains("\"Code\":\"200\""));
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("start-up, {name:<12} {:>9.2} ms", times[times.len() / 2]);
    }
}

/// A call that is signed anew each time it is sent.
#[derive(Clone)]
struct Call {
    version: &'static str,
    action: &'static str,
    /// The access key's id and secret.
    key: (String, String),
    /// The query, sorted; `{n}` is the number of the call.
    query: String,
}

impl Call {
    fn list() -> Self {
        Self::cms("DescribeContactList", "PageNumber=1&PageSize=10".into())
    }

    /// Another page each time.
    fn pages() -> Self {
        Self::cms("DescribeContactList", "PageNumber={p}&PageSize=10".into())
    }

    fn cms(action: &'static str, query: String) -> Self {
        let key = ("testid".into(), "testsecret".into());
        Self { version: "2019-01-01", action, key, query }
    }

    fn ram(action: &'static str, query: &str) -> Self {
        Self { version: "2015-05-01", ..Self::cms(action, query.into()) }
    }

    fn kms(action: &'static str, query: String) -> Self {
        Self { version: "2016-01-20", ..Self::cms(action, query) }
    }

    fn put() -> Self {
        let ding = "https%3A%2F%2Foapi.dingtalk.com%2Frobot%2Fsend%3Faccess_token%3D{n}";
        Self::cms(
            "PutContact",
            format!("Channels.DingWebHook={ding}&ContactName=contact-{{n}}&Describe=on%20call"),
        )
    }

    /// Values of 50 series of a metric.
    fn reports() -> Self {
        let mut pairs: Vec<String> = (0..50)
            .flat_map(|n| {
                let name = format!("MetricList.{}.", n + 1);
                [
                    format!("{name}Dimensions=%7B%22instanceId%22%3A%22i-{n}%22%7D"),
                    format!("{name}MetricName=cpu_total"),
                    format!("{name}Type=0"),
                    format!("{name}Values=%7B%22value%22%3A10.5%7D"),
                ]
            })
            .collect();
        pairs.sort_unstable();
        Self::cms("PutCustomMetric", pairs.join("&"))
    }

    /// The request as text, signed with ACS3-HMAC-SHA256 as the current SDKs do.
    fn request(&self, n: usize, nonce: u64, host: &str, date: &str, out: &mut String) {
        const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        const SIGNED: &str =
            "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
        let query = self.query.replace("{n}", &n.to_string());
        // Pages in an order in which neighbours are far apart.
        let query = query.replace("{p}", &(n * 7919 % 1000 + 1).to_string());
        let (action, version, (id, secret)) = (self.action, self.version, &self.key);
        let canonical = format!(
            "POST\n/\n{query}\nhost:{host}\nx-acs-action:{action}\nx-acs-content-sha256:{EMPTY}\n\
             x-acs-date:{date}\nx-acs-signature-nonce:{nonce:032x}\nx-acs-version:{version}\n\n{SIGNED}\n{EMPTY}"
        );
        let hash = hex(&Sha256::digest(canonical));
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(b"ACS3-HMAC-SHA256\n");
        mac.update(hash.as_bytes());
        let signature = hex(&mac.finalize().into_bytes());
        out.clear();
        write!(
            out,
            "POST /?{query} HTTP/1.1\r\nhost: {host}\r\nx-acs-action: {action}\r\nx-acs-version: {version}\r\n\
             x-acs-date: {date}\r\nx-acs-signature-nonce: {nonce:032x}\r\nx-acs-content-sha256: {EMPTY}\r\n\
             accept: application/json\r\nauthorization: ACS3-HMAC-SHA256 Credential={id},\
             SignedHeaders={SIGNED},Signature={signature}\r\ncontent-length: 0\r\n\r\n"
        )
        .unwrap();
    }
}

/// A key that encrypts a text as long as a data key in Base64, and decrypts it.
fn encryption(address: SocketAddr) -> (Call, Call) {
    let member = |answer: &str, name: &str| {
        let (_, rest) = answer.split_once(&format!("\"{name}\":\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let key = member(&one(address, &Call::kms("CreateKey", String::new())), "KeyId");
    let encrypt = Call::kms("Encrypt", format!("KeyId={key}&Plaintext={}", "x".repeat(44)));
    let blob = member(&one(address, &encrypt), "CiphertextBlob");
    let blob = blob.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    (encrypt, Call::kms("Decrypt", format!("CiphertextBlob={blob}")))
}

/// 1,000 rules on the metric of [`Call::reports`], each on a series.
fn rules(address: SocketAddr) {
    one(address, &Call::cms("PutContactGroup", "ContactGroupName=ops".into()));
    for n in 0..1000 {
        let resources = format!("%5B%7B%22instanceId%22%3A%22i-{n}%22%7D%5D");
        let query = format!(
            "ContactGroups=ops&EvaluationCount=3&Level=CRITICAL&MetricName=cpu_total&Resources={resources}\
             &RuleId=rule-{n}&RuleName=rule&Statistics=Average&Threshold=90"
        );
        let query = format!("ComparisonOperator=%3E&{query}");
        one(address, &Call::cms("PutCustomMetricRule", query));
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut out, b| {
        write!(out, "{b:02x}").unwrap();
        out
    })
}

fn date() -> String {
    chrono::DateTime::from_timestamp_millis(localyun::clock::real_now())
        .unwrap()
        .to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// One call on a connection of its own; the body of its answer.
fn one(address: SocketAddr, call: &Call) -> String {
    let mut text = String::new();
    call.request(0, fastrand(), &address.to_string(), &date(), &mut text);
    exchange(address, &text)
}

fn control(address: SocketAddr, method: &str, path: &str) -> String {
    exchange(
        address,
        &format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\ncontent-length: 0\r\n\r\n"),
    )
}

fn exchange(address: SocketAddr, text: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .write_all(text.replacen("\r\n\r\n", "\r\nconnection: close\r\n\r\n", 1).as_bytes())
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{answer}");
    body.to_owned()
}

/// A number that no other run has used as a nonce.
fn fastrand() -> u64 {
    u64::from_le_bytes(localyun::random::random_bytes()[..8].try_into().unwrap())
}

fn fill(address: SocketAddr) {
    assert_eq!(calls(address, &Call::put(), CONTACTS), CONTACTS);
}

/// The key of a RAM user whom the last of ten attached policies allows to read contacts.
fn user_of_ten_policies(address: SocketAddr) -> (String, String) {
    one(address, &Call::ram("CreateUser", "UserName=bench"));
    for n in 0..10 {
        let action = if n == 9 { "cms%3ADescribe%2A" } else { "ram%3AGet%2A" };
        let document = format!(
            "%7B%22Version%22%3A%221%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C\
             %22Action%22%3A%22{action}%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D"
        );
        one(
            address,
            &Call::ram("CreatePolicy", &format!("PolicyDocument={document}&PolicyName=p{n}")),
        );
        let attach = format!("PolicyName=p{n}&PolicyType=Custom&UserName=bench");
        one(address, &Call::ram("AttachPolicyToUser", &attach));
    }
    let answer = one(address, &Call::ram("CreateAccessKey", "UserName=bench"));
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let part = |name: &str| answer["AccessKey"][name].as_str().unwrap().to_owned();
    (part("AccessKeyId"), part("AccessKeySecret"))
}

struct Run {
    rate: f64,
    /// Microseconds of processor time that the server spent on a call.
    cpu: f64,
    times: Vec<u32>,
}

impl Run {
    fn row(&self, base: f64) -> String {
        let at = |share: f64| {
            let last = self.times.len() - 1;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
            let index = (last as f64 * share) as usize;
            f64::from(self.times[index]) / 1e6
        };
        format!(
            "{:>8.0}{:>7.2}{:>9.3}{:>9.3}{:>9.3}{:>9.1}",
            self.rate,
            self.rate / base,
            at(0.5),
            at(0.99),
            at(1.0),
            self.cpu
        )
    }
}

/// How fast calls are answered on all connections at once.
fn load(server: &Process, call: &Call, time: Duration) -> Run {
    let address = server.address;
    let until = Instant::now() + Duration::from_millis(300);
    drive(address, call, move |_| Instant::now() < until); // warms up
    let (start, spent) = (Instant::now(), server.spent());
    let mut times = drive(address, call, move |_| start.elapsed() < time);
    let rate = times.len() as f64 / start.elapsed().as_secs_f64();
    let cpu = (server.spent() - spent) * 1e6 / times.len() as f64;
    times.sort_unstable();
    Run { rate, cpu, times }
}

/// Makes `count` calls; how many were answered well.
fn calls(address: SocketAddr, call: &Call, count: usize) -> usize {
    drive(address, call, move |n| n < count).len()
}

/// Calls on all connections while `more` says so; nanoseconds of each.
fn drive(address: SocketAddr, call: &Call, more: impl Fn(usize) -> bool + 'static) -> Vec<u32> {
    let thread = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let shared = Rc::new(Shared {
        address,
        call: call.clone(),
        date: date(),
        count: Cell::new(0),
        nonce: Cell::new(fastrand()),
        times: RefCell::new(Vec::with_capacity(1 << 20)),
    });
    let (local, more) = (LocalSet::new(), Rc::new(more));
    for _ in 0..CONNECTIONS {
        let (shared, more) = (Rc::clone(&shared), Rc::clone(&more));
        local.spawn_local(async move { shared.connection(&*more).await });
    }
    thread.block_on(local);
    shared.times.take()
}

/// What the connections of one load have in common.
struct Shared {
    address: SocketAddr,
    call: Call,
    date: String,
    count: Cell<usize>,
    nonce: Cell<u64>,
    times: RefCell<Vec<u32>>,
}

impl Shared {
    async fn connection(&self, more: &dyn Fn(usize) -> bool) {
        let host = self.address.to_string();
        let mut stream = tokio::net::TcpStream::connect(self.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (mut text, mut buffer) = (String::new(), vec![0; 64 * 1024]);
        loop {
            let n = self.count.get();
            if !more(n) {
                return;
            }
            self.count.set(n + 1);
            self.nonce.set(self.nonce.get().wrapping_add(1));
            self.call.request(n % CONTACTS, self.nonce.get(), &host, &self.date, &mut text);
            let start = Instant::now();
            stream.write_all(text.as_bytes()).await.unwrap();
            let mut have = 0;
            while !whole(&buffer[..have]) {
                have += stream.read(&mut buffer[have..]).await.unwrap();
            }
            let took = u32::try_from(start.elapsed().as_nanos()).unwrap_or(u32::MAX);
            assert!(
                buffer.starts_with(b"HTTP/1.1 200"),
                "{}",
                String::from_utf8_lossy(&buffer[..have])
            );
            self.times.borrow_mut().push(took);
        }
    }
}

/// Whether an answer has come to its end.
fn whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|w| w == b"\r\n\r\n") else { return false };
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let length = head.lines().find_map(|l| l.strip_prefix("content-length: ")).unwrap();
    answer.len() >= end + 4 + length.parse::<usize>().unwrap()
}
