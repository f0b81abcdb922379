//! The order of checks (protocol.md 4.3): of two faults, the gateway names the earlier one.

use localyun::sign::produce::SignedRequest;

use crate::support::{Call, Server};

/// One thing that is wrong with a call: its stage in the order, how it comes about, and its name.
struct Fault {
    stage: u8,
    code: &'static str,
    make: fn(&mut Call),
}

const fn fault(stage: u8, code: &'static str, make: fn(&mut Call)) -> Fault {
    Fault { stage, code, make }
}

fn drop_parameter(request: &mut SignedRequest, name: &str) {
    let (path, query) = request.target.split_once('?').unwrap();
    let kept: Vec<_> = query.split('&').filter(|p| !p.starts_with(&format!("{name}="))).collect();
    request.target = format!("{path}?{}", kept.join("&"));
}

fn set_parameter(request: &mut SignedRequest, name: &str, value: &str) {
    drop_parameter(request, name);
    request.target.extend(["&", name, "=", value]);
}

fn drop_header(request: &mut SignedRequest, name: &str) {
    request.headers.retain(|(n, _)| n != name);
}

fn set_header(request: &mut SignedRequest, name: &str, value: &str) {
    drop_header(request, name);
    request.headers.push((name.into(), value.into()));
}

/// What can be wrong with any call, whoever signs how.
const COMMON: [Fault; 13] = [
    fault(1, "InvalidProduct.NotFound", |c| c.host = "nothing.cn-hangzhou.aliyuncs.com".into()),
    fault(2, "InvalidVersion", |c| c.version = "2001-01-01".into()),
    fault(3, "InvalidAction.NotFound", |c| c.action = Some("PutNothing".into())),
    fault(4, "UnsupportedHTTPMethod", |c| c.method = "DELETE".into()),
    fault(5, "InvalidParameter.Format", |c| c.query.push(("Format".into(), "YAML".into()))),
    fault(7, "InvalidTimeStamp.Expired", |c| c.time = Some(1_577_836_800_000)),
    fault(8, "InvalidAccessKeyId.NotFound", |c| c.key.0 = "unknown".into()),
    fault(9, "InvalidSecurityToken.Malformed", |c| c.token = Some("garbage".into())),
    fault(10, "SignatureDoesNotMatch", |c| c.key.1 = "wrong".into()),
    fault(11, "SignatureNonceUsed", |c| c.nonce = Some("used".into())),
    fault(12, "NotEmulated.Localyun", |c| c.action = Some("DescribeSiteMonitorList".into())),
    fault(14, "MissingContactName", |c| c.query.retain(|(name, _)| name != "ContactName")),
    fault(15, "InvalidParameterValue", |c| {
        c.query.retain(|(name, _)| !name.starts_with("Channels"));
    }),
];

const V1: [Fault; 8] = [
    fault(6, "MissingAccessKeyId", |c| c.edits.push(|r| drop_parameter(r, "AccessKeyId"))),
    fault(6, "MissingSignature", |c| c.edits.push(|r| set_parameter(r, "Signature", ""))),
    fault(6, "MissingTimestamp", |c| c.edits.push(|r| drop_parameter(r, "Timestamp"))),
    fault(6, "MissingSignatureMethod", |c| c.edits.push(|r| drop_parameter(r, "SignatureMethod"))),
    fault(6, "MissingSignatureNonce", |c| c.edits.push(|r| drop_parameter(r, "SignatureNonce"))),
    fault(6, "InvalidSignatureMethod", |c| {
        c.edits.push(|r| set_parameter(r, "SignatureMethod", "HMAC-MD5"));
    }),
    fault(7, "InvalidTimeStamp.Format", |c| {
        c.edits.push(|r| set_parameter(r, "Timestamp", "2026-01-01T00:00:00"));
    }),
    fault(7, "InvalidTimeStamp.Format", |c| {
        c.edits.push(|r| set_parameter(r, "Timestamp", "yesterday"));
    }),
];

const V3: [Fault; 8] = [
    fault(5, "InvalidParameter.Accept", |c| {
        c.edits.push(|r| set_header(r, "accept", "image/png"));
    }),
    fault(6, "MissingAccessKeyId", |c| c.edits.push(|r| drop_header(r, "authorization"))),
    fault(6, "MissingAccessKeyId", |c| {
        c.edits.push(|r| {
            set_header(r, "authorization", "ACS3-HMAC-SHA256 SignedHeaders=host,Signature=0");
        });
    }),
    fault(6, "MissingSignature", |c| {
        c.edits.push(|r| {
            set_header(r, "authorization", "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host");
        });
    }),
    fault(6, "MissingTimestamp", |c| c.edits.push(|r| drop_header(r, "x-acs-date"))),
    fault(6, "InvalidSignatureMethod", |c| {
        c.edits.push(|r| {
            set_header(
                r,
                "authorization",
                "ACS3-HMAC-MD5 Credential=testid,SignedHeaders=host,Signature=0",
            );
        });
    }),
    fault(6, "IncompleteSignature", |c| {
        c.edits.push(|r| {
            set_header(r, "authorization", "ACS3-HMAC-SHA256 Credential=testid,Signature=0");
        });
    }),
    fault(7, "InvalidTimeStamp.Format", |c| {
        c.edits.push(|r| set_header(r, "x-acs-date", "2026-01-01 00:00:00"));
    }),
];

