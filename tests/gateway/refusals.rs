//! What is refused before an action: each error of the gateway, to the letter (protocol.md 4).

use localyun::{
    clock,
    config::Auth,
    sign::{self, Family, SCHEMES},
};

use crate::{
    signatures::vectors::vectors,
    support::{Call, Server, account, plain},
};

const MINUTE: i64 = 60_000;

#[track_caller]
fn refused(server: &Server, call: &Call, status: u16, code: &str, message: &str) {
    let answer = server.call(call);
    assert_eq!(answer.short(), (status, code.to_owned()), "{}", answer.text());
    assert_eq!(answer.message(), message);
}

pub(super) type Row = (Call, u16, &'static str, &'static str);

fn v3() -> Call {
    Call::of("DescribeContactList")
}

fn v1() -> Call {
    Call::rpc("DescribeContactList")
}

/// Calls that lead nowhere.
pub(super) fn astray() -> Vec<Row> {
    let product = |host: &str| {
        let text = "Cannot find product according to your specified domain.";
        (v3().with(|c| c.host = host.into()), 404, "InvalidProduct.NotFound", text)
    };
    let version =
        |call: Call| (call, 400, "InvalidVersion", "Specified parameter Version is not valid.");
    let action = |call: Call| {
        let text = "Specified api is not found, please check your url and method.";
        (call, 404, "InvalidAction.NotFound", text)
    };
    let method = |method: &str| {
        let text = "This http method is not supported.";
        (v3().with(|c| c.method = method.into()), 400, "UnsupportedHTTPMethod", text)
    };
    let missing = "Version is mandatory for this action.";
    vec![
        product("nothing.aliyuncs.com"),
        product("oss.cn-x.aliyuncs.com:80"),
        version(v3().with(|c| c.version = "2019-01-02".into())),
        version(v1().with(|c| c.version = "latest".into())),
        // A version of another product than the host is of.
        version(v3().with(|c| c.host = "ram.aliyuncs.com".into())),
        (v1().with(|c| c.version = String::new()), 400, "MissingVersion", missing),
        action(v3().with(|c| c.action = Some("describecontactlist".into()))),
        action(v3().with(|c| c.action = Some("DescribeContactLists".into()))),
        action(v1().with(|c| c.action = None)),
        action(v3().with(|c| c.path = "/somewhere".into())),
        method("DELETE"),
        method("PATCH"),
    ]
}

/// Calls that say wrongly, or not at all, who sends them and when.
pub(super) fn unproven() -> Vec<Row> {
    let key = |call: Call, id: &str| {
        let text = "Specified access key is not found.";
        (call.with(|c| c.key.0 = id.into()), 404, "InvalidAccessKeyId.NotFound", text)
    };
    let token = |call: Call| {
        let text = "Specified SecurityToken is malformed.";
        (call.with(|c| c.token = Some("x".into())), 400, "InvalidSecurityToken.Malformed", text)
    };
    let expired = "Specified time stamp or date value is expired.";
    let time = "Specified time stamp or date value is not well formatted.";
    let no_token = "SecurityToken is mandatory for this action.";
    let method = "Specified signature method is not valid.";
    let incomplete = "The request signature does not conform to Aliyun standards.";
    let no_year = v1().edit(|r| r.target = r.target.replace("&Timestamp=20", "&Timestamp="));
    let sha3 = v1().edit(|r| r.target = r.target.replace("HMAC-SHA1", "HMAC-SHA3"));
    let no_scope = v3().edit(|r| {
        let text = "ACS4-HMAC-SHA256 Credential=testid,SignedHeaders=host,Signature=0";
        r.headers.last_mut().unwrap().1 = text.into();
    });
    let format = "Specified parameter format is not valid.";
    vec![
        (v1().query("Format", "YAML"), 400, "InvalidParameter.Format", format),
        key(v3(), "unknown"),
        key(v1(), "TESTID"),
        (v3().with(|c| c.key.0 = "STS.x".into()), 400, "MissingSecurityToken", no_token),
        token(v3()),
        token(v1()),
        (v3().with(|c| c.time = Some(0)), 400, "InvalidTimeStamp.Expired", expired),
        (no_year, 400, "InvalidTimeStamp.Format", time),
        (sha3, 400, "InvalidSignatureMethod", method),
        (no_scope, 400, "IncompleteSignature", incomplete),
    ]
}

