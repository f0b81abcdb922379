//! Identities over a real socket: keys, tokens and policies, as a client meets them.

mod client;
mod control_policies;
mod denied;
mod kit;
mod questions;

use actions::{Access, Caller, Entry, Origin, PRODUCTS, Parameters, Params, Principal, Product};
use localyun::{
    cli::policy::{self, Server as Asked, Suggest},
    config::Iam,
    exchange::{Decisions, Exchange},
    gateway::{self, authorize::Source, encode::Format},
    route::Target,
};
use serde_json::{Value, json};

use self::client::{Key, Server};
use crate::transcripts::provider;

const ACCOUNT: &str = "1000000000000001";

fn allow(actions: &Value, resources: &Value) -> Value {
    json!({ "Version": "1", "Statement": [
        { "Effect": "Allow", "Action": actions, "Resource": resources }
    ] })
}

fn trust() -> String {
    json!({ "Version": "1", "Statement": [{
        "Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": { "RAM": [format!("acs:ram::{ACCOUNT}:root")] },
    }] })
    .to_string()
}

/// A user who may assume the role `ops`, and the role.
async fn with_role(server: &Server) -> Key {
    let alice = server.user("alice").await;
    server.attach("alice", "System", "AliyunSTSAssumeRoleAccess").await;
    let trust = trust();
    let role = [("RoleName", "ops"), ("AssumeRolePolicyDocument", trust.as_str())];
    server.call(&Key::root(), "ram:CreateRole", &role).await.good();
    alice
}

async fn assume(server: &Server, key: &Key) -> Key {
    let arn = format!("acs:ram::{ACCOUNT}:role/ops");
    let wanted =
        [("RoleArn", arn.as_str()), ("RoleSessionName", "night"), ("DurationSeconds", "900")];
    let answer = server.call(key, "sts:AssumeRole", &wanted).await.good();
    Key::of(&answer["Credentials"])
}

#[tokio::test]
async fn a_key_signs_at_once_and_fails_at_once() {
    let server = Server::start(Iam::Enforce).await;
    let (root, alice) = (Key::root(), server.user("alice").await);
    let who = server.call(&alice, "sts:GetCallerIdentity", &[]).await.good();
    assert_eq!(who["Arn"], format!("acs:ram::{ACCOUNT}:user/alice"));

    let key = ("UserAccessKeyId", alice.id.as_str());
    let (off, on) = (("Status", "Inactive"), ("Status", "Active"));
    let user = ("UserName", "alice");
    server.call(&root, "ram:UpdateAccessKey", &[key, off, user]).await.good();
    let refused = server.call(&alice, "sts:GetCallerIdentity", &[]).await;
    assert_eq!((refused.status, refused.code()), (400, "InvalidAccessKeyId.Inactive"));

    server.call(&root, "ram:UpdateAccessKey", &[key, on, user]).await.good();
    server.call(&alice, "sts:GetCallerIdentity", &[]).await.good();
    let wrong = Key { secret: "wrong".into(), ..alice.clone() };
    let refused = server.call(&wrong, "sts:GetCallerIdentity", &[]).await;
    assert_eq!(refused.code(), "SignatureDoesNotMatch");

    server.call(&root, "ram:DeleteAccessKey", &[key, user]).await.good();
    let refused = server.call(&alice, "sts:GetCallerIdentity", &[]).await;
    assert_eq!((refused.status, refused.code()), (404, "InvalidAccessKeyId.NotFound"));

    // A reset takes the keys with the users.
    let bob = server.user("bob").await;
    server.call(&bob, "sts:GetCallerIdentity", &[]).await.good();
    server.control("POST", "reset", "").await.good();
    let refused = server.call(&bob, "sts:GetCallerIdentity", &[]).await;
    assert_eq!(refused.code(), "InvalidAccessKeyId.NotFound");
}

