//! A client without opinions: it sends bytes, and shows what comes back.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    time::Duration,
};

use serde_json::Value;

/// A response, as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// One without its body yet.
    pub(crate) fn of_head(head: &[u8]) -> Self {
        let head = std::str::from_utf8(head).unwrap();
        let mut lines = head.trim_end().split("\r\n");
        let first = lines.next().unwrap_or_default();
        let status = first.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap();
        let headers: Vec<(String, String)> = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Self { status, headers, body: Vec::new() }
    }

    /// The value of a header that may be there once at the most.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name));
        let first = found.next();
        assert!(found.next().is_none(), "two headers {name}");
        first.map(|(_, value)| &**value)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        let value: Value = serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("{e}: {} {:?}", self.status, self.text()));
        assert!(value.is_object(), "{value}");
        value
    }

    /// A field of the body, in either form; empty if it is not there.
    pub(crate) fn field(&self, name: &str) -> String {
        if self.header("content-type").is_some_and(|t| t.starts_with("text/xml")) {
            let (open, close) = (format!("<{name}>"), format!("</{name}>"));
            let after = self.text().split_once(&open).map_or("", |(_, after)| after);
            let raw = after.split_once(&close).map_or("", |(value, _)| value);
            return raw.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
        }
        self.json()[name].as_str().unwrap_or_default().to_owned()
    }

    /// The `Code` of an error; of a success, what the product puts there.
    pub(crate) fn code(&self) -> String {
        self.field("Code")
    }

    pub(crate) fn message(&self) -> String {
        self.field("Message")
    }

    /// Status and code, to compare both at once.
    pub(crate) fn short(&self) -> (u16, String) {
        (self.status, self.code())
    }
}

/// A connection.
pub(crate) struct Client {
    stream: TcpStream,
    /// What came after the last answer.
    rest: Vec<u8>,
}

/// One request on a connection of its own.
#[track_caller]
pub(crate) fn ask(to: SocketAddr, request: &[u8]) -> Answer {
    let mut client = Client::open(to);
    client.send(request);
    client.answer()
}

impl Client {
    #[track_caller]
    pub(crate) fn open(to: SocketAddr) -> Self {
        let stream = TcpStream::connect(to).unwrap();
        stream.set_nodelay(true).unwrap();
        // Longer than anything takes, and short enough that a test ends.
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        stream.set_write_timeout(Some(Duration::from_secs(120))).unwrap();
        Self { stream, rest: Vec::new() }
    }

    #[track_caller]
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).unwrap();
    }

    /// Sends what the other side takes. Whether it took all.
    pub(crate) fn try_send(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).is_ok()
    }

    pub(crate) fn finish(&mut self) {
        self.stream.shutdown(Shutdown::Write).unwrap();
    }

    /// The next answer; an interim one such as `100 Continue` too.
    #[track_caller]
    pub(crate) fn answer(&mut self) -> Answer {
        match self.try_answer() {
            Ok(Some(answer)) => answer,
            other => {
                panic!("no answer: {other:?}, after {:?}", String::from_utf8_lossy(&self.rest))
            }
        }
    }

    /// The next answer, to a `HEAD`.
    #[track_caller]
    pub(crate) fn head(&mut self) -> Answer {
        self.read_head().unwrap().unwrap()
    }

    /// The next answer; `None` if the connection ends instead.
    pub(crate) fn try_answer(&mut self) -> io::Result<Option<Answer>> {
        let Some(mut answer) = self.read_head()? else { return Ok(None) };
        let length = answer.header("content-length").map_or(0, |n| n.parse().unwrap());
        while self.rest.len() < length {
            if self.more()? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        answer.body = self.rest.drain(..length).collect();
        Ok(Some(answer))
    }

    fn read_head(&mut self) -> io::Result<Option<Answer>> {
        let end = loop {
            if let Some(at) = self.rest.windows(4).position(|w| w == b"\r\n\r\n") {
                break at + 4;
            }
            if self.more()? == 0 {
                return Ok(None);
            }
        };
        let head: Vec<u8> = self.rest.drain(..end).collect();
        Ok(Some(Answer::of_head(&head)))
    }

    /// The socket, for another protocol. All that came was taken.
    pub(crate) fn into_tcp(self) -> TcpStream {
        assert!(self.rest.is_empty());
        self.stream
    }

    /// What comes until the other side closes.
    pub(crate) fn remaining(&mut self) -> Vec<u8> {
        while self.more().unwrap() > 0 {}
        std::mem::take(&mut self.rest)
    }

    /// Whether nothing has come since the last answer.
    pub(crate) fn has_nothing_yet(&mut self) -> bool {
        self.stream.set_nonblocking(true).unwrap();
        let nothing = matches!(self.more(), Err(e) if e.kind() == io::ErrorKind::WouldBlock);
        self.stream.set_nonblocking(false).unwrap();
        nothing && self.rest.is_empty()
    }

    /// Whether the other side closes, and says nothing more before it does.
    pub(crate) fn is_closed(&mut self) -> bool {
        // A reset says the same in a ruder way.
        self.rest.is_empty() && !matches!(self.more(), Ok(1..))
    }

    fn more(&mut self) -> io::Result<usize> {
        let mut buffer = [0; 16 * 1024];
        let read = loop {
            match self.stream.read(&mut buffer) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.rest.extend_from_slice(&buffer[..read]);
        Ok(read)
    }
}
