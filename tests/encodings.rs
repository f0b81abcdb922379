//! How clients write text on the wire (protocol.md 1.1). All of it decodes to the same values.

use std::fmt::Write;

use actions::{Origin, Parameters};
use hyper::{HeaderMap, header::HeaderValue};
use localyun::wire::parameters::{MAX_PARAMETERS, Undecodable, decode};
use proptest::{collection::vec, prelude::*};

/// One client's way, in one place.
#[derive(Clone, Copy, Debug)]
struct Way {
    client: &'static str,
    origin: Origin,
    /// How it writes a space.
    space: &'static str,
    /// What it leaves as it is, besides letters, digits and `-_.`.
    raw: &'static str,
}

const fn way(client: &'static str, origin: Origin, space: &'static str, raw: &'static str) -> Way {
    Way { client, origin, space, raw }
}

const fn query(client: &'static str, space: &'static str, raw: &'static str) -> Way {
    way(client, Origin::Query, space, raw)
}

const fn form(client: &'static str, space: &'static str, raw: &'static str) -> Way {
    way(client, Origin::Form, space, raw)
}

const WAYS: &[Way] = &[
    query("Python core RPC", "%20", "~"),
    query("Python core ROA", "+", "~"),
    form("Python core", "+", "~"),
    query("Python tea", "+", "~"),
    form("Python tea", "+", "~"),
    query("Node pop-core RPC", "%20", "~"),
    form("Node pop-core RPC", "%20", "~"),
    query("Node pop-core ROA, Node tea", "%20", "~!*()"),
    form("Node pop-core ROA, Node tea", "%20", "~!*'()"),
    query("Go old, Go tea, Terraform", "+", "~"),
    form("Go old, Go tea, Terraform", "+", "~"),
    query("Java core", "%20", "*"),
    form("Java core", "+", "*"),
    query("Java tea", "+", "*"),
    form("Java tea", "+", "*"),
    query("PHP client", "%20", "~"),
    form("PHP client", "+", ""),
    query("PHP tea", "+", ""),
    form("PHP tea V3", "+", ""),
    form("PHP tea v2", "%20", ""),
    // What nobody was seen to do, and a server has to bear.
    query("raw sub-delims", "%20", "~!*'();:@,$/?[]"),
    form("raw sub-delims", "+", "~!*'();:@,$/?[]\"<>\\^`{|}"),
];

impl Way {
    fn write(&self, text: &str) -> String {
        let mut out = String::new();
        for byte in text.bytes() {
            let c = char::from(byte);
            if c == ' ' {
                out.push_str(self.space);
            } else if c.is_ascii_alphanumeric() || "-_.".contains(c) || self.raw.contains(c) {
                out.push(c);
            } else {
                write!(out, "%{byte:02X}").unwrap();
            }
        }
        out
    }

    fn pairs(&self, pairs: &[(&str, &str)]) -> String {
        let all: Vec<_> =
            pairs.iter().map(|(n, v)| format!("{}={}", self.write(n), self.write(v))).collect();
        all.join("&")
    }

