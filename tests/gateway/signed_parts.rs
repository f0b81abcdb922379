//! Whatever is applied is signed: for each scheme, what its signature does not cover either breaks it
//! or has no effect.

use localyun::sign::produce::SignedRequest;

use crate::support::{Answer, Call, Server};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const DING: &str = "https://oapi.dingtalk.com/robot/send?access_token=x";

/// A contact with all but its description.
fn put(scheme: &'static str) -> Call {
    Call::of("PutContact")
        .query("ContactName", "Alice")
        .query("Channels.DingWebHook", DING)
        .query("Format", "JSON")
        .with(|c| c.scheme = scheme)
}

fn set(request: &mut SignedRequest, name: &str, value: &str) {
    request.headers.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
    request.headers.push((name.into(), value.into()));
}

fn json(request: &mut SignedRequest) {
    set(request, "content-type", JSON);
    request.body = br#"{"Describe":"tampered","Lang":"en","Action":"DeleteContact"}"#.to_vec();
}

fn form(request: &mut SignedRequest) {
    set(request, "content-type", FORM);
    request.body = b"Describe=tampered".to_vec();
}

/// What the server has of the contact, if it has it.
fn described(server: &Server) -> Option<String> {
    let list = server.call(&Call::of("DescribeContactList")).json();
    list["Contacts"]["Contact"][0]["Desc"].as_str().map(str::to_owned)
}

#[track_caller]
fn broken(answer: &Answer) {
    assert_eq!(answer.short(), (400, "SignatureDoesNotMatch".into()), "{}", answer.text());
}

const RPC: [&str; 2] = ["rpc-v1-hmac-sha1", "rpc-v1-hmac-sha256"];
const ACS: [&str; 4] = ["acs3-hmac-sha256", "acs3-hmac-sm3", "acs4-hmac-sha256", "acs4-hmac-sm3"];

#[test]
fn an_unsigned_json_body_of_an_rpc_call_verifies_and_is_not_read() {
    for scheme in RPC {
        let server = Server::start();
        // Without it a parameter is missing, and with it another call would be made.
        let answer = server.call(&put(scheme).edit(json));
        assert_eq!(answer.short(), (400, "MissingDescribe".into()), "{}", answer.text());
        let answer = server.call(&put(scheme).query("Describe", "mine").edit(json));
        assert_eq!(answer.code(), "200", "{}", answer.text());
        assert_eq!(described(&server).as_deref(), Some("mine"), "{scheme}");
        // Of another type it is not even looked at.
        let other = |r: &mut SignedRequest| {
            set(r, "content-type", "text/plain");
            r.body = b"Describe=tampered".to_vec();
        };
        assert_eq!(server.call(&put(scheme).edit(other)).code(), "MissingDescribe");
    }
}

#[test]
fn an_unsigned_form_breaks_the_signature_of_an_rpc_call() {
    for scheme in RPC {
        let server = Server::start();
        broken(&server.call(&put(scheme).edit(form)));
        broken(&server.call(&put(scheme).edit(|r| r.target += "&Describe=tampered")));
        // The path says nothing here, so it is `/` or it is tampered with.
        let elsewhere = put(scheme).query("Describe", "x").edit(|r| {
            r.target = r.target.replacen("/?", "/x?", 1);
        });
        assert!(server.call(&elsewhere).status >= 400);
        assert_eq!(described(&server), None);
    }
}

/// Java tea and PHP leave empty values out of what they sign.
#[test]
fn an_empty_value_that_is_not_signed_is_not_applied() {
    let server = Server::start();
    assert_eq!(server.call(&put(RPC[0]).query("Describe", "mine")).code(), "200");
    let call = put(RPC[0]).query("Describe", "changed").edit(|r| r.target += "&Lang=&ContactName=");
    assert_eq!(server.call(&call).code(), "200");
    assert_eq!(described(&server).as_deref(), Some("changed"));
}

#[test]
fn unsigned_headers_of_an_rpc_call_steer_nothing() {
    let server = Server::start();
    for scheme in RPC {
        let list = |change: fn(&mut SignedRequest)| {
            let list = Call::of("DescribeContactList").query("Format", "JSON");
            server.call(&list.with(|c| c.scheme = scheme).edit(change))
        };
        for change in [
            (|r| set(r, "x-acs-version", "2015-05-01")) as fn(&mut SignedRequest),
            |r| set(r, "x-acs-action", "DeleteContact"),
            |r| set(r, "x-acs-security-token", "x"),
        ] {
            assert_eq!(list(change).code(), "200");
        }
    }
    // An action or a version that only a header names is none.
    let bare = Call::rpc("DescribeContactList").query("Format", "JSON").edit(|r| {
        set(r, "x-acs-action", "DescribeContactList");
        r.target = r.target.replace("Action=DescribeContactList", "Nothing=x");
    });
    assert_eq!(server.call(&bare).code(), "InvalidAction.NotFound");
}

