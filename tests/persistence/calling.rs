//! `localyun call` and `localyun sign`: what they send, what they print and how they end.

use std::{
    fs,
    process::{Command, Output, Stdio},
};

use crate::support::{Program, finish, in_shell, program, run};

use super::command_line::texts;

fn serve() -> (Program, String) {
    let program = Program::spawn(&mut program(&["--port", "0", "--data", ":memory:"]));
    let endpoint = format!("http://{}", program.address);
    (program, endpoint)
}

fn call(endpoint: &str, words: &[&str]) -> Output {
    run(&[&["call"], words, &["--endpoint", endpoint]].concat())
}

/// The exit status, and what stands on the two streams.
fn outcome(output: &Output) -> (Option<i32>, String, String) {
    let (stdout, stderr) = texts(output);
    (output.status.code(), stdout, stderr)
}

#[track_caller]
fn printed(output: &Output) -> String {
    let (status, stdout, stderr) = outcome(output);
    assert_eq!((status, &*stderr), (Some(0), ""), "{stdout}");
    stdout
}

const PUT: [&str; 5] =
    ["cms", "PutContact", "ContactName=ops", "Describe=a b", "Channels.Mail=a+b@example.com"];

#[test]
fn an_answer_is_printed_for_people_and_for_programs() {
    let (_program, endpoint) = serve();
    let put = printed(&call(&endpoint, &PUT));
    assert!(put.starts_with("{\n  \"") && put.ends_with("\n}\n"), "{put}");
    let list = ["metrics", "DescribeContactList"];
    let query = |path| printed(&call(&endpoint, &[&list[..], &["--query", path]].concat()));
    assert_eq!(query("Contacts.Contact.0.Name"), "ops\n");
    assert_eq!(query("Total"), "1\n");
    let raw = printed(&call(&endpoint, &[&list[..], &["--raw"]].concat()));
    assert!(raw.starts_with("{\"") && !raw.contains('\n'), "{raw}");
    let xml = printed(&call(&endpoint, &[&list[..], &["Format=XML"]].concat()));
    assert!(xml.starts_with('<') && xml.ends_with(">\n"), "{xml}");
    let (status, stdout, stderr) =
        outcome(&call(&endpoint, &[&list[..], &["--query", "Nothing"]].concat()));
    assert_eq!((status, &*stdout), (Some(2), ""));
    assert!(
        stderr.contains("the answer has no Nothing") && stderr.contains("Contacts"),
        "{stderr}"
    );
}

#[test]
fn every_scheme_is_accepted() {
    let (_program, endpoint) = serve();
    for scheme in ["rpc-v1-hmac-sha1", "acs3-hmac-sm3", "acs4-hmac-sha256", "roa-v1-hmac-sha1"] {
        let who = call(
            &endpoint,
            &["sts", "GetCallerIdentity", "--scheme", scheme, "--query", "AccountId"],
        );
        assert_eq!(printed(&who), "1000000000000001\n", "{scheme}");
    }
    let roa = ["sae", "ListContacts", "--query", "Success", "--region", "cn-beijing"];
    assert_eq!(printed(&call(&endpoint, &roa)), "true\n");
}

#[test]
fn a_value_may_come_from_a_file_or_from_the_standard_input() {
    let (_program, endpoint) = serve();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("name");
    // Longer than a query may be, so it goes into the body.
    fs::write(&file, "x".repeat(100_000)).unwrap();
    let long = format!("Describe=@{}", file.display());
    let (status, _, stderr) =
        outcome(&call(&endpoint, &["cms", "PutContact", "ContactName=ab", &long]));
    assert_eq!(status, Some(1), "{stderr}");
    assert!(stderr.contains("localyun: 400 ") && stderr.contains("Describe"), "{stderr}");
    fs::write(&file, "night shift").unwrap();
    let words = ["call", "--endpoint", &endpoint, "cms", "PutContact", "ContactName=-"];
    let words = [&words[..], &PUT[3..]].concat();
    printed(&finish(&mut in_shell(&format!("exec <{}", file.display()), &words)));
    let names = ["cms", "DescribeContactList", "--query", "Contacts.Contact.0.Name"];
    assert_eq!(printed(&call(&endpoint, &names)), "night shift\n");
}

