//! `x-localyun-hint`: what is wrong, where the vendor's text hides it.

use localyun::clock;

use crate::support::{Answer, Call, HOST, Server, plain};

#[track_caller]
fn check(answer: &Answer, code: &str, hint: &str) {
    assert_eq!(answer.code(), code, "{}", answer.text());
    let found = answer.header("x-localyun-hint").unwrap_or_default();
    assert!(found.contains(hint), "{code}: {found:?} instead of {hint:?}");
    assert!(!answer.text().contains(hint), "the body is the vendor's");
}

fn list() -> Call {
    Call::of("DescribeContactList")
}

#[test]
fn a_parameter_that_is_wrong_is_named() {
    let server = Server::start();
    let many = (1..=120)
        .fold(Call::of("PutContactGroup"), |call, n| call.query(&format!("ContactNames.{n}"), "a"));
    for (call, code, hint) in [
        (
            list().query("PageSize", "abc"),
            "InvalidParameterValue",
            "PageSize is not of the type Integer; it is \"abc\".",
        ),
        (list().query("PageNumber", "0"), "InvalidParameterValue", "PageNumber must be"),
        (
            many.query("ContactGroupName", "g"),
            "InvalidParameterValue",
            "ContactNames has more than 100 elements; it has 120.",
        ),
        (
            Call::of("PutContact").query("contactName", "x"),
            "MissingContactName",
            "Names of parameters are case-sensitive: the call has contactName, not ContactName.",
        ),
        (
            Call::of("PutContact").query("ContactName", ""),
            "MissingContactName",
            "ContactName is there, but empty.",
        ),
    ] {
        check(&server.call(&call), code, hint);
        let xml = server.call(&call.query("Format", "XML"));
        assert!(xml.text().starts_with("<?xml"));
        check(&xml, code, hint);
    }
}

#[test]
fn whoever_looks_for_a_machine_is_told_that_there_is_none() {
    let server = Server::start();
    let ecs = |action| {
        Call::of(action)
            .with(|call| {
                call.version = "2014-05-26".into();
                call.host = "ecs.cn-hangzhou.aliyuncs.com".into();
            })
            .query("RegionId", "cn-hangzhou")
    };
    let none = "There is no machine behind an instance";
    for action in ["RunCommand", "InvokeCommand", "SendFile", "StartTerminalSession"] {
        check(&server.call(&ecs(action)), "NotEmulated.Localyun", none);
    }
    // Other actions that are not emulated have nothing to do with machines.
    let other = server.call(&ecs("CreateDeploymentSet"));
    assert_eq!(
        (other.code(), other.header("x-localyun-hint")),
        ("NotEmulated.Localyun".into(), None)
    );
    let group = ecs("RunInstances")
        .query("ImageId", "aliyun_3_x64_20G_alibase_20240819.vhd")
        .query("InstanceType", "ecs.g7.large");
    let made = server.call(&group.query("UserData", "IyEvYmluL3No"));
    assert_eq!(made.status, 200, "{}", made.text());
    assert!(made.header("x-localyun-hint").unwrap_or_default().contains(none));
    let id = made.json()["InstanceIdSets"]["InstanceIdSet"][0].as_str().unwrap().to_owned();
    for action in ["GetInstanceConsoleOutput", "DescribeInstanceVncUrl"] {
        let answer = server.call(&ecs(action).query("InstanceId", &id));
        assert!(answer.header("x-localyun-hint").unwrap_or_default().contains(none), "{action}");
    }
}

#[test]
fn an_answer_with_nothing_to_add_has_none() {
    let server = Server::start();
    for call in [Call::put("Alice"), Call::of("PutContact"), list()] {
        let answer = server.call(&call);
        assert_eq!(answer.header("x-localyun-hint"), None, "{}", answer.text());
    }
}

