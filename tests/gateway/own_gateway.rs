//! A product with a gateway of its own: its codes and texts stand in the place of the common ones, whoever signs how, and
//! the region of its host outweighs the one that a call names.

use serde_json::json;

use crate::support::{Call, Server, plain};

/// A call of KMS.
fn call(action: &str) -> Call {
    Call::of(action).with(|it| it.version = "2016-01-20".into())
}

fn old(action: &str) -> Call {
    Call::rpc(action).query("Format", "JSON").with(|it| it.version = "2016-01-20".into())
}

#[test]
fn what_the_gateway_refuses_has_the_words_of_the_product() {
    let server = Server::start();
    let time = "The input parameter \"Timestamp\" that is mandatory for processing this request is not supplied.";
    let unknown = "The Access Key ID provided does not exist in our records.";
    let method = "This http method is not supported.";
    let incomplete = "The request signature does not conform to Alibaba Cloud standards.";
    let no_time =
        old("ListKeys").edit(|it| it.target = it.target.replace("&Timestamp=", "&Other="));
    let no_scope = call("ListKeys").edit(|it| {
        let text = "ACS4-HMAC-SHA256 Credential=testid,SignedHeaders=host,Signature=0";
        it.headers.last_mut().unwrap().1 = text.into();
    });
    for (call, status, code, message) in [
        (call("ListKeys").with(|it| it.time = Some(0)), 400, "IllegalTimestamp", time),
        (no_time, 400, "IllegalTimestamp", time),
        (no_scope, 400, "IncompleteSignature", incomplete),
        (
            call("ListKeys").with(|it| it.key.0 = "none".into()),
            404,
            "InvalidAccessKeyId.NotFound",
            unknown,
        ),
        (
            old("ListKeys").with(|it| it.key.0 = "none".into()),
            404,
            "InvalidAccessKeyId.NotFound",
            unknown,
        ),
        (
            call("ListKeys").with(|it| it.method = "PUT".into()),
            403,
            "UnsupportedHTTPMethod",
            method,
        ),
        (
            call("ListKeys").with(|it| it.method = "DELETE".into()),
            403,
            "UnsupportedHTTPMethod",
            method,
        ),
    ] {
        let answer = server.call(&call);
        let body = answer.json();
        assert_eq!((answer.status, &*answer.code()), (status, code), "{}", answer.text());
        assert_eq!(body["Message"], message);
        assert_eq!(body["HttpStatus"], status);
    }
    // What the common gateway alone has words for stays.
    let malformed = server.call(&call("ListKeys").with(|it| it.token = Some("x".into())));
    assert_eq!(malformed.code(), "InvalidSecurityToken.Malformed");
    assert_eq!(malformed.json()["HttpStatus"], 400);
    // In XML the root is that of the product, also of an error of the gateway.
    let xml = server.call(&Call::rpc("ListKeys").with(|it| {
        it.version = "2016-01-20".into();
        it.key.0 = "none".into();
    }));
    assert!(xml.text().contains("<KMS>") && !xml.text().contains("<Error>"), "{}", xml.text());
}

/// The vendor's client `@alicloud/kms-sdk` 1.1.0 for Node sends none, and counts milliseconds.
#[test]
fn a_call_of_version_1_needs_no_nonce() {
    const TARGET: &str = "/?AccessKeyId=testid&Action=ListKeys&Format=json&SignatureMethod=HMAC-SHA1\
                          &SignatureVersion=1.0&Timestamp=2026-01-01T00%3A00%3A00.000Z&Version=2016-01-20";
    let server = Server::with(|it| it.clock = Some(1_767_225_600_000));
    let get = |target: &str| server.ask(&plain("GET", target, &[], b""));
    let signed = format!("{TARGET}&Signature=guzjNb786Hbky53mUG6HZYgdG0I%3D");
    let answer = get(&signed);
    assert_eq!(answer.status, 200, "{}", answer.text());
    // It is checked like any other.
    assert_eq!(get(&signed.replace("=ListKeys", "=ListSecrets")).code(), "SignatureDoesNotMatch");
    // Other products ask for one.
    let other =
        signed.replace("ListKeys", "DescribeContactList").replace("2016-01-20", "2019-01-01");
    assert_eq!(get(&other).code(), "MissingSignatureNonce");
}

#[test]
fn an_inactive_key_is_forbidden_and_explained() {
    let server = Server::start();
    let ram = |action: &str| {
        Call::rpc(action).query("Format", "JSON").with(|it| {
            it.version = "2015-05-01".into();
        })
    };
    server.call(&ram("CreateUser").query("UserName", "alice"));
    let made = server.call(&ram("CreateAccessKey").query("UserName", "alice")).json();
    let key = |name: &str| made["AccessKey"][name].as_str().unwrap().to_owned();
    let (id, secret) = (key("AccessKeyId"), key("AccessKeySecret"));
    server.call(
        &ram("UpdateAccessKey")
            .query("UserName", "alice")
            .query("UserAccessKeyId", &id)
            .query("Status", "Inactive"),
    );
    let refused = server.call(&call("ListKeys").with(|it| it.key = (id.clone(), secret)));
    assert_eq!((refused.status, refused.code()), (403, "Forbidden.AccessKey".into()));
    let path = format!("/_localyun/explain/{}", refused.field("RequestId"));
    let explained = server.ask(&plain("GET", &path, &[], b""));
    assert!(explained.text().contains("is inactive"), "{}", explained.text());
}

#[test]
fn an_injected_error_is_as_it_was_asked_for() {
    let server = Server::start();
    let rule = json!({"product": "Kms", "error": "ServiceUnavailable"}).to_string();
    let json = ["content-type: application/json"];
    let made = server.ask(&plain("POST", "/_localyun/faults", &json, rule.as_bytes()));
    assert!(made.status < 300, "{}", made.text());
    assert_eq!(server.call(&call("ListKeys")).code(), "ServiceUnavailable");
}

#[test]
fn the_region_of_the_host_outweighs_the_one_that_is_named() {
    let server = Server::start();
    for (host, region, want) in [
        ("kms.cn-shanghai.aliyuncs.com", "cn-beijing", "cn-shanghai"),
        ("kms-vpc.cn-shanghai.aliyuncs.com", "cn-beijing", "cn-shanghai"),
        ("127.0.0.1:4800", "cn-beijing", "cn-beijing"),
        // The name of the host of an instance has no region.
        ("kst-hzz62ee817bvyyr5x0001.cryptoservice.kms.aliyuncs.com", "cn-beijing", "cn-beijing"),
        ("kst-hzz62ee817bvyyr5x0001.cryptoservice.kms.aliyuncs.com", "", "cn-hangzhou"),
    ] {
        let call = old("CreateKey").query("RegionId", region).with(|it| it.host = host.into());
        let answer = server.call(&call).json();
        let arn = answer["KeyMetadata"]["Arn"].as_str().unwrap_or_default().to_owned();
        assert!(arn.starts_with(&format!("acs:kms:{want}:")), "{host} {region}: {answer}");
    }
    // The host of another product does not.
    let ecs = Call::rpc("DescribeContactList").query("RegionId", "cn-beijing");
    assert_eq!(
        server.call(&ecs.with(|it| it.host = "metrics.cn-shanghai.aliyuncs.com".into())).status,
        200
    );
}
