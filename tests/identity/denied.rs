//! What a caller is told whom policies refuse: the hint beside the answer, and the explanation.

use actions::PRODUCTS;
use localyun::config::Iam;
use serde_json::{Value, json};

use super::{
    ACCOUNT, allow, assume,
    client::{Answer, Key, Server},
    with_role,
};

fn hint(answer: &Answer) -> &str {
    let start = "x-localyun-hint: ";
    let line = answer.head.lines().find_map(|line| line.strip_prefix(start));
    line.unwrap_or_default()
}

/// The head of an answer is read in small letters.
#[track_caller]
pub(super) fn hinted(answer: &Answer, words: &str) {
    // Serverless App Engine refuses with 400.
    let status = if answer.code() == "Resouce.no.permission" { 400 } else { 403 };
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(hint(answer), words.to_ascii_lowercase(), "{}", answer.body);
}

pub(super) async fn explained(server: &Server, answer: &Answer) -> Value {
    let id = answer.body["RequestId"].as_str().unwrap();
    server.control("GET", &format!("explain/{id}"), "").await.good()
}

/// The first action of each product that policies are asked about says what would have to be
/// allowed, and the explanation says so too.
#[tokio::test]
async fn every_product_says_what_would_have_to_be_allowed() {
    let server = Server::start(Iam::Enforce).await;
    let alice = server.user("alice").await;
    for (action, ram, resource) in [
        ("cms:DescribeContactList", "cms:DescribeContactList", "*"),
        ("arms:DescribeContacts", "arms:SearchContact", "*"),
        (
            "sae:DescribeNamespaces",
            "sae:DescribeNamespaces",
            "acs:sae:cn-hangzhou:1000000000000001:*",
        ),
        ("ram:ListUsers", "ram:ListUsers", "acs:ram:*:1000000000000001:user/*"),
        ("ims:ListUsers", "ram:ListUsers", "acs:ram:*:1000000000000001:user/*"),
        ("cas:ListUserCertificateOrder", "yundun-cert:ListUserCertificateOrder", "*"),
        ("resourcedirectory:GetResourceDirectory", "resourcemanager:GetResourceDirectory", "*"),
        ("resourcemanager:GetResourceDirectory", "resourcemanager:GetResourceDirectory", "*"),
        ("ecs:DescribeInstanceTypes", "ecs:DescribeInstanceTypes", "*"),
        ("bssopenapi:QueryAvailableInstances", "bssapi:QueryAvailableInstances", "*"),
        ("dysms:QuerySmsSignList", "dysms:QuerySmsSignList", "*"),
        ("dysmsglobe:QueryMessage", "dysms:QueryMessage", "*"),
        ("cas20180713:DescribeUserCertificateList", "yundun-cert:DescribeUserCertificateList", "*"),
        ("cas20180813:CreateCertificateName", "yundun-cert:CreateCertificateName", "*"),
        ("pca:DescribeCACertificateList", "yundun-cert:DescribeCACertificateList", "*"),
        ("dypns:SendSmsVerifyCode", "dypns:SendSmsVerifyCode", "*"),
        ("captcha:VerifyCaptcha", "yundun-afs:VerifyCaptcha", "*"),
        ("dm:DescAccountSummary", "dm:DescAccountSummary", "*"),
        (
            "alidns:DescribeDomains",
            "alidns:DescribeDomains",
            "acs:alidns::1000000000000001:domain/*",
        ),
        (
            "cdn:DescribeUserDomains",
            "cdn:DescribeUserDomains",
            "acs:cdn:*:1000000000000001:domain/*",
        ),
        (
            "dcdn:DescribeDcdnUserDomains",
            "dcdn:DescribeDcdnUserDomains",
            "acs:dcdn:*:1000000000000001:domain/*",
        ),
        ("vpc:DescribeVpcs", "vpc:DescribeVpcs", "acs:vpc:cn-hangzhou:1000000000000001:vpc/*"),
        ("kms:ListKeys", "kms:ListKeys", "acs:kms:cn-hangzhou:1000000000000001:key"),
    ] {
        let answer = server.call(&alice, action, &[]).await;
        let words = format!("No policy of the user alice allows {ram} on {resource}.");
        hinted(&answer, &words);
        assert!(!answer.body.to_string().contains(&words), "the body is the vendor's");
        let explained = explained(&server, &answer).await;
        let statement = json!({ "Effect": "Allow", "Action": ram, "Resource": resource });
        let paste = format!("This statement in a policy of the caller would allow it: {statement}");
        assert_eq!(explained["explanation"]["reasons"], json!([words, paste]), "{action}");
        assert_eq!(explained["decisions"][0]["needed"], statement);
        assert_eq!(explained["explanation"]["verdict"], "match");
        assert_eq!(explained["code"], answer.code());
        let text = explained["text"].as_str().unwrap();
        assert!(text.contains(&words) && text.contains("The signature is right."), "{text}");
    }
    let tried = [
        "arms",
        "sae",
        "cms",
        "ram",
        "ims",
        "cas",
        "sts",
        "resourcedirectory",
        "resourcemanager",
        "ecs",
        "bssopenapi",
        "location",
        "dysms",
        "dysmsglobe",
        "cas20180713",
        "cas20180813",
        "pca",
        "dypns",
        "captcha",
        "dm",
        "alidns",
        "cdn",
        "dcdn",
        "vpc",
        "kms",
    ];
    let all = PRODUCTS.iter().all(|it| tried.contains(&it.id));
    assert!(all, "sts is below, and location needs no permission");
}

