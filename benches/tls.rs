//! TLS beside plain HTTP: the time from the start of the program to its first signed answer, and what a call costs on
//! connections that are kept open. `cargo bench --bench tls` prints the tables of `docs/PERFORMANCE.md`.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should say so")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with two digits")]

#[expect(dead_code, reason = "the benchmark of worlds uses more of it")]
mod server;

use std::{
    net::TcpStream,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use localyun::tls::authority::Authority;
use rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, RootCertStore, SignatureScheme,
    StreamOwned,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::ring,
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use server::{Client, Server, first_key};

const STARTS: usize = 21;
const CONNECTIONS: usize = 16;
/// How many calls a turn has, a multiple of [`CONNECTIONS`].
const CALLS: usize = 1600;
const TURNS: usize = 15;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    let trusting = trusting(&kept);
    measure_starts(folder.path(), &kept, &trusting);
    measure_calls(&kept, &trusting);
}

/// From the start of the process to the answer of its first signed call.
fn measure_starts(folder: &Path, kept: &Path, trusting: &Arc<ClientConfig>) {
    let file = |kind: &str, run: usize| folder.join(format!("{kind}-{run}")).display().to_string();
    let memory = |_| ":memory:".to_owned();
    let kept = |_| kept.display().to_string();
    // The authority that is made cannot be trusted before.
    let anyone = anyone();
    let tls = |run| file("tls", run);
    let first = |run| file("first", run);
    let made = |run| file("authority", run);
    let rows: [Start; 4] = [
        ("plain HTTP, memory", &memory, &kept, None),
        ("TLS, memory", &memory, &kept, Some(trusting)),
        ("TLS, new file", &tls, &kept, Some(trusting)),
        ("TLS, new file and new authority", &first, &made, Some(&anyone)),
    ];
    let mut times = [const { Vec::new() }; 4];
    for run in 0..STARTS {
        for ((_, data, authority, tls), times) in rows.iter().zip(&mut times) {
            let (data, authority) = (data(run), authority(run));
            let start = Instant::now();
            let server = Server::with(&["--data", &data, "--ca-dir", &authority]);
            let mut client = tls.map_or_else(|| server.connect(), |it| secure(&server, it));
            client.send(&list(run));
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    println!("{:<44}{:>9}{:>9}", "start to the first signed answer", "p50 ms", "best ms");
    for ((name, ..), times) in rows.iter().zip(&mut times) {
        times.sort_by(f64::total_cmp);
        println!("  {name:<42}{:>9.2}{:>9.2}", times[STARTS / 2], times[0]);
    }
}

/// What a start is called, its data and its authority by the number of the run, and how its client speaks TLS.
type Start<'a> = (
    &'a str,
    &'a dyn Fn(usize) -> String,
    &'a dyn Fn(usize) -> String,
    Option<&'a Arc<ClientConfig>>,
);

/// Calls on one connection and on [`CONNECTIONS`], plain and over TLS by turns, to one server.
fn measure_calls(kept: &Path, trusting: &Arc<ClientConfig>) {
    let server = Server::with(&["--data", ":memory:", "--ca-dir", kept.to_str().unwrap()]);
    let plain = (0..CONNECTIONS).map(|_| server.connect()).collect();
    let secure = (0..CONNECTIONS).map(|_| secure(&server, trusting)).collect();
    let mut kinds: [Vec<Client>; 2] = [plain, secure];
    for n in 0..1000 {
        kinds[0][0].send(&put(n));
    }
    for (name, call) in [("PutContact", put as fn(usize) -> String), ("DescribeContactList", list)]
    {
        let mut best = [(f64::MAX, f64::MAX, f64::MAX); 2];
        for _ in 0..TURNS {
            for (clients, best) in kinds.iter_mut().zip(&mut best) {
                let (latency, one) = on_one(&server, &mut clients[0], call);
                let all = on_all(&server, clients, call);
                *best = (latency.min(best.0), one.min(best.1), all.min(best.2));
            }
        }
        let [plain, tls] = best;
        println!("{name:<44}{:>9}{:>9}{:>7}", "HTTP us", "TLS us", "ratio");
        for (what, plain, tls) in [
            ("median latency on one connection", plain.0, tls.0),
            ("the server's CPU time, one connection", plain.1, tls.1),
            ("the server's CPU time, 16 connections", plain.2, tls.2),
        ] {
            println!("  {what:<42}{plain:>9.1}{tls:>9.1}{:>7.2}", tls / plain);
        }
    }
}

/// Microseconds of a call, its median latency and the server's processor time, one call after the other.
fn on_one(server: &Server, client: &mut Client, call: fn(usize) -> String) -> (f64, f64) {
    let calls: Vec<String> = (0..CALLS).map(call).collect();
    let before = server.processor();
    let mut times: Vec<Duration> = calls.iter().map(|it| client.send(it)).collect();
    let processor = micros(server.processor().saturating_sub(before)) / CALLS as f64;
    times.sort();
    (micros(times[CALLS / 2]), processor)
}

/// Microseconds of the server's processor time of a call, with one under way on each connection.
fn on_all(server: &Server, clients: &mut [Client], call: fn(usize) -> String) -> f64 {
    let calls: Vec<String> = (0..CALLS).map(call).collect();
    let before = server.processor();
    for calls in calls.chunks(CONNECTIONS) {
        clients.iter_mut().zip(calls).for_each(|(client, call)| client.ask(call));
        for client in &mut *clients {
            client.hear();
        }
    }
    micros(server.processor().saturating_sub(before)) / CALLS as f64
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn put(n: usize) -> String {
    let (name, hook) = (format!("contact-{}", n % 1000), "https://oapi.dingtalk.com/robot/send");
    let hook = format!("{hook}?access_token={n}");
    let query =
        [("ContactName", &*name), ("Describe", "On call"), ("Channels.DingWebHook", &*hook)];
    Client::signed(&first_key(), "PutContact", &query)
}

fn list(_: usize) -> String {
    Client::signed(&first_key(), "DescribeContactList", &[("PageSize", "10")])
}

/// A connection over TLS.
fn secure(server: &Server, config: &Arc<ClientConfig>) -> Client {
    let tcp = TcpStream::connect(server.address).unwrap();
    tcp.set_nodelay(true).unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let session = ClientConnection::new(Arc::clone(config), name).unwrap();
    Client::over(StreamOwned::new(session, tcp))
}

/// A client that trusts the authority in this folder, which is made.
fn trusting(folder: &Path) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(Authority::open(folder, &[]).unwrap().certificate().clone()).unwrap();
    Arc::new(ClientConfig::builder().with_root_certificates(roots).with_no_client_auth())
}

/// A client that trusts everyone.
fn anyone() -> Arc<ClientConfig> {
    let config =
        ClientConfig::builder().dangerous().with_custom_certificate_verifier(Arc::new(Anyone));
    Arc::new(config.with_no_client_auth())
}

#[derive(Debug)]
struct Anyone;

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ring::default_provider().signature_verification_algorithms.supported_schemes()
    }
}
