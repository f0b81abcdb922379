//! HTTPS on the port of HTTP, and the server as a proxy.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    sync::Arc,
    thread,
    time::Duration,
};

use actions::x509::{Certificate, blocks};
use localyun::{
    proxy::Proxy,
    tls::{Mode, Tls, authority::Authority, trust},
};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
    version::{TLS12, TLS13},
};

use crate::support::{Answer, Call, Client, Server, finish, plain, program};

/// A server with an authority of its own.
pub(crate) fn server(folder: &Path, mode: Mode, names: &[&str]) -> Server {
    let names = names.iter().map(|&it| it.to_owned()).collect();
    let tls = Tls::new(mode, Some(folder.to_owned()), names);
    Server::with(|options| options.tls = tls)
}

/// A client that trusts the authority in this folder, and asks for a name.
pub(crate) struct Secure(pub(crate) StreamOwned<ClientConnection, TcpStream>);

impl Secure {
    pub(crate) fn open(to: SocketAddr, folder: &Path, name: &str) -> Self {
        Self::over(TcpStream::connect(to).unwrap(), folder, name, &[&TLS13, &TLS12])
    }

    fn over(
        tcp: TcpStream,
        folder: &Path,
        name: &str,
        versions: &[&'static rustls::SupportedProtocolVersion],
    ) -> Self {
        let mut roots = RootCertStore::empty();
        let _ = CertificateDer::from_pem_file(folder.join("ca.pem")).map(|it| roots.add(it));
        let mut config = ClientConfig::builder_with_provider(ring::default_provider().into())
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let session = ClientConnection::new(Arc::new(config), name).unwrap();
        Self(StreamOwned::new(session, tcp))
    }

    fn try_ask(&mut self, request: &[u8]) -> io::Result<Answer> {
        self.0.write_all(request)?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            self.0.read_exact(&mut byte)?;
            head.push(byte[0]);
        }
        let mut answer = Answer::of_head(&head);
        let length = answer.header("content-length").unwrap().parse().unwrap();
        answer.body = vec![0; length];
        self.0.read_exact(&mut answer.body)?;
        Ok(answer)
    }

    #[track_caller]
    pub(crate) fn ask(&mut self, request: &[u8]) -> Answer {
        self.try_ask(request).unwrap()
    }
}

fn to_host(host: &str) -> Vec<u8> {
    let host = host.to_owned();
    Call::of("DescribeContactList").with(|call| call.host = host).bytes()
}

/// An authority in a folder, so that clients can trust it before the server has used it.
fn made(folder: &Path, names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|&it| it.to_owned()).collect();
    Authority::open(folder, &names).unwrap().pem()
}

#[test]
fn the_first_byte_tells_tls_from_http_and_the_name_chooses_the_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    made(folder, &["cloud.test"]);
    let server = server(folder, Mode::Both, &["cloud.test"]);
    for (name, versions) in [
        ("metrics.cn-hangzhou.aliyuncs.com", &[&TLS13, &TLS12][..]),
        ("metrics.cn-hangzhou.aliyuncs.com", &[&TLS12]),
        ("cas.aliyuncs.com", &[&TLS13]),
        ("localhost", &[&TLS13]),
        ("127.0.0.1", &[&TLS13]),
        ("127.0.0.1", &[&TLS12]),
        ("cloud.test", &[&TLS13]),
    ] {
        let tcp = TcpStream::connect(server.address).unwrap();
        let mut client = Secure::over(tcp, folder, name, versions);
        let host = if name.starts_with("cas") { "metrics.aliyuncs.com" } else { name };
        for _ in 0..2 {
            assert_eq!(client.ask(&to_host(host)).code(), "200", "{name}");
        }
        assert_eq!(client.0.conn.alpn_protocol(), Some(&b"http/1.1"[..]));
        let shown = Certificate::from_der(&client.0.conn.peer_certificates().unwrap()[0]).unwrap();
        assert!(shown.sans.contains(&name.to_owned()), "{name}: {:?}", shown.sans);
    }
    assert_eq!(server.call(&Call::of("DescribeContactList")).code(), "200");
}

#[test]
fn a_name_that_is_not_the_servers_is_refused_in_the_words_of_the_protocol() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    made(folder, &[]);
    let server = server(folder, Mode::Both, &[]);
    for name in ["example.com", "aliyuncs.com.example.com", "badaliyuncs.com"] {
        let error = Secure::open(server.address, folder, name).try_ask(&to_host(name)).unwrap_err();
        assert!(error.to_string().contains("AccessDenied"), "{name}: {error}");
    }
    // Nothing else is in the way of the others.
    let mut client = Secure::open(server.address, folder, "localhost");
    assert_eq!(client.ask(&to_host("localhost")).code(), "200");
}