#[tokio::test]
async fn the_statement_that_denies_is_named() {
    let server = Server::start(Iam::Enforce).await;
    let alice = server.user("alice").await;
    server.attach("alice", "System", "AdministratorAccess").await;
    server
        .grant(
            "alice",
            "no-lists",
            &json!({ "Version": "1", "Statement": [
                { "Effect": "Allow", "Action": "*", "Resource": "*" },
                { "Effect": "Deny", "Action": "cms:*List", "Resource": "*" },
            ] }),
        )
        .await;
    let answer = server.call(&alice, "cms:DescribeContactList", &[]).await;
    let words = "Statement 2 of the custom policy no-lists (v1, attached to the user) denies \
                 cms:DescribeContactList on *. A Deny outweighs every Allow.";
    hinted(&answer, words);
    assert_eq!(explained(&server, &answer).await["explanation"]["reasons"], json!([words]));
    // One that is allowed has no hint.
    let good = server.call(&alice, "cms:DescribeContactGroupList", &[]).await;
    assert_eq!(good.status, 403, "a list too");
    let good = server.call(&alice, "ram:ListUsers", &[]).await;
    assert_eq!((good.status, hint(&good)), (200, ""));
    let id = good.body["RequestId"].as_str().unwrap().to_owned();
    let explained = server.control("GET", &format!("explain/{id}"), "").await.good();
    assert_eq!(explained["refused"], false);
}

/// A role's trust policy may be another account's: that it refuses is all that is told.
#[tokio::test]
async fn nothing_of_another_account_is_told() {
    let server = Server::start(Iam::Enforce).await;
    let alice = server.user("alice").await;
    server.attach("alice", "System", "AliyunSTSAssumeRoleAccess").await;
    let other = Key { id: "otherid".into(), secret: "othersecret".into(), token: None };
    let trust = json!({ "Version": "1", "Statement": [
        { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "RAM": ["acs:ram::1000000000000001:root"] },
          "Condition": { "StringEquals": { "sts:ExternalId": "their-secret" } } },
    ] });
    let trust = trust.to_string();
    let role = [("RoleName", "theirs"), ("AssumeRolePolicyDocument", trust.as_str())];
    server.call(&other, "ram:CreateRole", &role).await.good();
    let arn = "acs:ram::2000000000000002:role/theirs";
    let wanted = [("RoleArn", arn), ("RoleSessionName", "night")];
    let answer = server.call(&alice, "sts:AssumeRole", &wanted).await;
    let words = "The trust policy of the role does not allow sts:AssumeRole on \
                 acs:ram:*:2000000000000002:role/theirs to the user alice: a statement must name it as \
                 Principal, and its Condition must hold.";
    hinted(&answer, words);
    let explained = explained(&server, &answer).await;
    assert_eq!(explained["explanation"]["reasons"][0], words);
    assert!(!explained.to_string().contains("their-secret"), "{explained}");
}

#[tokio::test]
async fn a_sessions_own_policy_is_told_from_the_roles() {
    let server = Server::start(Iam::Enforce).await;
    let alice = with_role(&server).await;
    let session = assume(&server, &alice).await;
    let answer = server.call(&session, "cms:DescribeContactList", &[]).await;
    hinted(&answer, "No policy of the role ops allows cms:DescribeContactList on *.");
    let narrow = allow(&json!("ram:ListUsers"), &json!("*")).to_string();
    let arn = format!("acs:ram::{ACCOUNT}:role/ops");
    let wanted =
        [("RoleArn", arn.as_str()), ("RoleSessionName", "night"), ("Policy", narrow.as_str())];
    let made = server.call(&alice, "sts:AssumeRole", &wanted).await.good();
    let answer = server.call(&Key::of(&made["Credentials"]), "cms:DescribeContactList", &[]).await;
    let words = "No statement of the policy that was passed to AssumeRole allows \
                 cms:DescribeContactList on *.";
    assert!(hint(&answer).starts_with(&words.to_ascii_lowercase()), "{}", answer.head);
    // Neither its token nor its secret is printed.
    let shown = explained(&server, &answer).await.to_string();
    let token = made["Credentials"]["SecurityToken"].as_str().unwrap();
    assert!(!shown.contains(&token[..16]) && shown.contains("(hidden)"), "{shown}");
}

/// Names may be of any letters and long: the header stays short and plain, the explanation is whole.
#[tokio::test]
async fn a_hint_of_long_names_is_short_and_plain() {
    let server = Server::start(Iam::Enforce).await;
    let alice = server.user("alice").await;
    let name = "n".repeat(200);
    let answer =
        server.call(&alice, "ram:GetUser", &[("UserName", &format!("{name}张张张"))]).await;
    let hint = hint(&answer);
    assert!((1..=500).contains(&hint.len()), "{hint}");
    assert!(hint.bytes().all(|b| (b' '..=b'~').contains(&b)), "{hint}");
    let reasons = explained(&server, &answer).await["explanation"]["reasons"].to_string();
    assert!(reasons.contains("张张张"), "{reasons}");
}
