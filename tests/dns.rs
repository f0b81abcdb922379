//! The name servers of worlds, asked by UDP and TCP.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::{SocketAddr, TcpStream, UdpSocket},
    time::Duration,
};

use hickory_proto::{
    op::{Edns, Message, MessageType, OpCode, Query, ResponseCode},
    rr::{
        DNSClass, Name, RecordType,
        rdata::opt::{ClientSubnet, EdnsOption},
    },
};
use serde_json::{Value, json};

use crate::support::{Answer, Call, Program, ask, plain, program};

use RecordType::{A, AAAA, ANY, CAA, CNAME, HTTPS, MX, NS, SOA, SRV, TXT};
use ResponseCode::{NXDomain, NoError, Refused};

const PATIENCE: Duration = Duration::from_secs(10);

/// A server with name servers, and a key of one of its worlds.
struct Cloud {
    program: Program,
    dns: SocketAddr,
    key: (String, String),
    world: Option<String>,
}

impl Cloud {
    fn start() -> Self {
        Self::with(&[])
    }

    fn with(more: &[&str]) -> Self {
        let mut args =
            vec!["--listen", "127.0.0.1:0", "--data", ":memory:", "--dns", "127.0.0.1:0"];
        args.extend(more);
        let program = Program::spawn(&mut program(&args));
        let health = good(&ask(program.address, &plain("GET", "/_localyun/health", &[], b"")));
        let dns = health["dns"].as_str().unwrap().parse().unwrap();
        Self { program, dns, key: ("testid".into(), "testsecret".into()), world: None }
    }

    fn try_call(&self, action: &str, parameters: &[(&str, &str)]) -> Answer {
        let mut call = Call::of(action).with(|it| {
            it.version = "2015-01-09".into();
            it.key = self.key.clone();
        });
        for (name, value) in parameters {
            call = call.query(name, value);
        }
        self.program.call(&call)
    }

    #[track_caller]
    fn call(&self, action: &str, parameters: &[(&str, &str)]) -> Value {
        good(&self.try_call(action, parameters))
    }

    #[track_caller]
    fn host(&self, domain: &str) {
        self.call("AddDomain", &[("DomainName", domain)]);
    }

    /// Adds a record of `example.com`.
    #[track_caller]
    fn add(&self, rr: &str, kind: &str, value: &str) -> String {
        self.add_with(rr, kind, value, &[])
    }

