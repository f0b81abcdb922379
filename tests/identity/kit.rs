//! The kit for permissions: what is explained of calls, what is decided without one, which policy a run needs.
//!
//! truth: the decisions are those of `fixtures/policy` and of the calls themselves.

use localyun::config::Iam;
use serde_json::{Value, json};

use super::{
    ACCOUNT, allow,
    client::{Answer, Key, Server},
    denied::explained,
    with_role,
};

fn text(explained: &Value) -> &str {
    explained["text"].as_str().unwrap()
}

async fn check(server: &Server, body: &Value) -> Answer {
    server.control("POST", "policy/check", &body.to_string()).await
}

#[tokio::test]
async fn an_accepted_call_is_explained() {
    let server = Server::start(Iam::Enforce).await;
    let alice = server.user("alice").await;
    server
        .grant(
            "alice",
            "lists",
            &json!({ "Version": "1", "Statement": {
                "Sid": "read only", "Effect": "Allow", "Action": "ram:List*", "Resource": "*",
            }}),
        )
        .await;
    let answer = server.call(&alice, "ram:ListUsers", &[]).await;
    let it = explained(&server, &answer).await;
    assert_eq!(
        (&it["status"], &it["refused"], &it["code"]),
        (&json!(200), &json!(false), &Value::Null)
    );
    assert_eq!((&it["product"], &it["action"]), (&json!("Ram"), &json!("ListUsers")));
    let caller = json!({ "account": ACCOUNT, "principal": "user/alice", "access_key": alice.id });
    assert_eq!(it["caller"], caller);
    let decision = &it["decisions"][0];
    assert_eq!(decision["allowed"], true);
    let matched = json!([{
        "policy": "lists", "type": "Custom", "version": "v1", "attached_to": "RamUser",
        "statement": 1, "sid": "read only", "effect": "Allow",
    }]);
    assert_eq!(decision["matched"], matched);
    assert_eq!(it["explanation"]["verdict"], "match");
    assert_eq!(it["explanation"]["scheme"], "acs3-hmac-sha256");
    assert!(text(&it).contains(&format!(
        "Statement 1 (Sid \"read only\") of the custom policy lists (v1, attached to the user) allows ram:ListUsers on acs:ram:*:{ACCOUNT}:user/*."
    )), "{}", text(&it));
    // The account itself needs none.
    let answer = server.call(&Key::root(), "ram:ListUsers", &[]).await;
    let it = explained(&server, &answer).await;
    assert_eq!(it["decisions"], json!([]));
    assert!(text(&it).contains("the account itself may do everything"), "{}", text(&it));
}

#[tokio::test]
async fn an_error_of_the_action_is_told_from_a_refusal() {
    let server = Server::start(Iam::Enforce).await;
    let answer = server.call(&Key::root(), "ram:GetUser", &[("UserName", "nobody")]).await;
    assert_eq!(answer.code(), "EntityNotExist.User");
    let it = explained(&server, &answer).await;
    assert_eq!((&it["refused"], &it["code"]), (&json!(false), &json!("EntityNotExist.User")));
    assert!(
        text(&it).contains(
            "Signature and policies were fine: the action itself answered 404 EntityNotExist.User"
        ),
        "{}",
        text(&it)
    );
}

#[tokio::test]
async fn a_refusal_names_what_would_have_to_be_allowed() {
    let server = Server::start(Iam::Enforce).await;
    let alice = with_role(&server).await;
    let answer = server.call(&alice, "ram:ListUsers", &[]).await;
    let it = explained(&server, &answer).await;
    let decision = &it["decisions"][0];
    assert_eq!((&decision["allowed"], &decision["explicit"]), (&json!(false), &json!(false)));
    let statement = json!({ "Effect": "Allow", "Action": "ram:ListUsers", "Resource": format!("acs:ram:*:{ACCOUNT}:user/*") });
    assert_eq!(decision["needed"], statement);
    // Pasted, it does.
    server.grant("alice", "pasted", &json!({ "Version": "1", "Statement": [statement] })).await;
    server.call(&alice, "ram:ListUsers", &[]).await.good();
    // A role that trusts nobody of the account: the statement is for its trust policy.
    let trust = json!({ "Version": "1", "Statement": [{
        "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": ["ecs.aliyuncs.com"] },
    }] }).to_string();
    let role = [("RoleName", "closed"), ("AssumeRolePolicyDocument", trust.as_str())];
    server.call(&Key::root(), "ram:CreateRole", &role).await.good();
    let arn = format!("acs:ram::{ACCOUNT}:role/closed");
    let assume = [("RoleArn", arn.as_str()), ("RoleSessionName", "night")];
    let answer = server.call(&alice, "sts:AssumeRole", &assume).await;
    assert_eq!(answer.status, 403);
    let it = explained(&server, &answer).await;
    let needed = &it["decisions"].as_array().unwrap().last().unwrap()["needed"];
    let principal = json!({ "RAM": [format!("acs:ram::{ACCOUNT}:user/alice")] });
    assert_eq!(
        *needed,
        json!({ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal })
    );
    assert!(
        text(&it).contains("This statement in the trust policy of the role would allow it"),
        "{}",
        text(&it)
    );
    // What is missing says so apart: no policy of hers can allow it.
    let missing = server.control("GET", "policy/suggest?missing=true", "").await.good();
    assert_eq!(missing["policy"], Value::Null, "{missing}");
    assert_eq!(missing["trust"][0]["statement"], *needed, "{missing}");
    let trust = json!({ "Version": "1", "Statement": [needed] }).to_string();
    let role = [("RoleName", "closed"), ("NewAssumeRolePolicyDocument", trust.as_str())];
    server.call(&Key::root(), "ram:UpdateRole", &role).await.good();
    server.call(&alice, "sts:AssumeRole", &assume).await.good();
    let missing = server.control("GET", "policy/suggest?missing=true", "").await.good();
    assert_eq!((&missing["policy"], &missing["trust"]), (&Value::Null, &json!([])), "{missing}");
}

