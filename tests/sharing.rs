//! A server that containers and people share: who may use its control API, and what it is called by.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
};

use actions::policy::Range;
use http_body_util::BodyExt;
use hyper::Request;
use localyun::{control, control_token::ControlToken, metadata};
use tokio::runtime;

use crate::{
    support::{Answer, Call, Program, Server, ask, finish, plain, program},
    tls::Secure,
};

const TOKEN: &str = "6f1d0c0a9e";

fn guarded() -> Server {
    Server::with(|o| o.control_token = ControlToken::read(TOKEN).ok())
}

/// A call that sends a message with a link.
fn alice() -> Call {
    Call::put("Alice").query("Channels.Mail", "alice@example.com")
}

/// The status of a request by another machine, and the text of its answer, or its hint.
fn by(server: &Server, peer: &str, target: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let peer = SocketAddr::new(peer.parse().unwrap(), 50_000);
    let request = headers.iter().fold(Request::get(target), |it, (n, v)| it.header(*n, *v));
    let (head, ()) = request.body(()).unwrap().into_parts();
    let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = match target.strip_prefix("/_localyun/") {
            Some(path) => control::serve(&server.app, peer, &head, path, b"").await,
            None => metadata::answer(&server.app, peer, &head).await,
        };
        let (head, body) = response.into_parts();
        let hint = head.headers.get("x-localyun-hint").map(|it| it.to_str().unwrap().to_owned());
        let body = body.collect().await.unwrap().to_bytes();
        (head.status.as_u16(), hint.unwrap_or_else(|| String::from_utf8(body.into()).unwrap()))
    })
}

#[test]
fn the_control_api_wants_its_token() {
    let server = guarded();
    let get = |path: &str, headers: &[&str]| server.ask(&plain("GET", path, headers, b""));
    let authorization = format!("authorization: Bearer {TOKEN}");
    for path in
        ["/_localyun/worlds", "/_localyun/outbox", "/_localyun/credentials", "/_localyun/no"]
    {
        for wrong in
            [&[][..], &["authorization: Bearer wrong"], &["authorization: Basic 6f1d0c0a9e"]]
        {
            let answer = get(path, wrong);
            assert_eq!(answer.status, 401, "{path}: {}", answer.text());
            assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"localyun\""));
            assert!(answer.text().contains("LOCALYUN_CONTROL_TOKEN"), "{}", answer.text());
            assert!(!answer.text().contains(TOKEN));
        }
    }
    assert_eq!(get("/_localyun/worlds", &[&authorization]).status, 200);
    // What a page does not know makes its name no matter; what it knows does not.
    let named = "host: evil.example";
    assert_eq!(get("/_localyun/worlds", &[&authorization, named]).status, 200);
    assert_eq!(get("/_localyun/worlds", &[named]).status, 401);
    assert_eq!(get("/_localyun/health", &[]).status, 200);
    assert_eq!(get("/_localyun/health", &[named]).status, 403);
    let page = [&*authorization, "origin: http://evil.example"];
    assert_eq!(get("/_localyun/worlds", &page).status, 403);
    // Nobody resets a server without it.
    let reset = plain("POST", "/_localyun/reset", &["content-length: 0"], b"");
    assert_eq!(server.ask(&reset).status, 401);
    // Calls are signed instead, and the links of messages are for whoever has got them.
    assert_eq!(server.call(&alice()).status, 200);
    let outbox = get("/_localyun/outbox", &[&authorization]).json();
    let link = outbox["messages"][0]["link"].as_str().unwrap();
    let path = &link[link.find("/_localyun/").unwrap()..];
    assert_eq!(get(path, &[]).status, 200);
}

#[test]
fn the_control_api_and_the_credentials_are_for_the_addresses_that_are_named() {
    let (health, worlds) = ("/_localyun/health", "/_localyun/worlds");
    let metadata = "/latest/meta-data/instance-id";
    let from = |ranges: &[&str]| ranges.iter().map(|it| Range::parse(it).unwrap()).collect();
    let host = [("host", "localyun:4800")];
    let address = [("host", "172.17.0.2:4800")];
    let others = "--control-from 192.0.2.1";

    let server = Server::start();
    for target in [health, metadata] {
        let (status, text) = by(&server, "192.0.2.1", target, &address);
        assert!(status == 403 && text.contains(others), "{target}: {status} {text}");
    }
    let server = Server::with(|o| o.control_from = from(&["172.16.0.0/12", "fd00::/8"]));
    for peer in ["172.17.0.3", "::ffff:172.31.255.255", "fd12::1", "127.0.0.1", "::1"] {
        assert_eq!(by(&server, peer, health, &address).0, 200, "{peer}");
        assert_eq!(by(&server, peer, metadata, &address).0, 200, "{peer}");
        // Its browser may have been led here.
        assert_eq!(by(&server, peer, health, &host).0, 403, "{peer}");
    }
    for peer in ["172.32.0.1", "192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1"] {
        assert_eq!(by(&server, peer, health, &address).0, 403, "{peer}");
        assert_eq!(by(&server, peer, metadata, &address).0, 403, "{peer}");
    }
    // A name alone lets everybody in, and with addresses only those.
    let names = || vec!["localyun".to_owned()];
    let server = Server::with(|o| o.control_hosts = names());
    assert_eq!(by(&server, "192.0.2.1", health, &host).0, 200);
    assert_eq!(by(&server, "192.0.2.1", metadata, &host).0, 403);
    let server = Server::with(|o| {
        (o.control_hosts, o.control_from) = (names(), from(&["172.16.0.0/12"]));
    });
    assert_eq!(by(&server, "172.17.0.3", health, &host).0, 200);
    let (status, text) = by(&server, "192.0.2.1", health, &host);
    assert!(status == 403 && text.contains(others), "{text}");
    // The token does not take the place of the address.
    let server = Server::with(|o| {
        o.control_token = ControlToken::read(TOKEN).ok();
        o.control_from = from(&["172.16.0.0/12"]);
    });
    let with = [host[0], ("authorization", "Bearer 6f1d0c0a9e")];
    assert_eq!(by(&server, "172.17.0.3", worlds, &with).0, 200);
    assert_eq!(by(&server, "172.17.0.3", worlds, &host).0, 401);
    assert_eq!(by(&server, "192.0.2.1", worlds, &with).0, 403);
}

