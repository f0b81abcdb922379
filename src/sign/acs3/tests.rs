//! The canonical request and its forms.

use hyper::HeaderMap;

use super::*;
use crate::{
    sign::Scheme,
    wire::{headers, parameters::decode},
};

const LISTED: &str = "content-type;host;x-acs-date";

fn with<T>(
    (path, query, body): (&str, &str, &[u8]),
    headers: &[(&'static str, &str)],
    scheme: &str,
    f: impl FnOnce(&Request<'_>) -> T,
) -> T {
    let mut map = HeaderMap::new();
    for &(name, value) in headers {
        map.append(name, value.parse().unwrap());
    }
    let parameters = decode(query, &map, body).unwrap();
    let wire = Wire {
        method: "post",
        path,
        query,
        headers: headers::Headers::of(&map),
        body,
        parameters: &parameters,
    };
    let signed = Signed {
        scheme: Scheme::named(scheme).unwrap(),
        key_id: "testid",
        security_token: None,
        nonce: None,
        time: 0,
        signature: "00",
        signed_headers: LISTED,
        scope: None,
    };
    f(&Request::new(&signed, &wire))
}

fn canonical(request: &Request<'_>, form: Form) -> String {
    let mut stages = Stages::default();
    request.write(form, &mut stages);
    String::from_utf8(stages.canonical_request).unwrap()
}

#[test]
fn the_canonical_request_has_its_lines() {
    let headers = [
        ("host", "http://127.0.0.1:4800"),
        ("x-acs-date", " 2026 "),
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", "*/*"),
    ];
    let call = ("/a+b", "b=%20&a%2F=&", &b"z=1"[..]);
    with(call, &headers, "acs3-hmac-sha256", |request| {
        assert_eq!(
            canonical(request, Form::STANDARD),
            "POST\n/a+b\na%2F=&b=%20\ncontent-type:application/x-www-form-urlencoded\n\
             host:http://127.0.0.1:4800\nx-acs-date:2026\n\ncontent-type;host;x-acs-date\n\
             HASH"
                .replace("HASH", &Hash::Sha256.of(b"z=1").hex())
        );
        let mut text = Vec::new();
        string_to_sign(&mut text, "ACS3-HMAC-SHA256", Hash::Sha256, b"");
        assert!(text.starts_with(b"ACS3-HMAC-SHA256\ne3b0c44298fc1c14"));
    });
}

#[test]
fn each_form_changes_its_part() {
    let headers = [("host", ""), ("x-acs-date", "b"), ("x-acs-date", "a")];
    with(("/*a+b*%7E", "b+=&c=1", b""), &headers, "acs3-hmac-sha256", |request| {
        let lines = |form| {
            let text = canonical(request, form);
            text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
        };
        let form = Form::STANDARD;
        assert_eq!(lines(form)[..2], ["/*a+b*%7E", "b%20=&c=1"]);
        assert_eq!(lines(form)[2..5], ["content-type:", "host:", "x-acs-date:a,b"]);
        assert_eq!(lines(Form { path: Path::Rewritten, ..form })[0], "/%2Aa%20b%2A~");
        assert_eq!(lines(Form { path: Path::FirstRewritten, ..form })[0], "/%2Aa%20b*~");
        assert_eq!(lines(Form { raw_keys: true, ..form })[1], "b =&c=1");
        assert_eq!(lines(Form { bare_key: true, ..form })[1], "b%20&c=1");
        let null = lines(Form { headers: Headers::NullForEmpty, ..form });
        assert_eq!(null[3], "host:null");
        assert_eq!(lines(Form { headers: Headers::Spaced, ..form })[4], "x-acs-date:a, b");
    });
}

#[test]
fn only_forms_that_differ_are_tried() {
    let count = |path, query, headers: &[(&'static str, &str)], scheme| {
        with((path, query, b""), headers, scheme, |request| forms(request).len())
    };
    let host = [("host", "h"), ("content-type", "t"), ("x-acs-date", "d")];
    assert_eq!(count("/", "a=&b=1", &host, "acs3-hmac-sha256"), 1);
    assert_eq!(count("/", "a=&b=1", &host, "acs4-hmac-sha256"), 4);
    assert_eq!(count("/", "a%20=1", &host, "acs3-hmac-sha256"), 2);
    assert_eq!(count("/*", "", &host, "acs3-hmac-sha256"), 2);
    assert_eq!(count("/**", "", &host, "acs3-hmac-sha256"), 3);
    assert_eq!(count("/", "", &[("host", "")], "acs3-hmac-sha256"), 2);
    assert_eq!(count("/", "", &[("host", "a"), ("host", "b")], "acs3-hmac-sha256"), 2);
    let wrong = [("x-acs-content-sha256", "00")];
    assert_eq!(count("/", "", &wrong, "acs3-hmac-sha256"), 2);
}

#[test]
fn a_raw_name_cannot_pass_for_several_parameters() {
    for query in ["a%26b=1", "a%3D1=1", "a%0Ab=1"] {
        with(("/", query, b""), &[("host", "h")], "acs3-hmac-sha256", |request| {
            assert!(forms(request).iter().all(|form| !form.raw_keys), "{query}");
        });
    }
}

#[test]
fn every_acs_header_is_signed_listed_or_not() {
    let headers = [("x-acs-version", "v"), ("x-acs-date", "d"), ("x-other", "o")];
    with(("/", "", b""), &headers, "acs3-hmac-sha256", |request| {
        let expected = "content-type;host;x-acs-date;x-acs-version";
        assert_eq!(request.signed_headers, expected);
        assert!(canonical(request, Form::STANDARD).contains("\nx-acs-version:v\n"));
    });
}

#[test]
fn the_announced_hash_has_two_names() {
    let empty = Hash::Sm3.of(b"").hex();
    for name in ["x-acs-content-sha256", "x-acs-content-sm3"] {
        for (hash, wrong) in [(&*empty, None), ("00", Some("00"))] {
            with(("/", "", b""), &[(name, hash)], "acs3-hmac-sm3", |request| {
                assert_eq!(request.wrong_body_hash, wrong);
            });
        }
    }
}