#[test]
fn the_authority_signs_for_no_other_names_whoever_has_its_key() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path(), &["cloud.test"]);
    let authority = Authority::open(folder.path(), &[]).unwrap();
    for (name, good) in [
        ("ecs.aliyuncs.com", true),
        ("a.cloud.test", true),
        ("127.8.8.8", true),
        ("example.com", false),
        ("bank.example", false),
        ("192.0.2.1", false),
    ] {
        let (leaf, _) = authority.leaf(name).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(authority.certificate().clone()).unwrap();
        let provider = Arc::new(ring::default_provider());
        let verifier =
            rustls::client::WebPkiServerVerifier::builder_with_provider(roots.into(), provider)
                .build()
                .unwrap();
        let outcome = rustls::client::danger::ServerCertVerifier::verify_server_cert(
            &*verifier,
            &leaf,
            &[],
            &ServerName::try_from(name).unwrap(),
            &[],
            rustls::pki_types::UnixTime::now(),
        );
        assert_eq!(outcome.is_ok(), good, "{name}: {outcome:?}");
    }
}

#[test]
fn the_authority_is_made_once_and_its_key_is_its_owners() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("deep/down");
    // Many at once: all get the same.
    let all: Vec<_> = (0..8)
        .map(|_| {
            thread::spawn({
                let folder = folder.clone();
                move || made(&folder, &[])
            })
        })
        .collect();
    let all: Vec<String> = all.into_iter().map(|it| it.join().unwrap()).collect();
    assert!(all.iter().all(|it| *it == all[0]));
    assert_eq!(std::fs::read_to_string(folder.join("ca.pem")).unwrap(), all[0]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            |name| std::fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode("ca-key.pem"), 0o600);
        assert_eq!(mode("ca.pem") & 0o400, 0o400);
        // One that others can read is closed to them.
        let open = std::fs::Permissions::from_mode(0o666);
        std::fs::set_permissions(folder.join("ca-key.pem"), open).unwrap();
        assert_eq!(made(&folder, &[]), all[0]);
        assert_eq!(mode("ca-key.pem"), 0o600);
    }
    // A name that it does not sign for makes it anew, once, with all that it was for before.
    let other = made(&folder, &["cloud.test"]);
    assert_ne!(other, all[0]);
    assert_eq!(made(&folder, &["cloud.test"]), other);
    assert_eq!(made(&folder, &[]), other);
    let third = made(&folder, &["other.test"]);
    assert_eq!(made(&folder, &["cloud.test", "other.test"]), third);
    // One that cannot be read is made anew; the file beside it is mended.
    std::fs::write(folder.join("ca-key.pem"), "no key").unwrap();
    let fourth = made(&folder, &[]);
    assert_ne!(fourth, third);
    std::fs::remove_file(folder.join("ca.pem")).unwrap();
    assert_eq!(made(&folder, &[]), fourth);
    assert_eq!(std::fs::read_to_string(folder.join("ca.pem")).unwrap(), fourth);
}

#[test]
fn one_protocol_alone_says_so_to_the_other() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path(), &[]);
    let only = server(folder.path(), Mode::Only, &[]);
    let answer = only.ask(&to_host("localhost"));
    assert_eq!(answer.status, 400);
    assert!(answer.text().contains("use https://"), "{}", answer.text());
    let mut client = Secure::open(only.address, folder.path(), "localhost");
    assert_eq!(client.ask(&to_host("localhost")).code(), "200");
    // A tunnel inside TLS is encrypted as it is.
    let mut client = Secure::open(only.address, folder.path(), "localhost");
    client.0.write_all(b"CONNECT sts.aliyuncs.com:443 HTTP/1.1\r\nhost: sts\r\n\r\n").unwrap();
    let mut agreed = [0; AGREED.len()];
    client.0.read_exact(&mut agreed).unwrap();
    assert_eq!(agreed, *AGREED);
    assert_eq!(client.ask(&to_host("localhost")).code(), "200");

    let off = server(folder.path(), Mode::Off, &[]);
    let mut client = Client::open(off.address);
    client.send(b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03");
    assert!(client.answer().text().contains("use http://"));
}