/// A call with no fault, except that its nonce is used if a fault says so.
fn right(scheme: &'static str) -> Call {
    let mut call = Call::put("Alice").with(|c| c.scheme = scheme);
    if scheme.starts_with("rpc-") {
        call.query.push(("Format".into(), "JSON".into()));
    }
    call
}

fn check(scheme: &'static str, faults: &[&Fault]) {
    let server = Server::start();
    let used = server.call(&right(scheme).with(|c| c.nonce = Some("used".into())));
    assert_eq!(used.status, 200, "{}", used.text());
    let make = |faults: &[&Fault]| {
        let mut call = right(scheme);
        for fault in faults {
            (fault.make)(&mut call);
        }
        // Of two formats the first counts.
        call.query.reverse();
        server.call(&call)
    };
    for (at, one) in faults.iter().enumerate() {
        let alone = make(&[one]);
        assert_eq!(alone.code(), one.code, "{scheme} alone: {}", alone.text());
        for other in &faults[at + 1..] {
            let (earlier, later) =
                if one.stage <= other.stage { (one, other) } else { (other, one) };
            if earlier.stage == later.stage {
                continue;
            }
            // The earlier one is made last, where both are made of the same piece.
            let both = make(&[later, earlier]);
            assert_eq!(both.code(), earlier.code, "{scheme}, also {}: {}", later.code, both.text());
        }
    }
}

#[test]
fn of_two_faults_the_earlier_one_is_named_in_version_1() {
    check("rpc-v1-hmac-sha1", &COMMON.iter().chain(&V1).collect::<Vec<_>>());
}

#[test]
fn of_two_faults_the_earlier_one_is_named_in_version_3() {
    check("acs3-hmac-sha256", &COMMON.iter().chain(&V3).collect::<Vec<_>>());
}

/// The pieces of a signature of version 1 are asked for in this order.
#[test]
fn missing_pieces_are_named_in_their_order() {
    let server = Server::start();
    let pieces = ["AccessKeyId", "Signature", "Timestamp", "SignatureMethod", "SignatureNonce"];
    for start in 0..pieces.len() {
        let mut request = right("rpc-v1-hmac-sha1").sign();
        for (at, piece) in pieces[start..].iter().enumerate() {
            // Of the first two some trace is left, or it would be no signed call at all.
            if start + at < 2 {
                set_parameter(&mut request, piece, "");
            } else {
                drop_parameter(&mut request, piece);
            }
        }
        let answer = server.ask(&crate::support::bytes(&request));
        let piece = pieces[start];
        assert_eq!(answer.short(), (400, format!("Missing{piece}")));
        assert_eq!(answer.message(), format!("{piece} is mandatory for this action."));
    }
}

/// A request that the gateway refuses leaves nothing behind that refuses the next one.
#[test]
fn a_forged_call_burns_no_nonce() {
    let server = Server::start();
    let call = Call::put("Alice").with(|c| c.nonce = Some("mine".into()));
    let forged = server.call(&call.clone().with(|c| c.key.1 = "wrong".into()));
    assert_eq!(forged.code(), "SignatureDoesNotMatch");
    assert_eq!(server.call(&call).code(), "200");
    assert_eq!(server.call(&call).code(), "SignatureNonceUsed");
}

/// The nonce counts, not the request: signed anew with another time it is the same nonce
/// (protocol.md 4.1: repeated within 15 minutes; 4.3: for each access key).
#[test]
fn a_nonce_is_used_once_whatever_the_time_that_is_signed() {
    let server = Server::start();
    let now = localyun::clock::real_now();
    let at = |seconds: i64| {
        Call::put("Alice").with(|c| {
            c.nonce = Some("mine".into());
            c.time = Some(now + seconds * 1000);
        })
    };
    assert_eq!(server.call(&at(0)).code(), "200");
    for seconds in [-600, -16, 16, 600] {
        assert_eq!(server.call(&at(seconds)).code(), "SignatureNonceUsed", "{seconds}");
    }
}
