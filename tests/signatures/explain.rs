//! `localyun explain` and its part of the control API: every refusal before an action, every form
//! in which people have a request, and nothing that must not show.
//!
//! truth: issue threads of clients, as `src/sign/explain/mistakes` names them (observed); the
//! refusals are those of `tests/gateway/refusals.rs`.

use std::{fs::File, process::Output};

use serde_json::{Value, json};

use crate::support::{Answer, Call, Server, bytes, finish, plain, program, run};

const MINUTE: i64 = 60_000;

fn list() -> Call {
    Call::of("DescribeContactList")
}

/// The explanation of a refused call, as the control API has it.
#[track_caller]
fn of_refused(server: &Server, answer: &Answer) -> Value {
    assert_ne!(answer.status, 200, "{}", answer.text());
    let path = format!("/_localyun/explain/{}", answer.field("RequestId"));
    let explained = server.ask(&plain("GET", &path, &[], b""));
    assert_eq!(explained.status, 200, "{}", explained.text());
    explained.json()
}

/// Refused with this code, and explained with these words and this verdict.
#[track_caller]
fn explained(server: &Server, call: &Call, code: &str, verdict: &str, words: &str) -> Value {
    let answer = server.call(call);
    assert_eq!(answer.code(), code, "{}", answer.text());
    let explained = of_refused(server, &answer);
    assert_eq!(explained["explanation"]["verdict"], verdict, "{}", explained["text"]);
    let text = explained["text"].as_str().unwrap();
    assert!(text.contains(words), "{words}: {text}");
    explained
}