#[test]
fn a_certificate_of_ones_own_is_shown_for_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let own = folder.join("own");
    made(folder, &[]);
    made(&own, &["cloud.test"]);
    let (leaf, key) = Authority::open(&own, &[]).unwrap().leaf("cloud.test").unwrap();
    let (certificate, private) = (folder.join("leaf.pem"), folder.join("leaf-key.pem"));
    std::fs::write(&certificate, actions::x509::encode("CERTIFICATE", &leaf)).unwrap();
    std::fs::write(&private, actions::x509::encode("PRIVATE KEY", key.secret_der())).unwrap();
    let tls = || Tls::new(Mode::Both, Some(folder.to_owned()), Vec::new());
    let shows = tls().with_own(&certificate, &private).unwrap();
    let server = Server::with(|options| options.tls = shows);
    let mut client = Secure::open(server.address, &own, "cloud.test");
    assert_eq!(client.ask(&to_host("cloud.test")).code(), "200");
    let mut client = Secure::open(server.address, folder, "sts.aliyuncs.com");
    assert_eq!(
        client.ask(&plain("GET", "/_localyun/health", &["host: localhost"], b"")).status,
        200
    );

    for (certificate, key, said) in [
        ("leaf.pem", "leaf.pem", "leaf.pem"),
        ("leaf-key.pem", "leaf-key.pem", "leaf-key.pem"),
        ("none.pem", "leaf-key.pem", "none.pem"),
        ("ca.pem", "leaf-key.pem", "ca.pem"),
    ] {
        let wrong = tls().with_own(&folder.join(certificate), &folder.join(key)).err().unwrap();
        assert!(wrong.contains(said), "{wrong}");
    }
}

/// How a tunnel is agreed to.
const AGREED: &[u8; 39] = b"HTTP/1.1 200 Connection established\r\n\r\n";

/// The head of the answer to a CONNECT.
fn connect(client: &mut Client, target: &str) -> Answer {
    client.send(format!("CONNECT {target} HTTP/1.1\r\nhost: {target}\r\n\r\n").as_bytes());
    client.head()
}

#[test]
fn a_tunnel_to_a_host_of_the_cloud_ends_here() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path(), &[]);
    let server = server(folder.path(), Mode::Both, &[]);
    let host = "metrics.cn-hangzhou.aliyuncs.com";
    let mut client = Client::open(server.address);
    assert_eq!(connect(&mut client, &format!("{host}:443")).status, 200);
    let mut inside = Secure::over(client.into_tcp(), folder.path(), host, &[&TLS13]);
    for _ in 0..2 {
        assert_eq!(inside.ask(&to_host(host)).code(), "200");
    }
    // Plain HTTP inside, and a tunnel in a tunnel.
    let mut client = Client::open(server.address);
    assert_eq!(connect(&mut client, &format!("{host}:80")).status, 200);
    client.send(&to_host(host));
    assert_eq!(client.answer().code(), "200");
    assert_eq!(connect(&mut client, &format!("{host}:443")).status, 200);
    client.send(&to_host(host));
    assert_eq!(client.answer().code(), "200");
    let seen = server.ask(&plain("GET", "/_localyun/proxy", &[], b"")).json();
    assert_eq!(seen, serde_json::json!({"hosts": []}));
    let mut hasty = Client::open(server.address);
    hasty.send(format!("CONNECT {host}:443 HTTP/1.1\r\nhost: x\r\n\r\n\x16\x03\x01").as_bytes());
    assert_eq!(hasty.answer().code(), "EarlyTunnelData.Localyun");
}

/// A host outside that says what it was sent.
fn outside() -> SocketAddr {
    outside_with("200 OK\r\nx-outside: 1\r\nx-own: 1\r\ncn: 1\r\nconnection: x-own, te, CN")
}

/// The same, with another status and other headers.
fn outside_with(head: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for tcp in listener.incoming() {
            let mut tcp = tcp.unwrap();
            let mut request = [0; 4096];
            let length = tcp.read(&mut request).unwrap();
            let text = String::from_utf8_lossy(&request[..length]).into_owned();
            write!(tcp, "HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n{text}", text.len()).unwrap();
        }
    });
    address
}