    #[track_caller]
    fn add_with(&self, rr: &str, kind: &str, value: &str, more: &[(&str, &str)]) -> String {
        let mut all =
            vec![("DomainName", "example.com"), ("RR", rr), ("Type", kind), ("Value", value)];
        all.extend(more);
        self.call("AddDomainRecord", &all)["RecordId"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        good(&self.try_control(method, path, body))
    }

    fn try_control(&self, method: &str, path: &str, body: &Value) -> Answer {
        let mut headers = vec!["content-type: application/json".to_owned()];
        headers.extend(self.world.iter().map(|it| format!("x-localyun-world: {it}")));
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let path = format!("/_localyun/{path}");
        ask(self.program.address, &plain(method, &path, &headers, body.as_bytes()))
    }

    /// The response code and the answers: `www.example.com. 600 A 192.0.2.1`.
    fn ask(&self, name: &str, kind: RecordType) -> (ResponseCode, Vec<String>) {
        let answer = udp(self.dns, &query(name, kind));
        (answer.metadata.response_code, lines(&answer.answers))
    }

    /// The values that a name has of a type.
    fn values(&self, name: &str, kind: RecordType) -> Vec<String> {
        let answer = udp(self.dns, &query(name, kind));
        answer.answers.iter().map(|it| it.data.to_string()).collect()
    }
}

#[track_caller]
fn good(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn query(name: &str, kind: RecordType) -> Message {
    let mut message = Message::query();
    message.add_query(Query::query(Name::from_ascii(name).unwrap(), kind));
    message
}

fn datagram(to: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    socket.send_to(bytes, to).unwrap();
    let mut answer = vec![0; 64 * 1024];
    let (length, _) = socket.recv_from(&mut answer).unwrap();
    answer.truncate(length);
    answer
}

fn udp(to: SocketAddr, message: &Message) -> Message {
    Message::from_vec(&datagram(to, &message.to_vec().unwrap())).unwrap()
}

fn tcp(to: SocketAddr, messages: &[Message]) -> Vec<Message> {
    let mut stream = TcpStream::connect(to).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut sent = Vec::new();
    for message in messages {
        let bytes = message.to_vec().unwrap();
        sent.extend(u16::try_from(bytes.len()).unwrap().to_be_bytes());
        sent.extend(bytes);
    }
    stream.write_all(&sent).unwrap();
    let read = |stream: &mut TcpStream| {
        let mut length = [0; 2];
        stream.read_exact(&mut length).unwrap();
        let mut bytes = vec![0; u16::from_be_bytes(length).into()];
        stream.read_exact(&mut bytes).unwrap();
        Message::from_vec(&bytes).unwrap()
    };
    messages.iter().map(|_| read(&mut stream)).collect()
}

fn lines(records: &[hickory_proto::rr::Record]) -> Vec<String> {
    let line = |it: &hickory_proto::rr::Record| {
        format!("{} {} {} {}", it.name, it.ttl, it.record_type(), it.data)
    };
    records.iter().map(line).collect()
}

/// The records of `example.com`, one of each kind and of what leads elsewhere.
const RECORDS: &[(&str, &str, &str)] = &[
    ("@", "CNAME", "www.example.com"),
    ("@", "MX", "mx.example.com"),
    ("@", "TXT", "v=spf1 -all"),
    ("www", "A", "192.0.2.1"),
    ("www", "AAAA", "2001:db8::1"),
    ("www", "CAA", "0 issue \"letsencrypt.org\""),
    ("_sip._tcp", "SRV", "1 2 5060 sip.example.com"),
    ("svc", "HTTPS", "1 . alpn=h2"),
    ("a.deep", "A", "192.0.2.2"),
    ("*.wild", "A", "192.0.2.3"),
    ("there.wild", "TXT", "here"),
    ("alias", "ALIAS", "www.example.com"),
    ("far", "ALIAS", "elsewhere.org"),
    ("one", "CNAME", "two.example.com"),
    ("two", "CNAME", "other.net"),
    ("out", "CNAME", "elsewhere.org"),
    ("lost", "CNAME", "missing.example.com"),
    ("loop", "CNAME", "pool.example.com"),
    ("pool", "CNAME", "loop.example.com"),
    ("part", "NS", "ns1.elsewhere.org"),
    ("url", "REDIRECT_URL", "http://elsewhere.org"),
];

const SOA_OF_EXAMPLE: &str =
    "example.com. 600 SOA ns1.alidns.com. hostmaster.hichina.com. 1767225600 3600 1200 86400 600";
const WWW: &str = "www.example.com. 600 A 192.0.2.1";

/// What a name is asked for, and what is answered.
type Answers = (&'static str, RecordType, ResponseCode, &'static [&'static str]);

const ANSWERS: &[Answers] = &[
    ("example.com.", SOA, NoError, &[SOA_OF_EXAMPLE]),
    (
        "example.com.",
        NS,
        NoError,
        &["example.com. 86400 NS ns1.alidns.com.", "example.com. 86400 NS ns2.alidns.com."],
    ),
    ("example.com.", MX, NoError, &["example.com. 600 MX 10 mx.example.com."]),
    ("example.com.", TXT, NoError, &["example.com. 600 TXT v=spf1 -all"]),
    ("example.com.", A, NoError, &["example.com. 600 CNAME www.example.com.", WWW]),
    ("example.com.", ANY, NoError, &[SOA_OF_EXAMPLE]),
    ("www.example.com.", A, NoError, &[WWW]),
    ("WwW.eXample.com.", A, NoError, &["WwW.eXample.com. 600 A 192.0.2.1"]),
    ("www.example.com.", AAAA, NoError, &["www.example.com. 600 AAAA 2001:db8::1"]),
    ("www.example.com.", CAA, NoError, &["www.example.com. 600 CAA 0 issue \"letsencrypt.org\""]),
    ("www.example.com.", SOA, NoError, &[]),
    ("www.example.com.", MX, NoError, &[]),
    (
        "_sip._tcp.example.com.",
        SRV,
        NoError,
        &["_sip._tcp.example.com. 600 SRV 1 2 5060 sip.example.com."],
    ),
    ("deep.example.com.", A, NoError, &[]),
    ("a.deep.example.com.", A, NoError, &["a.deep.example.com. 600 A 192.0.2.2"]),
    ("x.wild.example.com.", A, NoError, &["x.wild.example.com. 600 A 192.0.2.3"]),
    ("y.x.wild.example.com.", A, NoError, &["y.x.wild.example.com. 600 A 192.0.2.3"]),
    ("x.wild.example.com.", TXT, NoError, &[]),
    ("there.wild.example.com.", A, NoError, &[]),
    ("below.there.wild.example.com.", A, NXDomain, &[]),
    ("alias.example.com.", A, NoError, &["alias.example.com. 600 A 192.0.2.1"]),
    ("alias.example.com.", AAAA, NoError, &["alias.example.com. 600 AAAA 2001:db8::1"]),
    ("far.example.com.", A, NoError, &[]),
    (
        "one.example.com.",
        A,
        NoError,
        &[
            "one.example.com. 600 CNAME two.example.com.",
            "two.example.com. 600 CNAME other.net.",
            "other.net. 600 A 192.0.2.9",
        ],
    ),
    ("one.example.com.", CNAME, NoError, &["one.example.com. 600 CNAME two.example.com."]),
    ("out.example.com.", A, NoError, &["out.example.com. 600 CNAME elsewhere.org."]),
    ("lost.example.com.", A, NXDomain, &["lost.example.com. 600 CNAME missing.example.com."]),
    (
        "loop.example.com.",
        A,
        NoError,
        &[
            "loop.example.com. 600 CNAME pool.example.com.",
            "pool.example.com. 600 CNAME loop.example.com.",
        ],
    ),
    ("url.example.com.", A, NoError, &[]),
    ("off.example.com.", A, NXDomain, &[]),
    ("missing.example.com.", TXT, NXDomain, &[]),
    ("sub.example.com.", A, NoError, &[]),
    ("x.sub.example.com.", A, NXDomain, &[]),
    ("elsewhere.org.", A, Refused, &[]),
    ("com.", SOA, Refused, &[]),
    (".", NS, Refused, &[]),
    ("ns1.alidns.com.", A, NoError, &["ns1.alidns.com. 86400 A 127.0.0.1"]),
    ("ns2.alidns.com.", AAAA, NoError, &["ns2.alidns.com. 86400 AAAA ::1"]),
    ("svc.example.com.", A, NoError, &[]),
];

/// A server that hosts `example.com` with its records, and domains below and beside it.
fn hosting() -> Cloud {
    let cloud = Cloud::with(&["--clock", "2026-01-01T00:00:00Z"]);
    for domain in ["example.com", "sub.example.com", "other.net"] {
        cloud.host(domain);
    }
    for (rr, kind, value) in RECORDS {
        let more: &[_] = if *kind == "MX" { &[("Priority", "10")] } else { &[] };
        cloud.add_with(rr, kind, value, more);
    }
    let other = [("DomainName", "other.net"), ("RR", "@"), ("Type", "A"), ("Value", "192.0.2.9")];
    cloud.call("AddDomainRecord", &other);
    let off = cloud.add("off", "A", "192.0.2.7");
    cloud.call("SetDomainRecordStatus", &[("RecordId", &off), ("Status", "Disable")]);
    cloud
}

#[test]
fn a_hosted_domain_is_served() {
    let cloud = hosting();
    for (name, kind, code, answers) in ANSWERS {
        let want = answers.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(cloud.ask(name, *kind), (*code, want), "{name} {kind}");
    }
    let (_, https) = cloud.ask("svc.example.com.", HTTPS);
    assert!(https[0].starts_with("svc.example.com. 600 HTTPS 1 . alpn="), "{https:?}");
    // A name that forwards to a URL has an address if it is given one.
    cloud.control("POST", "alidns/settings", &json!({ "url_forward_ip": "127.0.0.1" }));
    assert_eq!(cloud.values("url.example.com.", A), ["127.0.0.1"]);
    // Of a domain that is gone nothing is known.
    cloud.call("DeleteDomain", &[("DomainName", "example.com")]);
    assert_eq!(cloud.ask("www.example.com.", A), (Refused, vec![]));
}

#[test]
fn an_answer_says_who_knows() {
    let cloud = hosting();
    for name in ["missing.example.com.", "deep.example.com."] {
        let answer = udp(cloud.dns, &query(name, A));
        assert!(answer.metadata.authoritative && !answer.metadata.recursion_available);
        assert_eq!(lines(&answer.authorities), [SOA_OF_EXAMPLE], "{name}");
    }
    let refused = udp(cloud.dns, &query("elsewhere.org.", A));
    assert!(!refused.metadata.authoritative && refused.authorities.is_empty());
    // A part that is delegated is known elsewhere.
    for name in ["part.example.com.", "x.part.example.com."] {
        let answer = udp(cloud.dns, &query(name, A));
        assert!(!answer.metadata.authoritative && answer.answers.is_empty(), "{name}");
        assert_eq!(lines(&answer.authorities), ["part.example.com. 600 NS ns1.elsewhere.org."]);
        assert!(answer.additionals.is_empty(), "{name}");
    }
    // The addresses of a server that is itself in the part are known to the domain alone, as of one beside it.
    for (rr, kind, value) in [
        ("own", "NS", "ns.own.example.com"),
        ("own", "NS", "www.example.com"),
        ("ns.own", "A", "192.0.2.53"),
        ("ns.own", "AAAA", "2001:db8::53"),
    ] {
        cloud.add(rr, kind, value);
    }
    for name in ["own.example.com.", "x.own.example.com.", "ns.own.example.com."] {
        let answer = udp(cloud.dns, &query(name, A));
        assert!(!answer.metadata.authoritative && answer.answers.is_empty(), "{name}");
        assert_eq!(answer.authorities.len(), 2, "{name}");
        let addresses: BTreeSet<String> = lines(&answer.additionals).into_iter().collect();
        let want = [
            "ns.own.example.com. 600 A 192.0.2.53",
            "ns.own.example.com. 600 AAAA 2001:db8::53",
            "www.example.com. 600 A 192.0.2.1",
            "www.example.com. 600 AAAA 2001:db8::1",
        ];
        assert_eq!(addresses, want.map(str::to_owned).into(), "{name}");
    }
    // Where they do not fit, they are left out, and the answer is whole all the same.
    for at in 0..30 {
        cloud.add("ns.own", "A", &format!("192.0.2.{}", 100 + at));
    }
    let answer = udp(cloud.dns, &query("x.own.example.com.", A));
    assert!(!answer.metadata.truncation && answer.additionals.is_empty());
    assert_eq!(answer.authorities.len(), 2);
}

#[test]
fn every_binding_that_is_taken_is_answered() {
    let cloud = Cloud::start();
    cloud.host("example.com");
    for (at, value) in [
        "0 svc.example.com",
        "1 . alpn=h2",
        "1 . alpn=\"h2,h3\" port=443 ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1",
        "2 a.example.com mandatory=port,alpn alpn=h2 port=8443",
        "1 . no-default-alpn alpn=h3 ech=AAEC",
        "1 . key667=hello alpn=h2",
        "1 . key700",
    ]
    .into_iter()
    .enumerate()
    {
        for (kind, asked) in [("HTTPS", HTTPS), ("SVCB", RecordType::SVCB)] {
            let rr = format!("b{at}");
            cloud.add(&rr, kind, value);
            let (code, found) = cloud.ask(&format!("{rr}.example.com."), asked);
            assert_eq!((code, found.len()), (NoError, 1), "{kind} {value}");
        }
    }
    let of =
        |value| [("DomainName", "example.com"), ("RR", "x"), ("Type", "HTTPS"), ("Value", value)];
    for value in [
        "1 . port=65536",
        "1 . nonsense",
        "1 . alpn=h2 alpn=h2",
        "1 . mandatory=ech",
        "1 . mandatory=alpn,alpn alpn=h2",
    ] {
        let answer = cloud.try_call("AddDomainRecord", &of(value));
        assert_eq!(answer.short(), (400, "SubDomainInvalid.Value".into()), "{value}");
    }
}

#[test]
fn a_chinese_name_is_one_name_in_both_its_forms() {
    let cloud = Cloud::start();
    cloud.host("example.com");
    cloud.add("测", "A", "192.0.2.1");
    cloud.add("_测", "TXT", "under");
    let of = |rr, kind, value| {
        let all = [("DomainName", "example.com"), ("RR", rr), ("Type", kind), ("Value", value)];
        cloud.try_call("AddDomainRecord", &all).short()
    };
    assert_eq!(of("xn--0zw", "A", "192.0.2.1"), (400, "DomainRecordDuplicate".into()));
    assert_eq!(of("XN--0ZW", "CNAME", "a.example.com").0, 400);
    assert_eq!(of("xn--0zw", "A", "192.0.2.2").0, 200);
    for word in ["测", "xn--0zw"] {
        // What is like it has `_测` too.
        for (search, want) in [
            (&[("RRKeyWord", word)][..], 3),
            (&[("KeyWord", word), ("SearchMode", "EXACT")], 2),
            (&[("KeyWord", word), ("SearchMode", "LIKE"), ("Type", "A")], 3),
        ] {
            let all = [&[("DomainName", "example.com")], search].concat();
            let found = cloud.call("DescribeDomainRecords", &all);
            assert_eq!(found["TotalCount"], want, "{word} {search:?}");
        }
    }
    assert_eq!(cloud.values("xn--0zw.example.com.", A).len(), 2);
    let under = Name::from_labels([&b"xn--_-sq9b"[..], b"example", b"com"]).unwrap();
    let mut asked = Message::query();
    asked.add_query(Query::query(under, TXT));
    let found = udp(cloud.dns, &asked);
    assert_eq!(found.answers.len(), 1, "{found:?}");
    for name in ["测.example.com", "xn--0zw.example.com"] {
        let listed = cloud.call("DescribeSubDomainRecords", &[("SubDomain", name)]);
        assert_eq!(listed["TotalCount"], 2, "{name}");
    }
    let gone = [("DomainName", "example.com"), ("RR", "xn--0zw")];
    assert_eq!(cloud.call("DeleteSubDomainRecords", &gone)["TotalCount"], "2");
}

#[test]
fn what_can_never_be_asked_or_sent_is_refused() {
    let cloud = Cloud::start();
    cloud.host("example.com");
    let add = |rr: &str| {
        let all =
            [("DomainName", "example.com"), ("RR", rr), ("Type", "A"), ("Value", "192.0.2.1")];
        cloud.try_call("AddDomainRecord", &all).status
    };
    let labels = |many| vec!["a"; many].join(".");
    assert_eq!((add(&labels(121)), add(&labels(122))), (200, 400));
    let task = [
        ("Type", "RR_ADD"),
        ("DomainRecordInfo.1.Domain", "example.com"),
        ("DomainRecordInfo.1.Rr", "mx"),
        ("DomainRecordInfo.1.Type", "MX"),
        ("DomainRecordInfo.1.Value", "a.example.com"),
        ("DomainRecordInfo.1.Priority", "65536"),
    ];
    cloud.call("OperateBatchDomain", &task);
    let result = cloud.call("DescribeBatchResultDetail", &[]);
    assert_eq!(result["BatchResultDetails"]["BatchResultDetail"][0]["Reason"], "InvalidPriority");
    for servers in
        ["a..b,c.d", "1.2.3.4,b.c", "a.b,A.B", "a.b", &format!("{}.a,b.c", "x".repeat(64))]
    {
        let body = json!({ "name_servers": servers });
        assert_eq!(cloud.try_control("POST", "alidns/settings", &body).status, 400, "{servers}");
    }
}

/// What is published at once stays so, wherever the clock goes.
#[test]
fn a_clock_that_goes_back_hides_nothing() {
    let cloud = Cloud::with(&["--clock", "2026-01-01T00:00:00Z"]);
    cloud.host("example.com");
    let www = cloud.add("www", "A", "192.0.2.1");
    cloud.control("POST", "clock", &json!({ "advance": "1d" }));
    cloud.host("other.net");
    let update = |value| {
        let record = [("RecordId", &*www), ("RR", "www"), ("Type", "A"), ("Value", value)];
        cloud.call("UpdateDomainRecord", &record);
    };
    update("192.0.2.2");
    cloud.control("POST", "clock", &json!({ "advance": "-1d" }));
    assert_eq!(cloud.values("www.example.com.", A), ["192.0.2.2"]);
    assert_eq!(cloud.ask("other.net.", SOA).0, NoError);
    // Nor is a record answered twice whose delay has become shorter.
    let set = |delay: i64| {
        cloud.control("POST", "alidns/settings", &json!({ "propagation_ms": delay }));
    };
    set(5000);
    update("192.0.2.3");
    set(1000);
    update("192.0.2.4");
    assert_eq!(cloud.values("www.example.com.", A), ["192.0.2.2"]);
    cloud.control("POST", "clock", &json!({ "advance": "1s" }));
    assert_eq!(cloud.values("www.example.com.", A), ["192.0.2.4"]);
    set(0);
    update("192.0.2.5");
    assert_eq!(cloud.values("www.example.com.", A), ["192.0.2.5"]);
}

/// As many records as the largest task takes, which are more parameters than any other call has.
#[test]
fn a_task_takes_a_thousand_records_and_deletes_them_all() {
    let cloud = Cloud::start();
    cloud.host("example.com");
    let records: Vec<(String, String)> = (1..=1000)
        .flat_map(|at| {
            [
                ("Domain", "example.com".to_owned()),
                ("Rr", format!("host-{at}")),
                ("Type", "A".to_owned()),
                ("Value", format!("10.0.{}.{}", at / 256, at % 256)),
                ("Line", "default".to_owned()),
                ("Ttl", "600".to_owned()),
                ("Priority", "10".to_owned()),
            ]
            .map(|(name, value)| (format!("DomainRecordInfo.{at}.{name}"), value))
        })
        .collect();
    let mut call = Call::of("OperateBatchDomain").with(|it| it.version = "2015-01-09".into());
    call = call.form("Type", "RR_ADD");
    for (name, value) in &records {
        call = call.form(name, value);
    }
    good(&cloud.program.call(&call));
    let count = |more: &[(&str, &str)]| {
        let mut all = vec![("DomainName", "example.com")];
        all.extend(more);
        cloud.call("DescribeDomainRecords", &all)["TotalCount"].clone()
    };
    assert_eq!((count(&[]), count(&[("KeyWord", "host-77")])), (json!(1000), json!(11)));
    let delete = |more: &[(&str, &str)]| {
        let mut all = vec![("Type", "RR_DEL"), ("DomainRecordInfo.1.Domain", "example.com")];
        all.extend(more);
        cloud.call("OperateBatchDomain", &all);
    };
    delete(&[("DomainRecordInfo.1.Rr", "host-77")]);
    assert_eq!((count(&[]), count(&[("KeyWord", "host-77")])), (json!(999), json!(10)));
    delete(&[("DomainRecordInfo.1.Value", "10.0.0.7")]);
    delete(&[("DomainRecordInfo.1.Type", "AAAA")]);
    assert_eq!((count(&[]), count(&[("ValueKeyWord", "10.0.0.7")])), (json!(998), json!(9)));
    let text = "x".repeat(400);
    cloud.add("long", "TXT", &text);
    delete(&[("DomainRecordInfo.1.Value", &text)]);
    delete(&[("DomainRecordInfo.1.Rr", "HOST-78")]);
    assert_eq!(count(&[]), json!(997));
    delete(&[]);
    assert_eq!((count(&[]), count(&[("KeyWord", "host-77")])), (json!(0), json!(0)));
    assert_eq!(count(&[("TypeKeyWord", "A")]), json!(0));
    let logs = cloud.call("DescribeRecordLogs", &[("DomainName", "example.com")]);
    assert_eq!(logs["TotalCount"], 2002);
    assert_eq!(logs["RecordLogs"]["RecordLog"][0]["ClientIp"], "127.0.0.1");
}

#[test]
fn a_domain_comes_and_goes_after_the_delay_of_the_account() {
    let cloud = Cloud::with(&["--clock", "2026-01-01T00:00:00Z"]);
    cloud.control("POST", "alidns/settings", &json!({ "propagation_ms": 10_000 }));
    let wait = |time: &str| cloud.control("POST", "clock", &json!({ "advance": time }));
    let www = || cloud.ask("www.example.com.", A);
    let start = || cloud.ask("example.com.", SOA).0;
    cloud.host("example.com");
    wait("5s");
    cloud.add("www", "A", "192.0.2.1");
    assert_eq!((start(), www()), (Refused, (Refused, vec![])));
    wait("5s");
    assert_eq!((start(), www().0), (NoError, NXDomain));
    wait("5s");
    assert_eq!(www(), (NoError, vec![WWW.to_owned()]));
    // It is gone for its account at once, and for those who look it up later; one that comes after it is not mixed with it.
    cloud.call("DeleteDomain", &[("DomainName", "example.com")]);
    assert_eq!(cloud.call("DescribeDomains", &[])["TotalCount"], 0);
    wait("2s");
    cloud.host("example.com");
    cloud.add("www", "A", "192.0.2.2");
    assert_eq!(www(), (NoError, vec![WWW.to_owned()]));
    wait("8s");
    assert_eq!((start(), www().0), (Refused, Refused));
    wait("2s");
    assert_eq!(cloud.values("www.example.com.", A), ["192.0.2.2"]);
    cloud.control("POST", "alidns/settings", &json!({ "propagation_ms": 0 }));
    cloud.call("DeleteDomain", &[("DomainName", "example.com")]);
    assert_eq!(www(), (Refused, vec![]));
}

#[test]
fn what_is_no_plain_question_is_answered_as_the_protocol_says() {
    let cloud = Cloud::start();
    cloud.host("example.com");
    for at in 0..40 {
        cloud.add("many", "TXT", &format!("{at:03}-{}", "x".repeat(60)));
    }
    let code = |message: &Message| udp(cloud.dns, message).metadata.response_code;
    let update = Message::new(7, MessageType::Query, OpCode::Update);
    assert_eq!(code(&update), ResponseCode::NotImp);
    assert_eq!(code(&Message::query()), ResponseCode::FormErr);
    let mut two = query("example.com.", RecordType::A);
    two.add_query(Query::query(Name::from_ascii("example.com.").unwrap(), RecordType::TXT));
    assert_eq!(code(&two), ResponseCode::FormErr);
    for kind in [RecordType::AXFR, RecordType::IXFR] {
        assert_eq!(code(&query("example.com.", kind)), ResponseCode::Refused);
    }
    let mut chaos = query("example.com.", RecordType::TXT);
    chaos.queries[0].query_class = DNSClass::CH;
    assert_eq!(code(&chaos), ResponseCode::Refused);
    let mut newer = query("example.com.", RecordType::A);
    let mut edns = Edns::new();
    edns.set_version(1);
    newer.set_edns(edns);
    assert_eq!(u16::from(code(&newer)), u16::from(ResponseCode::BADVERS));
    // A header with something unreadable behind it; an answer, and what is too short for a header, get nothing.
    let mut bad = query("example.com.", RecordType::A).to_vec().unwrap();
    bad.truncate(14);
    let answer = Message::from_vec(&datagram(cloud.dns, &bad)).unwrap();
    assert_eq!(answer.metadata.response_code, ResponseCode::FormErr);
    assert_eq!(answer.metadata.id, u16::from_be_bytes([bad[0], bad[1]]));
    // What can be read of it comes back.
    let mut asked = query("eXample.com.", RecordType::A);
    asked.metadata.recursion_desired = true;
    let mut bad = asked.to_vec().unwrap();
    bad[7] = 1;
    let answer = Message::from_vec(&datagram(cloud.dns, &bad)).unwrap();
    assert_eq!(answer.metadata.response_code, ResponseCode::FormErr);
    assert!(answer.metadata.recursion_desired);
    assert_eq!(answer.queries, asked.queries);
    let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
    silent.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    for bytes in [&b""[..], b"short", &Message::response(1, OpCode::Query).to_vec().unwrap()] {
        silent.send_to(bytes, cloud.dns).unwrap();
        assert!(silent.recv(&mut [0; 512]).is_err());
    }

    // A long answer is cut, as short as the question says, and whole by TCP; a connection takes several questions.
    let mut long = query("many.example.com.", RecordType::TXT);
    let cut = udp(cloud.dns, &long);
    assert!(cut.metadata.truncation && cut.answers.is_empty() && cut.edns.is_none());
    let mut edns = Edns::new();
    edns.set_max_payload(4096);
    long.set_edns(edns);
    let cut = udp(cloud.dns, &long);
    assert!(cut.metadata.truncation);
    assert_eq!(cut.edns.unwrap().max_payload(), 1232);
    let both = tcp(cloud.dns, &[long, query("example.com.", RecordType::SOA)]);
    assert!(!both[0].metadata.truncation);
    assert_eq!((both[0].answers.len(), both[1].answers.len()), (40, 1));
    let mut asked = query("example.com.", RecordType::SOA);
    asked.metadata.recursion_desired = true;
    assert!(udp(cloud.dns, &asked).metadata.recursion_desired);
}

#[test]
fn a_change_is_answered_after_the_delay_of_the_account() {
    let cloud = Cloud::with(&["--clock", "2026-01-01T00:00:00Z"]);
    cloud.host("example.com");
    let www = cloud.add("www", "A", "192.0.2.1");
    cloud.control("POST", "alidns/settings", &json!({ "propagation_ms": 10_000 }));
    let wait = |time: &str| cloud.control("POST", "clock", &json!({ "advance": time }));
    let www_is = |values: &[&str]| {
        assert_eq!(cloud.values("www.example.com.", RecordType::A), values);
    };
    let update = |value: &str| {
        let record = [("RecordId", &*www), ("RR", "www"), ("Type", "A"), ("Value", value)];
        cloud.call("UpdateDomainRecord", &record);
    };
    update("192.0.2.2");
    www_is(&["192.0.2.1"]);
    wait("4s");
    update("192.0.2.3");
    www_is(&["192.0.2.1"]);
    wait("6s");
    www_is(&["192.0.2.2"]);
    wait("4s");
    www_is(&["192.0.2.3"]);
    let txt = cloud.add("_acme-challenge", "TXT", "token");
    let challenge = || cloud.ask("_acme-challenge.example.com.", RecordType::TXT);
    assert_eq!(challenge().0, ResponseCode::NXDomain);
    wait("9999ms");
    assert_eq!(challenge().0, ResponseCode::NXDomain);
    wait("1ms");
    assert_eq!(challenge().1, ["_acme-challenge.example.com. 600 TXT token"]);
    cloud.call("DeleteDomainRecord", &[("RecordId", &txt)]);
    cloud.call("SetDomainRecordStatus", &[("RecordId", &www), ("Status", "Disable")]);
    wait("9s");
    assert_eq!(challenge().1.len(), 1);
    www_is(&["192.0.2.3"]);
    wait("1s");
    assert_eq!(challenge().0, ResponseCode::NXDomain);
    www_is(&[]);
    // Without a delay a change is answered at once.
    cloud.control("POST", "alidns/settings", &json!({ "propagation_ms": 0 }));
    cloud.call("SetDomainRecordStatus", &[("RecordId", &www), ("Status", "Enable")]);
    www_is(&["192.0.2.3"]);
}

#[test]
fn of_weighted_records_one_is_answered_and_of_others_all_in_turns() {
    let cloud = Cloud::with(&["--seed-random", "7"]);
    cloud.host("example.com");
    let ids = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map(|it| cloud.add("www", "A", it));
    let asked = || cloud.values("www.example.com.", RecordType::A);
    let orders: BTreeSet<Vec<String>> = (0..60).map(|_| asked()).collect();
    assert!(orders.len() == 3 && orders.iter().all(|it| it.len() == 3), "{orders:?}");
    let open = [("SubDomain", "www.example.com"), ("Open", "true")];
    cloud.call("SetDNSSLBStatus", &open);
    cloud.call("UpdateDNSSLBWeight", &[("RecordId", &ids[0]), ("Weight", "100")]);
    cloud.call("SetDomainRecordStatus", &[("RecordId", &ids[2]), ("Status", "Disable")]);
    let mut counts = [0; 2];
    for _ in 0..300 {
        match &asked()[..] {
            [one] if one == "192.0.2.1" => counts[0] += 1,
            [one] if one == "192.0.2.2" => counts[1] += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(counts[0] > 250, "{counts:?}");
    let close = [("SubDomain", "www.example.com"), ("Open", "false")];
    cloud.call("SetDNSSLBStatus", &close);
    assert_eq!(asked().len(), 2);
}

#[test]
fn an_answer_is_for_the_line_of_whoever_asks() {
    let cloud = Cloud::start();
    cloud.host("example.com");
    let custom = [
        ("DomainName", "example.com"),
        ("LineName", "office"),
        ("IpSegment.1.StartIp", "203.0.113.0"),
        ("IpSegment.1.EndIp", "203.0.113.255"),
    ];
    let office = cloud.call("AddCustomLine", &custom)["LineCode"].as_str().unwrap().to_owned();
    for (value, line) in [
        ("192.0.2.1", "default"),
        ("192.0.2.2", "telecom"),
        ("192.0.2.3", "cn_telecom_beijing"),
        ("192.0.2.4", "baidu"),
        ("192.0.2.5", &office),
    ] {
        cloud.add_with("www", "A", value, &[("Line", line)]);
    }
    cloud.add_with("only", "A", "192.0.2.6", &[("Line", "telecom")]);
    let networks = json!({
        "10.0.0.0/8": "telecom", "10.1.0.0/16": "cn_telecom_beijing", "10.2.0.0/16": "cn_telecom_anhui",
        "10.1.2.0/24": "baidu", "203.0.113.0/24": "baidu", "172.16.0.0/12": "unicom",
    });
    cloud.control("POST", "alidns/settings", &json!({ "networks": networks }));
    let from = |address: &str, name: &str| {
        let mut message = query(name, RecordType::A);
        let mut edns = Edns::new();
        let subnet = ClientSubnet::new(address.parse().unwrap(), 32, 0);
        edns.options_mut().insert(EdnsOption::Subnet(subnet));
        message.set_edns(edns);
        let answer = udp(cloud.dns, &message);
        assert_eq!(answer.metadata.response_code, ResponseCode::NoError);
        answer.answers.iter().map(|it| it.data.to_string()).collect::<Vec<_>>()
    };
    for (address, value) in [
        ("8.8.8.8", "192.0.2.1"),
        ("172.16.0.1", "192.0.2.1"),
        ("10.9.0.1", "192.0.2.2"),
        // Of a province without records of its own: the provider's.
        ("10.2.0.1", "192.0.2.2"),
        ("10.1.0.1", "192.0.2.3"),
        // A search engine counts before a provider, and a line of the domain's own before all.
        ("10.1.2.1", "192.0.2.4"),
        ("203.0.113.9", "192.0.2.5"),
    ] {
        assert_eq!(from(address, "www.example.com."), [value], "{address}");
    }
    assert_eq!(from("10.9.0.1", "only.example.com."), ["192.0.2.6"]);
    assert!(from("8.8.8.8", "only.example.com.").is_empty());
    // Without the option it is the address that asks.
    assert_eq!(cloud.values("www.example.com.", RecordType::A), ["192.0.2.1"]);
    for wrong in [json!({"nowhere": "telecom"}), json!({"10.0.0.0/8": "nobody"}), json!([])] {
        let refused = cloud.try_control("POST", "alidns/settings", &json!({ "networks": wrong }));
        assert_eq!(refused.status, 400, "{wrong}");
    }
}

#[test]
fn every_world_has_its_own_name_server_and_list_of_queries() {
    let mut cloud = Cloud::start();
    cloud.host("example.com");
    cloud.add("www", "A", "192.0.2.1");
    assert_eq!(
        cloud.control("GET", "dns", &Value::Null),
        json!({"address": cloud.dns.to_string()})
    );
    let made = cloud.control("POST", "worlds", &json!({}));
    let (first, id) = (cloud.dns, made["id"].as_str().unwrap().to_owned());
    let account = &made["accounts"][0];
    let text = |name: &str| account[name].as_str().unwrap().to_owned();
    let first_key =
        std::mem::replace(&mut cloud.key, (text("access_key_id"), text("access_key_secret")));
    cloud.world = Some(id.clone());
    assert_eq!(cloud.control("GET", "dns", &Value::Null), json!({ "address": null }));
    let address = cloud.control("POST", "dns", &json!({}))["address"].as_str().unwrap().to_owned();
    assert_eq!(cloud.control("POST", "dns", &json!({}))["address"], json!(address));
    cloud.dns = address.parse().unwrap();
    assert_ne!(cloud.dns, first);
    assert_eq!(cloud.ask("www.example.com.", RecordType::A).0, ResponseCode::Refused);
    cloud.host("example.com");
    cloud.add("www", "A", "192.0.2.2");
    assert_eq!(cloud.values("www.example.com.", RecordType::A), ["192.0.2.2"]);
    tcp(cloud.dns, &[query("WWW.example.com.", RecordType::TXT)]);

    let listed = cloud.control("GET", "dns/queries", &Value::Null);
    let rows: Vec<_> = listed["queries"].as_array().unwrap().iter().collect();
    let row = |it: &Value| {
        let part = |name: &str| it[name].clone();
        json!([
            part("number"),
            part("transport"),
            part("name"),
            part("type"),
            part("code"),
            part("answers")
        ])
    };
    assert_eq!(
        rows.into_iter().map(row).collect::<Vec<_>>(),
        [
            json!([1, "udp", "www.example.com.", "A", "REFUSED", 0]),
            json!([2, "udp", "www.example.com.", "A", "NOERROR", 1]),
            json!([3, "tcp", "WWW.example.com.", "TXT", "NOERROR", 0]),
        ]
    );
    let some = |query: &str| {
        let listed = cloud.control("GET", &format!("dns/queries?{query}"), &Value::Null);
        listed["queries"].as_array().unwrap().len()
    };
    assert_eq!((some("name=www.example.com"), some("name=www")), (3, 0));
    assert_eq!((some("type=txt"), some("code=REFUSED"), some("after=1")), (1, 1, 2));
    let wrong = cloud.try_control("GET", "dns/queries?after=x", &Value::Null);
    assert_eq!(wrong.status, 400);
    assert_eq!(cloud.control("DELETE", "dns/queries", &Value::Null), json!({ "deleted": 3 }));
    assert_eq!((some(""), listed["last"].as_u64()), (0, Some(3)));

    // The name server of a world ends with it.
    (cloud.key, cloud.world) = (first_key, None);
    cloud.control("DELETE", &format!("worlds/{id}"), &Value::Null);
    let ended = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        TcpStream::connect(cloud.dns).is_err()
    });
    assert!(ended);
    cloud.dns = first;
    assert_eq!(cloud.values("www.example.com.", RecordType::A), ["192.0.2.1"]);
}

#[test]
fn a_server_that_answers_no_queries_says_so() {
    let program = Program::spawn(&mut program(&["--listen", "127.0.0.1:0", "--data", ":memory:"]));
    let answer = ask(program.address, &plain("POST", "/_localyun/dns", &[], b""));
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("start it with --dns 127.0.0.1:0"), "{}", answer.text());
}

/// Random numbers that are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const NAMES: [&str; 7] = ["@", "www", "a.www", "b.a.www", "*", "*.www", "_acme-challenge"];
const KINDS: [(&str, RecordType); 5] = [
    ("A", RecordType::A),
    ("AAAA", RecordType::AAAA),
    ("CNAME", RecordType::CNAME),
    ("MX", RecordType::MX),
    ("TXT", RecordType::TXT),
];

/// Whatever is done to records, the name server answers what `DescribeDomainRecords` lists.
#[test]
fn the_name_server_and_the_list_of_records_agree() {
    for seed in 1..=3 {
        let cloud = Cloud::start();
        cloud.host("example.com");
        let mut numbers = Numbers(seed);
        let mut ids: Vec<String> = Vec::new();
        for _ in 0..60 {
            let (rr, (kind, _)) = (numbers.of(&NAMES), KINDS[numbers.below(KINDS.len())]);
            let value = match kind {
                "A" => format!("192.0.2.{}", numbers.below(4)),
                "AAAA" => format!("2001:db8::{}", 1 + numbers.below(4)),
                "TXT" => format!("text {}", numbers.below(4)),
                _ => format!("host{}.elsewhere.org", numbers.below(3)),
            };
            let record = [("RR", rr), ("Type", kind), ("Value", &*value), ("Priority", "10")];
            match (numbers.below(8), ids.is_empty()) {
                (0..=3, _) | (_, true) => {
                    let mut call = vec![("DomainName", "example.com")];
                    call.extend(record);
                    let added = cloud.try_call("AddDomainRecord", &call);
                    ids.extend(added.json()["RecordId"].as_str().map(str::to_owned));
                }
                (choice, _) => {
                    let id = ids[numbers.below(ids.len())].clone();
                    let mut call = vec![("RecordId", &*id)];
                    match choice {
                        4 => call.extend(record),
                        5 | 6 => call.push(("Status", numbers.of(&["Enable", "Disable"]))),
                        _ => {}
                    }
                    let action = match choice {
                        4 => "UpdateDomainRecord",
                        5 | 6 => "SetDomainRecordStatus",
                        _ => "DeleteDomainRecord",
                    };
                    cloud.try_call(action, &call);
                }
            }
            agree(&cloud);
        }
        assert!(ids.len() > 10, "{}", ids.len());
    }
}

#[track_caller]
fn agree(cloud: &Cloud) {
    let list = [("DomainName", "example.com"), ("PageSize", "500")];
    let listed = cloud.call("DescribeDomainRecords", &list);
    let records: Vec<(String, String, String)> = listed["DomainRecords"]["Record"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["Status"] == "ENABLE")
        .map(|it| {
            let part = |name: &str| it[name].as_str().unwrap().to_owned();
            (part("RR"), part("Type"), part("Value"))
        })
        .collect();
    let is_there =
        |rr: &str| records.iter().any(|(it, ..)| it == rr || it.ends_with(&format!(".{rr}")));
    for asked in NAMES.into_iter().chain(["x", "x.www", "y.x.www", "x.a.www"]) {
        // The name whose records answer: itself, or the wildcard of the nearest one above that is there.
        let mut owner = Some(asked.to_owned());
        if asked != "@" && !is_there(asked) {
            let above = asked.match_indices('.').map(|(at, _)| &asked[at + 1..]);
            let nearest = above.into_iter().find(|it| is_there(it));
            let wildcard = nearest.map_or_else(|| "*".to_owned(), |it| format!("*.{it}"));
            owner = records.iter().any(|(rr, ..)| *rr == wildcard).then_some(wildcard);
        }
        let name =
            if asked == "@" { "example.com.".into() } else { format!("{asked}.example.com.") };
        for (kind, wire) in KINDS {
            let values = |kind: &str| -> BTreeSet<String> {
                let own =
                    records.iter().filter(|(rr, it, _)| Some(rr) == owner.as_ref() && it == kind);
                own.map(|(_, _, value)| value.clone()).collect()
            };
            let answer = udp(cloud.dns, &query(&name, wire));
            let code = answer.metadata.response_code;
            assert_eq!(
                code == ResponseCode::NXDomain,
                owner.is_none(),
                "{name} {kind} {records:?}"
            );
            let found: BTreeSet<String> = answer
                .answers
                .iter()
                .map(|it| it.data.to_string())
                .map(|it| it.trim_start_matches("10 ").trim_end_matches('.').to_owned())
                .collect();
            let (own, alias) = (values(kind), values("CNAME"));
            if own.is_empty() && !alias.is_empty() {
                assert_eq!(found.len(), 1, "{name} {kind} {records:?}");
                assert!(found.is_subset(&alias), "{name} {kind} {found:?} {records:?}");
            } else {
                assert_eq!(found, own, "{name} {kind} {records:?}");
            }
        }
    }
}