/// The region decides which certificates there are.
#[test]
fn an_unsigned_region_is_not_gone_by() {
    let server = Server::start();
    let names = |call: Call| {
        let answer = server.call(&call);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["TotalCount"].as_i64().unwrap()
    };
    let cas = |action: &str, scheme: &'static str| {
        Call::of(action).query("Format", "JSON").with(|c| {
            (c.scheme, c.version) = (scheme, "2020-04-07".into());
        })
    };
    let made = cas("CreateCsr", RPC[0])
        .query("RegionId", "ap-southeast-1")
        .query("CommonName", "www.example.com")
        .query("Algorithm", "ECC")
        .query("KeySize", "256")
        .query("CountryCode", "CN")
        .query("Province", "x")
        .query("Locality", "x");
    assert_eq!(server.call(&made).status, 200, "{}", server.call(&made).text());
    let list = |scheme| cas("ListCsr", scheme);
    assert_eq!(names(list(RPC[0]).query("RegionId", "ap-southeast-1")), 1);
    for scheme in [RPC[0], "roa-v1-hmac-sha1", ACS[0], ACS[2]] {
        let list = list(scheme);
        assert_eq!(names(list.clone()), 0, "{scheme}");
        let unsigned = list.clone().edit(|r| set(r, "RegionId", "ap-southeast-1"));
        assert_eq!(names(unsigned), 0, "{scheme}");
        let other = list.edit(|r| set(r, "x-acs-region-id", "ap-southeast-1"));
        if scheme == RPC[0] {
            assert_eq!(names(other), 0, "{scheme}");
        } else {
            broken(&server.call(&other));
        }
    }
}

#[test]
fn the_body_of_a_first_generation_resource_call_needs_its_hash() {
    let scheme = "roa-v1-hmac-sha1";
    let server = Server::start();
    // The path is `/`: everything may stand in the query. The content type is signed.
    for (kind, body) in [(FORM, &b"Describe=x"[..]), (JSON, br#"{"Describe":"x"}"#)] {
        let call = put(scheme).with(|c| c.body = Some((kind.into(), body.to_vec())));
        let unhashed = call.clone().edit(|r| {
            r.headers.retain(|(n, _)| !n.eq_ignore_ascii_case("content-md5"));
        });
        let answer = server.call(&unhashed);
        assert!(
            ["MissingDescribe", "SignatureDoesNotMatch"].contains(&&*answer.code()),
            "{}",
            answer.text()
        );
        let tampered = call.edit(|r| {
            let at = r.body.iter().rposition(|&b| b == b'x').unwrap();
            r.body[at] = b'y';
        });
        let answer = server.call(&tampered);
        assert!(
            ["MissingDescribe", "ContentMD5NotMatched"].contains(&&*answer.code()),
            "{}",
            answer.text()
        );
    }
    broken(&server.call(&put(scheme).edit(json)));
    broken(&server.call(&put(scheme).edit(|r| r.target += "&Describe=tampered")));
    for change in [
        (|r| set(r, "x-acs-region-id", "eu-central-1")) as fn(&mut SignedRequest),
        |r| set(r, "x-acs-other", "x"),
        |r| set(r, "accept", "text/xml"),
    ] {
        broken(&server.call(&put(scheme).query("Describe", "x").edit(change)));
    }
    assert_eq!(described(&server), None);
}

#[test]
fn the_third_and_fourth_generation_sign_all_that_is_applied() {
    for scheme in ACS {
        let server = Server::start();
        let full = || put(scheme).form("Describe", "mine");
        for change in [
            form as fn(&mut SignedRequest),
            json,
            |r| r.target += "&Describe=tampered",
            |r| r.body.push(b'x'),
            |r| set(r, "content-type", JSON),
            |r| set(r, "x-acs-version", "2015-05-01"),
            |r| set(r, "x-acs-action", "DeleteContact"),
            |r| set(r, "x-acs-region-id", "eu-central-1"),
            |r| set(r, "host", "metrics.eu-central-1.aliyuncs.com"),
        ] {
            let answer = server.call(&full().edit(change));
            assert!(answer.status >= 400, "{scheme}: {}", answer.text());
            assert_eq!(described(&server), None, "{scheme}: {}", answer.text());
        }
        assert_eq!(server.call(&full()).code(), "200");
        assert_eq!(described(&server).as_deref(), Some("mine"));
    }
}

/// A region stands in names of resources, which a text that is none does not get into.
#[test]
fn what_is_no_region_is_ignored() {
    let server = Server::start();
    let arn = |region: &str| {
        let call = Call::rpc("CreateKey").query("Format", "JSON").query("RegionId", region);
        let answer = server.call(&call.with(|it| it.version = "2016-01-20".into()));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["KeyMetadata"]["Arn"].as_str().unwrap().to_owned()
    };
    assert!(arn("cn-shanghai").starts_with("acs:kms:cn-shanghai:"));
    for wrong in ["cn-hangzhou:1000000000000001:key/x", "*", "a:b", "CN-HANGZHOU", &"a".repeat(65)]
    {
        assert!(arn(wrong).starts_with("acs:kms:cn-hangzhou:1000000000000001:key/"), "{wrong}");
        assert_eq!(arn(wrong).matches(':').count(), 4, "{wrong}");
    }
}
