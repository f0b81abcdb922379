//! One spoilt request for each mistake, or more; spoilt by hand, not by the explainer.

use super::right::{Right, SECRET, right};
use crate::sign::{
    encode,
    hash::{Hash, HmacKey, Spelling},
};

/// Spoils a request, and says what signature it is to have.
pub(super) type Spoil = fn(&mut Right) -> String;

pub(super) fn pe(text: &str) -> String {
    let mut out = Vec::new();
    encode::percent(&mut out, text.as_bytes());
    String::from_utf8(out).unwrap()
}

/// A signature of version 1.
pub(super) fn sha1(key: &str, text: &str) -> String {
    Spelling::Base64.write(&HmacKey::new(Hash::Sha1, &[key.as_bytes()]).sign(text.as_bytes()))
}

pub(super) fn roa(text: &str) -> String {
    sha1(SECRET, text)
}

/// The RPC signature of joined parameters.
pub(super) fn rpc(parameters: &str) -> String {
    sha1("s3cret&", &format!("POST&%2F&{}", pe(parameters)))
}

pub(super) fn sha256(key: &str, text: &str) -> String {
    HmacKey::new(Hash::Sha256, &[key.as_bytes()]).sign(text.as_bytes()).hex()
}

/// The V3 signature of a canonical request.
pub(super) fn acs3(canonical: &str) -> String {
    let hash = Hash::Sha256.of(canonical.as_bytes()).hex();
    sha256(SECRET, &format!("ACS3-HMAC-SHA256\n{hash}"))
}

pub(super) fn small(text: &str) -> String {
    let mut pieces = text.split('%');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| format!("{out}%{}{}", piece[..2].to_lowercase(), &piece[2..]))
}

fn hex_sha1(text: &str) -> String {
    HmacKey::new(Hash::Sha1, &[b"s3cret&"]).sign(text.as_bytes()).hex()
}

fn plain_sha1(text: &str) -> String {
    Spelling::Base64.write(&Hash::Sha1.of(text.as_bytes()))
}

/// The ACS4 signature of a canonical request.
fn acs4(canonical: &str) -> String {
    derived(&["20261121", "cn-hangzhou", "Cms"], canonical)
}

/// With a key that is derived for this day, region and product.
fn derived(scope: &[&str], canonical: &str) -> String {
    let hash = Hash::Sha256.of(canonical.as_bytes()).hex();
    let steps = scope.iter().chain(&["aliyun_v4_request"]);
    let key = steps.fold(b"aliyun_v4s3cret".to_vec(), |key, step| {
        HmacKey::new(Hash::Sha256, &[&key]).sign(step.as_bytes()).to_vec()
    });
    let text = format!("ACS4-HMAC-SHA256\n{hash}");
    HmacKey::new(Hash::Sha256, &[&key]).sign(text.as_bytes()).hex()
}

/// What encodeURI leaves as it is.
fn encode_uri(parameters: &str) -> String {
    [("%2A", "*"), ("%2F", "/"), ("%28", "("), ("%29", ")"), ("%3A", ":")]
        .into_iter()
        .fold(parameters.to_owned(), |text, (escape, plain)| text.replace(escape, plain))
}

/// What .NET's HttpUtility.UrlEncode makes of names and values.
fn http_utility(parameters: &str) -> String {
    let text = parameters.replace('~', "%7E").replace("%20", "+").replace("%2A", "*");
    small(&text.replace("%28", "(").replace("%29", ")"))
}

pub(super) fn sorted(parameters: &str) -> String {
    let mut pairs: Vec<_> = parameters.split('&').collect();
    pairs.sort_unstable();
    pairs.join("&")
}

