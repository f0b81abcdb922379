//! What an answer looks like: headers, forms, and the bodies of errors (protocol.md 3).

use serde_json::Value;

use crate::support::{Answer, Call, HOST, Server, plain};

/// `8-4-4-4-12` upper-case hex digits, as version 5 of a UUID has them.
fn is_request_id(text: &str) -> bool {
    let lengths: Vec<_> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12]
        && text.bytes().all(|b| matches!(b, b'-' | b'0'..=b'9' | b'A'..=b'F'))
        && text.as_bytes()[14] == b'5'
        && matches!(text.as_bytes()[19], b'8' | b'9' | b'A' | b'B')
}

const FIXED: [(&str, &str); 3] =
    [("connection", "keep-alive"), ("keep-alive", "timeout=25"), ("vary", "Accept-Encoding")];

#[track_caller]
fn check_headers(answer: &Answer, content_type: &str) {
    assert_eq!(answer.header("content-type"), Some(content_type));
    for (name, value) in FIXED {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    // The vendor's would let every page of every site read it.
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.header("access-control-expose-headers"), None);
    let id = answer.header("x-acs-request-id").unwrap();
    assert!(is_request_id(id), "{id}");
    assert_eq!(answer.field("RequestId"), id);
    let trace = answer.header("x-acs-trace-id").unwrap();
    assert_eq!(trace.len(), 32, "{trace}");
    assert!(trace.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')), "{trace}");
    assert_eq!(answer.header("etag").unwrap().len(), 24);
    assert!(answer.header("date").is_some());
    assert_eq!(answer.header("content-length"), Some(&*answer.body.len().to_string()));
    assert_eq!(answer.header("transfer-encoding"), None);
}

const JSON: &str = "application/json;charset=utf-8";
const XML: &str = "text/xml;charset=utf-8";

#[test]
fn every_answer_has_the_headers_of_the_gateway() {
    let server = Server::start();
    for (call, status, content_type) in [
        (Call::put("Alice"), 200, JSON),
        (Call::of("PutContact"), 400, JSON),
        (Call::of("Nothing"), 404, JSON),
        (Call::put("Alice").query("Format", "XML"), 200, XML),
        (Call::of("PutContact").query("Format", "XML"), 400, XML),
        (Call::of("Nothing").query("Format", "XML"), 404, XML),
    ] {
        let answer = server.call(&call);
        assert_eq!(answer.status, status, "{}", answer.text());
        check_headers(&answer, content_type);
    }
}

#[test]
fn no_two_answers_share_an_id() {
    let server = Server::start();
    let call = Call::of("DescribeContactList");
    let (a, b) = (server.call(&call), server.call(&call));
    for name in ["x-acs-request-id", "x-acs-trace-id", "etag"] {
        assert_ne!(a.header(name), b.header(name), "{name}");
    }
}

#[test]
fn only_an_emulated_action_vouches_for_its_answer() {
    let server = Server::start();
    for (call, fidelity) in [
        (Call::put("Alice"), Some("behaviour")),
        (Call::of("PutContact"), Some("behaviour")), // its own refusal
        (Call::of("Nothing"), None),
        (Call::of("DescribeSiteMonitorList"), None), // published, and not emulated
        (Call::of("PutContact").with(|c| c.key.1 = "wrong".into()), None),
    ] {
        let answer = server.call(&call);
        assert_eq!(answer.header("x-localyun-fidelity"), fidelity, "{}", answer.text());
        assert_eq!(answer.header("x-localyun-audit"), None);
    }
}

#[test]
fn the_form_of_an_answer_is_the_one_asked_for() {
    let v3 = || Call::of("DescribeContactList");
    let v1 = || Call::rpc("DescribeContactList");
    let accept = |value: &'static str| v3().edit(drop_accept).header("Accept", value);
    let server = Server::start();
    let table = [
        // `Format` decides, in any case, for every generation.
        (v1().query("Format", "JSON"), JSON),
        (v1().query("Format", "json"), JSON),
        (v1().query("Format", "Json"), JSON),
        (v1().query("Format", "XML"), XML),
        (v1().query("Format", "xml"), XML),
        (v1().form("Format", "JSON"), JSON),
        (v3().query("Format", "XML"), XML),
        (accept("text/xml").query("Format", "JSON"), JSON),
        // Without it the first generation gets XML, as ever, whatever it accepts.
        (v1(), XML),
        (v1().query("Format", ""), XML),
        (v1().query("Format", "None"), XML), // an old Python call that does not set it
        (v1().header("Accept", "application/json"), XML),
        // The others go by `Accept`.
        (v3(), JSON),
        (v3().edit(drop_accept), JSON),
        (v3().query("Format", "None"), JSON),
        (accept("*/*"), JSON),
        (accept("undefined"), JSON),
        (accept("application/json, text/plain"), JSON),
        (accept("text/html, application/xml;q=0.9"), XML),
        (accept("application/xml"), XML),
        (accept("text/xml"), XML),
    ];
    for (at, (call, content_type)) in table.into_iter().enumerate() {
        let answer = server.call(&call);
        assert_eq!(answer.status, 200, "{at}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some(content_type), "row {at}");
    }
}

/// The one that is there by default; a row brings its own. It is not signed.
fn drop_accept(request: &mut localyun::sign::produce::SignedRequest) {
    let at = request.headers.iter().position(|(n, v)| n == "accept" && v == "application/json");
    request.headers.remove(at.unwrap());
}

#[test]
fn a_call_with_nothing_in_it_is_told_so_in_xml() {
    let server = Server::start();
    let answer = server.ask(&plain("GET", "/", &[], b""));
    assert_eq!(answer.short(), (404, "InvalidAction.NotFound".into()));
    assert_eq!(answer.header("content-type"), Some(XML));
    assert!(answer.text().starts_with("<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>"));
    // As a bare `GET /?Action=…` really is.
    let answer = server.ask(&plain("GET", "/?Action=DescribeContactList&Version=1", &[], b""));
    assert_eq!(answer.short(), (400, "InvalidVersion".into()));
    assert_eq!(answer.header("content-type"), Some(XML));
}

#[test]
fn an_answer_in_xml_is_named_after_its_action() {
    let server = Server::start();
    let text = |call: &Call| server.call(call).text().to_owned();
    let start = "<?xml version='1.0' encoding='UTF-8'?>";
    server.call(&Call::put("Al<i>&ce"));
    let list = text(&Call::of("DescribeContactList").query("Format", "XML"));
    assert!(list.starts_with(&format!("{start}<DescribeContactListResponse><RequestId>")));
    assert!(list.contains("<Contacts><Contact><Name>Al&lt;i&gt;&amp;ce</Name>"), "{list}");
    assert!(list.ends_with("</DescribeContactListResponse>"));
    let error =
        text(&Call::of("DescribeContactList").query("Format", "XML").query("PageSize", "x"));
    assert!(error.starts_with(&format!("{start}<Error><RequestId>")), "{error}");
    let order = ["<RequestId>", "<HostId>", "<Code>", "<Message>", "<Recommend><![CDATA[https://"];
    let places: Vec<_> = order.iter().map(|name| error.find(name).unwrap()).collect();
    assert!(places.is_sorted(), "{error}");
    assert!(error.ends_with("</Error>"));
    // What a product refuses with the status 200 is an answer.
    let send = Call::of("SendSms").query("Format", "XML").query("PhoneNumbers", "1");
    let send = send.query("SignName", "a").query("TemplateCode", "SMS_1").with(|it| {
        it.host = "dysmsapi.aliyuncs.com".into();
        it.version = "2017-05-25".into();
    });
    let answer = server.ask(&send.bytes());
    assert_eq!(answer.status, 200);
    let refused = answer.text();
    assert!(refused.starts_with(&format!("{start}<SendSmsResponse><RequestId>")), "{refused}");
}

/// Refusals of every kind: by the gateway, for the signature, by an action, and over a limit.
fn refusals() -> Vec<(u16, Vec<u8>)> {
    let call = || Call::of("PutContact");
    let many = "a&".repeat(10_000);
    vec![
        (404, plain("GET", "/?Format=JSON", &[], b"")),
        (404, call().with(|c| c.host = "nothing.aliyuncs.com".into()).bytes()),
        (400, call().with(|c| c.version = "2001-01-01".into()).bytes()),
        (404, call().with(|c| c.action = Some("Nothing".into())).bytes()),
        (400, call().with(|c| c.action = Some("DescribeMetricList".into())).bytes()),
        (400, call().with(|c| c.method = "DELETE".into()).bytes()),
        (400, call().query("Format", "YAML").bytes()),
        (400, plain("GET", "/?Action=PutContact&Version=2019-01-01&Format=JSON", &[], b"")),
        (404, call().with(|c| c.key.0 = "unknown".into()).bytes()),
        (400, call().with(|c| c.key.1 = "wrong".into()).bytes()),
        (
            400,
            Call::rpc("PutContact")
                .query("Format", "JSON")
                .with(|c| c.key.1 = "wrong".into())
                .bytes(),
        ),
        (400, call().with(|c| c.time = Some(0)).bytes()),
        (400, call().with(|c| c.token = Some("x".into())).bytes()),
        (400, call().bytes()),
        (400, call().query("ContactName", "x").query("Describe", "x").bytes()),
        (400, plain("GET", "/?Format=JSON&x=%ff", &[], b"")),
        (400, plain("GET", &format!("/?Format=JSON&{many}"), &[], b"")),
        (413, plain("POST", "/", &[], &vec![b'x'; 20_000])),
        (431, plain("GET", "/", &[&format!("x: {}", "x".repeat(40_000))], b"")),
    ]
}

#[test]
fn the_body_of_an_error_is_an_object_of_five_texts() {
    let server = Server::with(|o| (o.limits.max_body, o.limits.max_head) = (10_000, 32_000));
    for (at, (status, request)) in refusals().into_iter().enumerate() {
        let answer = server.ask(&request);
        assert_eq!(answer.status, status, "row {at}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some(JSON), "row {at}");
        let body = answer.json();
        let names: Vec<_> = body.as_object().unwrap().keys().collect();
        assert_eq!(names[..5], ["RequestId", "HostId", "Code", "Message", "Recommend"], "row {at}");
        for name in names.iter().take(5) {
            assert!(body[name].is_string(), "row {at}: {name} in {body}");
            assert_ne!(body[name], "", "row {at}: {name} in {body}");
        }
        // What else a product adds: CloudMonitor says `Success`.
        assert!(names[5..].iter().all(|n| *n == "Success"), "row {at}: {body}");
        let id = answer.header("x-acs-request-id").unwrap();
        assert_eq!(body["RequestId"], id, "row {at}");
        assert!(is_request_id(id), "row {at}: {id}");
        // No type that a client asserts otherwise may appear by accident.
        assert_eq!(body.get("AccessDeniedDetail"), None, "row {at}");
        assert_eq!(body.get("Data"), None, "row {at}");
    }
}

#[test]
fn an_error_names_the_host_and_where_to_read_on() {
    let server = Server::start();
    for host in [HOST, "metrics.cn-hangzhou.aliyuncs.com", "localhost", "http://127.0.0.1:4800"] {
        let answer = server.call(&Call::of("PutContact").with(|c| c.host = host.into()));
        assert_eq!(answer.short(), (400, "MissingContactName".into()), "{host}");
        assert_eq!(answer.field("HostId"), host);
        let recommend = format!(
            "https://api.aliyun.com/troubleshoot?q=MissingContactName&product=Cms&requestId={}",
            answer.field("RequestId")
        );
        assert_eq!(answer.field("Recommend"), recommend);
    }
}

/// pop-core takes any `Code` but these for an error, whatever the status is (protocol.md 3.5).
#[test]
fn a_success_is_one_to_every_client() {
    let server = Server::start();
    for call in
        [Call::put("Alice"), Call::of("DescribeContactList"), Call::of("DescribeContactGroupList")]
    {
        let answer = server.call(&call);
        let body = answer.json();
        assert_eq!(answer.status, 200);
        assert_eq!(body["Code"], "200");
        assert_eq!(body["Success"], Value::Bool(true));
        assert_eq!(body.as_object().unwrap().keys().next().unwrap(), "RequestId");
    }
}
