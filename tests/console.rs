//! The console's files: who gets them, with which headers, by which names; and that nothing else is found there.

use std::{fs, io::Read, net::SocketAddr, path::Path};

use actions::policy::Range;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::read::GzDecoder;
use http_body_util::BodyExt;
use hyper::Request;
use localyun::{console, control_token::ControlToken};
use sha2::{Digest as _, Sha256};
use tokio::runtime;

use crate::support::{Answer, Call, Client, HOST, Server, plain};

const PAGE: &str = "/_localyun/console/";
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const BROWSER: &str = "accept: text/html,application/xhtml+xml,*/*;q=0.8";
const CROSS: &str = "sec-fetch-site: cross-site";

fn get(server: &Server, path: &str, headers: &[&str]) -> Answer {
    server.ask(&plain("GET", path, headers, b""))
}

/// The paths of the files of a folder, from it.
fn files(folder: &Path, before: &str) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{before}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            all.extend(files(&entry.path(), &format!("{name}/")));
        } else {
            all.push(name);
        }
    }
    all
}

#[test]
fn every_file_is_in_the_program_and_is_sent_with_its_type_and_the_strict_headers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("console");
    let mut all = files(&folder, "");
    // Pages for developers are not part of the program.
    all.retain(|name| Path::new(name).extension().is_none_or(|it| it != "md"));
    all.sort();
    assert_eq!(console::names().collect::<Vec<_>>(), all);
    let server = Server::start();
    for name in &all {
        let answer = get(&server, &format!("{PAGE}{name}"), &[]);
        assert_eq!(answer.status, 200, "{name}");
        assert!(answer.body == fs::read(folder.join(name)).unwrap(), "{name}");
        let kind = answer.header("content-type").unwrap();
        let wanted = match name.rsplit_once('.') {
            Some((_, "html")) => "text/html; charset=utf-8",
            Some((_, "js")) => "text/javascript; charset=utf-8",
            Some((_, "css")) => "text/css; charset=utf-8",
            _ => kind,
        };
        assert_eq!(kind, wanted, "{name}");
        strict(&answer);
    }
}

#[test]
fn the_page_has_its_style_and_first_script_in_it_and_its_policy_names_their_hashes_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("console");
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let mut expected = text("index.html");
    let mut policy = POLICY.to_owned();
    for (element, tag, name) in [
        (r#"<script src="boot.js"></script>"#, "script", "boot.js"),
        (r#"<link rel="stylesheet" href="style.css">"#, "style", "style.css"),
    ] {
        expected = expected.replace(element, &format!("<{tag}>{}</{tag}>", text(name)));
        let hash = STANDARD.encode(Sha256::digest(text(name)));
        let source = format!("{tag}-src 'self'");
        policy = policy.replace(&source, &format!("{source} 'sha256-{hash}'"));
    }
    let server = Server::start();
    let of_folder = Server::with(|o| o.console_dir = Some(folder.clone()));
    for server in [&server, &of_folder] {
        let page = get(server, PAGE, &[]);
        assert_eq!(page.text(), expected);
        assert_eq!(page.header("content-security-policy"), Some(&*policy));
    }
}

/// The headers of every answer of the console.
fn strict(answer: &Answer) {
    // The page allows what is in it besides.
    let policy = answer.header("content-security-policy").unwrap();
    let allowed = |it: &&str| !it.starts_with("'sha256-");
    let plain: Vec<_> =
        policy.split(' ').map(|it| it.trim_end_matches(';')).filter(allowed).collect();
    assert_eq!(plain, POLICY.split(' ').map(|it| it.trim_end_matches(';')).collect::<Vec<_>>());
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
}

#[test]
fn a_file_is_compressed_for_who_takes_it_and_sent_once() {
    let server = Server::start();
    let bare = get(&server, PAGE, &[]);
    assert_eq!(
        (bare.header("content-encoding"), bare.header("vary")),
        (None, Some("Accept-Encoding"))
    );
    assert_eq!(bare.header("cache-control"), Some("no-cache"));
    for taken in ["gzip", "br, GZIP", "gzip;q=0.5, deflate"] {
        let packed = get(&server, PAGE, &[&format!("accept-encoding: {taken}")]);
        assert_eq!(packed.header("content-encoding"), Some("gzip"), "{taken}");
        let mut text = Vec::new();
        GzDecoder::new(&*packed.body).read_to_end(&mut text).unwrap();
        assert_eq!(text, bare.body);
        assert_eq!(packed.header("etag"), bare.header("etag"));
    }
    for other in ["br", "gzip;q=0", "identity"] {
        let answer = get(&server, PAGE, &[&format!("accept-encoding: {other}")]);
        assert_eq!(answer.header("content-encoding"), None, "{other}");
    }
    let tag = bare.header("etag").unwrap();
    let strong = tag.trim_start_matches("W/");
    for known in [tag, strong, "*", &format!("\"x\", {tag}")] {
        let answer = get(&server, PAGE, &[&format!("if-none-match: {known}")]);
        assert_eq!((answer.status, answer.body.len()), (304, 0), "{known}");
        strict(&answer);
    }
    assert_eq!(get(&server, PAGE, &["if-none-match: \"x\""]).status, 200);
    let mut client = Client::open(server.address);
    client.send(&plain("HEAD", PAGE, &[], b""));
    let head = client.head();
    assert_eq!((head.status, head.header("etag")), (200, Some(tag)));
    assert_eq!(head.header("content-length"), Some(&*bare.body.len().to_string()));
    // Nothing follows it.
    client.send(&plain("GET", "/_localyun/health", &[], b""));
    assert_eq!(client.answer().json()["status"], "ok");
}

#[test]
fn nothing_else_is_found_there() {
    let server = Server::start();
    for name in [
        "none.js",
        "../Cargo.toml",
        "../../Cargo.toml",
        "%2e%2e/Cargo.toml",
        "%2e%2e%2fCargo.toml",
        "..%5cCargo.toml",
        "./index.html",
        "/index.html",
        "/etc/passwd",
        "//etc/passwd",
        "index.html%00",
        "index.html/",
        "index.htm%6c",
        "INDEX.HTML",
        "pages/",
    ] {
        let answer = get(&server, &format!("{PAGE}{name}"), &[]);
        assert_eq!(answer.status, 404, "{name}");
        assert!(answer.text().contains("no such file"), "{name}: {}", answer.text());
        strict(&answer);
    }
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let answer = server.ask(&plain(method, PAGE, &["content-length: 0"], b""));
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let moved = get(&server, "/_localyun/console", &[]);
    assert_eq!((moved.status, moved.header("location")), (308, Some(PAGE)));
}

#[test]
fn a_folder_takes_the_place_of_the_files_for_those_who_write_them() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("pages")).unwrap();
    fs::write(folder.path().join("pages/new.js"), "export {}").unwrap();
    let server = Server::with(|o| o.console_dir = Some(folder.path().to_owned()));
    let new = || get(&server, "/_localyun/console/pages/new.js", &[]);
    assert_eq!((new().status, new().text()), (200, "export {}"));
    strict(&new());
    fs::write(folder.path().join("pages/new.js"), "export { a }").unwrap();
    assert_eq!(new().text(), "export { a }");
    for name in ["index.html", "../secret", "%2e%2e/secret", "pages/..%2f..%2fsecret", "pages"] {
        assert_eq!(get(&server, &format!("{PAGE}{name}"), &[]).status, 404, "{name}");
    }
}