#[test]
fn each_error_has_its_status_and_text() {
    let server = Server::start();
    for (call, status, code, message) in astray().into_iter().chain(unproven()) {
        refused(&server, &call, status, code, message);
    }
}

#[test]
fn a_call_that_nobody_signed_lacks_a_key() {
    let server = Server::start();
    let target = "/?Action=DescribeContactList&Version=2019-01-01&Format=JSON";
    for request in [
        plain("GET", target, &[], b""),
        plain("GET", target, &["Authorization: Basic dGVzdDp0ZXN0"], b""),
        plain(
            "GET",
            &format!("{target}&SignatureNonce=1&Timestamp=2026-01-01T00:00:00Z"),
            &[],
            b"",
        ),
        plain("GET", target, &["Authorization: ACS3-HMAC-SHA256 \u{ff}"], b""),
    ] {
        let answer = server.ask(&request);
        assert_eq!(answer.short(), (400, "MissingAccessKeyId".into()), "{}", answer.text());
        assert_eq!(answer.message(), "AccessKeyId is mandatory for this action.");
    }
}

#[test]
fn no_bearer_token_is_right() {
    let server = Server::start();
    let target = "/?Action=DescribeContactList&Version=2019-01-01&Format=JSON";
    let token = "&BearerToken=some%20token&SignatureType=BEARERTOKEN";
    for request in [
        plain("GET", &format!("{target}{token}"), &[], b""),
        plain(
            "GET",
            &format!("{target}&SignatureType=BEARERTOKEN"),
            &["x-acs-bearer-token: t"],
            b"",
        ),
        plain("GET", target, &["Authorization: Bearer t"], b""),
        // Go old and PHP send empty pieces beside it.
        plain(
            "GET",
            &format!("{target}{token}&AccessKeyId=&Signature=x&SignatureMethod=HMAC-SHA1"),
            &[],
            b"",
        ),
        plain("GET", target, &["Authorization: acs :x", "x-acs-bearer-token: t"], b""),
    ] {
        let answer = server.ask(&request);
        assert_eq!(
            answer.short(),
            (400, "InvalidSecurityToken.Malformed".into()),
            "{}",
            answer.text()
        );
    }
    for request in [
        plain("GET", &format!("{target}&SignatureType=BEARERTOKEN"), &[], b""),
        plain("GET", target, &["Authorization: Bearer "], b""),
    ] {
        assert_eq!(server.ask(&request).short(), (400, "MissingBearerToken".into()));
    }
}

#[test]
fn a_key_that_is_switched_off_opens_nothing() {
    let server = Server::start();
    let ram = |action: &str| {
        Call::of(action).with(|c| c.version = "2015-05-01".into()).query("UserName", "alice")
    };
    assert_eq!(server.call(&ram("CreateUser")).status, 200);
    let made = server.call(&ram("CreateAccessKey")).json();
    let text = |name: &str| made["AccessKey"][name].as_str().unwrap().to_owned();
    let key = (text("AccessKeyId"), text("AccessKeySecret"));
    let call = || v3().with(|c| c.key = key.clone());
    // The user may do nothing, but is known.
    assert_eq!(server.call(&call()).header("x-localyun-fidelity"), Some("behaviour"));
    let switch = |status: &str| {
        let update = ram("UpdateAccessKey").query("UserAccessKeyId", &key.0);
        assert_eq!(server.call(&update.query("Status", status)).status, 200);
    };
    switch("Inactive");
    let off = "Specified access key is disabled.";
    refused(&server, &call(), 400, "InvalidAccessKeyId.Inactive", off);
    // That comes before the signature, and after the time.
    let wrong = call().with(|c| c.key.1 = "wrong".into());
    refused(&server, &wrong, 400, "InvalidAccessKeyId.Inactive", off);
    let late = call().with(|c| c.time = Some(0));
    assert_eq!(server.call(&late).code(), "InvalidTimeStamp.Expired");
    switch("Active");
    assert_eq!(server.call(&call()).header("x-localyun-fidelity"), Some("behaviour"));
    assert_eq!(server.call(&ram("DeleteAccessKey").query("UserAccessKeyId", &key.0)).status, 200);
    assert_eq!(server.call(&call()).code(), "InvalidAccessKeyId.NotFound");
}