#[test]
fn links_and_addresses_have_the_public_url() {
    let url = "https://localyun.example.com";
    let server = Server::with(|o| o.public_url = Some(url.to_owned()));
    server.call(&alice());
    let get = |path: &str| server.ask(&plain("GET", path, &[], b"")).json();
    let link = get("/_localyun/outbox")["messages"][0]["link"].clone();
    assert!(link.as_str().unwrap().starts_with(&format!("{url}/_localyun/link/")), "{link}");
    assert_eq!(get("/_localyun/health")["address"], url);
    // Where it listens is its own all the same.
    assert_eq!(server.app.port(), Some(server.address.port()));
}

/// A port that is free, and likely to stay so for a while.
fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

#[test]
fn the_public_url_is_a_name_of_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let (authority, ready) = (folder.path().join("ca"), folder.path().join("ready"));
    let authority_text = authority.to_str().unwrap();
    let made = ["ca", "--ca-dir", authority_text, "--tls-name", "localyun.example.com"];
    assert!(finish(&mut program(&made)).status.success());
    let (address, url) = (free(), "https://localyun.example.com");
    let listen = address.to_string();
    let args = ["--listen", &listen, "--data", ":memory:", "--ca-dir", authority_text];
    let shared = ["--public-url", "https://Localyun.Example.com:443/", "--ready-file"];
    let args = [&args[..], &shared, &[ready.to_str().unwrap()]].concat();
    let program = Program::spawn_behind(&mut program(&args), address, url);
    assert_eq!(fs::read_to_string(&ready).unwrap(), format!("{url}\n"));
    let mut client = Secure::open(address, &authority, "localyun.example.com");
    let call = Call::put("Alice").with(|c| c.host = "localyun.example.com".into());
    assert_eq!(client.ask(&call.bytes()).code(), "200");
    // As a proxy it answers for the name itself.
    let link = plain("GET", "http://localyun.example.com/_localyun/link/cms/activate/x", &[], b"");
    let answer: Answer = ask(address, &link);
    assert!(answer.text().contains("Unknown link"), "{}", answer.text());
    let end = program.stop();
    assert!(end.stderr.contains(&format!("listening on http://{listen}, and called {url}")));
    assert!(end.stderr.contains("WARN") && end.stderr.contains("the key testid"), "{}", end.stderr);
}

#[test]
fn commands_send_the_token_of_their_environment() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    fs::write(&file, format!("{TOKEN}\n")).unwrap();
    let of_file = format!("@{}", file.display());
    let authority = folder.path().to_str().unwrap();
    let mut serving = program(&["--listen", ":0", "--data", ":memory:"]);
    let server = Program::spawn(serving.env("LOCALYUN_CONTROL_TOKEN", &of_file));
    let endpoint = format!("http://{}", server.address);
    let run = |args: &[&str], token: Option<&str>| {
        let mut command = program(args);
        command.args(["--endpoint", &endpoint]);
        command.envs(token.map(|token| ("LOCALYUN_CONTROL_TOKEN", token)));
        let output = finish(&mut command);
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).unwrap())
    };
    for args in [
        &["control", "get-worlds"][..],
        &["call", "sts", "GetCallerIdentity", "--world", "default"],
        &["snapshot", "list"],
        &["env", "shell", "--world", "new", "--ca-dir", authority],
        &["doctor"],
    ] {
        for token in [TOKEN, &of_file] {
            let (status, text) = run(args, Some(token));
            assert_eq!(status, Some(0), "{args:?}: {text}");
        }
    }
    let (status, text) = run(&["control", "get-worlds"], None);
    assert!(status == Some(1) && text.contains("LOCALYUN_CONTROL_TOKEN"), "{text}");
    let (status, text) = run(&["control", "get-worlds"], Some("two words"));
    assert!(status == Some(2) && text.contains("the token of the control API is wrong"), "{text}");
    assert!(!text.contains("two words"));
    assert_eq!(run(&["status"], None).0, Some(0));
    // Who must not look at the server must not end it.
    assert_eq!(run(&["stop"], None).0, Some(1));
    assert_eq!(run(&["stop"], Some(TOKEN)).0, Some(0));
    let end = server.end();
    assert!(end.status.success() && !end.stderr.contains(TOKEN), "{}", end.stderr);
    for wrong in ["", "two words", "@/no/such/file"] {
        let started = finish(program(&["--listen", ":0"]).env("LOCALYUN_CONTROL_TOKEN", wrong));
        assert_eq!(started.status.code(), Some(1), "{wrong}");
    }
}
