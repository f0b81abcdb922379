//! `localyun policy` and `localyun oidc`: what they print and the status they end with.

use std::fs;

use serde_json::Value;

use super::command_line::texts;
use crate::support::{Call, Program, finish, program, run};

const SOME: &str = r#"{
  "Version": "1",
  "Statement": [
    {"Effect": "Allow", "Action": "ram:List*", "Resource": "*"},
    {"Effect": "Deny", "Action": "ram:ListRoles", "Resource": "*",
     "Condition": {"NotIpAddress": {"acs:SourceIp": "10.0.0.0/8"}}}
  ]
}"#;

/// Ends with this status, and says this on its two streams.
#[track_caller]
fn ends(args: &[&str], status: i32, words: &str) -> String {
    let output = run(args);
    let (stdout, stderr) = texts(&output);
    assert_eq!(output.status.code(), Some(status), "{args:?}: {stdout}{stderr}");
    assert!(format!("{stdout}{stderr}").contains(words), "{args:?}: {stdout}{stderr}");
    stdout
}

#[test]
fn a_check_ends_with_what_is_decided() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("some.json");
    fs::write(&file, SOME).unwrap();
    let file = file.to_str().unwrap();
    let check = ["policy", "check", file, "--action"];
    let with = |more: &[&'static str]| -> Vec<&str> { [&check[..], more].concat() };
    ends(&with(&["ram:ListUsers"]), 0, "allowed: Statement 1 of the custom policy");
    ends(&with(&["ram:ListRoles", "--ip", "192.0.2.1"]), 1, "denied: Statement 2 of");
    ends(&with(&["ram:ListRoles", "--ip", "10.1.2.3"]), 0, "allowed");
    ends(&with(&["ram:GetUser"]), 1, "This statement would allow it");
    ends(&with(&["ram:GetUser", "--as", "nobody"]), 2, "user/NAME");
    ends(&with(&["ram:GetUser", "--time", "yesterday"]), 2, "--time");
    ends(&with(&["GetUser"]), 2, "it must be SERVICE:NAME");
    ends(&with(&["ram:GetUsr"]), 1, "the nearest is ram:GetUser");
    let json = ends(&with(&["ram:GetUser", "--as", "role/ops", "--format", "json"]), 1, "");
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["principal"], "acs:ram::1000000000000001:role/ops");
    assert_eq!(json["needed"]["Action"], "ram:GetUser");
    ends(
        &["policy", "check", "nowhere.json", "--action", "ram:GetUser"],
        2,
        "cannot read nowhere.json",
    );
    ends(&["policy", "check", "--action", "ram:GetUser"], 2, "--as user/NAME");
    fs::write(file, "{}").unwrap();
    ends(&["policy", "check", file, "--action", "ram:GetUser"], 2, "Add a Version element");
}