#[tokio::test]
async fn what_is_missing_is_looked_up_in_the_policies_of_today() {
    let server = Server::start(Iam::Enforce).await;
    let alice = server.user("alice").await;
    assert_eq!(server.control("GET", "policy/suggest", "").await.status, 404);
    assert_eq!(server.call(&alice, "ram:ListUsers", &[]).await.status, 403);
    server.grant("alice", "gets", &allow(&json!(["ram:GetUser"]), &json!("*"))).await;
    server.call(&alice, "ram:GetUser", &[("UserName", "alice")]).await.good();
    let path = "policy/suggest?missing=true";
    let missing = |policy: &Value| policy["policy"]["Statement"].clone();
    let wanted = |action: &str, what: &str| {
        json!([{
            "Effect": "Allow", "Action": [action], "Resource": [format!("acs:ram:*:{ACCOUNT}:user/{what}")],
        }])
    };
    let now = server.control("GET", path, "").await.good();
    assert_eq!(missing(&now), wanted("ram:ListUsers", "*"));
    // Attached since, though not called again.
    server.grant("alice", "lists", &allow(&json!(["ram:ListUsers"]), &json!("*"))).await;
    let now = server.control("GET", path, "").await.good();
    assert_eq!(now["policy"], Value::Null, "{now}");
    // Taken away since, though it was allowed then.
    let gets = [("PolicyType", "Custom"), ("PolicyName", "gets"), ("UserName", "alice")];
    server.call(&Key::root(), "ram:DetachPolicyFromUser", &gets).await.good();
    let now = server.control("GET", path, "").await.good();
    assert_eq!(missing(&now), wanted("ram:GetUser", "alice"));
    // Forgotten are the questions, not the calls.
    let call = server.call(&alice, "ram:ListUsers", &[]).await;
    server.control("POST", "policy/forget", "").await.good();
    assert_eq!(server.control("GET", path, "").await.status, 404);
    explained(&server, &call).await;
    server.call(&alice, "ram:ListUsers", &[]).await.good();
    let asked = server.control("GET", "policy/asked", "").await.good();
    assert_eq!(asked["asked"].as_array().unwrap().len(), 1, "{asked}");
}