#[test]
fn the_exit_status_says_what_went_wrong() {
    let (_program, endpoint) = serve();
    let (status, stdout, stderr) = outcome(&call(&endpoint, &["cms", "PutContact"]));
    assert_eq!((status, &*stdout), (Some(1), ""));
    let lines: Vec<_> = stderr.lines().collect();
    assert!(lines[0].starts_with("localyun: 400 MissingContactName: "), "{stderr}");
    let explain = lines[1].strip_prefix("→ localyun ").unwrap();
    let explained = run(&explain.split(' ').collect::<Vec<_>>());
    assert!(printed(&explained).contains("MissingContactName"), "{stderr}");
    // What the header `x-localyun-hint` says stands between them.
    let empty = [
        "sts",
        "AssumeRoleWithOIDC",
        "RoleArn=a",
        "OIDCProviderArn=b",
        "RoleSessionName=cc",
        "OIDCToken=",
    ];
    let (_, _, stderr) = outcome(&call(&endpoint, &empty));
    assert_eq!(stderr.lines().nth(1), Some("OIDCToken is there, but empty."), "{stderr}");
    let wrong_key = call(&endpoint, &["cms", "DescribeContactList", "--secret", "wrong"]);
    let (status, _, stderr) = outcome(&wrong_key);
    assert_eq!(status, Some(1));
    assert!(stderr.contains("SignatureDoesNotMatch"), "{stderr}");
    for (words, part) in [
        (&["cmss", "PutContact"][..], "there is no product cmss (did you mean Cms?)"),
        (&["cms", "PutContcat"], "Cms has no action PutContcat (did you mean PutContact?)"),
        (&["cms", "GetCallerIdentity"], "GetCallerIdentity is an action of Sts"),
        (&["cms", "PutContact", "ContactNme=a"], "did you mean ContactName?"),
        (&["cms", "PutContact", "ContactName"], "write Name=value"),
        (&["cms", "PutContact", "--json", "{"], "the value of --json is not JSON: "),
        (&["cms", "PutContact", "ContactName=@/nonexistent"], "cannot read /nonexistent"),
        (&["cms", "DescribeContactList", "--world", "nowhere"], "there is no world `nowhere`"),
        (&["sae", "DescribeWebApplication", "applicationid=1"], "write application_id=…"),
        (&["cms"], "<ACTION>"),
    ] {
        let (status, stdout, stderr) = outcome(&call(&endpoint, words));
        assert_eq!((status, &*stdout), (Some(2), ""), "{words:?}: {stderr}");
        assert!(stderr.contains(part), "{words:?}: {stderr}");
    }
    let forced = call(&endpoint, &["cms", "PutContact", "ContactNme=a", "--force"]);
    assert_eq!(forced.status.code(), Some(1));
}

/// Wherever nobody answers, the same is said of it, with what to do.
#[test]
fn every_command_says_what_to_do_where_no_server_answers() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seed.yaml");
    fs::write(&file, "version: 1\n").unwrap();
    let file = file.to_str().unwrap();
    for (words, status) in [
        (&["call", "cms", "DescribeContactList"][..], 3),
        (&["call", "cms", "DescribeContactList", "--world", "w"], 3),
        (&["status"], 1),
        (&["explain", "5C0B3B3E-8D4F-5C8E-9E4C-7D3D1A9C5B1F"], 1),
        (&["control", "get-health"], 2),
        (&["control", "get-events"], 2),
        (&["policy", "suggest"], 2),
        (&["policy", "check", "--as", "root", "--action", "ram:ListUsers"], 2),
        (&["policy", "forget"], 2),
        (&["oidc", "token", "--issuer", "github", "--claim", "sub=a"], 1),
        (&["seed", "apply", file], 1),
        (&["seed", "export"], 1),
        (&["snapshot", "list"], 1),
        (&["env", "go", "--world", "new"], 1),
        (&["env", "go", "--world", "w", "--key-id", "k"], 1),
    ] {
        let (ended, _, stderr) = outcome(&call_of(words));
        assert_eq!(ended, Some(status), "{words:?}: {stderr}");
        for part in [
            "no answer from http://127.0.0.1:1: ",
            "`localyun serve`",
            "--endpoint",
            "`localyun doctor`",
        ] {
            assert!(stderr.contains(part), "{words:?}: {stderr}");
        }
    }
}

fn call_of(words: &[&str]) -> Output {
    run(&[words, &["--endpoint", "http://127.0.0.1:1"]].concat())
}

