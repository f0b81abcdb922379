//! Each piece of a signature missing, malformed, and in its place.

use super::*;
use crate::wire::{headers::Headers, parameters::decode};
use hyper::HeaderMap;

const RPC: &str = "Action=A&AccessKeyId=testid&Signature=c2ln&Timestamp=2026-11-21T22%3A53%3A41Z\
                   &SignatureMethod=HMAC-SHA1&SignatureNonce=n&SignatureVersion=1.0";
const ACS3: &str = "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-date,Signature=00";
const ACS4: &str = "ACS4-HMAC-SHA256 Credential=testid/20261121/cn-hangzhou/Cms/\
                    aliyun_v4_request,SignedHeaders=host;x-acs-date,Signature=00";
const DATE: (&str, &str) = ("date", "Sat, 21 Nov 2026 22:53:41 GMT");
const ACS_DATE: (&str, &str) = ("x-acs-date", "2026-11-21T22:53:41Z");
const MOMENT: i64 = 1_795_301_621_000;

fn claimed<T>(
    query: &str,
    headers: &[(&'static str, &str)],
    f: impl FnOnce(Result<Claim<'_>, ApiError>) -> T,
) -> T {
    let mut map = HeaderMap::new();
    for &(name, value) in headers {
        map.append(name, value.parse().unwrap());
    }
    let parameters = decode(query, &map, b"").unwrap();
    let (path, body, headers) = ("/", &b""[..], Headers::of(&map));
    f(claim(&Wire { method: "POST", path, query, headers, body, parameters: &parameters }))
}

fn code(query: &str, headers: &[(&'static str, &str)]) -> String {
    claimed(query, headers, |claim| {
        let error = claim.expect_err("an error");
        assert_eq!(error.status, 400);
        error.into_fields().code.into_owned()
    })
}

fn signed<T>(query: &str, headers: &[(&'static str, &str)], f: impl FnOnce(Signed<'_>) -> T) -> T {
    claimed(query, headers, |claim| match claim {
        Ok(Claim::Signed(signed)) => f(signed),
        other => panic!("{other:?}"),
    })
}

fn token(query: &str, headers: &[(&'static str, &str)]) -> Option<String> {
    claimed(query, headers, |claim| match claim {
        Ok(Claim::Bearer { token }) => Some(token.to_owned()),
        Ok(Claim::Anonymous) => None,
        other => panic!("{other:?}"),
    })
}

/// The query without the pair that starts with `name`.
fn without(name: &str) -> String {
    let pairs: Vec<_> = RPC.split('&').filter(|p| !p.starts_with(&format!("{name}="))).collect();
    pairs.join("&")
}

#[test]
fn every_piece_of_an_rpc_signature_is_mandatory_and_an_empty_one_is_missing() {
    for name in ["AccessKeyId", "Signature", "Timestamp", "SignatureMethod", "SignatureNonce"] {
        assert_eq!(code(&without(name), &[]), format!("Missing{name}"));
        let emptied = format!("{}&{name}=", without(name));
        assert_eq!(code(&emptied, &[]), format!("Missing{name}"));
    }
    claimed(&without("Timestamp"), &[], |claim| {
        let message = claim.unwrap_err().into_fields().message;
        assert_eq!(message, "Timestamp is mandatory for this action.");
    });
}

#[test]
fn what_is_missing_is_told_in_order_and_before_what_is_wrong() {
    assert_eq!(code("AccessKeyId=", &[]), "MissingAccessKeyId");
    assert_eq!(code("AccessKeyId=a", &[]), "MissingSignature");
    assert_eq!(code("AccessKeyId=a&Signature=s", &[]), "MissingTimestamp");
    let so_far = "AccessKeyId=a&Signature=s&Timestamp=now";
    assert_eq!(code(so_far, &[]), "MissingSignatureMethod");
    let so_far = format!("{so_far}&SignatureMethod=MD5");
    assert_eq!(code(&so_far, &[]), "MissingSignatureNonce");
    let so_far = format!("{so_far}&SignatureNonce=n");
    assert_eq!(code(&so_far, &[]), "InvalidSignatureMethod");
    let so_far = so_far.replace("MD5", "HMAC-SHA1");
    assert_eq!(code(&so_far, &[]), "InvalidTimeStamp.Format");
}

#[test]
fn the_nonce_is_optional_where_the_product_says_so() {
    let query = without("SignatureNonce");
    let parameters = decode(&query, &HeaderMap::new(), b"").unwrap();
    let map = HeaderMap::new();
    let (query, path, body, headers) = (query.as_str(), "/", &b""[..], Headers::of(&map));
    let wire = Wire { method: "POST", path, query, headers, body, parameters: &parameters };
    let Ok(Claim::Signed(signed)) = claim_without_nonce(&wire) else { panic!() };
    assert_eq!((signed.nonce, signed.time), (None, MOMENT));
}

#[test]
fn an_rpc_signature_is_read() {
    signed(RPC, &[], |signed| {
        assert_eq!(signed.scheme.name, "rpc-v1-hmac-sha1");
        assert_eq!((signed.key_id, signed.signature), ("testid", "c2ln"));
        assert_eq!((signed.nonce, signed.time), (Some("n"), MOMENT));
        assert_eq!(signed.security_token, None);
    });
    for (method, name) in
        [("HMAC-SHA256", "rpc-v1-hmac-sha256"), ("SHA256withRSA", "rpc-v1-sha256withrsa")]
    {
        let query = format!("{}&SignatureMethod={method}", without("SignatureMethod"));
        signed(&query, &[], |signed| assert_eq!(signed.scheme.name, name));
    }
}

#[test]
fn a_form_is_as_good_as_a_query() {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    let body = format!("{RPC}&SecurityToken=t").into_bytes();
    let parameters = decode("", &headers, &body).unwrap();
    let (method, path, query) = ("POST", "/", "");
    let wire = Wire {
        method,
        path,
        query,
        headers: Headers::of(&headers),
        body: &body,
        parameters: &parameters,
    };
    let Ok(Claim::Signed(signed)) = claim(&wire) else { panic!() };
    assert_eq!(signed.security_token, Some("t"));
}

#[test]
fn a_field_of_a_json_body_is_no_signature() {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", "application/json".parse().unwrap());
    let body = br#"{"AccessKeyId":"a","Signature":"s","BearerToken":"t"}"#;
    let parameters = decode("", &headers, body).unwrap();
    let (method, path, query) = ("POST", "/", "");
    let wire =
        Wire { method, path, query, headers: Headers::of(&headers), body, parameters: &parameters };
    assert_eq!(claim(&wire).unwrap(), Claim::Anonymous);
}

#[test]
fn every_piece_of_a_roa_signature_is_mandatory_but_the_nonce() {
    let with = |authorization| [("authorization", authorization), DATE];
    assert_eq!(code("", &with("acs")), "MissingAccessKeyId");
    assert_eq!(code("", &with("acs :s")), "MissingAccessKeyId");
    assert_eq!(code("", &with("acs testid")), "MissingSignature");
    assert_eq!(code("", &with("acs testid:")), "MissingSignature");
    assert_eq!(code("", &[("authorization", "acs testid:s")]), "MissingDate");
    let wrong = [("authorization", "acs testid:s"), ("date", "2026-11-21T22:53:41Z")];
    assert_eq!(code("", &wrong), "InvalidTimeStamp.Format");
    let [authorization, date] = with("acs testid:s");
    let method = ("x-acs-signature-method", "HMAC-MD5");
    assert_eq!(code("", &[authorization, date, method]), "InvalidSignatureMethod");
    signed("", &with("acs testid:a:b"), |signed| {
        assert_eq!(signed.scheme.name, "roa-v1-hmac-sha1");
        assert_eq!((signed.key_id, signed.signature), ("testid", "a:b"));
        assert_eq!((signed.nonce, signed.time), (None, MOMENT));
    });
}

#[test]
fn every_piece_of_a_v3_signature_is_mandatory_but_the_nonce() {
    let with = |authorization| [("authorization", authorization), ACS_DATE];
    let cases = [
        ("ACS3-HMAC-SHA256", "MissingAccessKeyId"),
        ("ACS3-HMAC-SHA256 garbage", "MissingAccessKeyId"),
        ("ACS3-HMAC-SHA256 SignedHeaders=host,Signature=00", "MissingAccessKeyId"),
        ("ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature=0", "MissingAccessKeyId"),
        ("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host", "MissingSignature"),
        ("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=", "MissingSignature"),
        ("ACS3-HMAC-SHA256 Credential=a,Signature=00", "IncompleteSignature"),
        ("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=,Signature=00", "IncompleteSignature"),
        ("ACS3-HMAC-MD5 Credential=a,SignedHeaders=host,Signature=00", "InvalidSignatureMethod"),
        ("ACS4-RSA-SHA256 Credential=a,SignedHeaders=a,Signature=0", "InvalidSignatureMethod"),
        ("ACS4-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=00", "IncompleteSignature"),
        (
            "ACS4-HMAC-SHA256 Credential=/d/r/p/aliyun_v4_request,SignedHeaders=a,Signature=0",
            "MissingAccessKeyId",
        ),
    ];
    for (authorization, expected) in cases {
        assert_eq!(code("", &with(authorization)), expected, "{authorization}");
    }
    assert_eq!(code("", &[("authorization", ACS3)]), "MissingTimestamp");
    let wrong = [("authorization", ACS3), ("x-acs-date", "2026-11-21T22:53:41")];
    assert_eq!(code("", &wrong), "InvalidTimeStamp.Format");
    let many = format!("{ACS3},SignedHeaders={}", "a;".repeat(MAX_SIGNED_HEADERS));
    assert_eq!(code("", &[("authorization", &many), ACS_DATE]), "IncompleteSignature");
}

#[test]
fn the_pieces_of_a_v3_signature_may_stand_in_any_order() {
    let java = "ACS3-HMAC-SHA256  Signature=0f, SignedHeaders=host;x-acs-date, Credential=testid";
    for authorization in [ACS3, java] {
        let token = ("x-acs-security-token", "t");
        signed("", &[("authorization", authorization), ACS_DATE, token], |signed| {
            assert_eq!(signed.scheme.name, "acs3-hmac-sha256");
            assert_eq!(signed.key_id, "testid");
            assert_eq!(signed.signed_headers, "host;x-acs-date");
            assert_eq!((signed.security_token, signed.nonce), (Some("t"), None));
            assert_eq!((signed.time, signed.scope), (MOMENT, None));
        });
    }
    signed("", &[("authorization", ACS4), ACS_DATE], |signed| {
        let scope = Scope { date: "20261121", region: "cn-hangzhou", product: "Cms" };
        assert_eq!((signed.scheme.name, signed.key_id), ("acs4-hmac-sha256", "testid"));
        assert_eq!(signed.scope, Some(scope));
    });
}

#[test]
fn the_header_is_looked_at_before_the_parameters() {
    signed(RPC, &[("authorization", ACS3), ACS_DATE], |signed| {
        assert_eq!(signed.scheme.family, Family::Acs3);
    });
    // A scheme of somebody else, say of a proxy, is none of ours.
    signed(RPC, &[("authorization", "Basic dGVzdA==")], |signed| {
        assert_eq!(signed.scheme.family, Family::Rpc);
    });
}

#[test]
fn a_bearer_token_comes_in_many_ways() {
    let found = Some("bear er+tok".to_owned());
    assert_eq!(token("", &[("x-acs-bearer-token", "bear er+tok")]), found);
    assert_eq!(token("", &[("authorization", "Bearer bear er+tok")]), found);
    assert_eq!(token("BearerToken=bear+er%2Btok&SignatureType=BEARERTOKEN", &[]), found);
    let go = "AccessKeyId=&Signature=c2ln&BearerToken=bear+er%2Btok&SignatureMethod=HMAC-SHA1";
    assert_eq!(token(go, &[]), found);
    let php = [("authorization", "acs :"), ("x-acs-bearer-token", "bear er+tok")];
    assert_eq!(token("", &php), found);
    assert_eq!(code("SignatureType=BEARERTOKEN", &[]), "MissingBearerToken");
    assert_eq!(code("", &[("authorization", "Bearer")]), "MissingBearerToken");
}

#[test]
fn a_signature_counts_more_than_a_bearer_token() {
    signed(&format!("{RPC}&BearerToken=t"), &[], |signed| assert_eq!(signed.key_id, "testid"));
    let both = [("authorization", ACS3), ACS_DATE, ("x-acs-bearer-token", "t")];
    signed("", &both, |signed| assert_eq!(signed.key_id, "testid"));
}

#[test]
fn a_request_that_shows_nothing_is_anonymous_and_needs_no_nonce() {
    assert_eq!(token("Action=AssumeRoleWithOIDC&Timestamp=x&SignatureNonce=n", &[]), None);
    assert_eq!(token("", &[("authorization", "Basic dGVzdA==")]), None);
    assert_eq!(token("", &[]), None);
}
