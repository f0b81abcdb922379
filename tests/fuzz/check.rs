//! What must be true of every request, however broken: shared by both fuzzers.

use std::cell::Cell;

use actions::Parameters;
use hyper::{
    HeaderMap, Request,
    header::{HeaderName, HeaderValue},
    http::request::Parts,
};
use localyun::{
    config::Auth,
    gateway::{
        self,
        encode::{Answer, Format, hint},
        faults,
    },
    keys::Account,
    route,
    sign::{
        self, Claim, Secret, encode,
        explain::{Known, explain},
        time::Clocks,
        verify,
    },
    wire::{
        Wire,
        headers::Headers,
        parameters::{MAX_PARAMETERS, decode},
    },
    world::{Settings, World, worlds::Worlds},
};
use tokio::runtime::Runtime;

/// What the seeds are signed with; everybody knows it.
const SECRET: &str = "testsecret";
/// What nobody must come to know.
const HIDDEN: &str = "n3v3r-shown";

/// What the requests are sent to.
pub(crate) struct Subject {
    runtime: Runtime,
    worlds: Worlds,
    tally: Cell<Tally>,
}

/// How far a request goes. Each costs many times what the one before it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(dead_code, clippy::allow_attributes, reason = "one of the fuzzers always goes all the way")]
pub(crate) enum Depth {
    /// It is decoded, routed, and its signature verified.
    Decode,
    /// The whole call is made, down to the database.
    Call,
    /// Its signature is explained too.
    Explain,
}

/// What became of the requests.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// HTTP, more or less.
    pub(crate) requests: u32,
    /// With a signature to check.
    pub(crate) signed: u32,
    /// That was the wrong one.
    pub(crate) refused: u32,
    /// Carried out by an action.
    pub(crate) answers: u32,
}

impl Subject {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let pem = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/signed/public-key.pem");
        let pem = pem.replace("/tests/fuzz/fixtures/", "/fixtures/");
        let accounts: Vec<Account> =
            [format!("1000000000000001:testid:{SECRET}"), format!("2000000000000002:pair:@{pem}")]
                .iter()
                .map(|text| text.parse().unwrap())
                .collect();
        let settings = Settings { accounts, seed: Some(1), ..Settings::default() };
        let world = World::alone(&settings).unwrap();
        Self { runtime, worlds: world.into(), tally: Cell::default() }
    }

    #[allow(dead_code, clippy::allow_attributes, reason = "only one of the fuzzers asks")]
    pub(crate) fn tally(&self) -> Tally {
        self.tally.get()
    }

    fn count(&self, what: fn(&mut Tally)) {
        let mut tally = self.tally.get();
        what(&mut tally);
        self.tally.set(tally);
    }

    /// Checks one request.
    pub(crate) fn check(&self, data: &[u8], depth: Depth) {
        let Some((head, body)) = parsed(data) else { return };
        self.count(|t| t.requests += 1);
        let query = head.uri.query().unwrap_or_default();
        let Ok(parameters) = decode(query, &head.headers, &body) else { return };
        round_trip(&parameters);
        let wire = Wire {
            method: head.method.as_str(),
            path: head.uri.path(),
            query,
            headers: Headers::of(&head.headers),
            body: &body,
            parameters: &parameters,
        };
        find(&wire);
        self.verify(&wire);
        if depth >= Depth::Call {
            self.call(&head, &body);
        }
        if depth == Depth::Explain {
            let keys = self.worlds.first().keys.all();
            let known: Vec<_> =
                keys.iter().map(|k| Known { id: &k.id, secret: k.secret.as_secret() }).collect();
            let text = explain(&wire, &known, Some(Clocks { real: 0, world: 0 })).to_string();
            assert!(!text.contains(HIDDEN), "it tells a secret: {text}");
        }
    }

    fn verify(&self, wire: &Wire<'_>) {
        let signed = match sign::claim(wire) {
            Ok(Claim::Signed(signed)) => signed,
            Ok(Claim::Bearer { token }) => return assert!(!token.is_empty()),
            Ok(Claim::Anonymous) => return,
            Err(e) => return assert!(e.status == 400 && !e.message.is_empty(), "{e}"),
        };
        self.count(|t| t.signed += 1);
        assert!(!signed.key_id.is_empty() && !signed.signature.is_empty());
        if let Err(mismatch) = verify(&signed, wire, &Secret::Hmac(SECRET)) {
            self.count(|t| t.refused += 1);
            let error = mismatch.error();
            assert!(error.message.contains(':'), "Python core fails without a colon: {error}");
        } else {
            let other = verify(&signed, wire, &Secret::Hmac("another"));
            assert!(other.is_err(), "two secrets make one signature");
        }
    }

    fn call(&self, head: &Parts, body: &[u8]) {
        for auth in [Auth::Strict, Auth::Audit, Auth::Off] {
            let answer = self.runtime.block_on(gateway::serve(
                &self.worlds,
                auth,
                std::net::Ipv4Addr::LOCALHOST.into(),
                head,
                body,
            ));
            if answer.status == 200 {
                self.count(|t| t.answers += 1);
            }
            right(&answer);
            let (status, id) = (answer.status, answer.request_id.clone());
            let response = answer.into_response();
            assert_eq!(response.status().as_u16(), status);
            assert_eq!(response.headers()["x-acs-request-id"], id);
        }
    }
}

