//! What is signed is accepted, whatever is in it; what is changed is not.

use hyper::{
    HeaderMap,
    header::{HeaderName, HeaderValue},
};
use localyun::{
    sign::{
        self, Claim, Family, Mac, SCHEMES, Scheme, Secret, encode,
        produce::{Content, Draft, SignedRequest, Signer, produce},
        verify,
    },
    wire::{Wire, headers::Headers, parameters::decode},
};
use proptest::{collection::vec, prelude::*};

use super::vectors::key_pair;

type Pairs = Vec<(String, String)>;

/// Everything about a request that may vary.
#[derive(Clone, Debug)]
struct Call {
    scheme: &'static Scheme,
    method: &'static str,
    path: String,
    query: Pairs,
    form: Option<Pairs>,
    raw: Option<Vec<u8>>,
    headers: Pairs,
    secret: String,
    token: Option<String>,
    time: i64,
}

fn text() -> impl Strategy<Value = String> {
    // Whatever a user may type, and above all what the encodings treat in their own way.
    prop_oneof![any::<String>(), "[-a zA-Z0-9+*~%&=/?#\"'()!;:@,$张键]{0,12}", Just(String::new()),]
}

/// Names that no scheme uses for itself.
fn pairs() -> impl Strategy<Value = Pairs> {
    vec((text().prop_map(|name| format!("P{name}")), text()), 0..6)
}

fn path() -> impl Strategy<Value = String> {
    vec("([a-zA-Z0-9._~*+-]|%[0-9A-Fa-f]{2}){1,8}", 1..4)
        .prop_map(|segments| format!("/{}", segments.join("/")))
}

fn headers() -> impl Strategy<Value = Pairs> {
    vec(("x-(acs-)?t[a-z0-9-]{0,8}", "[ -~]{0,12}|[a-z张é]{1,4}"), 0..4)
}

fn call() -> impl Strategy<Value = Call> {
    let request = (
        proptest::sample::select(SCHEMES.iter().collect::<Vec<_>>()),
        proptest::sample::select(&["GET", "POST", "PUT", "DELETE"][..]),
        path(),
        pairs(),
        proptest::option::of(pairs()),
        proptest::option::of(vec(any::<u8>(), 0..100)),
    );
    let rest = (headers(), "[!-~]{1,80}", proptest::option::of("[!-~]{1,40}"), 0i64..4_000_000_000);
    (request, rest).prop_map(|((scheme, method, path, query, form, raw), rest)| {
        let (headers, secret, token, seconds) = rest;
        let path = if scheme.family == Family::Rpc { "/".to_owned() } else { path };
        let time = seconds * 1000;
        Call { scheme, method, path, query, form, raw, headers, secret, token, time }
    })
}

fn borrowed(pairs: &Pairs) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (&**name, &**value)).collect()
}

fn signed(call: &Call) -> SignedRequest {
    let (query, headers) = (borrowed(&call.query), borrowed(&call.headers));
    let form = call.form.as_ref().map(borrowed);
    let content = match (&form, &call.raw) {
        (Some(form), _) => Content::Form(form),
        (None, Some(raw)) => Content::Raw("application/octet-stream", raw),
        (None, None) => Content::None,
    };
    produce(&Draft {
        scheme: call.scheme,
        method: call.method,
        host: "127.0.0.1:4800",
        path: &call.path,
        action: Some("PutContact"),
        version: "2019-01-01",
        query: &query,
        content,
        headers: &headers,
        key_id: "testid",
        signer: match call.scheme.mac {
            Mac::Hmac(_) => Signer::Hmac(&call.secret),
            Mac::Rsa => Signer::Rsa(&key_pair().private),
        },
        security_token: call.token.as_deref(),
        time: call.time,
        nonce: "3156853299f313e2",
        region: "cn-hangzhou",
        product: "Cms",
    })
    .unwrap()
}