#[test]
fn a_browser_that_opens_the_server_is_led_to_the_console_and_nobody_else() {
    let server = Server::start();
    let moved = |headers: &[&str]| get(&server, "/", headers).status == 302;
    for browser in [
        vec![BROWSER],
        vec!["accept: TEXT/HTML"],
        vec![BROWSER, CROSS, "sec-fetch-mode: navigate", "sec-fetch-dest: document"],
        vec![BROWSER, "host: localhost:4800"],
    ] {
        assert!(moved(&browser), "{browser:?}");
    }
    let answer = get(&server, "/", &[BROWSER]);
    assert_eq!((answer.header("location"), answer.header("vary")), (Some(PAGE), Some("Accept")));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let mut client = Client::open(server.address);
    client.send(&plain("HEAD", "/", &[BROWSER], b""));
    assert_eq!(client.head().status, 302);
    for other in [
        vec![],
        vec!["accept: */*"],
        vec!["accept: application/json"],
        vec![BROWSER, "authorization: acs testid:x"],
        vec![BROWSER, "x-acs-action: DescribeContactList"],
        vec![BROWSER, "x-acs-version: 2019-01-01"],
        vec![BROWSER, "host: metrics.cn-hangzhou.aliyuncs.com"],
        vec![BROWSER, "host: evil.example:4800"],
        vec![BROWSER, "origin: http://evil.example"],
        vec![BROWSER, CROSS, "sec-fetch-mode: navigate", "sec-fetch-dest: iframe"],
    ] {
        assert!(!moved(&other), "{other:?}");
    }
    let post = plain("POST", "/", &[BROWSER, "content-length: 0"], b"");
    assert_ne!(server.ask(&post).status, 302);
    // A call is a call, whatever its client says that it shows.
    for call in [Call::rpc("DescribeContactList"), Call::of("DescribeContactList")] {
        let call = call.header("accept", "text/html").with(|it| it.method = "GET".into());
        let answer = server.ask(&call.bytes());
        assert_eq!((answer.status, answer.code().as_str()), (200, "200"), "{}", answer.text());
    }
    let absolute = format!("http://{HOST}/");
    assert_ne!(get(&server, &absolute, &[BROWSER]).status, 302);
}