#[test]
fn other_hosts_are_refused_by_name_unless_they_are_let_through() {
    let there = outside();
    let target = format!("127.0.0.1:{}", there.port());
    let refusing = Server::start();
    let mut client = Client::open(refusing.address);
    client.send(format!("CONNECT {target} HTTP/1.1\r\nhost: {target}\r\n\r\n").as_bytes());
    let answer = client.answer();
    assert_eq!((answer.status, answer.code()), (403, "ProxyHostRefused.Localyun".to_owned()));
    assert!(answer.message().contains(&target), "{}", answer.message());
    let absolute = plain("GET", &format!("http://{target}/a?b=c"), &["x-own: 1"], b"");
    assert_eq!(refusing.ask(&absolute).status, 403);
    let seen = refusing.ask(&plain("GET", "/_localyun/proxy", &[], b"")).json();
    assert_eq!(seen["hosts"][0]["host"], target.as_str());
    assert_eq!(seen["hosts"][0]["refused"], 2);
    let forgotten = refusing.ask(&plain("DELETE", "/_localyun/proxy", &[], b"")).json();
    assert_eq!(forgotten["hosts"].as_array().unwrap().len(), 0);

    let passing = Server::with(|options| {
        options.proxy = Proxy::new(vec!["127.0.0.1".parse().unwrap()], Vec::new());
    });
    let answer = passing.ask(&absolute);
    assert_eq!(answer.header("x-outside"), Some("1"));
    assert!(answer.text().starts_with("GET /a?b=c HTTP/1.1\r\n"), "{}", answer.text());
    assert!(answer.text().contains("x-own: 1\r\n"), "{}", answer.text());
    let mut client = Client::open(passing.address);
    assert_eq!(connect(&mut client, &target).status, 200);
    client.send(b"GET /inside HTTP/1.1\r\n\r\n");
    assert!(client.answer().text().starts_with("GET /inside"));
    // Its own address is itself, not a host outside.
    let own = passing.address;
    let answer = passing.ask(&plain("GET", &format!("http://{own}/_localyun/health"), &[], b""));
    assert_eq!(answer.status, 200);
    let nobody = "http://127.0.0.1:1/";
    assert_eq!(
        passing.ask(&plain("GET", nobody, &[], b"")).code(),
        "ProxyHostUnreachable.Localyun"
    );
}

#[test]
fn a_tunnel_that_is_idle_is_closed() {
    let there = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = there.local_addr().unwrap().to_string();
    let passing = Server::with(|options| {
        options.proxy = Proxy::new(vec!["127.0.0.1".parse().unwrap()], Vec::new());
        options.limits.head_timeout = Duration::from_millis(50);
    });
    let mut client = Client::open(passing.address);
    assert_eq!(connect(&mut client, &target).status, 200);
    client.send(b"here");
    let (mut inside, _) = there.accept().unwrap();
    let mut read = [0; 4];
    inside.read_exact(&mut read).unwrap();
    assert_eq!(&read, b"here");
    // Neither side ends it, and it ends at both.
    assert!(matches!(client.try_answer(), Ok(None)));
    assert_eq!(inside.read(&mut read).unwrap(), 0);
}

#[test]
fn what_concerns_one_connection_is_not_passed_on() {
    let there = outside();
    let server = Server::with(|options| {
        options.proxy = Proxy::new(vec!["127.0.0.1".parse().unwrap()], Vec::new());
    });
    let request = format!(
        "POST http://{there}/a HTTP/1.1\r\nhost: other.example\r\nconnection: x-mine, close\r\nx-mine: 1\r\n\
         host: again.example\r\nproxy-authorization: x\r\nexpect: 100-continue\r\nte: trailers\r\n\
         transfer-encoding: chunked\r\ncontent-length: 3\r\nx-kept: 1\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    );
    let mut client = Client::open(server.address);
    client.send(request.as_bytes());
    let mut answer = client.answer();
    if answer.status == 100 {
        answer = client.answer();
    }
    let text = answer.text();
    for part in [&*format!("host: {there}\r\n"), "x-kept: 1\r\n", "content-length: 5\r\n"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for part in ["example", "x-mine", "proxy-", "expect", "te:", "chunked", "length: 3"] {
        assert!(!text.contains(part), "{part}: {text}");
    }
    assert_eq!(answer.header("x-outside"), Some("1"));
    assert_eq!((answer.header("x-own"), answer.header("cn")), (None, None));
    assert_eq!(answer.header("connection"), Some("close"));

    let there = outside_with("101 Switching Protocols\r\nupgrade: other\r\nconnection: upgrade");
    let changed = server.ask(&plain("GET", &format!("http://{there}/"), &[], b""));
    assert_eq!((changed.status, changed.code()), (502, "ProxyHostUnreachable.Localyun".to_owned()));
}

#[test]
fn the_host_of_an_absolute_target_is_the_one_that_counts() {
    let server = Server::start();
    let port = server.address.port();
    for (target, host, status) in [
        ("http://ecs.aliyuncs.com/_localyun/credentials", "127.0.0.1", 403),
        ("http://100.100.100.200/_localyun/credentials", "localhost", 403),
        (&*format!("http://127.0.0.1:{port}/_localyun/credentials"), "127.0.0.1", 200),
    ] {
        let answer = server.ask(&plain("GET", target, &[&format!("host: {host}")], b""));
        assert_eq!(answer.status, status, "{target} {host}: {}", answer.text());
    }
}

#[test]
fn many_names_at_once_are_answered_in_turn() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    made(folder, &[]);
    let tls = Tls::new(Mode::Both, Some(folder.to_owned()), Vec::new());
    let server = Server::with(|options| options.tls = tls);
    thread::scope(|scope| {
        for at in 0..20 {
            let address = server.address;
            scope.spawn(move || {
                let mut client = Secure::open(address, folder, &format!("n{at}.aliyuncs.com"));
                assert_eq!(client.ask(&to_host("localhost")).code(), "200");
            });
        }
    });
}

#[test]
fn a_client_that_never_finishes_its_handshake_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let tls = Tls::new(Mode::Both, Some(folder.path().to_owned()), Vec::new());
    let server = Server::with(|options| {
        options.tls = tls;
        options.limits.head_timeout = Duration::from_millis(300);
    });
    for said in [&b""[..], b"\x16", b"\x16\x03\x01\x00\xa5\x01\x00"] {
        let mut client = Client::open(server.address);
        client.send(said);
        assert!(client.is_closed(), "{said:?}");
    }
    let mut client = Client::open(server.address);
    client.send(&[0x16; 6]);
    // An alert of the protocol, and the end.
    assert_eq!(client.remaining()[0], 21);
}