/// What the server makes of it: the decoded parameters and the verdict.
fn received(call: &Call, request: &SignedRequest) -> (Pairs, Result<(), String>) {
    let mut headers = HeaderMap::new();
    for (name, value) in &request.headers {
        headers.append(
            HeaderName::from_bytes(name.as_bytes()).unwrap(),
            HeaderValue::from_bytes(value.as_bytes()).unwrap(),
        );
    }
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let parameters = decode(query, &headers, &request.body).unwrap();
    let pairs = parameters.iter().filter(|p| p.name.starts_with('P'));
    let pairs = pairs.map(|p| (p.name.to_owned(), p.value.to_owned())).collect();
    let (method, body) = (&*request.method, &*request.body);
    let wire =
        Wire { method, path, query, headers: Headers::of(&headers), body, parameters: &parameters };
    let secret = match call.scheme.mac {
        Mac::Hmac(_) => Secret::Hmac(&call.secret),
        Mac::Rsa => Secret::Rsa(&key_pair().public),
    };
    let verdict = match sign::claim(&wire) {
        Ok(Claim::Signed(signed)) => {
            assert_eq!(signed.scheme, call.scheme);
            assert_eq!((signed.key_id, signed.time), ("testid", call.time));
            assert_eq!(signed.security_token, call.token.as_deref());
            verify(&signed, &wire, &secret).map(drop).map_err(|m| m.error().to_string())
        }
        other => Err(format!("{other:?}")),
    };
    (pairs, verdict)
}

/// `a=1&b=2` in the way of a client that writes spaces as `+`, small digits in escapes, and
/// leaves some characters as they are.
fn in_another_spelling(query: &str) -> String {
    let small = |text: &str| {
        let mut pieces = text.split('%');
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            out.push('%');
            out.push_str(&piece[..2].to_lowercase());
            out.push_str(&piece[2..]);
        }
        out
    };
    small(query).replace("%20", "+").replace("%2a", "*").replace('~', "%7e").replace("%21", "!")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn what_is_signed_is_accepted(call in call()) {
        let request = signed(&call);
        let (pairs, verdict) = received(&call, &request);
        prop_assert_eq!(verdict, Ok(()));
        let mut sent = call.query.clone();
        sent.extend(call.form.iter().flatten().cloned());
        sent.sort_by(|a, b| a.0.cmp(&b.0));
        prop_assert_eq!(pairs, sent);
    }

    #[test]
    fn the_spelling_of_the_query_does_not_matter(call in call()) {
        let mut request = signed(&call);
        if let Some((path, query)) = request.target.split_once('?') {
            request.target = format!("{path}?{}", in_another_spelling(query));
        }
        prop_assert_eq!(received(&call, &request).1, Ok(()));
    }

    #[test]
    fn another_parameter_is_refused(call in call(), name in text()) {
        let mut request = signed(&call);
        let separator = if request.target.contains('?') { '&' } else { '?' };
        let mut pair = Vec::new();
        encode::percent(&mut pair, name.as_bytes());
        let pair = String::from_utf8(pair).unwrap();
        request.target = format!("{}{separator}Q{pair}=1", request.target);
        prop_assert!(received(&call, &request).1.is_err());
    }

    #[test]
    fn another_secret_is_refused(call in call(), other in "[!-~]{1,80}") {
        let request = signed(&call);
        let is_hmac = matches!(call.scheme.mac, Mac::Hmac(_));
        prop_assume!(is_hmac && other != call.secret);
        let call = Call { secret: other, ..call };
        prop_assert!(received(&call, &request).1.is_err());
    }

    #[test]
    fn nothing_on_the_wire_makes_it_panic(
        method in any::<String>(),
        path in any::<String>(),
        query in any::<String>(),
        authorization in "(ACS3-HMAC-SHA256|ACS4-HMAC-SM3|acs|Bearer|ACS3-RSA-SHA256) [ -~é]{0,80}",
        names in vec("[A-Za-z0-9;-]{0,30}", 0..4),
        body in vec(any::<u8>(), 0..40),
    ) {
        let mut headers = HeaderMap::new();
        let list = format!(
            "{authorization},Credential=a/b/c/d/aliyun_v4_request,SignedHeaders={},Signature=0",
            names.join(";"),
        );
        headers.insert("authorization", HeaderValue::from_bytes(list.as_bytes()).unwrap());
        headers.insert("x-acs-date", HeaderValue::from_static("2026-11-21T22:53:41Z"));
        headers.insert("date", HeaderValue::from_static("Sat, 21 Nov 2026 22:53:41 GMT"));
        if let Ok(parameters) = decode(&query, &headers, &body) {
            let wire = Wire {
                method: &method,
                path: &path,
                query: &query,
                headers: Headers::of(&headers),
                body: &body,
                parameters: &parameters,
            };
            if let Ok(Claim::Signed(signed)) = sign::claim(&wire) {
                let refusal = verify(&signed, &wire, &Secret::Hmac("testsecret")).unwrap_err();
                prop_assert!(refusal.error().message.contains(':'));
            }
        }
    }
}
