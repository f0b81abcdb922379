//! Every action that is known by name, by the name or the path that leads to it.

use std::{collections::BTreeSet, net::Ipv4Addr};

use actions::PRODUCTS;
use hyper::Request;
use localyun::{
    catalog::{self, Official},
    config::Auth,
    gateway,
    sign::produce::SignedRequest,
    world::{Settings, Threads, worlds::Worlds},
};
use serde_json::Value;

use crate::support::{Call, Server, account, bytes, plain};

/// A world without sockets.
struct Gateway {
    runtime: tokio::runtime::Runtime,
    worlds: Worlds,
}

impl Gateway {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let accounts = vec![account("1000000000000001:testid:testsecret")];
        let settings = Settings { accounts, ..Settings::default() };
        let worlds = Worlds::open(&settings, Threads::start().unwrap()).unwrap();
        Self { runtime, worlds }
    }

    /// Code and message of the answer to a request.
    fn ask(&self, request: &SignedRequest) -> (String, String) {
        let mut head = Request::builder().method(&*request.method).uri(&request.target);
        for (name, value) in &request.headers {
            head = head.header(name, value);
        }
        let (head, ()) = head.body(()).unwrap().into_parts();
        let peer = Ipv4Addr::LOCALHOST.into();
        let answer = gateway::serve(&self.worlds, Auth::Strict, peer, &head, &request.body);
        let answer = self.runtime.block_on(answer);
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        (text("Code"), text("Message"))
    }
}

fn all() -> impl Iterator<Item = Official> {
    let lists = [catalog::described(), catalog::named()];
    lists.into_iter().flatten().flat_map(catalog::ProductVersion::actions)
}

fn is_emulated(it: &Official) -> bool {
    let product = PRODUCTS.iter().find(|p| p.code == it.code && p.version == it.version);
    product.is_some_and(|p| p.find(it.action).is_some())
}

/// How it is called at a host, by an old SDK or a new one.
fn call(it: &Official, host: &str, old: bool) -> Call {
    let mut call =
        Call::of(it.action).with(|c| (c.host, c.version) = (host.into(), it.version.into()));
    if let Some((method, path)) = it.place {
        // `/app/{AppId}` of any application; `[cat]:getCatalog` of any catalog.
        let path = path.split('/').map(|part| match part.find(['}', ']']) {
            Some(end) if part.starts_with(['{', '[']) => format!("some%20one{}", &part[end + 1..]),
            _ => part.to_owned(),
        });
        (call.method, call.path) = (method.into(), path.collect::<Vec<_>>().join("/"));
        call.action = (!old).then(|| it.action.into());
    }
    if old {
        call.scheme = if it.place.is_some() { "roa-v1-hmac-sha1" } else { "rpc-v1-hmac-sha1" };
        call = call.query("Format", "JSON");
    }
    call
}

#[track_caller]
fn check_refusal(it: &Official, (code, message): &(String, String)) {
    assert_eq!(code, "NotEmulated.Localyun", "{it:?}: {message}");
    assert!(message.contains("does not emulate"), "{it:?}: {message}");
    let named = format!("{} is an action of {} {}", it.action, it.code, it.version);
    assert!(message.contains(&named), "{it:?}: {message}");
}

/// All 17,000 of them, at the host of their product.
#[test]
fn whatever_is_published_is_known_once_its_signature_is_right() {
    let gateway = Gateway::new();
    let mut unemulated = 0;
    for (at, it) in all().enumerate().filter(|(_, it)| !is_emulated(it)) {
        let host = format!("{}.aliyuncs.com", it.code.to_lowercase());
        let call = call(&it, &host, at % 2 == 0);
        check_refusal(&it, &gateway.ask(&call.sign()));
        // It takes as long again.
        if at % 16 < 2 {
            let (code, message) = gateway.ask(&call.with(|c| c.key.1 = "wrong".into()).sign());
            assert_eq!(code, "SignatureDoesNotMatch", "{it:?}: {message}");
        }
        unemulated += 1;
    }
    assert!(unemulated > 16_495, "{unemulated}");
}