#[test]
fn a_call_may_be_15_minutes_off_either_way() {
    const NOW: i64 = 1_767_225_600_000;
    let server = Server::with(|o| o.clock = Some(NOW));
    let code = |time: i64| {
        server.call(&Call::of("DescribeContactList").with(|c| c.time = Some(time))).code()
    };
    for (off, expected) in [
        (0, "200"),
        (15 * MINUTE, "200"),
        (-15 * MINUTE, "200"),
        (15 * MINUTE + 1000, "InvalidTimeStamp.Expired"),
        (-15 * MINUTE - 1000, "InvalidTimeStamp.Expired"),
        (-31 * MINUTE, "InvalidTimeStamp.Expired"),
    ] {
        assert_eq!(code(NOW + off), expected, "{off} ms");
    }
    // A client goes by its own clock, and does not know that this one was moved.
    assert_eq!(code(clock::real_now()), "200");
    assert_eq!(code(clock::real_now() - 16 * MINUTE), "InvalidTimeStamp.Expired");
}

#[test]
fn a_nonce_counts_once_for_each_key() {
    let server = Server::with(|o| o.accounts.push(account("2000000000000002:other:secret")));
    let other = |c: &mut Call| c.key = ("other".into(), "secret".into());
    for scheme in ["acs3-hmac-sha256", "rpc-v1-hmac-sha1", "roa-v1-hmac-sha1", "acs4-hmac-sha256"] {
        let call = Call::of("DescribeContactList").with(|c| {
            (c.scheme, c.nonce) = (scheme, Some(format!("nonce of {scheme}")));
            c.query.push(("Format".into(), "JSON".into()));
        });
        assert_eq!(server.call(&call).code(), "200", "{scheme}");
        refused(
            &server,
            &call,
            400,
            "SignatureNonceUsed",
            "Specified signature nonce was used already.",
        );
        assert_eq!(server.call(&call.clone().with(other)).code(), "200", "{scheme}");
        assert_eq!(server.call(&call.with(other)).code(), "SignatureNonceUsed", "{scheme}");
    }
    // A reset forgets them with all else.
    let again = Call::of("DescribeContactList").with(|c| c.nonce = Some("again".into()));
    server.call(&again);
    server.ask(&plain("POST", "/_localyun/reset", &["content-length: 0"], b""));
    assert_eq!(server.call(&again).code(), "200");
}

#[test]
fn where_clients_send_no_nonce_none_is_asked_for() {
    let server = Server::start();
    for scheme in ["roa-v1-hmac-sha1", "acs3-hmac-sha256"] {
        // An empty one counts as none, and stays signed.
        let call = Call::of("DescribeContactList")
            .with(|c| (c.scheme, c.nonce) = (scheme, Some(String::new())));
        for _ in 0..2 {
            let answer = server.call(&call);
            assert_eq!(answer.code(), "200", "{scheme}: {}", answer.text());
        }
    }
}