#[test]
fn pages_of_other_sites_may_lead_there_and_no_more() {
    let server = Server::start();
    let status = |headers: &[&str]| {
        let answer = get(&server, PAGE, headers);
        strict(&answer);
        assert_eq!(answer.header("access-control-allow-origin"), None);
        answer.status
    };
    let own = format!("origin: http://{HOST}");
    for good in [
        vec![],
        vec![&*own],
        vec!["sec-fetch-site: same-origin", "sec-fetch-mode: cors"],
        vec!["sec-fetch-site: none", "sec-fetch-mode: navigate", "sec-fetch-dest: document"],
        vec![CROSS, "sec-fetch-mode: navigate", "sec-fetch-dest: document"],
    ] {
        assert_eq!(status(&good), 200, "{good:?}");
    }
    for bad in [
        vec!["origin: http://evil.example"],
        vec!["origin: null"],
        vec!["origin: http://127.0.0.1:3000"],
        vec![CROSS, "sec-fetch-mode: navigate", "sec-fetch-dest: iframe"],
        vec![CROSS, "sec-fetch-mode: navigate", "sec-fetch-dest: embed"],
        vec![CROSS, "sec-fetch-mode: no-cors", "sec-fetch-dest: image"],
        vec![CROSS, "sec-fetch-mode: cors", "sec-fetch-dest: empty"],
        vec!["sec-fetch-site: same-site", "sec-fetch-mode: no-cors", "sec-fetch-dest: script"],
        vec!["host: evil.example:4800"],
        vec!["host: [::1]evil.example"],
        vec!["host: 127.0.0.1", "host: evil.example"],
    ] {
        assert_eq!(status(&bad), 403, "{bad:?}");
    }
    // What is not the page is no place for a link.
    let file = format!("{PAGE}index.html");
    let opened = [CROSS, "sec-fetch-mode: navigate", "sec-fetch-dest: document"];
    assert_eq!(get(&server, &file, &opened).status, 403);
}

/// The status of a request for the page by another machine, and the text of its answer.
fn by(server: &Server, peer: &str, host: &str) -> (u16, String) {
    let peer = SocketAddr::new(peer.parse().unwrap(), 50_000);
    let request = Request::get(PAGE).header("host", host).body(()).unwrap();
    let (head, ()) = request.into_parts();
    let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (head, body) = console::serve(&server.app, peer, &head, Some("")).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (head.status.as_u16(), String::from_utf8(body.into()).unwrap())
    })
}

#[test]
fn other_machines_get_it_with_a_token_for_the_control_api_only() {
    const TOKEN: &str = "6f1d0c0a9e";
    let from = || vec![Range::parse("172.16.0.0/12").unwrap()];
    let names = || vec!["localyun".to_owned()];
    for server in [
        Server::start(),
        Server::with(|o| o.control_from = from()),
        Server::with(|o| o.control_hosts = names()),
    ] {
        for host in ["172.17.0.2:4800", "localyun:4800"] {
            let (status, text) = by(&server, "172.17.0.3", host);
            assert!(status == 403 && text.contains("--control-"), "{host}: {text}");
        }
        assert_eq!(by(&server, "127.0.0.1", HOST).0, 200);
        assert_eq!(by(&server, "::1", "[::1]:4800").0, 200);
    }
    let (_, text) = by(&Server::with(|o| o.control_from = from()), "172.17.0.3", "172.17.0.2");
    assert!(text.contains("--control-token"), "{text}");
    let server = Server::with(|o| {
        (o.control_from, o.control_token) = (from(), ControlToken::read(TOKEN).ok());
    });
    // The files need no token, and what they show does.
    assert_eq!(by(&server, "172.17.0.3", "172.17.0.2:4800").0, 200);
    assert_eq!(by(&server, "192.0.2.1", "172.17.0.2:4800").0, 403);
    assert_eq!(get(&server, PAGE, &[]).status, 200);
    assert_eq!(get(&server, "/_localyun/worlds", &[]).status, 401);
    assert_eq!(get(&server, "/_localyun/events", &[]).status, 401);
    let sign = plain("POST", "/_localyun/sign", &["content-length: 2"], b"{}");
    assert_eq!(server.ask(&sign).status, 401);
}

#[test]
fn a_page_by_a_name_that_the_server_was_given_may_call() {
    let server = Server::with(|o| {
        o.control_hosts = vec!["team.example".into()];
        o.public_url = Some("https://public.example".into());
        o.control_token = ControlToken::read("6f1d0c0a9e").ok();
    });
    let reset = |host: &str, origin: &str| {
        let headers = [
            &*format!("host: {host}"),
            &format!("origin: {origin}"),
            "authorization: Bearer 6f1d0c0a9e",
            "content-length: 0",
        ];
        server.ask(&plain("POST", "/_localyun/reset", &headers, b"")).status
    };
    assert_eq!(reset("team.example:4800", "http://team.example:4800"), 200);
    assert_eq!(reset("public.example", "https://public.example"), 200);
    assert_eq!(reset("192.168.1.5:4800", "http://192.168.1.5:4800"), 200);
    assert_eq!(reset("other.example", "https://other.example"), 403);
    assert_eq!(reset("team.example:4800", "http://evil.example"), 403);
}
