//! Web pages and odd clients: whose requests are answered, and what the others are told.

use crate::support::{Answer, Call, Client, HOST, Server, plain};

fn server(allowed: &[&str]) -> Server {
    Server::with(|o| o.cors = allowed.iter().map(|it| it.parse().unwrap()).collect())
}

/// A right call, with more headers.
fn call(server: &Server, headers: &[(&str, &str)]) -> Answer {
    let mut call = Call::of("DescribeContactList");
    for (name, value) in headers {
        call = call.header(name, value);
    }
    server.call(&call)
}

const PAGE: (&str, &str) = ("origin", "http://localhost:3000");

#[test]
fn pages_of_other_sites_are_refused_and_told_how_to_be_allowed() {
    let server = server(&[]);
    for foreign in [
        vec![("origin", "http://evil.example")],
        vec![PAGE],
        vec![("origin", "null")],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site"), ("sec-fetch-mode", "no-cors")],
    ] {
        let answer = call(&server, &foreign);
        assert_eq!(answer.short(), (403, "ForeignOrigin.Localyun".into()), "{foreign:?}");
        assert!(answer.message().contains("--cors "), "{}", answer.message());
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    let named = call(&server, &[PAGE]).message();
    assert!(named.ends_with("--cors http://localhost:3000."), "{named}");
    // No page, or the server's own.
    let own = format!("http://{HOST}");
    for headers in [vec![], vec![("origin", &*own)], vec![("sec-fetch-site", "none")]] {
        let answer = call(&server, &headers);
        assert_eq!(answer.code(), "200", "{headers:?}");
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[test]
fn a_page_that_is_allowed_may_call_and_read() {
    for (allowed, value) in [("http://localhost:3000", "http://localhost:3000"), ("*", "*")] {
        let server = server(&[allowed]);
        let answer = call(&server, &[PAGE]);
        assert_eq!(answer.code(), "200");
        // A refusal is readable too.
        let refused = server.call(&Call::of("Nothing").header("origin", PAGE.1));
        assert_eq!(refused.status, 404);
        for answer in [answer, refused] {
            assert_eq!(answer.header("access-control-allow-origin"), Some(value));
            assert_eq!(answer.header("access-control-expose-headers"), Some("*"));
            assert_eq!(answer.header("vary"), Some("Accept-Encoding, Origin"));
        }
        let health = plain("GET", "/_localyun/health", &["origin: http://localhost:3000"], b"");
        let health = server.ask(&health);
        assert_eq!(health.status, 200);
        assert_eq!(health.header("access-control-allow-origin"), Some(value));
    }
    let answer = call(&server(&["http://localhost:3000"]), &[("origin", "http://localhost:3001")]);
    assert_eq!(answer.code(), "ForeignOrigin.Localyun");
}

#[test]
fn a_preflight_is_answered_for_pages_that_are_allowed() {
    let asked = [
        "origin: http://localhost:3000",
        "access-control-request-method: POST",
        "access-control-request-headers: authorization,x-acs-date",
        "access-control-request-private-network: true",
    ];
    for path in ["/", "/_localyun/clock"] {
        let server = server(&["http://localhost:3000"]);
        let answer = server.ask(&plain("OPTIONS", path, &asked, b""));
        assert_eq!(answer.status, 204, "{path}");
        for (name, value) in [
            ("access-control-allow-origin", "http://localhost:3000"),
            ("access-control-allow-headers", "authorization,x-acs-date"),
            ("access-control-allow-methods", "POST, GET, OPTIONS, PUT, DELETE"),
            ("access-control-allow-private-network", "true"),
        ] {
            assert_eq!(answer.header(name), Some(value));
        }
    }
    for path in ["/", "/_localyun/clock"] {
        let answer = server(&[]).ask(&plain("OPTIONS", path, &asked, b""));
        assert_eq!(answer.status, 403, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None);
        assert_eq!(answer.header("access-control-allow-methods"), None);
    }
}

#[test]
fn a_link_opens_from_anywhere_as_a_page_of_its_own_only() {
    let server = server(&[]);
    let open = |headers: &[&str]| {
        server.ask(&plain("GET", "/_localyun/link/cms/activate/x", headers, b"")).status
    };
    let site = "sec-fetch-site: cross-site";
    for navigation in [
        vec![],
        vec![site, "sec-fetch-mode: navigate", "sec-fetch-dest: document"],
        vec![site, "sec-fetch-mode: navigate"],
    ] {
        assert_eq!(open(&navigation), 404, "{navigation:?}");
    }
    for embedded in [
        vec![site, "sec-fetch-mode: no-cors", "sec-fetch-dest: image"],
        vec![site, "sec-fetch-mode: navigate", "sec-fetch-dest: iframe"],
        vec!["origin: http://evil.example"],
    ] {
        assert_eq!(open(&embedded), 403, "{embedded:?}");
    }
}

#[test]
fn an_odd_host_is_refused() {
    let server = server(&[]);
    for host in [
        "[::1]evil.example",
        "[::1].evil.example:4800",
        "user@127.0.0.1",
        "127.0.0.1:x",
        "127.0.0.1:99999",
        "127.0.0.1:4800:4800",
        "127.0.0.1/",
        "a b",
        "a,b",
        "",
    ] {
        let host = format!("host: {host}");
        for path in ["/?Format=JSON", "/_localyun/link/cms/activate/x"] {
            let answer = server.ask(&plain("GET", path, &[&host], b""));
            assert_eq!(answer.short(), (400, "InvalidHost.Localyun".into()), "{host}");
        }
        let answer = server.ask(&plain("GET", "/_localyun/health", &[&host], b""));
        assert_eq!(answer.status, 403, "{host}");
    }
    let two = ["host: 127.0.0.1", "host: evil.example"];
    assert_eq!(server.ask(&plain("GET", "/", &two, b"")).code(), "InvalidHost.Localyun");
    assert_eq!(server.ask(&plain("GET", "/_localyun/health", &two, b"")).status, 403);
    let none = server.ask(b"GET / HTTP/1.1\r\n\r\n");
    assert_eq!(none.short(), (400, "InvalidHost.Localyun".into()));
    let target = plain("GET", "http://user@127.0.0.1/", &[], b"");
    assert!([400, 404].contains(&server.ask(&target).status));
    assert_eq!(server.ask(&target).code(), "InvalidHost.Localyun");
    // One SDK sends its endpoint with the scheme.
    let odd = Call::of("DescribeContactList").with(|c| c.host = "http://127.0.0.1:4800".into());
    assert_eq!(server.call(&odd).code(), "200");
    // HTTP/1.0 has no Host.
    let answer = server.ask(b"GET /?Format=JSON HTTP/1.0\r\n\r\n");
    assert_eq!(answer.code(), "InvalidAction.NotFound");
}

#[test]
fn who_closes_is_told_so_and_nothing_else() {
    let server = server(&[]);
    let list = Call::of("DescribeContactList").bytes();
    let http = |version: &str, connection: Option<&str>, path: Option<&str>| {
        let call = path.map_or(list.clone(), |path| plain("GET", path, &[], b""));
        let call = String::from_utf8(call).unwrap().replacen("HTTP/1.1", version, 1);
        let header = connection.map_or(String::new(), |it| format!("\r\nconnection: {it}"));
        let call = call.replacen(version, &format!("{version}{header}"), 1);
        let mut client = Client::open(server.address);
        client.send(call.as_bytes());
        let answer = client.answer();
        let (connection, alive) = (answer.header("connection"), answer.header("keep-alive"));
        let said = (connection.map(str::to_owned), alive.is_some());
        (said, said_closed(&mut client, connection))
    };
    let closed = ((Some("close".to_owned()), false), true);
    for path in [None, Some("/_localyun/health"), Some("/_localyun/link/x")] {
        assert_eq!(http("HTTP/1.1", Some("close"), path), closed, "{path:?}");
        assert_eq!(http("HTTP/1.1", Some("Close"), path), closed, "{path:?}");
        assert_eq!(http("HTTP/1.1", Some("TE, close"), path), closed, "{path:?}");
        assert_eq!(http("HTTP/1.0", None, path), closed, "{path:?}");
    }
    let open = ((Some("keep-alive".to_owned()), true), false);
    assert_eq!(http("HTTP/1.1", None, None), open);
    assert_eq!(http("HTTP/1.0", Some("keep-alive"), None), open);
}

fn said_closed(client: &mut Client, connection: Option<&str>) -> bool {
    connection == Some("close") && client.is_closed()
}

#[test]
fn methods_that_are_no_calls_say_what_they_are_not() {
    let server = server(&[]);
    let mut client = Client::open(server.address);
    client.send(b"CONNECT example.com:443 HTTP/1.1\r\nhost: example.com:443\r\n\r\n");
    let answer = client.answer();
    assert_eq!(answer.short(), (403, "ProxyHostRefused.Localyun".into()));
    // What would follow is for somebody else.
    assert_eq!(answer.header("keep-alive"), None);
    assert!(said_closed(&mut client, answer.header("connection")));
    let answer = server.ask(&plain("OPTIONS", "/", &[], b""));
    assert_eq!(answer.short(), (405, "OptionsNotSupported.Localyun".into()));
    assert_eq!(answer.header("allow"), Some("GET, POST, PUT"));
    let answer = server.ask(&plain("OPTIONS", "*", &[], b""));
    assert_eq!(answer.short(), (405, "OptionsNotSupported.Localyun".into()));
}