/// Statements with one fault each: the statement, where the fault is, and what is said of it.
const FOUND: [(&str, &str, &str); 21] = [
    (
        r#"{"Effect": "Allow", "Action": "cas:DeleteUserCertificate", "Resource": "*"}"#,
        r#""cas:DeleteUserCertificate""#,
        "as in yundun-cert:DeleteUserCertificate. (unknown-action)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "cas:Delete*", "Resource": "*"}"#,
        r#""cas:Delete*""#,
        "as in yundun-cert:Delete*. (unknown-action)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "acs:ram:*:*:user/x"}"#,
        r#""acs:ram:*:*:user/x""#,
        "(resource-not-taken)",
    ),
    (
        r#"{"Effect": "Allow", "Action": ["ram:ListUser"], "Resource": "*"}"#,
        r#""ram:ListUser""#,
        "the nearest is ram:ListUsers. (unknown-action)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:Lisst*", "Resource": "*"}"#,
        r#""ram:Lisst*""#,
        "(unknown-action)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "cmss:PutContact", "Resource": "*"}"#,
        r#""cmss:PutContact""#,
        "the nearest is cms:PutContact",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:GetUser", "Resource": "acs:ram:user/x"}"#,
        r#""acs:ram:user/x""#,
        "has 3 of 5 parts",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:GetUser", "Resource": "acs:oss:*:*:user/x"}"#,
        r#""acs:oss:*:*:user/x""#,
        "(wrong-service)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:GetUser", "Resource": "acs:ra*:*:*:user/x"}"#,
        r#""acs:ra*:*:*:user/x""#,
        "(misplaced-wildcard)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:GetUser", "Resource": "acs:ram:*:me:user/x"}"#,
        r#""acs:ram:*:me:user/x""#,
        "is no account",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:ListUsers", "Resource": "acs:ram:*:*:role/x"}"#,
        r#""acs:ram:*:*:role/x""#,
        "(resource-not-taken)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "cms:PutContact", "Resource": "acs:cms:*:*:contact/x"}"#,
        r#""acs:cms:*:*:contact/x""#,
        "(resource-not-taken)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:*", "Resource": "*"}, {"Effect": "Allow", "Action": "ram:GetUser", "Resource": "acs:ram:*:*:user/x"}"#,
        r#"{"Effect": "Allow", "Action": "ram:GetUser""#,
        "Statement 2 is redundant: statement 1",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:*", "Resource": "*", "Condition": {"StringEqual": {"acs:SourceIp": "1"}}}"#,
        r#""StringEqual""#,
        "the nearest is StringEquals. (unknown-operator)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:*", "Resource": "*", "Condition": {"IpAddress": {"acs:SourceIP2": "10.0.0.1"}}}"#,
        r#""acs:SourceIP2""#,
        "the nearest is acs:SourceIp. (unknown-condition-key)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:*", "Resource": "*", "Condition": {"StringEquals": {"acs:RequestTag/a": "x*"}}}"#,
        r#""acs:RequestTag/a""#,
        "(literal-wildcard)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:*", "Resource": "*", "Condition": {"Bool": {"acs:SourceIp": "true"}}}"#,
        r#""acs:SourceIp""#,
        "(condition-never-holds)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:*", "Resource": "*", "Condition": {"StringEquals": {"oidc:sub": "x"}}}"#,
        r#""oidc:sub""#,
        "(condition-never-holds)",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:*", "Resource": "*", "Condition": {"DateLessThan": {"acs:CurrentTime": "2020-01-01T00:00:00Z"}}}"#,
        r#""acs:CurrentTime""#,
        "which has passed",
    ),
    (
        r#"{"Effect": "Allow", "Action": "ram:*", "Resource": "*", "Condition": {"StringEquals": {"acs:RequestTag/a": "x"}, "StringNotEquals": {"acs:RequestTag/a": ["x", "y"]}}}"#,
        r#""acs:RequestTag/a": ["x"#,
        "never hold together",
    ),
    (
        r#"{"Effect": "Deny", "Action": "ram:*", "Resource": "*", "Condition": {"NumericLessThan": {"oss:MaxKeys": "5"}, "NumericGreaterThan": {"oss:MaxKeys": "7"}}}"#,
        r#""oss:MaxKeys": "7""#,
        "no value is between",
    ),
];

#[test]
fn lint_says_where_what_does_nothing_stands() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.json");
    let name = file.to_str().unwrap().to_owned();
    let lint = ["policy", "lint", &name];
    fs::write(&file, SOME).unwrap();
    assert_eq!(ends(&lint, 0, ""), "");
    let document =
        |statement: &str| format!("{{\"Version\": \"1\", \"Statement\": [\n{statement}\n]}}");
    for (statement, culprit, words) in FOUND {
        fs::write(&file, document(statement)).unwrap();
        let found = ends(&lint, 1, words);
        assert_eq!(found.lines().count(), 1, "{found}");
        let place = format!("{name}:2:{}:", statement.find(culprit).unwrap() + 1);
        assert!(found.starts_with(&place), "{place} {found}");
    }
    // What is right is left alone.
    for statement in [
        r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#,
        r#"{"Effect": "Allow", "NotAction": "ram:*", "Resource": "acs:oss:*:*:a"}"#,
        r#"{"Effect": "Allow", "Action": ["ram:getuser", "ecs:DescribeInstances"], "Resource": ["acs:ecs:*:*:instance/i-1", "acs:ram:*:*:user/?"]}"#,
        r#"{"Effect": "Allow", "Action": "oss:GetObject", "Resource": "acs:oss:*:*:bucket/*"}"#,
        r#"{"Effect": "Allow", "Action": "cms:*", "Resource": "acs:cms:*"}"#,
        r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "acs:ram::1000000000000002:role/release"}"#,
        r#"{"Effect": "Allow", "Action": "yundun-cert:Delete*", "Resource": "*"}"#,
        r#"{"Effect": "Allow", "Action": "ram:GetUser", "Resource": "*"}, {"Effect": "Deny", "Action": "ram:GetUser", "Resource": "*"}"#,
        r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Federated": "acs:ram::1000000000000001:oidc-provider/g"}, "Condition": {"StringLike": {"oidc:sub": "a*"}}}"#,
        r#"{"Effect": "Allow", "Action": "ram:*", "Resource": "*", "Condition": {"DateGreaterThan": {"acs:CurrentTime": "2020-01-01T00:00:00Z"}, "DateLessThan": {"acs:CurrentTime": "2999-01-01T00:00:00Z"}}}"#,
    ] {
        fs::write(&file, document(statement)).unwrap();
        assert_eq!(ends(&lint, 0, ""), "", "{statement}");
    }
    fs::write(&file, document(r#"{"Effect": "Allow", "Action": "ram:GetUsr", "Resource": "*"}"#))
        .unwrap();
    let json = ends(&["policy", "lint", "--format", "json", &name], 1, "unknown-action");
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json[0]["line"], &json[0]["column"]), (&2.into(), &31.into()));
    fs::write(&file, "{").unwrap();
    ends(&lint, 2, "p.json: it is not JSON: ");
    ends(&["policy", "check", &name, "--action", "ram:GetUser"], 2, "p.json: it is not JSON: ");
    ends(&["policy", "lint", "nowhere.json"], 2, "cannot read");
}

