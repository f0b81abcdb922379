//! The program in a process of its own, and a client that signs its calls.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use localyun::{
    clock, random,
    sign::{
        Scheme,
        produce::{Content, Draft, Signer, produce},
    },
};
use serde_json::Value;

/// The id and the secret of an access key.
pub(crate) type Key = (String, String);

/// A server in a process of its own.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// With a state in memory.
    pub(crate) fn start() -> Self {
        Self::with(&["--data", ":memory:"])
    }

    /// With these arguments.
    pub(crate) fn with(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_localyun"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "warn"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().parse().unwrap();
        Self { child, address }
    }

    /// The processor time of all its threads so far.
    pub(crate) fn processor(&self) -> Duration {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap();
        let nanos = |thread: fs::DirEntry| {
            let text = fs::read_to_string(thread.path().join("schedstat")).unwrap();
            text.split(' ').next().unwrap().parse::<u64>().unwrap()
        };
        Duration::from_nanos(threads.map(|it| nanos(it.unwrap())).sum())
    }

    pub(crate) fn connect(&self) -> Client {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_nodelay(true).unwrap();
        Client::over(stream)
    }

    /// Megabytes of the process that are in memory.
    pub(crate) fn resident(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|it| it.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() * 1024.0 / 1e6
    }

    /// Its memory, threads and descriptors.
    pub(crate) fn figures(&self) -> String {
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

/// What a connection runs over.
pub(crate) trait Transport: Read + Write {}

impl<T: Read + Write> Transport for T {}

/// One connection to it.
pub(crate) struct Client {
    stream: Box<dyn Transport>,
}

impl Client {
    pub(crate) fn over(stream: impl Transport + 'static) -> Self {
        Self { stream: Box::new(stream) }
    }

    /// The body of the answer to a request.
    fn answer(&mut self, request: &str) -> Vec<u8> {
        self.ask(request);
        self.hear()
    }

    /// Sends a request.
    pub(crate) fn ask(&mut self, request: &str) {
        self.stream.write_all(request.as_bytes()).unwrap();
    }

    /// The body of the next answer.
    pub(crate) fn hear(&mut self) -> Vec<u8> {
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
                return body.to_vec();
            }
        }
    }

    /// The answer of the control API.
    pub(crate) fn control(&mut self, method: &str, path: &str, body: &str) -> Value {
        let length = body.len();
        let answer = self.answer(&format!(
            "{method} /_localyun/{path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {length}\r\n\r\n{body}"
        ));
        serde_json::from_slice(&answer).unwrap()
    }

    /// A new world: its id, and a key of its root.
    pub(crate) fn make(&mut self, from: &str) -> (String, Key) {
        let made = self.control("POST", "worlds", &format!(r#"{{"from": "{from}", "ttl": null}}"#));
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        let key = &made["accounts"][0];
        (text(&made["id"]), (text(&key["access_key_id"]), text(&key["access_key_secret"])))
    }

    /// A call of CloudMonitor with its signature, ready to be sent.
    pub(crate) fn signed(key: &Key, action: &str, query: &[(&str, &str)]) -> String {
        Self::signed_for(key, ("Cms", "2019-01-01"), action, query)
    }

    /// A call of a product and its version.
    pub(crate) fn signed_for(
        key: &Key,
        (product, version): (&str, &str),
        action: &str,
        query: &[(&str, &str)],
    ) -> String {
        let nonce = u128::from_le_bytes(random::random_bytes()).to_string();
        let signed = produce(&Draft {
            scheme: Scheme::named("acs3-hmac-sha256").unwrap(),
            method: "POST",
            host: "127.0.0.1",
            path: "/",
            action: Some(action),
            version,
            query,
            content: Content::None,
            headers: &[],
            key_id: &key.0,
            signer: Signer::Hmac(&key.1),
            security_token: None,
            time: clock::real_now(),
            nonce: &nonce,
            region: "cn-hangzhou",
            product,
        })
        .unwrap();
        let headers: Vec<_> =
            signed.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let headers = headers.join("\r\n");
        format!(
            "{} {} HTTP/1.1\r\n{headers}\r\ncontent-length: 0\r\n\r\n",
            signed.method, signed.target
        )
    }

    /// Sends a signed call, which has to go well. From its first byte to the last of its answer.
    pub(crate) fn send(&mut self, signed: &str) -> Duration {
        self.send_for(signed, "200")
    }

    /// As [`send`](Self::send), with the code of an answer that went well.
    pub(crate) fn send_for(&mut self, signed: &str, code: &str) -> Duration {
        let start = Instant::now();
        let answer = self.answer(signed);
        let taken = start.elapsed();
        let body: Value = serde_json::from_slice(&answer).unwrap();
        assert_eq!(body["Code"], code, "{body}");
        taken
    }
}

/// The access key that a server has from the start.
pub(crate) fn first_key() -> Key {
    ("testid".into(), "testsecret".into())
}