/// A row, the scheme of a request, and how the client gets it wrong.
#[rustfmt::skip]
pub(super) const CASES: &[(&str, &str, Spoil)] = &[
    ("wrong-secret", "rpc-v1-hmac-sha1", |r| sha1("othersecret&", &r.text)),
    ("wrong-secret", "acs3-hmac-sha256", |r| sha256("othersecret", &r.text)),
    ("empty-secret", "rpc-v1-hmac-sha1", |r| sha1("&", &r.text)),
    ("empty-secret", "roa-v1-hmac-sha1", |r| sha1("", &r.text)),
    ("default-secret", "rpc-v1-hmac-sha1", |r| sha1("testsecret&", &r.text)),
    ("secret-with-surroundings", "rpc-v1-hmac-sha1", |r| sha1("s3cret\n&", &r.text)),
    ("secret-with-surroundings", "acs3-hmac-sha256", |r| sha256("\"s3cret\"", &r.text)),
    ("secret-with-surroundings", "rpc-v1-hmac-sha1", |r| sha1("s3cre&", &r.text)),
    ("secret-with-surroundings", "acs3-hmac-sha256", |r| sha256("S3CRET", &r.text)),
    ("missing-ampersand", "rpc-v1-hmac-sha1", |r| sha1("s3cret", &r.text)),
    ("superfluous-ampersand", "acs3-hmac-sha256", |r| sha256("s3cret&", &r.text)),
    ("key-not-derived", "acs4-hmac-sha256", |r| sha256("s3cret", &r.text)),
    ("key-not-derived", "acs4-hmac-sha256", |r| derived(&["20261121", "cn-hangzhou", "cms"], &r.canonical)),
    ("key-not-derived", "acs4-hmac-sha256", |r| derived(&["20261122", "cn-hangzhou", "Cms"], &r.canonical)),

    ("key-id-as-secret", "rpc-v1-hmac-sha1", |r| sha1("testid&", &r.text)),
    ("key-id-as-secret", "acs3-hmac-sha256", |r| sha256("testid", &r.text)),
    ("hmac-swapped", "rpc-v1-hmac-sha1", |r| sha1(&r.text, "s3cret&")),
    ("hmac-swapped", "acs3-hmac-sha256", |r| sha256(&r.text, "s3cret")),
    ("hash-without-key", "rpc-v1-hmac-sha1", |r| plain_sha1(&r.text)),
    ("hash-without-key", "rpc-v1-hmac-sha1", |r| plain_sha1(&format!("s3cret&{}", r.text))),
    ("hash-without-key", "roa-v1-hmac-sha1", |r| plain_sha1(&format!("{}s3cret", r.text))),
    ("host-signed-is-not-sent", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("host:127.0.0.1:4800", "host:metrics.cn-hangzhou.aliyuncs.com"))),
    ("host-signed-is-not-sent", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("host:127.0.0.1:4800", "host:metrics.aliyuncs.com"))),
    ("host-signed-is-not-sent", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("host:127.0.0.1:4800", "host:metrics.cn-hangzhou.aliyuncs.com:443"))),
    ("host-signed-is-not-sent", "acs4-hmac-sha256", |r| acs4(&r.canonical.replace("host:127.0.0.1:4800", "host:metrics.ap-southeast-1.aliyuncs.com"))),
    ("host-signed-is-not-sent", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("host:127.0.0.1:4800", "host:host.docker.internal:4800"))),
    ("host-signed-is-not-sent", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("host:127.0.0.1:4800", "host:metrics-vpc.cn-hangzhou.aliyuncs.com:443"))),
    ("host-signed-is-not-sent", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("host:127.0.0.1:4800", "host:metrics.vpc-proxy.aliyuncs.com"))),
    ("host-signed-is-not-sent", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("host:127.0.0.1:4800", "host:metrics.ap-southeast-3.aliyuncs.com"))),
    ("host-signed-is-not-sent", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("host:127.0.0.1:4800", "host:metrics.internal.cn-shanghai.aliyuncs.com"))),
    ("host-signed-is-not-sent", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("host:127.0.0.1:4800", "host:metrics-vpc.cn-beijing.aliyuncs.com"))),
    ("host-signed-is-not-sent", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("host:127.0.0.1:4800", "host:127.0.0.1"))),

    ("plus-for-space", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("%20", "+"))),
    ("asterisk-unencoded", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("%2A", "*"))),
    ("asterisk-unencoded", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("%2A", "*"))),
    ("tilde-encoded", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace('~', "%7E"))),
    ("form-encoding", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace('~', "%7E").replace("%2A", "*").replace("%20", "+"))),
    ("small-escapes", "rpc-v1-hmac-sha1", |r| rpc(&small(&r.canonical))),
    ("small-escapes", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &small(&r.text).replace("&%2f&", "&%2F&"))),
    ("component-encoding", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("%2A", "*").replace("%28", "(").replace("%29", ")"))),
    ("encodeuri-encoding", "rpc-v1-hmac-sha1", |r| rpc(&encode_uri(&r.canonical))),
    ("encodeuri-encoding", "acs3-hmac-sha256", |r| acs3(&encode_uri(&r.canonical))),
    ("dotnet-encoding", "rpc-v1-hmac-sha1", |r| rpc(&http_utility(&r.canonical))),
    ("dotnet-encoding", "rpc-v1-hmac-sha1", |r| {
        let whole = small(&pe(&http_utility(&r.canonical)).replace("%2A", "*").replace("%28", "(").replace("%29", ")"));
        sha1("s3cret&", &format!("POST&%2f&{whole}"))
    }),
    ("dotnet-encoding", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("%20", "+").replace("%2A", "*").replace("%28", "(").replace("%29", ")").replace('~', "%7E"))),
    ("other-charset", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("%E5%BC%A0", "%D5%C5"))),
    ("other-charset", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("%E5%BC%A0", "%3F"))),
    ("other-charset", "roa-v1-hmac-sha1", |r| roa(&r.text.replace('张', "å¼\u{a0}"))),
    ("slash-unencoded", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("%2F", "/"))),
    ("small-escapes", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &format!("POST&%2f&{}", small(&pe(&small(&r.canonical)))))),
    ("colon-unencoded", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("%3A", ":"))),
    ("not-encoded", "rpc-v1-hmac-sha1", |r| {
        let mut decoded = Vec::new();
        encode::unescape_path(&mut decoded, &r.canonical);
        rpc(std::str::from_utf8(&decoded).unwrap())
    }),
    ("encoded-twice", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace('%', "%25"))),
    ("not-encoded-again", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &format!("POST&%2F&{}", r.canonical))),
    // A shell that writes `%` and the code point (acme.sh 2771): the wire has it too.
    ("encoded-as-sent", "rpc-v1-hmac-sha1", |r| {
        r.request.target = r.request.target.replace("%E5%BC%A0", "%5F20");
        rpc(&r.canonical.replace("%E5%BC%A0", "%5F20"))
    }),
    ("encoded-as-sent", "acs3-hmac-sha256", |r| {
        r.request.target = r.request.target.replace("%E5%BC%A0", "%u5F20");
        acs3(&r.canonical.replace("%E5%BC%A0", "%u5F20"))
    }),
    ("encoded-resource", "roa-v1-hmac-sha1", |r| roa(&r.text.replace("a b*~/张(x):", &pe("a b*~/张(x):")))),

    ("unsorted", "rpc-v1-hmac-sha1", |r| rpc(&format!("{}&{}", r.query(), r.form()))),
    ("unsorted", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace(&sorted(r.query()), r.query()))),
    ("sorted-otherwise", "rpc-v1-hmac-sha1", |r| {
        let mut pairs: Vec<_> = r.canonical.split('&').collect();
        pairs.sort_by_key(|pair| pair.to_lowercase());
        rpc(&pairs.join("&"))
    }),
    ("parameter-left-out", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("&Zeta=1", ""))),
    ("empty-values-left-out", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("Empty=&", ""))),
    ("bare-key", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("Empty=&", "Empty&"))),
    // api-gateway-nodejs-sdk 21.
    ("falsy-values-left-out", "rpc-v1-hmac-sha1", |r| {
        r.request.target = r.request.target.replacen('?', "?Off=false&Zero=0&No=false&", 1);
        rpc(&sorted(&format!("{}&Zero=0", r.canonical)))
    }),
    ("falsy-values-left-out", "acs3-hmac-sha256", |r| {
        r.request.target = r.request.target.replacen('?', "?Off=false&Zero=0&", 1);
        acs3(&r.canonical.replace("Empty=&", ""))
    }),
    // logto 3920.
    ("absent-parameter-signed", "rpc-v1-hmac-sha1", |r| rpc(&sorted(&format!("{}&Describe=undefined", r.canonical)))),
    ("absent-parameter-signed", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("Name=", "Lang=null&Name="))),
    ("absent-parameter-signed", "rpc-v1-hmac-sha1", |r| rpc(&sorted(&format!("{}&SecurityToken=", r.canonical)))),
    ("values-trimmed", "rpc-v1-hmac-sha1", |r| {
        r.request.target = r.request.target.replacen('?', "?Pad=%20x%0A&", 1);
        rpc(&sorted(&format!("{}&Pad=x", r.canonical)))
    }),
    ("signature-included", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("SignatureMethod=", "Signature=&SignatureMethod="))),
    ("body-left-out", "rpc-v1-hmac-sha1", |r| rpc(&sorted(r.query()))),
    ("body-left-out", "acs3-hmac-sha256", |r| {
        let (start, _) = r.canonical.rsplit_once('\n').unwrap();
        acs3(&format!("{start}\n{}", Hash::Sha256.of(b"").hex()))
    }),
    ("body-left-out", "roa-v1-hmac-sha1", |r| roa(&r.text.replacen("mZFLkyvTelC5g8XnyQrpOw==", "", 1))),
    ("body-included", "acs3-hmac-sha256", |r| {
        let all = sorted(&format!("{}&{}", r.query(), r.form()));
        acs3(&r.canonical.replace(&sorted(r.query()), &all))
    }),
    ("json-body-signed", "rpc-v1-hmac-sha1", |r| {
        r.json(r#"{"Other":"x y","Tag":[{"Key":"k"}]}"#);
        rpc(&sorted(&format!("{}&Other=x%20y&Tag.1.Key=k", r.query())))
    }),
    ("query-left-out", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace(&sorted(r.query()), ""))),

    ("wrong-method", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &r.text.replacen("POST", "GET", 1))),
    ("wrong-method", "acs3-hmac-sha256", |r| acs3(&r.canonical.replacen("POST", "post", 1))),
    ("wrong-path", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &r.text.replacen("&%2F&", "&/&", 1))),
    ("wrong-path", "acs3-hmac-sha256", |r| acs3(&r.canonical.replacen("\n/\n", "\n%2F\n", 1))),
    ("header-left-out", "roa-v1-hmac-sha1", |r| roa(&r.text.replace("x-acs-version:2019-01-01\n", ""))),
    ("header-left-out", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("x-acs-version:2019-01-01\n", "").replace(";x-acs-version", ""))),
    // alibabacloud-csharp-sdk 22: none of them, or all as one.
    ("header-left-out", "acs3-hmac-sha256", |r| {
        let lines = r.canonical.lines().filter(|line| !line.starts_with("x-acs-") || line.contains(';'));
        acs3(&lines.collect::<Vec<_>>().join("\n"))
    }),
    ("header-left-out", "acs3-hmac-sha256", |r| {
        let (start, end) = r.canonical.split_once("content-type:").unwrap();
        let (_, end) = end.split_once("\n\n").unwrap();
        let (listed, hash) = end.split_once('\n').unwrap();
        acs3(&format!("{start}{listed}:\n\n{listed}\n{hash}"))
    }),
    ("header-changed", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("x-acs-action:PutContact", "x-acs-action:putcontact"))),
    ("header-changed", "roa-v1-hmac-sha1", |r| roa(&r.text.replace("==\napplication/json\n", "==\napplication/json; charset=utf-8\n"))),
    ("headers-unsorted", "acs3-hmac-sha256", |r| {
        for (_, value) in r.request.headers.iter_mut().filter(|(name, _)| name == "authorization") {
            *value = value.replace("content-type;host", "host;content-type");
        }
        acs3(&r.canonical)
    }),
    ("header-names-capital", "roa-v1-hmac-sha1", |r| {
        let names = [
            ("x-acs-action", "X-Acs-Action"),
            ("x-acs-signature-method", "X-Acs-Signature-Method"),
            ("x-acs-signature-nonce", "X-Acs-Signature-Nonce"),
            ("x-acs-signature-version", "X-Acs-Signature-Version"),
            ("x-acs-version", "X-Acs-Version"),
        ];
        roa(&names.into_iter().fold(r.text.clone(), |text, (name, other)| text.replace(name, other)))
    }),
    ("another-time", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("53%3A41Z", "53%3A40Z"))),
    ("another-time", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("53%3A41Z", "53%3A41.000Z"))),
    ("another-time", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("T22:53:41Z", "T23:53:41Z"))),
    ("another-time", "roa-v1-hmac-sha1", |r| roa(&r.text.replace("22:53:41 GMT", "22:53:43 GMT"))),

    ("other-spelling", "rpc-v1-hmac-sha1", |r| HmacKey::new(Hash::Sha1, &[b"s3cret&"]).sign(r.text.as_bytes()).hex()),
    // AliDDNSBash 1, ddns-scripts-alibabacloud 2: what different versions of openssl print.
    ("other-spelling", "rpc-v1-hmac-sha1", |r| Spelling::Base64.write(format!("{}\n", hex_sha1(&r.text)).as_bytes())),
    ("other-spelling", "rpc-v1-hmac-sha1", |r| Spelling::Base64.write(format!("(stdin)= {}\n", hex_sha1(&r.text)).as_bytes())),
    ("other-spelling", "rpc-v1-hmac-sha1", |r| Spelling::Base64.write(format!("SHA1(stdin)= {}\n", hex_sha1(&r.text)).as_bytes())),
    ("other-spelling", "acs3-hmac-sha256", |r| format!("SHA2-256(stdin)= {}", sha256(SECRET, &r.text))),
    ("other-spelling", "rpc-v1-hmac-sha1", |r| {
        let sum = |r: &Right| HmacKey::new(Hash::Sha1, &[b"s3cret&"]).sign(r.text.as_bytes()).to_vec();
        let mut count = 0;
        while !sum(r).contains(&0) {
            count += 1;
            *r = right("rpc-v1-hmac-sha1", &format!("nonce{count}"));
        }
        let kept: Vec<u8> = sum(r).into_iter().filter(|byte| *byte != 0).collect();
        Spelling::Base64.write(&kept)
    }),
    ("other-spelling", "acs3-hmac-sha256", |r| Spelling::Base64.write(&HmacKey::new(Hash::Sha256, &[b"s3cret"]).sign(r.text.as_bytes()))),
    ("signature-not-escaped", "rpc-v1-hmac-sha1", |r| {
        let mut count = 0;
        while !sha1("s3cret&", &r.text).contains('+') {
            count += 1;
            *r = right("rpc-v1-hmac-sha1", &format!("nonce{count}"));
        }
        r.escaped = false;
        sha1("s3cret&", &r.text)
    }),
    ("signature-escaped-twice", "rpc-v1-hmac-sha1", |r| pe(&sha1("s3cret&", &r.text))),
    ("signature-escaped-twice", "roa-v1-hmac-sha1", |r| pe(&roa(&r.text))),
    ("signature-with-surroundings", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &r.text) + "\n"),
    ("signature-with-surroundings", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &r.text) + " "),
    ("method-left-out", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", r.text.strip_prefix("POST&").unwrap())),
    ("method-left-out", "acs3-hmac-sha256", |r| acs3(r.canonical.strip_prefix("POST\n").unwrap())),
    ("method-left-out", "roa-v1-hmac-sha1", |r| roa(r.text.strip_prefix("POST").unwrap())),
    ("stray-separator", "rpc-v1-hmac-sha1", |r| rpc(&format!("&{}", r.canonical))),
    ("stray-separator", "rpc-v1-hmac-sha1", |r| rpc(&format!("{}&", r.canonical))),
    ("stray-separator", "rpc-v1-hmac-sha1", |r| rpc(&format!("?{}", r.canonical))),
    ("stray-separator", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &format!("&{}", r.text))),
    ("stray-separator", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &format!("?{}", r.text))),
    ("stray-separator", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &format!("{}?", r.text))),
    ("stray-separator", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical[1..])),
    ("stray-separator", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &r.text.replacen("&%2F&", "&%2F&?", 1))),
    ("stray-separator", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &r.text.replacen("&%2F&", "&%2F?", 1))),
    ("stray-separator", "rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace('&', "&amp;"))),
    ("stray-separator", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace(&sorted(r.query()), &sorted(r.query()).replace('&', "&amp;")))),
    ("stray-separator", "roa-v1-hmac-sha1", |r| roa(&r.text.replacen('?', "??", 1))),
    ("wrong-path", "acs3-hmac-sha256", |r| acs3(&r.canonical.replacen("\n/\n", "\n/?\n", 1))),
    ("stray-separator", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace(&sorted(r.query()), &format!("{}&", sorted(r.query()))))),
    ("stray-separator", "roa-v1-hmac-sha1", |r| roa(&format!("{}&", r.text))),
    ("other-hash", "rpc-v1-hmac-sha1", |r| Spelling::Base64.write(&HmacKey::new(Hash::Sha256, &[b"s3cret&"]).sign(r.text.as_bytes()))),
    ("other-hash", "acs3-hmac-sm3", |r| {
        let hash = Hash::Sha256.of(r.canonical.as_bytes()).hex();
        sha256(SECRET, &format!("ACS3-HMAC-SM3\n{hash}"))
    }),
    ("canonical-request-not-hashed", "acs3-hmac-sha256", |r| sha256(SECRET, &format!("ACS3-HMAC-SHA256\n{}", r.canonical))),
    ("capital-hash", "acs3-hmac-sha256", |r| {
        let (algorithm, hash) = r.text.split_once('\n').unwrap();
        sha256(SECRET, &format!("{algorithm}\n{}", hash.to_uppercase()))
    }),
    ("superfluous-newline", "rpc-v1-hmac-sha1", |r| sha1("s3cret&", &format!("{}\n", r.text))),
    ("superfluous-newline", "acs3-hmac-sha256", |r| acs3(&format!("{}\n", r.canonical))),
    ("missing-newline", "acs3-hmac-sha256", |r| acs3(&r.canonical.replace("\n\n", "\n"))),
    ("other-newline", "acs3-hmac-sha256", |r| {
        let hash = Hash::Sha256.of(r.canonical.replace('\n', "\r\n").as_bytes()).hex();
        sha256(SECRET, &format!("ACS3-HMAC-SHA256\r\n{hash}"))
    }),
    ("space-after-colon", "acs3-hmac-sha256", |r| {
        let lines = r.canonical.lines().map(|line| match line.split_once(':') {
            Some((name, value)) => format!("{name}: {value}"),
            None => line.to_owned(),
        });
        acs3(&lines.collect::<Vec<_>>().join("\n"))
    }),
    ("question-mark", "acs3-hmac-sha256", |r| acs3(&r.canonical.replacen("\n/\n", "\n/\n?", 1))),
    ("other-scheme", "acs4-hmac-sha256", |r| acs3(&r.canonical)),
    ("other-scheme", "acs3-hmac-sha256", |r| {
        rpc(&sorted(&format!("{}&{}", r.query(), r.form())))
    }),
];