#[test]
fn a_time_that_is_refused_is_shown_beside_the_servers() {
    const HOUR: i64 = 3_600_000;
    let server = Server::start();
    let now = clock::real_now();
    let after = |text: &str, words: &str| text.split_once(words).unwrap().1.to_owned();
    for (time, side) in
        [(now - HOUR, ": 60 minutes behind. At most"), (now + HOUR, ": 60 minutes ahead. At most")]
    {
        let answer = server.call(&list().with(|c| c.time = Some(time)));
        check(&answer, "InvalidTimeStamp.Expired", side);
        // The explainer goes by the same clocks, and says the same.
        let hint = answer.header("x-localyun-hint").unwrap().to_owned();
        let path = format!("/_localyun/explain/{}?as=text", answer.field("RequestId"));
        let explained = server.ask(&plain("GET", &path, &[], b"")).text().to_owned();
        assert_eq!(
            after(&explained, side).lines().next().unwrap(),
            after(&hint, side),
            "{explained}"
        );
    }
    // A moved clock: the client may know of it or not, and the nearer of both is shown.
    let moved = Server::with(|o| o.clock = Some(1_577_836_800_000));
    let answer = moved.call(&list().with(|c| c.time = Some(1_577_836_800_000 - HOUR)));
    let hint = "The request's time is 2019-12-31T23:00:00Z, the server's is 2020-01-01T00:00:00Z: 60 \
                minutes behind. At most 15 minutes are accepted. The server's clock was moved";
    check(&answer, "InvalidTimeStamp.Expired", hint);
    let path = format!("/_localyun/explain/{}?as=text", answer.field("RequestId"));
    let explained = moved.ask(&plain("GET", &path, &[], b"")).text().to_owned();
    assert!(explained.contains(answer.header("x-localyun-hint").unwrap()), "{explained}");
    // One with the machine's time is right under a moved clock, for the explainer too.
    let raw = list().bytes();
    let length = format!("content-length: {}", raw.len());
    let explained = moved.ask(&plain("POST", "/_localyun/explain?as=text", &[&length], &raw));
    let explained = explained.text();
    assert!(explained.contains("The signature is right."), "{explained}");
    assert!(!explained.contains("The request's time"), "{explained}");
    let answer = server.call(&list().edit(|r| {
        r.headers.iter_mut().find(|(n, _)| n == "x-acs-date").unwrap().1 = "yesterday".into();
    }));
    check(&answer, "InvalidTimeStamp.Format", "It has to be like 2026-11-21T22:53:41Z, in UTC.");
}