#[test]
fn every_scheme_opens_and_no_other_secret_does() {
    let key = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/signed/public-key.pem");
    let server =
        Server::with(|o| o.accounts.push(account(&format!("2000000000000002:pair:@{key}"))));
    for scheme in &SCHEMES {
        let rsa = scheme.mac == sign::Mac::Rsa;
        let id = if rsa { "pair" } else { "testid" };
        let call = |method: &str| {
            Call::put("Alice").query("Format", "JSON").with(|c| {
                (c.scheme, c.method, c.key.0) = (scheme.name, method.into(), id.into());
            })
        };
        for method in ["GET", "POST"] {
            let answer = server.call(&call(method));
            assert_eq!(answer.code(), "200", "{}: {}", scheme.name, answer.text());
        }
        // The key of another kind, or another secret.
        let wrong = call("POST").with(|c| {
            if rsa {
                c.key.0 = "testid".into();
            } else {
                c.key.1 = "Testsecret".into();
            }
        });
        let answer = server.call(&wrong);
        assert_eq!(answer.short(), (400, "SignatureDoesNotMatch".into()), "{}", scheme.name);
        let start = match scheme.family {
            Family::Rpc | Family::Roa => {
                "Specified signature is not matched with our calculation. server string to sign is:"
            }
            Family::Acs3 | Family::Acs4 => {
                "Specified signature does not match our calculation. server StringToSign is [ACS"
            }
        };
        assert!(answer.message().starts_with(start), "{}", answer.message());
        // Python core splits at the colon, and fails with an error of its own if there is none.
        assert!(answer.message().split(':').nth(1).is_some(), "{}", answer.message());
    }
}

/// Clients compare the server's string to sign with theirs, and then say that the secret is wrong.
#[test]
fn a_client_finds_its_own_string_to_sign_in_the_message() {
    let (mut by_colon, mut by_words, mut by_brackets) = (0, 0, 0);
    for vector in vectors() {
        let Some(own) = &vector.expect.string_to_sign else { continue };
        let id = vector.key_id.as_deref().unwrap();
        // A session's key, whose token nobody here gave out, is refused before its signature is checked.
        if id.starts_with("STS.") {
            continue;
        }
        let server = Server::with(|o| {
            (o.clock, o.accounts) =
                (Some(vector.at()), vec![account(&format!("1000000000000001:{id}:wrong"))]);
        });
        let answer = server.ask(&vector.bytes());
        // An action that is not emulated, or a spelling that only that client uses.
        if answer.code() != "SignatureDoesNotMatch" || vector.expect.quirk.is_some() {
            continue;
        }
        let (message, name) = (answer.message(), &vector.name);
        match vector.expect.scheme.as_str() {
            scheme if scheme.starts_with("rpc-v1") => {
                if vector.expect.variant.as_deref() == Some("query+form") {
                    assert_eq!(message.split(':').nth(1), Some(&**own), "{name}"); // Python core
                    let (_, after) = message.split_once("string to sign is:").unwrap(); // Java core, Go old
                    assert_eq!(after, own, "{name}");
                    assert!(message.contains(&**own), "{name}"); // PHP
                    by_colon += 1;
                }
            }
            // The common form is shown; a client with another one sees that they differ.
            scheme if scheme.starts_with("roa-v1") => {
                if vector.expect.variant.as_deref() != Some("decoded path, empty value as k=") {
                    continue;
                }
                let (_, after) = message.split_once("string to sign is:").unwrap();
                assert_eq!(after, own, "{name}");
                by_words += 1;
            }
            _ => {
                if vector.expect.variant.as_deref() == Some("keys encoded") {
                    let canonical = vector.expect.canonical_request.as_deref().unwrap();
                    assert!(
                        message.contains(&format!("server StringToSign is [{own}]")),
                        "{name}: {message}"
                    );
                    assert!(
                        message.contains(&format!("server CanonicalRequest is [{canonical}]")),
                        "{name}"
                    );
                    by_brackets += 1;
                }
            }
        }
    }
    let seen = [by_colon, by_words, by_brackets];
    assert!(seen.iter().all(|&count| count > 10), "{seen:?}");
}

#[test]
fn a_body_that_was_changed_on_the_way_is_told_by_its_hash() {
    let server = Server::start();
    let call = Call::put("Alice").with(|c| {
        (c.scheme, c.body) =
            ("roa-v1-hmac-sha1", Some(("application/json".into(), b"{\"a\":1}".into())));
    });
    assert_eq!(server.call(&call).code(), "200");
    let answer = server.call(&call.edit(|r| r.body = b"{\"a\":2}".into()));
    assert_eq!(answer.short(), (400, "ContentMD5NotMatched".into()));
    assert!(answer.message().contains("is:"), "{}", answer.message());
    // Nothing is wrong with how it was signed, so no mistake is named.
    let path = format!("/_localyun/explain/{}", answer.field("RequestId"));
    let explained = server.ask(&plain("GET", &path, &[], b"")).json();
    assert_eq!(explained["explanation"]["verdict"], "other-body");
    assert_eq!(explained["explanation"]["mistakes"], serde_json::json!([]));
    assert!(explained["text"].as_str().unwrap().contains("Content-MD5 is "), "{explained}");
}