/// At any other address, where version and action decide.
#[test]
fn whatever_is_published_is_known_at_any_address() {
    let server = Server::start();
    // Two products may have an action of one name in versions of one date. That of a product
    // that is described in full counts.
    let described: BTreeSet<_> = catalog::described()
        .iter()
        .flat_map(catalog::ProductVersion::actions)
        .map(|it| (it.version, it.action, it.code))
        .collect();
    let shadowed = |it: &Official| {
        let same = described.range((it.version, it.action, "")..);
        let same = same.take_while(|other| (other.0, other.1) == (it.version, it.action));
        is_emulated(it) || same.map(|other| other.2).any(|code| code != it.code)
    };
    let hosts = ["127.0.0.1:4800", "localhost", "192.0.2.1", "[::1]:4800", "cloud.example:80"];
    let sample = all().filter(|it| !shadowed(it)).step_by(97);
    let mut asked = 0;
    for (it, host) in sample.zip(hosts.into_iter().cycle()) {
        let answer = server.call(&call(&it, host, asked % 2 == 0));
        assert_eq!(answer.status, 400, "{it:?}");
        assert_eq!(answer.header("x-localyun-fidelity"), None);
        check_refusal(&it, &(answer.code(), answer.message()));
        asked += 1;
    }
    assert!(asked > 150, "{asked}");
}

#[test]
fn an_emulated_action_without_a_key_is_told_so() {
    let server = Server::start();
    for product in PRODUCTS {
        for entry in product.actions.iter().filter(|e| e.access != actions::Access::Anonymous) {
            let version = format!("x-acs-version: {}", product.version);
            let action = format!("x-acs-action: {}", entry.name);
            let headers = [&*version, &action, "content-length: 0"];
            let answer = server.ask(&plain("POST", "/", &headers, b""));
            assert_eq!(answer.short(), (400, "MissingAccessKeyId".into()), "{}", entry.name);
        }
    }
}

/// `CreateSmartShortUrl`, `RunCommand`, an old version of a product of which another is emulated,
/// and others of products of which little is emulated.
const FOREIGN: [(&str, &str, &str, &str); 7] = [
    ("dysmsapi.aliyuncs.com", "2017-05-25", "CreateSmartShortUrl", "Dysmsapi"),
    ("ecs.cn-hangzhou.aliyuncs.com", "2014-05-26", "RunCommand", "Ecs"),
    ("ecs-vpc.cn-hangzhou.aliyuncs.com:443", "2014-05-26", "RunCommand", "Ecs"),
    ("cas.aliyuncs.com", "2018-07-13", "CreateDVOrderAudit", "cas"),
    ("location-readonly.aliyuncs.com", "2015-06-12", "ListEndpoints", "Location"),
    ("cn-shanghai.fnf.aliyuncs.com", "2019-03-15", "ListFlows", "fnf"),
    ("business.aliyuncs.com", "2017-12-14", "QueryAccountBalance", "BssOpenApi"),
];

fn foreign() -> impl Iterator<Item = (Official, &'static str, Call)> {
    FOREIGN.iter().flat_map(|&(host, version, action, code)| {
        let it = Official { code, version, action, place: None };
        [host, "127.0.0.1:4800"].map(|host| (it, host, call(&it, host, false)))
    })
}

#[test]
fn who_calls_is_checked_before_an_action_is_said_not_to_be_emulated() {
    let server = Server::start();
    for (at, (it, host, call)) in foreign().enumerate() {
        let once = call.clone().with(|c| c.nonce = Some(format!("once-{at}")));
        let answer = server.call(&once);
        assert_eq!(answer.status, 400, "{}", answer.text());
        check_refusal(&it, &(answer.code(), answer.message()));
        assert_eq!(answer.field("HostId"), host);
        assert!(answer.field("Recommend").contains(&format!("&product={}&", it.code)));
        let code = |call: &Call| server.call(call).code();
        assert_eq!(code(&once), "SignatureNonceUsed");
        let forged = call.clone().with(|c| c.key.1 = "wrong".into());
        assert_eq!(code(&forged), "SignatureDoesNotMatch");
        // Something that is added on the way.
        let tampered = call.clone().query("RegionId", "cn-hangzhou");
        let tampered = tampered.edit(|r| r.target.push_str("&PhoneNumbers=1"));
        assert_eq!(code(&tampered), "SignatureDoesNotMatch");
        assert_eq!(
            code(&call.clone().with(|c| c.key.0 = "no".into())),
            "InvalidAccessKeyId.NotFound"
        );
        assert_eq!(code(&call.clone().with(|c| c.time = Some(0))), "InvalidTimeStamp.Expired");
        assert_eq!(
            code(&call.clone().with(|c| c.method = "DELETE".into())),
            "UnsupportedHTTPMethod"
        );
        let xml = server.call(&call.clone().query("Format", "XML"));
        assert_eq!(xml.header("content-type"), Some("text/xml;charset=utf-8"));
        assert_eq!(xml.code(), "NotEmulated.Localyun");
    }
}