    fn decode(&self, raw: &str) -> Result<Parameters, Undecodable> {
        match self.origin {
            Origin::Form => decode("", &typed(FORM), raw.as_bytes()),
            _ => decode(raw, &HeaderMap::new(), b""),
        }
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn typed(content_type: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_str(content_type).unwrap());
    headers
}

fn values(parameters: &Parameters) -> Vec<(&str, &str)> {
    parameters.iter().map(|p| (p.name, p.value)).collect()
}

const TEXTS: &[&str] = &[
    "plain",
    "a b",
    "a+b",
    "a%20b",
    "a%2Bb",
    "*",
    "~",
    "a*b~c",
    "!'()",
    "/",
    "&=",
    "a=b&c=d",
    "100%",
    "%",
    "%%41",
    "张三",
    "值班 #1",
    "é",
    "e\u{301}",
    "👩‍👩‍👧‍👦",
    "\t\r\n",
    "\0",
    "\"<>\\^`{|}",
    ";:@,$?[]",
    " ",
    "  ",
    "",
];

#[test]
fn each_client_is_understood() {
    for way in WAYS {
        for text in TEXTS {
            let raw = way.pairs(&[("Value", text), (text, "Name")]);
            let parameters = way.decode(&raw).unwrap();
            let mut expected = vec![("Value", *text), (*text, "Name")];
            expected.sort_by_key(|(name, _)| *name);
            assert_eq!(values(&parameters), expected, "{way:?}: {raw}");
            assert!(parameters.iter().all(|p| p.origin == way.origin), "{way:?}");
        }
    }
}

/// The same words by hand, so that the table above is not its own witness.
#[test]
fn the_same_text_in_other_letters_is_the_same() {
    let text = "a b*c~d+e/f%g'(h)!张";
    for raw in [
        "a%20b%2Ac~d%2Be%2Ff%25g%27%28h%29%21%E5%BC%A0", // strict
        "a+b%2Ac~d%2Be%2Ff%25g%27%28h%29%21%E5%BC%A0",
        "a%20b*c~d%2Be%2Ff%25g%27(h)!%E5%BC%A0",
        "a%20b*c%7Ed%2Be%2Ff%25g%27%28h%29%21%E5%BC%A0",
        "a+b*c%7Ed%2Be%2Ff%25g%27%28h%29%21%E5%BC%A0",
        "a+b%2ac%7ed%2be%2ff%25g%27%28h%29%21%e5%bc%a0", // small digits
        "%61%20%62%2A%63%7E%64%2B%65%2F%66%25%67%27%28%68%29%21%E5%BC%A0", // all of it
        "a+b*c~d%2Be/f%g'(h)!\u{5f20}",                  // as little as possible
    ] {
        for way in [WAYS[0], WAYS[2]] {
            let parameters = way.decode(&format!("x={raw}&y=1")).unwrap();
            assert_eq!(values(&parameters), [("x", text), ("y", "1")], "{raw}");
        }
    }
}

#[test]
fn what_is_not_quite_a_pair_is_read_all_the_same() {
    for (raw, expected) in [
        ("", &[][..]),
        ("&", &[]),
        ("&&&", &[]),
        ("a", &[("a", "")]), // Java core's bearer calls
        ("a&b=1", &[("a", ""), ("b", "1")]),
        ("a=&b", &[("a", ""), ("b", "")]),
        ("=", &[("", "")]),
        ("=1", &[("", "1")]),
        ("a=b=c", &[("a", "b=c")]),
        ("a==", &[("a", "=")]),
        ("&a=1&&b=2&", &[("a", "1"), ("b", "2")]),
        ("b=2&a=1", &[("a", "1"), ("b", "2")]),
        ("a=2&a=1&a=3", &[("a", "2"), ("a", "1"), ("a", "3")]),
        ("a=1;b=2", &[("a", "1;b=2")]),
        ("a=%", &[("a", "%")]),
        ("a=%4", &[("a", "%4")]),
        ("a=%zz%41", &[("a", "%zzA")]),
        ("a=%%34%31", &[("a", "%41")]), // once, and not again
        ("a=%+b", &[("a", "% b")]),
        ("a?b=c", &[("a?b", "c")]),
        ("%61=%3D", &[("a", "=")]),
        ("Tag.1.Key=x&Labels.%233%23a%20b=y", &[("Labels.#3#a b", "y"), ("Tag.1.Key", "x")]),
    ] {
        for way in [WAYS[0], WAYS[2]] {
            assert_eq!(values(&way.decode(raw).unwrap()), expected, "{raw}");
        }
    }
}

/// In the order of their bytes, which is neither that of the locale nor that of the escapes.
#[test]
fn names_are_in_the_order_of_their_bytes() {
    let names = [
        "",
        "Tag",
        "Tag-1",
        "Tag.1.Key",
        "Tag.10.Key",
        "Tag.2.Key",
        "TagA",
        "Tag_1",
        "Tag~1",
        "a b",
        "a+b",
        "tag",
        "é",
        "键",
    ];
    for way in WAYS {
        let backwards: Vec<_> = names.iter().rev().map(|n| (*n, "x")).collect();
        let parameters = way.decode(&way.pairs(&backwards)).unwrap();
        assert!(parameters.iter().map(|p| p.name).eq(names), "{way:?}");
    }
}

#[test]
fn the_type_of_a_body_says_how_to_read_it() {
    let raw = b"a=1&b=%20";
    let object = br#" {"a": "1", "b": " ", "n": 1.50, "t": true, "l": [1, "x"], "o": {"k": "\u5f20"}, "z": null}"#;
    let fields = [
        ("a", "1"),
        ("b", " "),
        ("l", "[1,\"x\"]"),
        ("n", "1.5"),
        ("o", "{\"k\":\"张\"}"),
        ("t", "true"),
    ];
    for (content_type, body, expected) in [
        (FORM, &raw[..], &[("a", "1"), ("b", " ")][..]),
        ("application/x-www-form-urlencoded; charset=utf-8", raw, &[("a", "1"), ("b", " ")]),
        ("Application/X-WWW-Form-URLEncoded;charset=UTF-8", raw, &[("a", "1"), ("b", " ")]),
        ("application/json", object, &fields),
        ("application/json; charset=utf-8", object, &fields),
        ("APPLICATION/JSON", object, &fields),
        ("application/octet-stream", raw, &[]),
        ("text/plain", raw, &[]),
        ("multipart/form-data", raw, &[]),
        ("application/json", raw, &[]),
        ("application/json", b"[1]", &[]),
        ("application/json", b"\xff", &[]),
    ] {
        let parameters = decode("", &typed(content_type), body).unwrap();
        assert_eq!(values(&parameters), expected, "{content_type}");
        let origin = if content_type.eq_ignore_ascii_case("application/json") {
            Origin::Json
        } else {
            Origin::Form
        };
        assert!(
            content_type.contains("json;") || parameters.iter().all(|p| p.origin == origin),
            "{content_type}"
        );
    }
    assert_eq!(decode("", &HeaderMap::new(), raw).unwrap().len(), 0);
}

#[test]
fn there_is_a_most() {
    let many = |n: usize| "a=1&".repeat(n);
    assert_eq!(WAYS[0].decode(&many(MAX_PARAMETERS)).unwrap().len(), MAX_PARAMETERS);
    assert_eq!(WAYS[0].decode(&many(MAX_PARAMETERS + 1)).unwrap_err(), Undecodable::TooMany);
    let both = decode(&many(MAX_PARAMETERS), &typed(FORM), b"a=1");
    assert_eq!(both.unwrap_err(), Undecodable::TooMany);
    let json = decode(&many(MAX_PARAMETERS), &typed("application/json"), b"{\"a\":1}");
    assert_eq!(json.unwrap_err(), Undecodable::TooMany);
}

fn any_pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    let text = || prop_oneof![any::<String>(), "[-a +%*~&=/?#\"'()!;:@,$张键\u{0}]{0,10}"];
    vec((text(), text()), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn what_a_client_writes_is_what_is_read(pairs in any_pairs(), at in 0..WAYS.len()) {
        let way = &WAYS[at];
        let mut pairs: Vec<_> = pairs.iter().map(|(n, v)| (&**n, &**v)).collect();
        let parameters = way.decode(&way.pairs(&pairs)).unwrap();
        pairs.sort_by_key(|(name, _)| *name); // stable, as the decoder's is
        prop_assert_eq!(values(&parameters), pairs, "{}", way.client);
    }

    #[test]
    fn a_value_is_found_by_its_name(pairs in any_pairs(), at in 0..WAYS.len()) {
        let way = &WAYS[at];
        let pairs: Vec<_> = pairs.iter().map(|(n, v)| (&**n, &**v)).collect();
        let parameters = way.decode(&way.pairs(&pairs)).unwrap();
        for (name, _) in &pairs {
            let first = pairs.iter().find(|(n, _)| n == name).map(|(_, v)| *v);
            prop_assert_eq!(parameters.get(name), first);
            prop_assert!(parameters.has_prefix(name));
            let under = pairs.iter().filter(|(n, _)| n.starts_with(name)).count();
            prop_assert_eq!(parameters.with_prefix(name).count(), under);
        }
        prop_assert_eq!(parameters.get("\u{10ffff}no such name"), None);
    }

    #[test]
    fn json_fields_are_parameters(pairs in any_pairs()) {
        let object: serde_json::Map<_, _> =
            pairs.iter().map(|(n, v)| (n.clone(), v.clone().into())).collect();
        let body = serde_json::to_vec(&object).unwrap();
        let parameters = decode("", &typed("application/json"), &body).unwrap();
        let mut expected: Vec<_> = object.iter().map(|(n, v)| (&**n, v.as_str().unwrap())).collect();
        expected.sort_by_key(|(name, _)| *name);
        prop_assert_eq!(values(&parameters), expected);
    }

    #[test]
    fn any_bytes_are_read_or_refused(query in any::<String>(), body in vec(any::<u8>(), 0..200), kind in 0..3usize) {
        let kind = [FORM, "application/json", "x"][kind];
        if let Ok(parameters) = decode(&query, &typed(kind), &body) {
            prop_assert!(parameters.iter().map(|p| p.name).is_sorted());
        }
    }
}