/// Each way to be refused for who calls, and the code of it.
fn strangers() -> Vec<(Call, &'static str)> {
    let call = || Call::put("Alice").query("Format", "JSON");
    vec![
        (call().with(|c| c.key.0 = "unknown".into()), "InvalidAccessKeyId.NotFound"),
        (call().with(|c| c.key.1 = "wrong".into()), "SignatureDoesNotMatch"),
        (
            call().with(|c| (c.scheme, c.key.1) = ("rpc-v1-hmac-sha256", "wrong".into())),
            "SignatureDoesNotMatch",
        ),
        (call().with(|c| c.time = Some(0)), "InvalidTimeStamp.Expired"),
        (call().with(|c| c.token = Some("x".into())), "InvalidSecurityToken.Malformed"),
        (call().with(|c| c.key.0 = "STS.x".into()), "MissingSecurityToken"),
        (call().edit(|r| r.headers.retain(|(n, _)| n != "authorization")), "MissingAccessKeyId"),
        (call().edit(|r| r.headers.retain(|(n, _)| n != "x-acs-date")), "MissingTimestamp"),
    ]
}

#[test]
fn audit_lets_pass_and_says_what_strict_would_have_said() {
    let strict = Server::start();
    let audit = Server::with(|o| o.auth = Auth::Audit);
    for (call, code) in strangers() {
        let answer = strict.call(&call);
        assert_eq!(answer.code(), code, "{}", answer.text());
        let answer = audit.call(&call);
        assert_eq!(answer.short(), (200, "200".into()), "{code}: {}", answer.text());
        assert_eq!(answer.header("x-localyun-audit"), Some(code));
        assert_eq!(answer.header("x-localyun-fidelity"), Some("behaviour"));
    }
    let answer = audit.call(&Call::put("Alice"));
    assert_eq!(answer.header("x-localyun-audit"), None, "a right signature is no news");
    // What is no matter of who calls is refused all the same.
    assert_eq!(audit.call(&Call::of("PutContact")).code(), "MissingContactName");
    assert_eq!(audit.call(&Call::of("Nothing")).code(), "InvalidAction.NotFound");
}

#[test]
fn off_does_not_look() {
    let server = Server::with(|o| o.auth = Auth::Off);
    for (call, code) in strangers() {
        let answer = server.call(&call);
        assert_eq!(answer.short(), (200, "200".into()), "{code}: {}", answer.text());
        assert_eq!(answer.header("x-localyun-audit"), None);
    }
    let again = Call::put("Alice").with(|c| c.nonce = Some("again".into()));
    assert_eq!(
        (server.call(&again).code(), server.call(&again).code()),
        ("200".into(), "200".into())
    );
    let nobody =
        plain("GET", "/?Action=DescribeContactList&Version=2019-01-01&Format=JSON", &[], b"");
    assert_eq!(server.ask(&nobody).json()["Total"], 1, "nobody is the first account");
}

/// Where a key is named, its account is the one that the call works on, right or not.
#[test]
fn a_call_that_is_let_pass_belongs_to_the_account_of_its_key() {
    for auth in [Auth::Audit, Auth::Off] {
        let server = Server::with(|o| {
            (o.auth, o.accounts) =
                (auth, vec![account("1000000000000001:a:x"), account("2000000000000002:b:y")]);
        });
        let total = |id: &str| {
            let list = Call::of("DescribeContactList").with(|c| c.key = (id.into(), "?".into()));
            server.call(&list).json()["Total"].as_i64().unwrap()
        };
        server.call(&Call::put("Alice").with(|c| c.key = ("b".into(), "?".into())));
        assert_eq!((total("a"), total("b"), total("unknown")), (0, 1, 0), "{auth:?}");
    }
}