/// Explains a request that is given as text.
#[track_caller]
fn of_text(server: &Server, raw: &[u8]) -> Value {
    let length = format!("content-length: {}", raw.len());
    let answer = server.ask(&plain("POST", "/_localyun/explain", &[&length], raw));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn ram(action: &str, parameters: &[(&str, &str)]) -> Call {
    let version = if action == "AssumeRole" { "2015-04-01" } else { "2015-05-01" };
    parameters.iter().fold(Call::of(action).with(|c| c.version = version.into()), |call, (n, v)| {
        call.query(n, v)
    })
}

#[track_caller]
fn good(server: &Server, call: &Call) -> Value {
    let answer = server.call(call);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn pair(of: &Value) -> (String, String) {
    let text = |name: &str| of[name].as_str().unwrap().to_owned();
    (text("AccessKeyId"), text("AccessKeySecret"))
}

/// A user's key, and a session of a role that the user assumed: key and token.
fn identities(server: &Server) -> ((String, String), (String, String), String) {
    good(server, &ram("CreateUser", &[("UserName", "alice")]));
    let made = good(server, &ram("CreateAccessKey", &[("UserName", "alice")]));
    let user = pair(&made["AccessKey"]);
    let policy = [
        ("PolicyType", "System"),
        ("PolicyName", "AliyunSTSAssumeRoleAccess"),
        ("UserName", "alice"),
    ];
    good(server, &ram("AttachPolicyToUser", &policy));
    let trust = json!({ "Version": "1", "Statement": [{
        "Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": { "RAM": ["acs:ram::1000000000000001:root"] },
    }] });
    let trust = trust.to_string();
    let role = [("RoleName", "ops"), ("AssumeRolePolicyDocument", trust.as_str())];
    good(server, &ram("CreateRole", &role));
    let wanted = [
        ("RoleArn", "acs:ram::1000000000000001:role/ops"),
        ("RoleSessionName", "night"),
        ("DurationSeconds", "900"),
    ];
    let assumed = good(server, &ram("AssumeRole", &wanted).with(|c| c.key = user.clone()));
    let session = &assumed["Credentials"];
    let token = session["SecurityToken"].as_str().unwrap().to_owned();
    (user, pair(session), token)
}

#[test]
fn keys_of_ram_and_sts_are_known_as_the_gateway_knows_them() {
    let server = Server::start();
    let (user, session, token) = identities(&server);
    let wrong = list().with(|c| c.key = (user.0.clone(), user.0.clone()));
    let text = explained(&server, &wrong, "SignatureDoesNotMatch", "mismatch", "key-id-as-secret");
    assert!(!text.to_string().contains(&user.1), "{text}");
    // The secret of another one's key.
    let mixed = list().with(|c| c.key.1.clone_from(&user.1));
    let words = format!("It is the secret of the key {}.", user.0);
    let text = explained(&server, &mixed, "SignatureDoesNotMatch", "mismatch", &words);
    assert!(!text.to_string().contains(&user.1), "{text}");
    for scheme in ["acs3-hmac-sha256", "rpc-v1-hmac-sha1", "roa-v1-hmac-sha1"] {
        let wrong = list().query("Format", "JSON").with(|c| {
            (c.scheme, c.key) = (scheme, (session.0.clone(), format!("{} ", session.1)));
            c.token = Some(token.clone());
        });
        let code = "SignatureDoesNotMatch";
        let text = explained(&server, &wrong, code, "mismatch", "It has a space after it.");
        for part in [&session.1[..], &token[..16], &token[token.len() / 2..][..16]] {
            assert!(!text.to_string().contains(part), "{scheme}: {part} in {text}");
        }
        assert!(text.to_string().contains("(hidden)"), "{scheme}: {text}");
    }
}

#[test]
fn an_expired_token_is_told_with_both_times() {
    let server = Server::start();
    let (_, session, token) = identities(&server);
    let call = list().with(|c| (c.key, c.token) = (session.clone(), Some(token.clone())));
    let advance = br#"{"advance": "16m"}"#;
    let length = format!("content-length: {}", advance.len());
    assert_eq!(server.ask(&plain("POST", "/_localyun/clock", &[&length], advance)).status, 200);
    let words = "The security token expired at 20";
    let text = explained(&server, &call, "InvalidSecurityToken.Expired", "match", words);
    assert!(!text.to_string().contains(&token[..16]), "{text}");
    // Of another session.
    let text = explained(
        &server,
        &call.clone().with(|c| c.key.0 = "STS.another".into()),
        "InvalidSecurityToken.Expired",
        "unknown-key",
        words,
    );
    assert!(!text.to_string().contains(&token[..16]), "{text}");
}

#[test]
fn a_token_that_is_not_of_the_key_is_told() {
    let server = Server::start();
    let (_, session, token) = identities(&server);
    let with = |id: &str, token: &str| {
        list().with(|c| (c.key, c.token) = ((id.into(), session.1.clone()), Some(token.into())))
    };
    let belongs = format!("The security token belongs to the access key {}", session.0);
    let code = "InvalidSecurityToken.MismatchWithAccessKey";
    explained(&server, &with("STS.another", &token), code, "unknown-key", &belongs);
    let escaped = token.replace('+', "%2B") + "%3D";
    let code = "InvalidSecurityToken.Malformed";
    let words = "encoded once more than it should be";
    explained(&server, &with(&session.0, &escaped), code, "unknown-key", words);
    let none = list().with(|c| c.key = session.clone());
    let words = "send the SecurityToken that came with it";
    explained(&server, &none, "MissingSecurityToken", "unknown-key", words);
}

#[test]
fn an_inactive_key_a_repeated_nonce_and_an_old_request_are_told() {
    let server = Server::start();
    let (user, _, _) = identities(&server);
    let off = [("UserName", "alice"), ("UserAccessKeyId", &*user.0), ("Status", "Inactive")];
    good(&server, &ram("UpdateAccessKey", &off));
    let call = list().with(|c| c.key = user.clone());
    explained(
        &server,
        &call,
        "InvalidAccessKeyId.Inactive",
        "match",
        "is inactive. UpdateAccessKey",
    );

    let twice = list().with(|c| c.nonce = Some("the same".into()));
    good(&server, &twice);
    let words = "The nonce \"the same\" was used before with the key testid";
    explained(&server, &twice, "SignatureNonceUsed", "match", words);

    let at = |ago: i64| list().with(|c| c.time = Some(localyun::clock::real_now() - ago));
    let code = "InvalidTimeStamp.Expired";
    explained(&server, &at(20 * MINUTE), code, "match", "20 minutes behind. At most 15 minutes");
    explained(&server, &at(12 * 60 * MINUTE), code, "match", "This looks like a 12-hour clock");
    explained(&server, &at(8 * 60 * MINUTE), code, "match", "a local time that is sent as UTC");
}

#[test]
fn a_call_that_leads_nowhere_is_told_why() {
    let server = Server::start();
    let case = list().with(|c| c.action = Some("describecontactlist".into()));
    let code = "InvalidAction.NotFound";
    explained(&server, &case, code, "match", "The action is spelt DescribeContactList");
    let path = list().with(|c| c.path = "/somewhere".into());
    explained(&server, &path, code, "match", "an RPC action, whose path is `/`");
    let none = Call::rpc("DescribeContactList").with(|c| c.action = None);
    explained(&server, &none.clone(), code, "match", "The call names no action");
    let small = none.query("action", "DescribeContactList");
    explained(&server, &small, code, "match", "The parameter \"action\" must be spelt `Action`");
    let missing = Call::rpc("DescribeContactList").with(|c| c.version = String::new());
    explained(&server, &missing, "MissingVersion", "match", "It is 2019-01-01 (Cms)");
    let version = list().with(|c| c.version = "2019-01-02".into());
    explained(&server, &version, "InvalidVersion", "match", "it is 2019-01-01 (Cms)");
    let host = list().with(|c| c.host = "nothing.aliyuncs.com".into());
    explained(
        &server,
        &host,
        "InvalidProduct.NotFound",
        "match",
        "the host `nothing.aliyuncs.com`",
    );
    let method = list().with(|c| c.method = "DELETE".into());
    explained(&server, &method, "UnsupportedHTTPMethod", "match", "by GET or POST, not by DELETE");
    let unknown = list().with(|c| c.key.0 = " \"testid\"".into());
    let words = "has quotes around it: the server knows `testid`";
    explained(&server, &unknown, "InvalidAccessKeyId.NotFound", "unknown-key", words);
}

#[test]
fn a_body_that_is_not_read_and_a_text_that_is_no_utf8_are_told() {
    let server = Server::start();
    let form = b"Action=DescribeContactList&Version=2019-01-01";
    let length = format!("content-length: {}", form.len());
    let answer = server.ask(&plain("POST", "/", &[&length, "content-type: text/plain"], form));
    let text = of_refused(&server, &answer)["text"].as_str().unwrap().to_owned();
    assert!(text.contains("The body is not read, as its Content-Type is `text/plain`"), "{text}");
    let answer = server.ask(&plain("GET", "/?Describe=%D5%C5&SecurityToken=hush-hush", &[], b""));
    let text = of_refused(&server, &answer).to_string();
    assert!(text.contains("`Describe` is not UTF-8. Read as GBK it is `张`"), "{text}");
    assert!(!text.contains("hush-hush"), "{text}");
}

/// The vendor's host is signed, and the URL leads to this server.
#[test]
fn the_vendors_host_signed_under_an_overridden_url_is_named() {
    let server = Server::start();
    for host in ["metrics.cn-hangzhou.aliyuncs.com", "metrics.aliyuncs.com"] {
        let call = list().with(|c| c.host = host.into()).edit(|request| {
            for (_, value) in request.headers.iter_mut().filter(|(name, _)| name == "host") {
                *value = "127.0.0.1:4800".into();
            }
        });
        let words = format!("It signed `{host}`, and `127.0.0.1:4800` arrived.");
        let text = explained(&server, &call, "SignatureDoesNotMatch", "mismatch", &words);
        assert!(
            text["text"].as_str().unwrap().contains("is not the host that it sent"),
            "{}",
            text["text"]
        );
    }
}

/// The same call in every form in which people have one.
fn forms(call: &Call) -> Vec<(&'static str, String)> {
    let request = call.sign();
    let raw = String::from_utf8(bytes(&request)).unwrap();
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let marked = head.lines().map(|line| format!("> {line}\r\n")).collect::<Vec<_>>().concat();
    let verbose = format!(
        "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n\
         \r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0*   Trying \
         127.0.0.1:4800...\n* Connected to 127.0.0.1\n{marked}> \r\n{body}\n\
         < HTTP/1.1 400 Bad Request\r\n< \r\n{{ [2 bytes data]\n{{}}"
    );
    let quote = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
    let headers = request
        .headers
        .iter()
        .map(|(n, v)| format!(" \\\n -H {}", quote(&format!("{n}: {v}"))))
        .collect::<Vec<_>>()
        .concat();
    let url = format!("http://127.0.0.1:4800{}", request.target);
    let data = if body.is_empty() { String::new() } else { format!(" --data-raw {}", quote(body)) };
    let command = format!("$ curl -v -X {} {}{headers}{data} | jq .", request.method, quote(&url));
    let listed: Vec<Value> =
        request.headers.iter().map(|(n, v)| json!({"name": n, "value": v})).collect();
    let har = json!({ "log": { "entries": [{ "request": {
        "method": request.method, "url": url, "headers": listed,
        "postData": { "mimeType": "application/x-www-form-urlencoded", "text": body },
    } }] } });
    vec![("raw", raw), ("curl -v", verbose), ("curl", command), ("har", har.to_string())]
}

#[test]
fn a_request_is_explained_in_every_form_people_have_it() {
    let server = Server::start();
    for scheme in ["rpc-v1-hmac-sha1", "acs3-hmac-sha256"] {
        let call = Call::of("PutContact").with(|c| c.scheme = scheme);
        let call = call.form("ContactName", "it's").form("Describe", "a \"b\"");
        for (form, text) in forms(&call) {
            let explained = of_text(&server, text.as_bytes());
            let text = &explained["text"];
            assert_eq!(explained["explanation"]["verdict"], "match", "{scheme} {form}: {text}");
        }
        for (form, text) in forms(&call.with(|c| c.key.1 = "testsecret\n".into())) {
            let explained = of_text(&server, text.as_bytes());
            let name = &explained["explanation"]["mistakes"][0]["name"];
            assert_eq!(name, "secret-with-surroundings", "{scheme} {form}");
            assert_eq!(explained["explanation"]["reasons"], json!([]), "{scheme} {form}");
        }
    }
    let answer = server.ask(&plain("POST", "/_localyun/explain", &["content-length: 5"], b"hello"));
    assert_eq!(answer.status, 400);
    assert!(answer.text().contains("the first line must be like"), "{}", answer.text());
}

/// `localyun explain` with this on its standard input.
fn explain(args: &[&str], text: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("request");
    std::fs::write(&file, text).unwrap();
    let mut command = program(&["explain"]);
    command.args(args).stdin(File::open(file).unwrap());
    finish(&mut command)
}

#[test]
fn the_command_reads_every_form_and_asks_the_server_for_keys() {
    let server = Server::start();
    let (user, _, _) = identities(&server);
    let endpoint = format!("http://{}", server.address);
    let at = ["--endpoint", &endpoint];
    let call = list().with(|c| c.key = (user.0.clone(), format!("{}\r\n", user.1)));
    for (form, text) in forms(&call) {
        let output = explain(&at, &text);
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{form}: {shown}");
        assert!(shown.contains("a carriage return and a line feed after it"), "{form}: {shown}");
        assert!(shown.ends_with('\n'), "{form}");
    }
    // Without a server there are the keys of the command line, or that of the default account.
    let nowhere = ["--endpoint", "http://127.0.0.1:1"];
    let text = &forms(&list())[0].1;
    let shown = String::from_utf8(explain(&nowhere, text).stdout).unwrap();
    assert!(shown.contains("The signature is right"), "{shown}");
    assert!(shown.contains("there is no server at http://127.0.0.1:1"), "{shown}");
    let other = ["--endpoint", "http://127.0.0.1:1", "--account", "1000000000000001:testid:other"];
    let shown = String::from_utf8(explain(&other, text).stdout).unwrap();
    assert!(shown.contains("The mistake: default-secret"), "{shown}");
    let wrong = explain(&at, "hello");
    assert_eq!((wrong.status.code(), wrong.stdout.len()), (Some(1), 0));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("the first line must be like"));
}

#[test]
fn the_clients_own_string_to_sign_is_compared() {
    let server = Server::start();
    let endpoint = format!("http://{}", server.address);
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.txt");
    let mine_path = mine.to_str().unwrap();
    let call = Call::rpc("DescribeContactList").query("Name", "a b").with(|c| c.key.1 = "x".into());
    let answer = server.call(&call);
    let own = answer.message().split_once("string to sign is:").unwrap().1.to_owned();
    let id = answer.field("RequestId");
    std::fs::write(&mine, own.replace("%2520", "%2B") + "\n").unwrap();
    let asked = ["explain", "--endpoint", &endpoint, "--mine", mine_path, &id];
    let shown = String::from_utf8(run(&asked).stdout).unwrap();
    let at = own.find("%2520").unwrap() + 2;
    let words = format!("First difference, at byte {at} of the string to sign");
    assert!(shown.contains("Your text, beside the server's string to sign"), "{shown}");
    assert!(shown.contains(&words), "{words}: {shown}");
    std::fs::write(&mine, own).unwrap();
    let shown = String::from_utf8(run(&asked).stdout).unwrap();
    assert!(
        shown.contains("Both are equal: if the signatures still differ, your secret differs."),
        "{shown}"
    );
    let raw = String::from_utf8(call.bytes()).unwrap();
    let shown = explain(&["--endpoint", &endpoint, "--mine", mine_path], &raw).stdout;
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("First difference"), "another nonce and time: {shown}");
    let gone = run(&["explain", "--mine", "/nowhere/mine.txt", &id]);
    assert_eq!(gone.status.code(), Some(1));
}