/// A request that hyper would let through, from bytes that look like one.
pub(crate) fn parsed(data: &[u8]) -> Option<(Parts, Vec<u8>)> {
    let end = data.windows(4).position(|w| w == b"\r\n\r\n")?;
    let (head, body) = (&data[..end], &data[end + 4..]);
    let mut lines = head.split(|&b| b == b'\n').map(<[u8]>::trim_ascii);
    let mut words = lines.next()?.split(|&b| b == b' ');
    let mut request = Request::builder().method(words.next()?).uri(words.next()?).body(()).ok()?;
    let headers: &mut HeaderMap = request.headers_mut();
    for line in lines {
        let at = line.iter().position(|&b| b == b':')?;
        let name = HeaderName::from_bytes(&line[..at]).ok()?;
        headers.append(name, HeaderValue::from_bytes(line[at + 1..].trim_ascii()).ok()?);
    }
    Some((request.into_parts().0, body.to_vec()))
}

/// What was decoded, encoded again, decodes to the same.
fn round_trip(parameters: &Parameters) {
    assert!(parameters.len() <= MAX_PARAMETERS);
    let pairs: Vec<_> = parameters.iter().map(|p| (p.name, p.value)).collect();
    assert!(pairs.is_sorted_by_key(|(name, _)| *name));
    let mut query = Vec::new();
    for (name, value) in &pairs {
        encode::percent(&mut query, name.as_bytes());
        query.push(b'=');
        encode::percent(&mut query, value.as_bytes());
        query.push(b'&');
        assert!(parameters.get(name).is_some());
    }
    let query = String::from_utf8(query).unwrap();
    let again = decode(&query, &HeaderMap::new(), b"").unwrap();
    assert!(again.iter().map(|p| (p.name, p.value)).eq(pairs));
}

fn find(wire: &Wire<'_>) {
    assert!(!sign::region(wire, false).is_empty());
    let _ = Format::of(wire);
    if let Err(none) = route::find(wire) {
        let error = faults::no_target(none);
        assert!([400, 404].contains(&error.status), "{error}");
        assert!(!error.code.is_empty() && !error.message.is_empty());
        let hint = hint(&error).unwrap_or_default();
        assert!(hint.len() <= 500 && hint.bytes().all(|b| matches!(b, b' '..=b'~')), "{hint}");
    }
}

/// An answer that every client can read, and that is not the emulator's own fault.
fn right(answer: &Answer) {
    let text = std::str::from_utf8(&answer.body).unwrap();
    assert!((200..500).contains(&answer.status), "{} {text}", answer.status);
    if answer.format == Format::Xml {
        assert!(text.starts_with("<?xml version='1.0' encoding='UTF-8'?><"), "{text}");
        return assert!(text.contains(&answer.request_id), "{text}");
    }
    let body: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(body["RequestId"], answer.request_id);
    if answer.status != 200 {
        for name in ["HostId", "Code", "Message", "Recommend"] {
            assert!(body[name].is_string(), "{name}: {body}");
        }
        assert!(body["Code"] != "" && body["Message"] != "", "{body}");
    }
}
