//! Answers that are made while they are sent, large ones, and many in a row, over a socket.

use std::sync::atomic::AtomicUsize;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    task::JoinHandle,
};

use super::*;
use crate::wire::body::Chunks;

/// A client whose connection is served here.
struct Client {
    tcp: TcpStream,
    stop: watch::Sender<bool>,
    served: JoinHandle<()>,
}

impl Client {
    /// One whose requests are answered by `body`.
    async fn of(
        limits: Limits,
        bodies: Bodies,
        body: impl Fn() -> Body + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let tcp = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (accepted, peer) = listener.accept().await.unwrap();
        let (stop, stopped) = watch::channel(false);
        let served = tokio::spawn(async move {
            let answer = |_| async { Response::new(body()) };
            let stream = Stream::plain(accepted, peer);
            assert_eq!(stream.peer(), peer);
            let turn = Arc::new(ConnectionState::new());
            connection(&limits, &bodies, stream, &turn, stopped, answer).await;
        });
        Self { tcp, stop, served }
    }

    /// One whose answers are made by the test, which gets where to put them.
    async fn of_chunks(limits: Limits) -> (Self, mpsc::UnboundedReceiver<Chunks>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        let body = move || {
            let (chunks, body) = Body::chunks();
            sender.send(chunks).unwrap();
            body
        };
        (Self::of(limits, Bodies::default(), body).await, receiver)
    }

    async fn ask(&mut self, method: &str) {
        let request = format!("{method} / HTTP/1.1\r\nhost: x\r\n\r\n");
        self.tcp.write_all(request.as_bytes()).await.unwrap();
    }

    /// What comes, up to and with `end`.
    async fn hear(&mut self, end: &str) -> String {
        let mut heard = Vec::new();
        while !heard.ends_with(end.as_bytes()) {
            assert_ne!(self.tcp.read_buf(&mut heard).await.unwrap(), 0, "it ends before {end:?}");
        }
        String::from_utf8(heard).unwrap()
    }

    async fn is_closed(&mut self) -> bool {
        self.tcp.read_u8().await.is_err()
    }
}

#[tokio::test]
async fn a_chunk_arrives_before_the_next_is_made() {
    let (mut client, mut answers) = Client::of_chunks(Limits::default()).await;
    for _ in 0..2 {
        client.ask("GET").await;
        let chunks = answers.recv().await.unwrap();
        chunks.send("one").await.unwrap();
        let head = client.hear("3\r\none\r\n").await;
        assert!(head.contains("transfer-encoding: chunked"), "{head}");
        chunks.send("three").await.unwrap();
        client.hear("5\r\nthree\r\n").await;
        drop(chunks);
        // The end of it is no end of the connection.
        assert_eq!(client.hear("0\r\n\r\n").await, "0\r\n\r\n");
    }
}

#[tokio::test]
async fn who_makes_chunks_is_told_when_the_client_leaves() {
    let (mut client, mut answers) = Client::of_chunks(Limits::default()).await;
    client.ask("GET").await;
    let chunks = answers.recv().await.unwrap();
    chunks.send("x").await.unwrap();
    client.hear("x\r\n").await;
    drop(client.tcp);
    chunks.gone().await;
    assert!(chunks.send("y").await.is_err());
    client.served.await.unwrap();
    // Who asks for the head alone reads no chunk.
    let (mut client, mut answers) = Client::of_chunks(Limits::default()).await;
    client.ask("HEAD").await;
    answers.recv().await.unwrap().gone().await;
    client.hear("\r\n\r\n").await;
}

#[tokio::test]
async fn a_stop_ends_an_answer_and_loses_no_chunk() {
    let (mut client, mut answers) = Client::of_chunks(Limits::default()).await;
    client.ask("GET").await;
    let chunks = answers.recv().await.unwrap();
    chunks.send("x").await.unwrap();
    client.hear("x\r\n").await;
    chunks.send("the last").await.unwrap();
    client.stop.send(true).unwrap();
    chunks.gone().await;
    assert!(chunks.send("too late").await.is_err());
    assert_eq!(client.hear("0\r\n\r\n").await, "8\r\nthe last\r\n0\r\n\r\n");
    assert!(client.is_closed().await);
    client.served.await.unwrap();
}

fn impatient() -> Limits {
    Limits { head_timeout: Duration::from_millis(100), ..Limits::default() }
}

#[tokio::test]
async fn an_answer_may_take_longer_than_a_head() {
    let (mut client, mut answers) = Client::of_chunks(impatient()).await;
    client.ask("GET").await;
    let chunks = answers.recv().await.unwrap();
    for _ in 0..2 {
        time::sleep(Duration::from_millis(400)).await;
        chunks.send("x").await.unwrap();
        client.hear("x\r\n").await;
    }
    // Its end is the server's word, and the next head is awaited.
    drop(chunks);
    client.hear("0\r\n\r\n").await;
    assert!(client.is_closed().await);
}

#[tokio::test]
async fn a_client_that_does_not_read_is_not_waited_for() {
    let (mut client, mut answers) = Client::of_chunks(impatient()).await;
    client.ask("GET").await;
    let chunks = answers.recv().await.unwrap();
    let mut sent = 0;
    while chunks.send(vec![0; 1024 * 1024]).await.is_ok() {
        sent += 1;
        assert!(sent < 100, "megabytes wait without a limit");
    }
    client.served.await.unwrap();
}

#[tokio::test]
async fn a_large_answer_counts_until_it_is_read() {
    const SIZE: usize = 32 * 1024 * 1024;
    let all = Bodies::default();
    let body = || Body::from(vec![b'x'; SIZE]);
    let mut client = Client::of(Limits::default(), all.clone(), body).await;
    client.ask("GET").await;
    let mut some = vec![0; SIZE / 4];
    client.tcp.read_exact(&mut some).await.unwrap();
    assert!(all.held() > SIZE / 2);
    drop(client.tcp);
    client.served.await.unwrap();
    assert_eq!(all.held(), 0);

    let mut client = Client::of(Limits::default(), all.clone(), body).await;
    client.tcp.write_all(b"GET / HTTP/1.0\r\n\r\n").await.unwrap();
    let mut whole = Vec::new();
    client.tcp.read_to_end(&mut whole).await.unwrap();
    assert!(whole.len() > SIZE && whole.ends_with(b"x"));
    client.served.await.unwrap();
    assert_eq!(all.held(), 0);
}

#[tokio::test]
async fn many_requests_at_once_leave_others_their_turn() {
    const ALL: usize = 5000;
    let answered = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&answered);
    let body = move || {
        count.fetch_add(1, Ordering::Relaxed);
        Body::from(Vec::new())
    };
    let mut client = Client::of(Limits::default(), Bodies::default(), body).await;
    let all = "GET / HTTP/1.1\r\nhost: x\r\n\r\n".repeat(ALL);
    client.tcp.write_all(all.as_bytes()).await.unwrap();
    // Whatever waits for the system, such as a connection, is asked for between them.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    for _ in 0..10 {
        TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    }
    let answered = answered.load(Ordering::Relaxed);
    assert!((1..ALL).contains(&answered), "{answered}");
}