#[test]
fn trust_stores_hold_the_authority_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::open(folder.path(), &[]).unwrap();
    let mut random = localyun::random::seeded([7; 32]);
    let mut store =
        |format, system| trust::store(&authority, format, system, "secret", &mut random);
    let der = authority.certificate().to_vec();
    assert_eq!(store(trust::Format::Der, true), der);
    let pem = String::from_utf8(store(trust::Format::Pem, false)).unwrap();
    assert_eq!(blocks(&pem).unwrap()[0].der, der);
    for format in [trust::Format::Pkcs12, trust::Format::Jks] {
        let bytes = store(format, false);
        assert!(bytes.windows(der.len()).any(|it| it == der), "{format:?}");
    }
}

/// What a command says that asks the server at an endpoint, where the authority is in this folder.
fn command(arguments: &[&str], endpoint: &str, folder: &Path) -> (bool, String) {
    let mut command = program(arguments);
    let output = finish(command.args(["--endpoint", endpoint]).env("LOCALYUN_CA_DIR", folder));
    let all = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(all).unwrap())
}

#[test]
fn commands_speak_tls_and_say_why_they_cannot() {
    let (own, foreign) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (own, foreign) = (own.path(), foreign.path());
    made(own, &[]);
    made(foreign, &[]);
    let both = server(own, Mode::Both, &[]);
    let port = both.address.port();
    for host in ["localhost", "127.0.0.1"] {
        let endpoint = format!("https://{host}:{port}");
        for arguments in [&["status"][..], &["call", "cms", "DescribeContactList"], &["doctor"]] {
            let (good, text) = command(arguments, &endpoint, own);
            assert!(good, "{arguments:?}: {text}");
        }
    }
    let https = format!("https://localhost:{port}");
    let refused = |endpoint: &str, folder: &Path, part: &str| {
        let (good, text) = command(&["status"], endpoint, folder);
        assert!(!good && text.contains(part), "{endpoint}: {text}");
    };
    refused(&https, foreign, "does not trust: set LOCALYUN_CA_DIR");
    refused(&https, &own.join("none"), "does not trust: set LOCALYUN_CA_DIR");
    refused(&format!("ftp://localhost:{port}"), own, "http:// or https://");
    let plain = server(own, Mode::Off, &[]);
    refused(&format!("https://{}", plain.address), own, "write http:// instead of https://");
    let only = server(own, Mode::Only, &[]);
    refused(&format!("http://{}", only.address), own, "use https:// instead of http://");
    // The doctor compares the authority of the server with that of this machine.
    let (_, text) = command(&["doctor"], &format!("http://{}", both.address), own);
    assert!(text.contains("the certificate of the server is signed by it"), "{text}");
    let (_, text) = command(&["doctor"], &format!("http://{}", both.address), foreign);
    assert!(text.contains("signed by another authority"), "{text}");
    let (_, text) = command(&["doctor"], &format!("http://{}", plain.address), own);
    assert!(text.contains("the server speaks plain HTTP alone"), "{text}");
}