#[tokio::test]
async fn the_account_itself_may_have_more_keys() {
    let server = Server::start(Iam::Enforce).await;
    let made = server.call(&Key::root(), "ram:CreateAccessKey", &[]).await.good();
    let key = Key::of(&made["AccessKey"]);
    let who = server.call(&key, "sts:GetCallerIdentity", &[]).await.good();
    assert_eq!(who["IdentityType"], "Account");
    server.call(&key, "ram:ListUsers", &[]).await.good();
}

#[tokio::test]
async fn the_last_use_of_a_key_is_seen_and_kept() {
    let server = Server::start(Iam::Enforce).await;
    let (root, alice) = (Key::root(), server.user("alice").await);
    let asked = [("UserName", "alice"), ("UserAccessKeyId", alice.id.as_str())];
    let used = async || {
        let answer = server.call(&root, "ram:GetAccessKeyLastUsed", &asked).await.good();
        answer["AccessKeyLastUsed"]["LastUsedDate"].as_str().unwrap().to_owned()
    };
    assert_eq!(used().await, "");
    server.control("POST", "clock", r#"{"freeze":"2030-01-01T00:00:00Z"}"#).await.good();
    server.call(&alice, "sts:GetCallerIdentity", &[]).await.good();
    assert_eq!(used().await, "2030-01-01T00:00:00Z");
    server.app.world().save_uses().await.unwrap();
    server.control("POST", "clock", r#"{"advance":"1s"}"#).await.good();
    server.call(&alice, "sts:GetCallerIdentity", &[]).await.good();
    assert_eq!(used().await, "2030-01-01T00:00:01Z");
    // Written down, it outlives what is remembered.
    server.app.world().save_uses().await.unwrap();
    server.app.world().identities.clear();
    assert_eq!(used().await, "2030-01-01T00:00:01Z");
}

#[tokio::test]
async fn a_session_ends_by_the_clock() {
    let server = Server::start(Iam::Enforce).await;
    let alice = with_role(&server).await;
    server.control("POST", "clock", r#"{"freeze":true}"#).await.good();
    let session = assume(&server, &alice).await;
    assert!(session.token.as_deref().unwrap().starts_with("CAIS"));
    let who = server.call(&session, "sts:GetCallerIdentity", &[]).await.good();
    assert_eq!(who["Arn"], format!("acs:ram::{ACCOUNT}:assumed-role/ops/night"));
    server.control("POST", "clock", r#"{"advance":"899s"}"#).await.good();
    server.call(&session, "sts:GetCallerIdentity", &[]).await.good();
    server.control("POST", "clock", r#"{"advance":"1s"}"#).await.good();
    let refused = server.call(&session, "sts:GetCallerIdentity", &[]).await;
    assert_eq!((refused.status, refused.code()), (400, "InvalidSecurityToken.Expired"));
}

#[tokio::test]
async fn a_token_that_is_not_right_is_told_as_such() {
    let server = Server::start(Iam::Enforce).await;
    let alice = with_role(&server).await;
    let (one, two) = (assume(&server, &alice).await, assume(&server, &alice).await);
    let token = one.token.clone().unwrap();
    let with =
        |key: &Key, token: Option<&str>| Key { token: token.map(str::to_owned), ..key.clone() };
    let flipped = token.replace(&token[40..44], "AAAA");
    for (key, code) in [
        (with(&one, None), "MissingSecurityToken"),
        (with(&one, Some("nonsense")), "InvalidSecurityToken.Malformed"),
        (with(&one, Some(&flipped)), "InvalidSecurityToken.Malformed"),
        (with(&one, two.token.as_deref()), "InvalidSecurityToken.MismatchWithAccessKey"),
        (with(&alice, Some(&token)), "InvalidSecurityToken.MismatchWithAccessKey"),
        (with(&Key::root(), Some(&token)), "InvalidSecurityToken.MismatchWithAccessKey"),
        (Key { secret: "wrong".into(), ..one.clone() }, "SignatureDoesNotMatch"),
    ] {
        let refused = server.call(&key, "sts:GetCallerIdentity", &[]).await;
        assert_eq!((refused.status, refused.code()), (400, code));
    }
    // Another world has another seal.
    let other = Server::start(Iam::Enforce).await;
    let refused = other.call(&one, "sts:GetCallerIdentity", &[]).await;
    assert_eq!(refused.code(), "InvalidSecurityToken.Malformed");
}

#[tokio::test]
async fn keys_and_tokens_outlive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.db");
    let file = file.to_str().unwrap();
    let first = Server::over(file, Iam::Enforce).await;
    let alice = with_role(&first).await;
    let session = assume(&first, &alice).await;
    first.app.world().database.close();
    // The lock goes with the database.
    let Server { app, _stop: stop, .. } = first;
    stop.send(true).unwrap();
    while std::sync::Arc::strong_count(&app) > 1 {
        tokio::task::yield_now().await;
    }
    drop(app);
    let second = Server::over(file, Iam::Enforce).await;
    second.call(&alice, "sts:GetCallerIdentity", &[]).await.good();
    second.call(&session, "sts:GetCallerIdentity", &[]).await.good();
}

#[tokio::test]
async fn a_condition_on_the_address_sees_where_a_call_comes_from() {
    let server = Server::start(Iam::Enforce).await;
    let alice = server.user("alice").await;
    let mut document = allow(&json!("ram:ListUsers"), &json!("*"));
    document["Statement"][0]["Condition"] = json!({
        "IpAddress": { "acs:SourceIp": "203.0.113.0/24" }, "Bool": { "acs:SecureTransport": "true" },
    });
    server.grant("alice", "office", &document).await;
    let from = async |headers: &[(&str, &str)]| {
        server.call_from(&alice, "ram:ListUsers", &[], headers).await.status
    };
    assert_eq!(from(&[]).await, 403);
    assert_eq!(from(&[("x-forwarded-for", "203.0.113.9")]).await, 200);
    assert_eq!(from(&[("x-forwarded-for", "203.0.113.9, 127.0.0.1")]).await, 200);
    assert_eq!(from(&[("x-forwarded-for", "198.51.100.1")]).await, 403);
    let plain = [("x-forwarded-for", "203.0.113.9"), ("x-forwarded-proto", "http")];
    assert_eq!(from(&plain).await, 403);
}

#[tokio::test]
async fn an_identity_provider_needs_no_signature() {
    let server = Server::start(Iam::Enforce).await;
    let root = Key::root();
    let made = [
        ("OIDCProviderName", "k8s"),
        ("IssuerUrl", "https://oidc.example.com"),
        ("ClientIds", "sts.aliyuncs.com"),
    ];
    server.call(&root, "ims:CreateOIDCProvider", &made).await.good();
    let provider_arn = format!("acs:ram::{ACCOUNT}:oidc-provider/k8s");
    let trust = json!({ "Version": "1", "Statement": [{
        "Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": { "Federated": [provider_arn] },
    }] })
    .to_string();
    let role = [("RoleName", "app"), ("AssumeRolePolicyDocument", trust.as_str())];
    server.call(&root, "ram:CreateRole", &role).await.good();

    let keys: Value = serde_json::from_str(&provider::public_keys()).unwrap();
    let body = json!({ "issuer": "https://oidc.example.com", "jwks": keys }).to_string();
    server.control("POST", "ims/oidc-keys", &body).await.good();
    let listed = server.control("GET", "ims/oidc-keys", "").await.good();
    assert_eq!(listed["issuers"], json!(["https://oidc.example.com"]));
    for bad in ["", "{}", r#"{"issuer":"x","jwks":{"keys":[]}}"#] {
        assert_eq!(server.control("POST", "ims/oidc-keys", bad).await.status, 400, "{bad}");
    }

    let now = server.app.world().clock.now() / 1000;
    let token = provider::token(
        &json!({
            "iss": "https://oidc.example.com", "aud": "sts.aliyuncs.com", "sub": "app",
            "iat": now, "exp": now + 60,
        })
        .to_string(),
    );
    // As a credentials library sends it: no access key, no nonce.
    let answer = server
        .send(&format!(
            "GET /?Action=AssumeRoleWithOIDC&Format=JSON&Version=2015-04-01\
             &Timestamp=2026-01-01T00%3A00%3A00Z&RoleSessionName=pod-1&OIDCProviderArn={provider_arn}\
             &RoleArn=acs:ram::{ACCOUNT}:role/app&OIDCToken={token} HTTP/1.1\r\nhost: {}\r\n",
            server.address
        ))
        .await
        .good();
    let session = Key::of(&answer["Credentials"]);
    let who = server.call(&session, "sts:GetCallerIdentity", &[]).await.good();
    assert_eq!(who["Arn"], format!("acs:ram::{ACCOUNT}:assumed-role/app/pod-1"));
    // What it may do is up to the role.
    assert_eq!(server.call(&session, "ram:ListUsers", &[]).await.code(), "NoPermission");
}

#[tokio::test]
async fn a_recorded_run_tells_the_least_policy_it_needed() {
    let server = Server::start(Iam::Audit).await;
    let alice = server.user("alice").await;
    server.control("POST", "policy/forget", "").await.good();
    let answer = server.call(&alice, "ram:ListUsers", &[]).await;
    assert!(answer.head.contains("x-localyun-audit: nopermission"), "{}", answer.head);
    answer.good();
    server.call(&alice, "ram:GetUser", &[("UserName", "alice")]).await.good();
    server.call(&alice, "sts:GetCallerIdentity", &[]).await.good();
    server.call(&alice, "cms:DescribeContactList", &[]).await.good();
    let base = format!("http://{}", server.address);
    let arn = format!("acs:ram::{ACCOUNT}:user/alice");
    let server_asked = Asked { endpoint: base, world: None };
    let options = Suggest { server: server_asked, principal: Some(arn), missing: false };
    let asked = options.clone();
    let policy = tokio::task::spawn_blocking(move || policy::suggest(&asked));
    let policy: Value = serde_json::from_str(&policy.await.unwrap().unwrap().unwrap()).unwrap();
    assert_eq!(
        policy,
        json!({ "Version": "1", "Statement": [
            { "Effect": "Allow", "Action": ["cms:DescribeContactList"], "Resource": ["*"] },
            { "Effect": "Allow", "Action": ["ram:GetUser"],
              "Resource": [format!("acs:ram:*:{ACCOUNT}:user/alice")] },
            { "Effect": "Allow", "Action": ["ram:ListUsers"],
              "Resource": [format!("acs:ram:*:{ACCOUNT}:user/*")] },
        ] })
    );
    // With that policy nothing is missing, and enforced it suffices.
    server.grant("alice", "least", &policy).await;
    for action in ["ram:ListUsers", "cms:DescribeContactList"] {
        let answer = server.call(&alice, action, &[]).await;
        assert!(!answer.head.contains("x-localyun-audit"), "{}", answer.head);
    }
    server.call(&alice, "ram:GetUser", &[("UserName", "alice")]).await.good();
    let asked = Suggest { missing: true, ..options };
    let nothing = tokio::task::spawn_blocking(move || policy::suggest(&asked));
    assert_eq!(nothing.await.unwrap(), Ok(None));
}

#[tokio::test]
async fn policies_can_be_left_aside() {
    let server = Server::start(Iam::Off).await;
    let alice = server.user("alice").await;
    server.call(&alice, "ram:ListUsers", &[]).await.good();
    assert_eq!(server.control("GET", "policy/suggest", "").await.status, 404);
}

/// A policy that lets `alice` tag what she likes, as development only.
async fn who_tags_dev(server: &Server) -> Key {
    let trust = trust();
    let role = [("RoleName", "app"), ("AssumeRolePolicyDocument", trust.as_str())];
    server.call(&Key::root(), "ram:CreateRole", &role).await.good();
    let alice = server.user("alice").await;
    let mut document = allow(&json!(["ram:TagResources", "ram:GetUser"]), &json!("*"));
    document["Statement"][0]["Condition"] =
        json!({ "StringEquals": { "acs:RequestTag/env": "dev" } });
    server.grant("alice", "dev", &document).await;
    alice
}

#[tokio::test]
async fn a_condition_on_tags_sees_what_is_tagged() {
    let server = Server::start(Iam::Enforce).await;
    let alice = who_tags_dev(&server).await;
    let (root, on) = (Key::root(), [("ResourceType", "role"), ("ResourceNames.1", "app")]);
    let tag = async |more: &[(&str, &str)]| {
        server.call(&alice, "ram:TagResources", &[&on[..], more].concat()).await
    };
    let prod = [("Tag.1.Key", "env"), ("Tag.1.Value", "prod")];
    for also in [
        &[("Tag.x.Key", "env"), ("Tag.x.Value", "dev")][..],
        &[("Tag.2.Key", "env"), ("Tag.2.Value", "dev")],
        &[("Tag", r#"[{"Key":"env","Value":"dev"}]"#)],
        &[("Tag.99999999999.Key", "env"), ("Tag.99999999999.Value", "dev")],
        &[],
    ] {
        let refused = tag(&[&prod[..], also].concat()).await;
        assert_eq!((refused.status, refused.code()), (403, "NoPermission"), "{also:?}");
    }
    let dev = [("Tag.1.Key", "env"), ("Tag.1.Value", "dev")];
    // An action that takes no tags is not opened by one.
    let user = [&[("UserName", "alice")][..], &dev].concat();
    assert_eq!(server.call(&alice, "ram:GetUser", &user).await.status, 403);
    let listed = async || server.call(&root, "ram:ListTagResources", &on).await.good();
    assert_eq!(listed().await["TagResources"], json!([]));
    tag(&dev).await.good();
    assert_eq!(listed().await["TagResources"][0]["TagValue"], "dev");
}

/// What policies are asked about is bounded, however much is sent, so what it costs is too.
#[tokio::test]
async fn policies_are_asked_about_no_more_than_an_action_may_take() {
    let server = Server::start(Iam::Enforce).await;
    server.user("alice").await;
    let root = Key::root();
    let user = server.call(&root, "ram:GetUser", &[("UserName", "alice")]).await.good();
    let id = user["User"]["UserId"].as_str().unwrap().to_owned();
    let caller = Caller {
        account: ACCOUNT.into(),
        principal: Principal::User { id, name: "alice".into() },
        access_key: String::new(),
    };
    let keys: Vec<_> = (0..100_000).map(|n| json!({ "Key": n.to_string() })).collect();
    let (json, long) = (json!(keys).to_string(), "a?".repeat(500_000));
    let names = json!((0..100_000).map(|n| n.to_string()).collect::<Vec<_>>()).to_string();
    let numbered: Vec<_> = (0..20_000).map(|n| format!("Tag.{n}.Key")).collect();
    let numbered: Vec<_> = numbered.iter().map(|name| (name.as_str(), name.as_str())).collect();
    for (product, action, sent) in [
        ("ram", "TagResources", vec![("Tag", json.as_str())]),
        ("ram", "TagResources", numbered.clone()),
        ("ram", "TagResources", vec![("Tag.1.Key", "env"), ("Tag.1.Value", long.as_str())]),
        ("cms", "DescribeContactList", numbered),
        ("cas", "TagResources", vec![("Tag.1.Key", long.as_str())]),
        ("ram", "GetUser", vec![("UserName", long.as_str())]),
        ("ram", "DeleteVirtualMFADevice", vec![("SerialNumber", long.as_str())]),
        ("ram", "AddUserToGroup", vec![("UserName", "bob"), ("GroupName", long.as_str())]),
        ("ims", "GetUser", vec![("UserPrincipalName", long.as_str())]),
        ("ims", "GetUser", vec![("UserId", long.as_str())]),
        ("ram", "UntagResources", vec![("ResourceType", "role"), ("ResourceNames", &names)]),
        ("ram", "UntagResources", vec![("ResourceType", "role"), ("ResourceNames.1", &long)]),
        ("ims", "GetOIDCProvider", vec![("OIDCProviderName", long.as_str())]),
    ] {
        let product = PRODUCTS.iter().find(|it| it.id == product).unwrap();
        let target = (*product, product.find(action).unwrap());
        let refused = run(&server, &caller, target, sent.into_iter().collect()).await;
        let message = refused["AccessDeniedDetail"]["EncodedDiagnosticMessage"].as_str().unwrap();
        assert!(refused.to_string().len() < 2048, "{action}");
        let asked = [("EncodedDiagnosticMessage", message)];
        let told = server.call(&root, "ram:DecodeDiagnosticMessage", &asked).await.good();
        let told = &told["DecodedDiagnosticMessage"];
        assert!(told["AuthResource"].as_str().unwrap().len() < 300, "{action}");
        assert_eq!(told["AuthConditions"].as_array().unwrap().len(), 3, "{action} {told}");
    }
}

/// The value of a parameter in a resource; a whole ARN where it is all of the resource.
fn value(name: &str) -> String {
    match name {
        "SerialNumber" => format!("acs:ram:*:{ACCOUNT}:mfa/x1"),
        "ResourceType" => "role".into(),
        // The path of a folder or a member is looked up.
        "ResourceDirectoryPath" => "*".into(),
        _ => "x1".into(),
    }
}

/// Gives the policy `one` another document.
async fn replace_policy(server: &Server, document: &Value) {
    let document = document.to_string();
    let version = [
        ("PolicyName", "one"),
        ("PolicyDocument", document.as_str()),
        ("SetAsDefault", "true"),
        ("RotateStrategy", "DeleteOldestNonDefaultVersionWhenLimitExceeded"),
    ];
    server.call(&Key::root(), "ram:CreatePolicyVersion", &version).await.good();
}

/// The parameters that the resources of an action name, each with a value.
fn named(entry: &Entry) -> Parameters {
    let mut parameters = Parameters::default();
    let mut seen = vec!["account", "owner", "region"];
    for template in entry.resources {
        for name in template.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            if !seen.contains(&name) {
                seen.push(name);
                parameters.add(&name.replace(".N", ".1"), &value(name), Origin::Query);
            }
        }
    }
    // What else a reader of resources looks at: no template names it.
    if entry.resources_of.is_some() {
        let nothing = Parameters::default();
        let mut described = Params::describing(&nothing, |bad| panic!("{bad:?}"));
        (entry.describe)(&mut described);
        let described = described.described();
        for (name, value) in [
            ("AccountId", "9000000000000009"),
            ("RecordId", "1"),
            ("SubDomain", "www.x1.example"),
            ("LineId", "1"),
            ("BillingAccountId", "9000000000000009"),
            ("ChildId", "fd-0000000009"),
            ("DestinationFolderId", "fd-0000000009"),
            ("FolderId", "fd-0000000009"),
            ("ResourceId.N", "fd-0000000009"),
            ("ResourceType", "Folder"),
            ("TargetId", "fd-0000000009"),
            ("DeletionTaskId", "task/acs-service-role/x1.aliyuncs.com/x1/1"),
            ("PolicyType", "Custom"),
            ("PrincipalType", "IMSUser"),
        ] {
            if !parameters.has_prefix(name) && described.iter().any(|it| it.name == name) {
                parameters.add(&name.replace(".N", ".1"), value, Origin::Query);
            }
        }
    }
    parameters.sort();
    parameters
}

async fn run(
    server: &Server,
    caller: &Caller,
    (product, entry): (&'static Product, &'static Entry),
    parameters: Parameters,
) -> Value {
    let call = gateway::Call {
        target: Target { product, entry },
        caller: caller.clone().into(),
        region: "cn-hangzhou".into(),
        request_id: "id".into(),
        parameters,
        source: Source::default(),
        decisions: Decisions::default(),
    };
    let exchange = Exchange::new("id".into(), "host", Format::Json);
    let answer = gateway::run(server.app.world(), exchange, call).await;
    serde_json::from_slice(&answer.body).unwrap()
}

#[tokio::test]
async fn every_action_of_every_product_asks_for_permission() {
    let server = Server::start(Iam::Enforce).await;
    let root = Key::root();
    server.user("alice").await;
    // What users may do for themselves needs no policy.
    let own = ["AllowUserToChangePassword", "AllowUserToManageMFADevices"].map(|n| (n, "false"));
    server.call(&root, "ram:SetSecurityPreference", &own).await.good();
    server.grant("alice", "one", &allow(&json!("none:Thing"), &json!("*"))).await;
    let user = server.call(&root, "ram:GetUser", &[("UserName", "alice")]).await.good();
    let id = user["User"]["UserId"].as_str().unwrap().to_owned();
    let caller = Caller {
        account: ACCOUNT.into(),
        principal: Principal::User { id, name: "alice".into() },
        access_key: String::new(),
    };
    let (mut asked, mut emptied) = (0, 0);
    let mut granted = String::new();
    for product in PRODUCTS {
        for entry in product.actions {
            if matches!(entry.access, Access::Free | Access::Trust | Access::Anonymous) {
                continue;
            }
            // The vendor publishes no authorization of it: nobody needs one.
            if entry.name == "VerifyDcdnDomainOwner" {
                continue;
            }
            let (name, target) = (product.ram_action(entry), (*product, entry));
            if product.ram == "resourcemanager" {
                // An action may have destroyed it; an account without one is asked about `*`.
                let mode = [("EnableMode", "CurrentAccount")];
                server.call(&root, "resourcedirectory:EnableResourceDirectory", &mode).await;
            }
            // Several actions may have one name in policies.
            if granted == name {
                replace_policy(&server, &allow(&json!("none:Thing"), &json!("*"))).await;
            }
            let refused = run(&server, &caller, target, named(entry)).await;
            // Some lists of ECS are answered, and empty.
            if product.id == "ecs" && refused["TotalCount"] == 0 {
                emptied += 1;
                continue;
            }
            let detail = &refused["AccessDeniedDetail"];
            assert_eq!(detail["AuthAction"], *name, "{} {refused}", entry.name);
            assert_eq!(detail["NoPermissionType"], "ImplicitDeny", "{} {refused}", entry.name);
            assert_eq!(detail.as_object().unwrap().len(), 7, "{} {refused}", entry.name);

            let resources: Vec<String> = entry
                .resources
                .iter()
                .map(|template| {
                    let mut fixed =
                        template.replace("{account}", ACCOUNT).replace("{owner}", ACCOUNT);
                    if entry.resources_of.is_some() {
                        // What is looked up by an id is not there.
                        fixed = fixed.replace("{region}", "*").replace("{NamespaceId}", "*");
                        fixed = fixed.replace("domain/{DomainName}", "domain/*");
                        // A list in JSON, which the value is not.
                        fixed = fixed.replace("{InstanceIds.N}", "*");
                    }
                    let fixed = fixed.replace("{region}", "cn-hangzhou");
                    let mut filled = String::new();
                    for part in fixed.split('{') {
                        let (name, rest) = part.split_once('}').unwrap_or(("", part));
                        filled += &if name.is_empty() { String::new() } else { value(name) };
                        filled += rest;
                    }
                    filled
                })
                .collect();
            replace_policy(&server, &allow(&json!(name), &json!(resources))).await;
            granted.clone_from(&name);
            let allowed = run(&server, &caller, target, named(entry)).await;
            assert!(allowed.get("AccessDeniedDetail").is_none(), "{} {allowed}", entry.name);
            asked += 1;
        }
    }
    assert!(asked > 80, "{asked}");
    assert_eq!(emptied, 8);
}