#[test]
fn a_body_that_is_not_read_is_said_to_be() {
    let server = Server::start();
    let put = |kind: &str, body: &str| {
        Call::of("PutContact").with(|c| c.body = Some((kind.into(), body.into())))
    };
    for (kind, body, hint) in [
        ("text/plain", "ContactName=x", "its Content-Type is neither"),
        ("multipart/form-data; boundary=x", "ContactName=x", "its Content-Type is neither"),
        ("application/json", "[1]", "it is no JSON object"),
        ("application/json", "{\"ContactName\":", "it is no JSON object"),
    ] {
        check(&server.call(&put(kind, body)), "MissingContactName", hint);
    }
    let body = b"Action=PutContact&Version=2019-01-01";
    let answer = server.ask(&plain("POST", "/?Format=JSON", &[], body));
    check(&answer, "InvalidAction.NotFound", "it has no Content-Type");
    let answer = server.ask(&plain("POST", "/?Format=JSON&Action=PutContact", &[], body));
    check(&answer, "MissingVersion", "it has no Content-Type");
    // An RPC signature of version 1 does not cover JSON, so nothing of it is applied.
    let call = Call::rpc("PutContact").query("Format", "JSON").with(|c| {
        c.body = Some(("application/json".into(), r#"{"ContactName":"x"}"#.into()));
    });
    check(&server.call(&call), "MissingContactName", "the signature does not cover them");
    // Where nothing that is required was in it the call succeeds, and is told all the same.
    let call = Call::rpc("DescribeContactList").with(|c| {
        c.body = Some(("application/json".into(), r#"{"PageSize":"abc"}"#.into()));
    });
    let typed = Call::of("DescribeContactList")
        .with(|c| c.body = Some(("text/plain".into(), "PageSize=abc".into())));
    for (call, words) in [
        (
            call,
            "The parameters in the body were left out, since the signature does not cover them.",
        ),
        (typed, "No parameter was read from the body, since its Content-Type is neither"),
    ] {
        for format in ["JSON", "XML"] {
            let answer = server.call(&call.clone().query("Format", format));
            assert_eq!(answer.status, 200, "{}", answer.text());
            let hint = answer.header("x-localyun-hint").unwrap_or_default();
            assert!(hint.contains(words) && hint.len() <= 500, "{hint:?}");
            assert!(!answer.text().contains(words), "the body is the vendor's");
        }
    }
    // One that is read, and lacks the parameter, is no reason.
    let answer = server.call(&Call::of("PutContact").form("Describe", "x"));
    assert_eq!(answer.header("x-localyun-hint"), None);
}

#[test]
fn a_call_for_no_action_is_shown_the_nearest() {
    let server = Server::start();
    let call = |host: &str, version: &str, action: &str| {
        let (host, version) = (host.to_owned(), version.to_owned());
        Call::of(action).with(|c| (c.host, c.version) = (host, version))
    };
    for (call, code, hint) in [
        (
            call("nothing.cn-hangzhou.aliyuncs.com", "2019-01-01", "PutContact"),
            "InvalidProduct.NotFound",
            "No product is known by a host that starts with nothing.",
        ),
        (
            call("metrics.aliyuncs.com", "2001-01-01", "PutContact"),
            "InvalidVersion",
            "This host is that of Cms 2018-03-08, Cms 2019-01-01. PutContact is an action of Cms \
             2019-01-01.",
        ),
        // A published action at the host of another product: the host decides, as at the vendor's.
        (
            call("metrics.cn-hangzhou.aliyuncs.com", "2014-05-26", "DescribeInstances"),
            "InvalidVersion",
            "This host is that of Cms 2018-03-08, Cms 2019-01-01. DescribeInstances is an action \
             of ",
        ),
        (
            call("ecs.aliyuncs.com", "2017-05-25", "SendSms"),
            "InvalidVersion",
            ". SendSms is an action of Dysmsapi 2017-05-25",
        ),
        (
            call(HOST, "2001-01-01", "SendSms"),
            "InvalidVersion",
            "SendSms is an action of Dysmsapi 2017-05-25",
        ),
        (
            call(HOST, "2019-01-01", "putContact"),
            "InvalidAction.NotFound",
            "Names of actions are case-sensitive: it is PutContact.",
        ),
        (
            call(HOST, "2019-01-01", "SendSms"),
            "InvalidAction.NotFound",
            "SendSms is an action of Dysmsapi 2017-05-25",
        ),
        (
            call(HOST, "2019-01-01", "PutContact").with(|c| c.path = "/api".into()),
            "InvalidAction.NotFound",
            "PutContact is called at the path /.",
        ),
        (
            call(HOST, "2019-05-06", "DescribeApplicationStatus").with(|c| {
                c.path = "/pop/v1/sam/app/describeApplicationStatus".into();
            }),
            "InvalidAction.NotFound",
            "This path is there for GET, not for POST.",
        ),
        (
            call(HOST, "2019-05-06", "DescribeApplicationSlbs"),
            "InvalidAction.NotFound",
            "DescribeApplicationSlbs is called by GET /pop/v1/sam/app/slb.",
        ),
        (
            call(HOST, "2019-01-01", "PutContact").with(|c| c.method = "PATCH".into()),
            "UnsupportedHTTPMethod",
            "The action takes GET, POST and PUT, not PATCH.",
        ),
    ] {
        check(&server.call(&call), code, hint);
    }
    let answer = server.ask(&plain("GET", "/?Format=JSON", &[], b""));
    check(
        &answer,
        "InvalidAction.NotFound",
        "neither a parameter Action nor a header x-acs-action",
    );
    let answer = server.ask(&plain("GET", "/?Format=JSON&action=PutContact", &[], b""));
    check(&answer, "InvalidAction.NotFound", "the call has action, not Action.");
}

#[test]
fn a_signature_that_is_wrong_can_be_explained() {
    let server = Server::start();
    let answer = server.call(&list().with(|c| c.key.1 = "wrong".into()));
    let hint = format!("`localyun explain {}` says what differs.", answer.field("RequestId"));
    check(&answer, "SignatureDoesNotMatch", &hint);
    let answer = server.call(&list().with(|c| c.token = Some("x".into())));
    check(&answer, "InvalidSecurityToken.Malformed", "The token was not made here");
    let named = Call::rpc("DescribeContactList").query("Format", "JSON").edit(|r| {
        r.target = r.target.replace("Timestamp=", "TimeStamp=");
    });
    check(&server.call(&named), "MissingTimestamp", "the call has TimeStamp, not Timestamp.");
}

#[test]
fn what_is_around_a_key_id_is_shown() {
    let server = Server::start();
    for id in [" testid", "\"testid\"", "testid\n"] {
        let answer = server.call(&Call::rpc("DescribeContactList").with(|c| c.key.0 = id.into()));
        check(&answer, "InvalidAccessKeyId.NotFound", &format!("The access key id is {id:?}"));
    }
    let answer = server.call(&list().with(|c| c.key.0 = "nobody".into()));
    assert_eq!(answer.header("x-localyun-hint"), None);
}

#[test]
fn a_system_policy_that_is_not_known_here_is_told_from_a_custom_one() {
    let server = Server::start();
    let get = |kind: &str| {
        let call =
            Call::of("GetPolicy").query("PolicyType", kind).query("PolicyName", "AliyunNothing");
        server.call(&call.with(|c| c.version = "2015-05-01".into()))
    };
    check(&get("System"), "EntityNotExist.Policy", "AliyunNothing is none of the ");
    assert_eq!(get("Custom").header("x-localyun-hint"), None);
}

#[test]
fn what_is_allowed_in_the_place_of_something_else_is_said() {
    let server = Server::start();
    let authorization = |value: &'static str| {
        let mut request = list().sign();
        request.headers.retain(|(n, _)| n != "authorization");
        request.headers.push(("authorization".into(), value.into()));
        server.ask(&crate::support::bytes(&request))
    };
    for (answer, code, hint) in [
        (
            server.call(&list().query("Format", "YAML")),
            "InvalidParameter.Format",
            "Format has to be JSON or XML.",
        ),
        (
            server.call(&list().edit(|r| {
                r.headers.iter_mut().find(|(n, _)| n == "accept").unwrap().1 = "image/png".into();
            })),
            "InvalidParameter.Accept",
            "Accept has to allow application/json",
        ),
        (
            authorization("ACS3-HMAC-MD5 Credential=testid,SignedHeaders=host,Signature=0"),
            "InvalidSignatureMethod",
            "one of ACS3-HMAC-SHA256, ACS3-HMAC-SM3, ACS3-RSA-SHA256, ACS4-HMAC-SHA256, ACS4-HMAC-SM3.",
        ),
        (
            authorization("ACS3-HMAC-SHA256 Credential=testid,Signature=0"),
            "IncompleteSignature",
            "SignedHeaders is missing",
        ),
        (
            authorization("ACS4-HMAC-SHA256 Credential=testid,SignedHeaders=host,Signature=0"),
            "IncompleteSignature",
            "KEY/20261121/REGION/PRODUCT/aliyun_v4_request",
        ),
    ] {
        check(&answer, code, hint);
    }
}

/// Whatever the caller writes, the header stays one line of plain text.
#[test]
fn a_hint_is_safe_to_send() {
    let server = Server::start();
    let name = format!("SENDSMS{}", "\u{202e}\r\nx-evil: 1%".repeat(100));
    let asked = list().query(&name, "");
    let answer = server.call(&asked);
    assert_eq!(answer.header("x-localyun-hint"), None);
    let odd = "%\u{202e}\r\nx-evil: 1";
    let answer = server.call(&list().query("PageSize", odd));
    let hint = answer.header("x-localyun-hint").unwrap();
    assert!(hint.ends_with(r#"it is "%25\u{202e}\r\nx-evil: 1"."#), "{hint}");
    assert!(hint.bytes().all(|b| (b' '..=b'~').contains(&b)), "{hint}");
}