/// What is answered without a call is what a call meets.
#[tokio::test]
async fn a_check_agrees_with_the_call() {
    let server = Server::start(Iam::Enforce).await;
    let alice = server.user("alice").await;
    let document = json!({ "Version": "1", "Statement": [
        { "Effect": "Allow", "Action": ["ram:List*", "ram:GetUser"], "Resource": "*" },
        { "Effect": "Deny", "Action": "ram:GetUser", "Resource": "acs:ram:*:*:user/bob" },
        { "Effect": "Allow", "Action": "ram:GetRole", "Resource": "*",
          "Condition": { "IpAddress": { "acs:SourceIp": "203.0.113.0/24" } } },
    ] });
    server.grant("alice", "some", &document).await;
    let local = ("127.0.0.1", "127.0.0.1");
    let office = ("203.0.113.9", "203.0.113.9");
    for (action, name, resource, (ip, from)) in [
        ("ram:ListUsers", ("", ""), "user/*", local),
        ("ram:GetUser", ("UserName", "alice"), "user/alice", local),
        ("ram:GetUser", ("UserName", "bob"), "user/bob", local),
        ("ram:DeleteUser", ("UserName", "bob"), "user/bob", local),
        ("ram:GetRole", ("RoleName", "x"), "role/x", local),
        ("ram:GetRole", ("RoleName", "x"), "role/x", office),
    ] {
        let parameters: &[(&str, &str)] = if name.0.is_empty() { &[] } else { &[name] };
        let called =
            server.call_from(&alice, action, parameters, &[("x-forwarded-for", from)]).await;
        let resource = format!("acs:ram:*:{ACCOUNT}:{resource}");
        let body = json!({ "as": "user/alice", "action": action, "resource": resource, "ip": ip });
        let checked = check(&server, &body).await.good();
        assert_eq!(checked["allowed"], called.status != 403, "{action} {resource} {ip}: {checked}");
    }
    let body = json!({ "as": "user/nobody", "action": "ram:ListUsers" });
    assert_eq!(check(&server, &body).await.status, 404);
    for (name, value) in [
        ("as", json!("nobody")),
        ("ip", json!("x")),
        ("time", json!("now")),
        ("tags", json!([])),
        ("mfa", json!(1)),
    ] {
        let mut body = json!({ "as": "user/alice", "action": "ram:ListUsers" });
        body[name] = value;
        let answer = check(&server, &body).await;
        assert_eq!(answer.status, 400, "{name}");
        assert!(answer.body["message"].as_str().unwrap().contains(name), "{}", answer.body);
    }
}

/// The three calls of a test of a role for GitHub Actions.
#[tokio::test]
async fn a_token_of_an_issuer_assumes_a_role() {
    let server = Server::start(Iam::Enforce).await;
    let root = Key::root();
    let made = [
        ("OIDCProviderName", "github"),
        ("IssuerUrl", "https://token.actions.githubusercontent.com"),
        ("ClientIds", "sts.aliyuncs.com"),
    ];
    server.call(&root, "ims:CreateOIDCProvider", &made).await.good();
    let provider = format!("acs:ram::{ACCOUNT}:oidc-provider/github");
    let trust = json!({ "Version": "1", "Statement": [{
        "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Federated": [provider] },
        "Condition": { "StringEquals": { "oidc:sub": "repo:example/app:ref:refs/heads/main" } },
    }] })
    .to_string();
    let role = [("RoleName", "deploy"), ("AssumeRolePolicyDocument", trust.as_str())];
    server.call(&root, "ram:CreateRole", &role).await.good();
    let token = async |subject: &str| {
        let body = json!({ "issuer": "github", "claims": { "sub": subject } }).to_string();
        server.control("POST", "ims/oidc-tokens", &body).await.good()["token"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let assume = async |token: &str| {
        let head = format!(
            "GET /?Action=AssumeRoleWithOIDC&Format=JSON&Version=2015-04-01\
             &Timestamp=2026-01-01T00%3A00%3A00Z&RoleSessionName=ci&OIDCProviderArn={provider}\
             &RoleArn=acs:ram::{ACCOUNT}:role/deploy&OIDCToken={token} HTTP/1.1\r\nhost: {}\r\n",
            server.address
        );
        server.send(&head).await
    };
    let good = token("repo:example/app:ref:refs/heads/main").await;
    let answer = assume(&good).await.good();
    let session = Key::of(&answer["Credentials"]);
    server.call(&session, "sts:GetCallerIdentity", &[]).await.good();
    // The key is made once; another subject is refused by the trust policy.
    let other = token("repo:example/app:pull_request").await;
    assert_eq!(good.split('.').next(), other.split('.').next(), "the same key");
    let refused = assume(&other).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    // What the token states is what the reader of the Condition needs, and the statement lets nobody else in.
    let id = refused.body["RequestId"].as_str().unwrap();
    let why = server.control("GET", &format!("explain/{id}"), "").await.good().to_string();
    let (why, subject) = (why.replace('\\', ""), "repo:example/app:pull_request");
    for part in [format!("oidc:sub is {subject}"), format!(r#""oidc:sub":["{subject}"]"#)] {
        assert!(why.contains(&part), "{part}: {why}");
    }
    for (body, words) in [
        (json!({ "claims": { "sub": "x" } }), "issuer"),
        (json!({ "issuer": "http://x", "claims": { "sub": "x" } }), "https"),
        (json!({ "issuer": "github" }), "sub"),
        (json!({ "issuer": "github", "claims": { "sub": "x" }, "ttl": 0 }), "ttl"),
        (json!({ "issuer": "github", "claims": { "sub": "x".repeat(20_000) } }), "longer"),
    ] {
        let answer = server.control("POST", "ims/oidc-tokens", &body.to_string()).await;
        assert_eq!(answer.status, 400, "{}", answer.body);
        assert!(answer.body["message"].as_str().unwrap().contains(words), "{}", answer.body);
    }
}