#[test]
fn it_is_not_emulated_either_where_nobody_looks_at_signatures() {
    for auth in [Auth::Audit, Auth::Off] {
        let server = Server::with(|o| o.auth = auth);
        for (it, _, call) in foreign() {
            let answer = server.call(&call.with(|c| c.key.1 = "wrong".into()));
            check_refusal(&it, &(answer.code(), answer.message()));
            let would_be = (auth == Auth::Audit).then_some("SignatureDoesNotMatch");
            assert_eq!(answer.header("x-localyun-audit"), would_be);
        }
    }
}

/// What is not published is refused as ever, product before version before action.
#[test]
fn what_is_unknown_keeps_the_errors_of_the_gateway() {
    let server = Server::start();
    for (host, version, action, code) in [
        ("nothing.aliyuncs.com", "2017-05-25", "SendSms", "InvalidProduct.NotFound"),
        ("sms.cn-hangzhou.aliyuncs.com", "2001-01-01", "X", "InvalidProduct.NotFound"),
        ("dysmsapi.aliyuncs.com", "2001-01-01", "SendSms", "InvalidVersion"),
        ("ecs.aliyuncs.com", "2017-05-25", "SendSms", "InvalidVersion"),
        ("metrics.aliyuncs.com", "2014-05-26", "DescribeInstances", "InvalidVersion"),
        ("dysmsapi.aliyuncs.com", "2017-05-25", "sendSms", "InvalidAction.NotFound"),
        ("dysmsapi.aliyuncs.com", "2017-05-25", "DescribeInstances", "InvalidAction.NotFound"),
        ("127.0.0.1", "2017-05-25", "DescribeInstances", "InvalidAction.NotFound"),
        ("127.0.0.1", "2001-01-01", "SendSms", "InvalidVersion"),
    ] {
        let call = Call::of(action).with(|c| (c.host, c.version) = (host.into(), version.into()));
        assert_eq!(server.call(&call).code(), code, "{host} {version} {action}");
        let unsigned = call.edit(|r| r.headers.retain(|(name, _)| name != "authorization"));
        assert_eq!(server.ask(&bytes(&unsigned.sign())).code(), code, "it needs no key");
    }
}

#[test]
fn a_resource_answers_to_its_method_only() {
    let server = Server::start();
    let code = |method, path| {
        let request = plain(method, path, &["x-acs-version: 2019-05-06", "content-length: 0"], b"");
        server.ask(&request).short()
    };
    // It is found, and then it is the caller who is not.
    let there = (400, "MissingAccessKeyId".to_owned());
    let nowhere = (404, "InvalidAction.NotFound".to_owned());
    assert_eq!(code("GET", "/pop/v1/sam/app/describeApplicationStatus"), there);
    assert_eq!(code("GET", "/pop/v1/sam/app/describeApplicationStatus?AppId=x&Empty="), there);
    assert_eq!(code("DELETE", "/pop/v1/sam/app/describeApplicationStatus"), nowhere);
    assert_eq!(code("GET", "/pop/v1/sam/app/describeApplicationStatus/"), nowhere);
    assert_eq!(code("GET", "/pop/v1/sam/app/DescribeApplicationStatus"), nowhere);
    assert_eq!(code("GET", "/pop//v1/sam/app/describeApplicationStatus"), nowhere);
    assert_eq!(code("GET", "/pop/v1/sam/app/describeApplicationStatus%2f"), nowhere);
    assert_eq!(code("GET", "/"), nowhere);
}