#[test]
fn the_commands_ask_a_running_server() {
    let serving = Program::spawn(&mut program(&["--listen", "127.0.0.1:0", "--data", ":memory:"]));
    let endpoint = format!("http://{}", serving.address);
    let asks = |args: &[&str]| {
        let output = finish(program(args).env("LOCALYUN_ENDPOINT", &endpoint));
        let (stdout, stderr) = texts(&output);
        (output.status.code().unwrap(), stdout, stderr)
    };
    let ram = |action: &str| Call::of(action).with(|c| c.version = "2015-05-01".into());
    serving.call(&ram("CreateUser").query("UserName", "alice"));
    let key = serving.call(&ram("CreateAccessKey").query("UserName", "alice")).json();
    let key = &key["AccessKey"];
    let list = ram("ListUsers").with(|c| {
        c.key = ["AccessKeyId", "AccessKeySecret"]
            .map(|it| key[it].as_str().unwrap().to_owned())
            .into();
    });
    let missing = ["policy", "suggest", "--missing"];
    let (status, _, stderr) = asks(&missing);
    assert_eq!(status, 2, "{stderr}");
    assert!(stderr.contains("no call that the journal keeps asked the policies"), "{stderr}");
    let refused = serving.call(&list);
    assert_eq!(refused.status, 403);
    let (status, policy, _) = asks(&missing);
    assert_eq!(status, 1);
    // By any name of the caller.
    for name in ["user/alice", "acs:ram::1000000000000001:user/alice"] {
        assert_eq!(
            asks(&["policy", "suggest", "--principal", name]),
            (0, policy.clone(), String::new())
        );
    }
    let (status, _, stderr) = asks(&["policy", "suggest", "--principal", "role/alice"]);
    assert_eq!(status, 2);
    assert!(stderr.contains("There are calls by acs:ram::1000000000000001:user/alice"), "{stderr}");
    let (status, _, stderr) = asks(&["policy", "suggest", "--principal", "alice"]);
    assert!(status == 2 && stderr.contains("`alice` is no principal"), "{stderr}");
    let check = ["policy", "check", "--as", "user/alice", "--action", "ram:ListUsers"];
    assert_eq!(asks(&check).0, 1);
    serving
        .call(&ram("CreatePolicy").query("PolicyName", "p").query("PolicyDocument", policy.trim()));
    let attach = ram("AttachPolicyToUser").query("PolicyType", "Custom").query("PolicyName", "p");
    serving.call(&attach.query("UserName", "alice"));
    assert_eq!(asks(&missing).0, 0);
    let resource = ["--resource", "acs:ram:*:1000000000000001:user/*"];
    assert_eq!(asks(&[&check[..], &resource].concat()).0, 0);
    let accepted = serving.call(&list).field("RequestId");
    let (status, text, _) = asks(&["explain", &accepted]);
    assert!(status == 0 && text.contains("Statement 1 of the custom policy p"), "{text}");
    assert_eq!(asks(&["policy", "forget"]).0, 0);
    assert_eq!(asks(&missing).0, 2);
    assert_eq!(asks(&["explain", &accepted]).0, 0, "the call is still there");
    let token = ["oidc", "token", "--issuer", "gitlab", "--claim", "sub=project_path:a/b"];
    let (status, text, stderr) = asks(&token);
    assert_eq!((status, text.trim().split('.').count()), (0, 3), "{stderr}");
    let (status, _, stderr) = asks(&["oidc", "token", "--issuer", "gitlab", "--claim", "x=1"]);
    assert!(status == 1 && stderr.contains("`sub` is needed"), "{stderr}");
    assert_eq!(asks(&[&token[..], &["--world", "nowhere"]].concat()).0, 1);
}