/// What is printed is the command alone, and what that prints is the answer and a line feed.
#[test]
fn sign_prints_a_quiet_command_and_nothing_else() {
    let server = Server::start();
    let endpoint = format!("http://{}", server.address);
    let output = run(&["sign", "--endpoint", &endpoint, "DescribeContactList", "PageSize=10"]);
    assert!(output.status.success() && output.stderr.is_empty());
    let command = String::from_utf8(output.stdout).unwrap();
    assert!(
        command.starts_with("curl -sS -w '\\n' -X POST \\\n") && command.ends_with("'\n"),
        "{command}"
    );
    let explained = of_text(&server, command.as_bytes());
    assert_eq!(explained["explanation"]["verdict"], "match", "{}", explained["text"]);
}

#[test]
fn suggest_missing_tells_by_its_exit_status() {
    let iam = crate::support::Program::spawn(&mut program(&[
        "--listen",
        "127.0.0.1:0",
        "--data",
        ":memory:",
        "--iam",
        "audit",
    ]));
    let endpoint = format!("http://{}", iam.address);
    let suggest = || {
        let output = run(&["policy", "suggest", "--missing", "--endpoint", &endpoint]);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    // Where nothing was recorded nothing is shown to be allowed.
    assert_eq!(suggest().0, Some(2), "{}", suggest().2);
    let good = |call: &Call| {
        let answer = iam.call(call);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    good(&ram("CreateUser", &[("UserName", "alice")]));
    let key = pair(&good(&ram("CreateAccessKey", &[("UserName", "alice")]))["AccessKey"]);
    let call = list().with(|c| c.key = key.clone());
    good(&call);
    let (code, policy, stderr) = suggest();
    assert_eq!((code, &*stderr), (Some(1), ""));
    let policy: Value = serde_json::from_str(&policy).unwrap();
    // Only what was denied: the root's own calls were allowed.
    let denied = json!([
        { "Effect": "Allow", "Action": ["cms:DescribeContactList"], "Resource": ["*"] }
    ]);
    assert_eq!(policy["Statement"], denied);
    let attach = [
        ("PolicyType", "System"),
        ("PolicyName", "AliyunCloudMonitorReadOnlyAccess"),
        ("UserName", "alice"),
    ];
    good(&ram("AttachPolicyToUser", &attach));
    // The policies of today count, not those of the time of the call.
    let (code, policy, stderr) = suggest();
    assert_eq!((code, &*policy), (Some(0), ""));
    assert!(stderr.contains("the policies allow every call"), "{stderr}");
    let gone = run(&["policy", "suggest", "--missing", "--endpoint", "http://127.0.0.1:1"]);
    assert_eq!(gone.status.code(), Some(2));
}