/// A chain of sessions in a shell, each command with the key that the one before was answered.
#[test]
fn a_key_in_an_answer_is_exported_for_a_shell() {
    let (_program, endpoint) = serve();
    let root = "acs:ram::1000000000000001";
    let trust = format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{"RAM":["{root}:root"]}}}}]}}"#
    );
    printed(&call(&endpoint, &["ram", "CreateUser", "UserName=ann"]));
    let policy = "PolicyName=AliyunSTSAssumeRoleAccess";
    let attach = ["ram", "AttachPolicyToUser", "PolicyType=System", policy, "UserName=ann"];
    printed(&call(&endpoint, &attach));
    let role = format!("AssumeRolePolicyDocument={trust}");
    printed(&call(&endpoint, &["ram", "CreateRole", "RoleName=ops", &role]));
    let script = r#"
        eval "$("$0" call ram CreateAccessKey UserName=ann --export)" && echo "${LOCALYUN_SECURITY_TOKEN-none}"
        "$0" call sts GetCallerIdentity --query Arn
        eval "$("$0" call sts AssumeRole RoleArn=acs:ram::1000000000000001:role/ops RoleSessionName=ci --export)"
        "$0" call sts GetCallerIdentity --query Arn
        LOCALYUN_ACCESS_KEY_ID=$ALIBABA_CLOUD_ACCESS_KEY_ID LOCALYUN_ACCESS_KEY_SECRET=$ALIBABA_CLOUD_ACCESS_KEY_SECRET \
          LOCALYUN_SECURITY_TOKEN=$ALIBABA_CLOUD_SECURITY_TOKEN "$0" call sts GetCallerIdentity --query Arn
        "$0" call sts GetCallerIdentity --export || echo $?
    "#;
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_localyun")]);
    shell.env("LOCALYUN_ENDPOINT", &endpoint).stdout(Stdio::piped()).stderr(Stdio::piped());
    let (status, stdout, stderr) = outcome(&finish(&mut shell));
    let session = format!("{root}:assumed-role/ops/ci");
    let lines: Vec<_> = stdout.lines().collect();
    assert_eq!(status, Some(0), "{stderr}");
    assert_eq!(lines, ["none", &format!("{root}:user/ann"), &session, &session, "2"], "{stderr}");
    assert!(stderr.contains("the answer has no access key"), "{stderr}");
}

#[test]
fn a_world_is_called_with_the_key_of_its_root() {
    let (_program, endpoint) = serve();
    let made = printed(&run(&["control", "post-worlds", "--endpoint", &endpoint]));
    let made: serde_json::Value = serde_json::from_str(&made).unwrap();
    let (world, account) = (made["id"].as_str().unwrap(), made["accounts"][0]["account"].as_str());
    let who = ["sts", "GetCallerIdentity", "--world", world, "--query", "AccountId"];
    assert_eq!(printed(&call(&endpoint, &who)), format!("{}\n", account.unwrap()));
    // A key that is given must be one of that world.
    let given = |id: &str, world: &str| {
        let who = ["sts", "GetCallerIdentity", "--world", world, "--key-id", id];
        outcome(&call(&endpoint, &who))
    };
    let (status, _, stderr) = given("testid", world);
    assert!(status == Some(1) && stderr.contains("InvalidAccessKeyId"), "{stderr}");
    let (status, _, stderr) = given("testid", "nowhere");
    assert!(status == Some(2) && stderr.contains("there is no world `nowhere`"), "{stderr}");
    assert!(stderr.contains("`localyun control get-worlds` lists"), "{stderr}");
    let root = &made["accounts"][0];
    let (id, secret) =
        (root["access_key_id"].as_str().unwrap(), root["access_key_secret"].as_str());
    let (status, _, stderr) = given(id, "default");
    assert!(status == Some(2) && stderr.contains(&format!("of the world {world}")), "{stderr}");
    let own = [&who[..], &["--key-id", id, "--secret", secret.unwrap()]].concat();
    assert_eq!(printed(&call(&endpoint, &own)), format!("{}\n", account.unwrap()));
    for (world, part) in [(world, "does not lead into the world"), ("nowhere", "there is no world")]
    {
        let args = ["env", "go", "--world", world, "--key-id", "testid", "--endpoint", &endpoint];
        let (status, stdout, stderr) = outcome(&run(&args));
        assert!(status == Some(1) && stdout.is_empty() && stderr.contains(part), "{stderr}");
    }
    let first = ["sts", "GetCallerIdentity", "--world", "default", "--query", "AccountId"];
    assert_eq!(printed(&call(&endpoint, &first)), "1000000000000001\n");
}

#[test]
fn a_product_decides_between_actions_of_one_name() {
    let sign = |words: &[&str]| outcome(&run(&[&["sign"], words].concat()));
    let (status, _, stderr) = sign(&["TagResources"]);
    assert_eq!(status, Some(1));
    assert!(stderr.contains("choose with --product or with --api-version"), "{stderr}");
    for (product, version) in [("ram", "2015-05-01"), ("cas", "2020-04-07")] {
        let (status, stdout, stderr) = sign(&["--product", product, "TagResources"]);
        assert_eq!(status, Some(0), "{stderr}");
        assert!(stdout.starts_with("curl -sS -w '\\n' "), "{stdout}");
        assert!(stdout.contains(version), "{product}: {stdout}");
    }
    let (_, _, stderr) = sign(&["PutContcat"]);
    assert!(stderr.contains("did you mean PutContact?"), "{stderr}");
    assert!(stderr.contains("give --api-version"), "{stderr}");
}
