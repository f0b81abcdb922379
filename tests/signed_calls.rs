//! Calls that the server signs for those who do not, and what it says can be called.

use std::fmt::Write;

use actions::{PRODUCTS, Style};
use serde_json::{Value, json};

use crate::support::{Answer, Call, Server, account, plain};

fn sign(server: &Server, query: &str, body: &Value, headers: &[&str]) -> Answer {
    let text = body.to_string();
    let length = format!("content-length: {}", text.len());
    let headers = [&[&*length], headers].concat();
    server.ask(&plain("POST", &format!("/_localyun/sign{query}"), &headers, text.as_bytes()))
}

/// The answer to what was signed, sent as it is described.
fn sent(server: &Server, signed: &Value) -> Answer {
    let text = |name: &str| signed[name].as_str().unwrap().to_owned();
    let mut request = format!("{} {} HTTP/1.1\r\n", text("method"), text("path"));
    for pair in signed["headers"].as_array().unwrap() {
        let _ = write!(request, "{}: {}\r\n", pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
    }
    let body = text("body");
    let _ = write!(request, "content-length: {}\r\n\r\n{body}", body.len());
    server.ask(request.as_bytes())
}

/// The ARN of who has called, by a call that is signed as `how` has it.
fn arn(server: &Server, how: &Value) -> String {
    let mut body = json!({ "product": "sts", "action": "GetCallerIdentity" });
    body.as_object_mut().unwrap().extend(how.as_object().unwrap().clone());
    let signed = sign(server, "", &body, &[]);
    assert_eq!(signed.status, 200, "{}", signed.text());
    sent(server, &signed.json()).field("Arn")
}

fn get(server: &Server, path: &str) -> Answer {
    server.ask(&plain("GET", path, &[], b""))
}

#[test]
fn every_action_is_described_and_can_be_signed() {
    let server = Server::start();
    let listed = get(&server, "/_localyun/actions").json();
    for product in PRODUCTS.iter().filter(|it| !it.actions.is_empty()) {
        let all = listed["products"].as_array().unwrap();
        let shown = all.iter().find(|it| it["id"] == product.id).unwrap();
        let names: Vec<_> =
            shown["actions"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
        assert_eq!(names, product.actions.iter().map(|it| it.name).collect::<Vec<_>>());
        for (at, entry) in product.actions.iter().enumerate() {
            let what = format!("{} {}", product.id, entry.name);
            let path = format!("/_localyun/actions/{}/{}", product.id, entry.name);
            let shown = get(&server, &path).json();
            assert_eq!(shown["version"], product.version, "{what}");
            let parameters = shown["parameters"].as_array().unwrap();
            assert_eq!(parameters.len(), entry.described(product).len(), "{what}");
            let path = shown["path"].as_str().unwrap();
            let in_path = path
                .split('/')
                .filter_map(|it| it.strip_prefix(['{', '['])?.strip_suffix(['}', ']']));
            let values: serde_json::Map<_, _> =
                in_path.map(|name| (name.to_owned(), "a b/c".into())).collect();
            // One of each product and way to be called is enough of what is sent.
            if at > 0 && product.style == Style::Rpc {
                continue;
            }
            let body = json!({ "product": product.id, "action": entry.name, "parameters": values });
            let signed = sign(&server, "", &body, &[]);
            assert_eq!(signed.status, 200, "{what}: {}", signed.text());
            let answer = sent(&server, &signed.json());
            let code = answer.code();
            assert!(
                !["SignatureDoesNotMatch", "InvalidAction.NotFound", "IncompleteSignature"]
                    .contains(&&*code),
                "{what}: {}",
                answer.text()
            );
            assert_eq!(
                get(&server, "/_localyun/calls?limit=1").json()["calls"][0]["action"],
                entry.name
            );
        }
    }
}

#[test]
fn any_key_of_the_world_signs() {
    let server = Server::start();
    assert_eq!(arn(&server, &json!({})), "acs:ram::1000000000000001:root");
    let ram = |action: &str| {
        Call::of(action).with(|it| {
            it.host = "ram.aliyuncs.com".into();
            it.version = "2015-05-01".into();
        })
    };
    assert_eq!(server.call(&ram("CreateUser").query("UserName", "alice")).status, 200);
    let key = server.call(&ram("CreateAccessKey").query("UserName", "alice")).json();
    let id = &key["AccessKey"]["AccessKeyId"];
    assert_eq!(
        arn(&server, &json!({ "access_key_id": id })),
        "acs:ram::1000000000000001:user/alice"
    );
    // A session by its token; once it has called, by its key or its name too.
    let session = get(&server, "/_localyun/credentials").json();
    let (id, token) = (&session["AccessKeyId"], &session["SecurityToken"]);
    let by_id = json!({ "product": "sts", "action": "GetCallerIdentity", "access_key_id": id });
    let unknown = sign(&server, "", &by_id, &[]);
    assert_eq!(unknown.status, 404);
    assert!(unknown.text().contains("give `security_token`"), "{}", unknown.text());
    let role = arn(&server, &json!({ "security_token": token }));
    assert!(role.contains(":assumed-role/") && role.ends_with("/localyun"), "{role}");
    assert_eq!(arn(&server, &json!({ "access_key_id": id })), role);
    assert_eq!(arn(&server, &json!({ "session_name": "localyun" })), role);
    assert_eq!(arn(&server, &json!({ "access_key_id": id, "security_token": token })), role);
    // Each world has its own.
    let world =
        server.ask(&plain("POST", "/_localyun/worlds", &["content-length: 2"], b"{}")).json();
    let body = json!({ "product": "sts", "action": "GetCallerIdentity" });
    let query = format!("?world={}", world["id"].as_str().unwrap());
    let signed = sign(&server, &query, &body, &[]).json();
    assert_eq!(signed["access_key_id"], world["accounts"][0]["access_key_id"]);
    let account = world["accounts"][0]["account"].as_str().unwrap();
    assert_eq!(sent(&server, &signed).field("AccountId"), account);
}

#[test]
fn what_is_signed_goes_where_it_was_asked_for() {
    let server = Server::start();
    let body = json!({
        "product": "Cms", "action": "PutContact", "region": "cn-beijing",
        "parameters": { "ContactName": "it's <ops> 张", "Describe": "x".repeat(9000), "N": 5, "B": true },
    });
    for host in ["localhost:4800", "127.0.0.1:4801", "[::1]:4800"] {
        let signed = sign(&server, "", &body, &[&format!("host: {host}")]).json();
        let text = |name: &str| signed[name].as_str().unwrap().to_owned();
        assert_eq!(text("url"), format!("http://{host}{}", text("path")));
        assert!(text("canonical_request").contains(&format!("\nhost:{host}\n")));
        assert!(text("string_to_sign").starts_with("ACS3-HMAC-SHA256\n"));
        // It is too long for a query.
        assert!(
            text("body").contains("RegionId=cn-beijing") && text("body").contains("&N=5&B=true")
        );
        assert!(!signed.to_string().contains("testsecret"));
    }
    let curl = sign(
        &server,
        "?as=text",
        &json!({ "product": "cms", "action": "DescribeContactList" }),
        &[],
    );
    assert_eq!(curl.header("content-type"), Some("text/plain;charset=utf-8"));
    assert!(
        curl.text().starts_with("curl -sS ") && curl.text().ends_with("'\n"),
        "{}",
        curl.text()
    );
    // One that is not emulated can be signed too.
    let other =
        sign(&server, "", &json!({ "product": "Dysmsapi", "action": "CreateSmartShortUrl" }), &[])
            .json();
    assert_eq!(sent(&server, &other).code(), "NotEmulated.Localyun");
}

#[test]
fn what_cannot_be_signed_is_told_with_what_is_near() {
    let pem = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/signed/public-key.pem");
    let server = Server::with(|o| {
        o.accounts.push(account(&format!("1000000000000001:rsa:@{pem}")));
    });
    for (body, status, part) in [
        (json!({ "action": "PutContact" }), 400, "it is needed"),
        (json!({ "product": "cms" }), 400, "it is needed"),
        (json!({ "product": "cmss", "action": "PutContact" }), 404, "did you mean"),
        (json!({ "product": "cms", "action": "PutContat" }), 404, "did you mean PutContact?"),
        (json!({ "product": "cms", "action": "GetCallerIdentity" }), 404, "is an action of Sts"),
        (
            json!({ "product": "cms", "action": "PutContact", "parameters": [] }),
            400,
            "an object of names",
        ),
        (
            json!({ "product": "cms", "action": "PutContact", "parameters": { "A": ["x"] } }),
            400,
            "elements of a list are `A.1`",
        ),
        (
            json!({ "product": "cms", "action": "PutContact", "access_key_id": "no" }),
            404,
            "no access key `no`",
        ),
        (
            json!({ "product": "cms", "action": "PutContact", "access_key_id": "rsa" }),
            400,
            "public half",
        ),
        (
            json!({ "product": "cms", "action": "PutContact", "security_token": "x" }),
            404,
            "not made in this world",
        ),
        (
            json!({ "product": "cms", "action": "PutContact", "session_name": "x" }),
            404,
            "no call of this session",
        ),
        (json!({ "product": "cms", "action": "PutContact", "parameters": { "A": "\0" } }), 200, ""),
        (json!({ "product": "cms", "action": "PutContact", "security_token": "a\nb" }), 404, ""),
    ] {
        let answer = sign(&server, "", &body, &[]);
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        assert!(answer.text().contains(part), "{body}: {}", answer.text());
    }
    for (path, part) in
        [("cmss/PutContact", "did you mean cms?"), ("cms/PutContat", "did you mean PutContact?")]
    {
        let answer = get(&server, &format!("/_localyun/actions/{path}"));
        assert_eq!(answer.status, 404);
        assert!(answer.text().contains(part), "{}", answer.text());
    }
    let answer = get(&server, "/_localyun/actions?product=nothing");
    assert_eq!(answer.status, 404);
    let found = get(&server, "/_localyun/actions?search=PUT%20group").json();
    assert!(found["products"][0]["actions"].as_array().unwrap().iter().all(|it| {
        let text = format!("{} {}", it["name"], it["doc"]).to_lowercase();
        text.contains("put") && text.contains("group")
    }));
}
