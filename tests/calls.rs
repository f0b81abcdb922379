//! The journal of calls: what it shows, finds, verifies and exports, and what it hides.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    process::Command,
    time::{Duration, Instant},
};

use localyun::config::Auth;
use serde_json::{Value, json};

use crate::support::{Answer, Call, Client, Program, Server, ask, plain, program, run};

fn get(server: &Server, path: &str) -> Answer {
    server.ask(&plain("GET", &format!("/_localyun/{path}"), &[], b""))
}

fn post(server: &Server, path: &str, body: &Value) -> Answer {
    let head = ["content-type: application/json"];
    server.ask(&plain("POST", &format!("/_localyun/{path}"), &head, body.to_string().as_bytes()))
}

fn calls(server: &Server, query: &str) -> Vec<Value> {
    let answer = get(server, &format!("calls?{query}"));
    assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    answer.json()["calls"].as_array().unwrap().clone()
}

fn numbers(server: &Server, query: &str) -> Vec<u64> {
    calls(server, query).iter().map(|it| it["sequence"].as_u64().unwrap()).collect()
}

fn ram(action: &str) -> Call {
    Call::of(action).with(|it| it.version = "2015-05-01".into())
}

/// A user who may do nothing but put contacts, and its key.
fn user(server: &Server) -> (String, String) {
    let policy = r#"{"Version":"1","Statement":[
        {"Effect":"Allow","Action":"ram:Get*","Resource":"*"},
        {"Sid":"office","Effect":"Allow","Action":"cms:PutContact","Resource":"*","Condition":{"IpAddress":{"acs:SourceIp":"192.0.2.1"}}},
        {"Sid":"contacts","Effect":"Allow","Action":"cms:PutContact","Resource":"*"}]}"#;
    for call in [
        ram("CreateUser").query("UserName", "ci"),
        ram("CreatePolicy").query("PolicyName", "p").query("PolicyDocument", policy),
        ram("AttachPolicyToUser")
            .query("PolicyName", "p")
            .query("PolicyType", "Custom")
            .query("UserName", "ci"),
    ] {
        assert_eq!(server.call(&call).status, 200);
    }
    let key = server.call(&ram("CreateAccessKey").query("UserName", "ci")).json();
    let part = |name: &str| key["AccessKey"][name].as_str().unwrap().to_owned();
    (part("AccessKeyId"), part("AccessKeySecret"))
}

#[test]
fn a_call_is_shown_with_all_that_is_known_of_it() {
    let server = Server::with(|it| it.clock = Some(1_767_225_600_000));
    let key = user(&server);
    let put = Call::put("ops")
        .query("Describ", "misspelt")
        .query("Bogus", "x")
        .header("user-agent", "my-tool/1")
        .with(|it| it.key = key.clone());
    let id = server.call(&put).field("RequestId");
    let found = calls(&server, "action=PutContact");
    let [it] = &found[..] else { panic!("{found:?}") };
    assert_eq!(it["request_id"], id);
    assert_eq!(
        (&it["sequence"], &it["status"], &it["code"]),
        (&json!(5), &json!(200), &json!(null))
    );
    assert_eq!(it["at"], "2026-01-01T00:00:00.000Z");
    assert!(it["received"].as_str().unwrap() > "2026-01-02", "the machine's time");
    assert!(it["duration_ms"].as_f64().unwrap() > 0.0);
    assert_eq!(
        it["signature"],
        json!({"scheme": "acs3-hmac-sha256", "form": it["signature"]["form"]})
    );
    let caller = json!({
        "account": "1000000000000001", "arn": "acs:ram::1000000000000001:user/ci", "user": "ci",
        "role": null, "session": null, "access_key_id": key.0,
    });
    assert_eq!(it["caller"], caller);
    assert_eq!(it["client"], json!({"address": "127.0.0.1", "user_agent": "my-tool/1"}));
    assert_eq!((&it["product"], &it["version"]), (&json!("Cms"), &json!("2019-01-01")));
    assert_eq!(it["parameters"]["ContactName"], "ops");
    assert_eq!(it["unread"][0], json!({"name": "Bogus", "misspelt_for": null}));
    assert_eq!(it["unread"][1], json!({"name": "Describ", "misspelt_for": "Describe"}));
    let decision = &it["decisions"][0];
    assert_eq!(decision["action"], "cms:PutContact");
    assert_eq!(decision["allowed"], true);
    assert_eq!(decision["policies"][0]["policy"], "p");
    assert_eq!(decision["policies"][0]["statement"], 3, "the one whose condition holds decided");
    assert_eq!(decision["policies"][0]["sid"], "contacts");
    // The whole request and answer are one call away.
    let whole = get(&server, &format!("calls/{id}")).json();
    assert!(whole["answer"]["body"].as_str().unwrap().contains(&id));
    let text = whole["request"].to_string();
    assert!(text.contains("Signature=(hidden)") && text.contains("my-tool/1"), "{text}");
    assert_eq!(get(&server, "calls/no-such-call").status, 404);
}

#[test]
fn a_refused_call_says_why() {
    let server = Server::start();
    let key = user(&server);
    let denied = Call::of("DescribeContactList").with(|it| it.key = key);
    server.call(&denied);
    let wrong = Call::put("xx").with(|it| it.key.1 = "wrong".into());
    server.call(&wrong);
    let denied = &calls(&server, "status=403")[0];
    assert_eq!(denied["decisions"][0]["allowed"], false);
    assert!(denied["hint"].as_str().unwrap().contains("cms:DescribeContactList"), "{denied}");
    let wrong = &calls(&server, "code=SignatureDoesNotMatch")[0];
    assert_eq!((&wrong["signature"], &wrong["caller"]), (&json!(null), &json!(null)));
    assert_eq!(wrong["parameters"]["ContactName"], "xx", "the request is decoded all the same");
    let server = Server::with(|it| it.auth = Auth::Audit);
    server.call(&Call::put("xx").with(|it| it.key.1 = "wrong".into()));
    let passed = &calls(&server, "")[0];
    assert_eq!((&passed["status"], &passed["let_pass"]), (&json!(200), &json!(true)));
    assert_eq!(passed["code"], "SignatureDoesNotMatch");
}

#[test]
fn a_transition_is_in_the_call_that_made_it_and_that_of_due_work_in_the_next() {
    let server = Server::start();
    let create =
        Call::of("CreateCertificateForPackageRequest").with(|it| it.version = "2020-04-07".into());
    let order = create
        .query("ProductCode", "digicert-free-1-free")
        .query("Domain", "example.com")
        .query("ValidateType", "DNS")
        .query("Username", "Alice")
        .query("Phone", "13800000000")
        .query("Email", "alice@example.com");
    let answer = server.call(&order);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let all = get(&server, "cas/orders").json();
    let id = all["orders"][0]["id"].as_i64().unwrap();
    post(&server, &format!("cas/orders/{id}"), &json!({"validate": true}));
    post(&server, "clock", &json!({"advance": "1d"}));
    server.call(&Call::put("xx"));
    let text = Value::from(calls(&server, "")).to_string();
    assert!(
        text.contains(r#""transitions_before":[{"product":"cas","table":"cas_order""#),
        "{text}"
    );
}

#[test]
fn what_a_page_asks_for_counts_for_nobody_else() {
    let server = Server::start();
    let read = Call::of("DescribeContactList");
    let look = read.clone().header("x-localyun-origin", "console");
    server.call(&read);
    server.call(&look);
    let origins = |query: &str| {
        let of = |it: &Value| it["origin"].as_str().unwrap().to_owned();
        calls(&server, query).iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(origins(""), ["client", "console"]);
    assert_eq!(origins("origin=client"), ["client"]);
    assert_eq!(origins("origin=console"), ["console"]);
    assert_eq!(get(&server, "calls?origin=page").status, 400);
    let once = json!({ "action": "DescribeContactList", "times": 1 });
    assert_eq!(post(&server, "calls/verify", &once).status, 200);
    assert_eq!(get(&server, "report").json()["calls"], 1);
    // A change of due work is there at once, and stays for the call of a client.
    let order = Call::of("CreateCertificateForPackageRequest")
        .with(|it| it.version = "2020-04-07".into())
        .query("ProductCode", "digicert-free-1-free")
        .query("Domain", "example.com")
        .query("ValidateType", "DNS")
        .query("Username", "Alice")
        .query("Phone", "13800000000")
        .query("Email", "alice@example.com");
    assert_eq!(server.call(&order).status, 200);
    let id = get(&server, "cas/orders").json()["orders"][0]["id"].as_i64().unwrap();
    post(&server, &format!("cas/orders/{id}"), &json!({ "validate": true }));
    post(&server, "clock", &json!({ "advance": "1d" }));
    let since = || get(&server, "calls").json()["transitions_after"].as_array().unwrap().len();
    let moved = since();
    assert_ne!(moved, 0);
    server.call(&look);
    assert_eq!((&calls(&server, "")[3]["transitions_before"], since()), (&json!([]), moved));
    server.call(&read);
    let taken = calls(&server, "")[4]["transitions_before"].as_array().unwrap().len();
    assert_eq!((taken, since()), (moved, 0));
}

#[test]
fn no_view_shows_a_secret() {
    let server = Server::start();
    server.call(&ram("CreateUser").query("UserName", "ci"));
    let password = "s3cret-Password!";
    server.call(&ram("CreateLoginProfile").query("UserName", "ci").query("Password", password));
    let secret = server.call(&ram("CreateAccessKey").query("UserName", "ci")).json();
    let secret = secret["AccessKey"]["AccessKeySecret"].as_str().unwrap().to_owned();
    let hook = "https://oapi.dingtalk.com/robot/send?access_token=robot-t0ken";
    server.call(&Call::put("ops").query("Channels.DingWebHook", hook));
    let key = fs::read_to_string("fixtures/cas/pem/leaf-key-pkcs1.pem").unwrap();
    let cert = fs::read_to_string("fixtures/cas/pem/leaf.pem").unwrap();
    let upload = Call::of("UploadUserCertificate").with(|it| it.version = "2020-04-07".into());
    let upload = upload.form("Name", "c").form("Cert", &cert).form("Key", &key);
    assert_eq!(server.call(&upload).status, 200);
    let token = "CAIS-a-token-of-the-caller";
    server.call(&Call::rpc("PutContact").query("SecurityToken", token));
    server.call(&Call::put("xx").header("x-acs-security-token", token));
    let line = key.lines().nth(3).unwrap();
    for view in [
        "calls",
        "calls?detail=full",
        "calls/export?as=har",
        "calls/export?as=curl",
        "calls/export?as=junit",
    ] {
        let answer = get(&server, view);
        assert_eq!(answer.status, 200);
        for hidden in [password, &secret, "robot-t0ken", line, token] {
            let escaped = hidden.replace('+', "%2B").replace('/', "%2F");
            assert!(
                !answer.text().contains(hidden) && !answer.text().contains(&escaped),
                "{view}: {hidden}"
            );
        }
        assert!(view.ends_with("junit") || answer.text().contains("(hidden)"), "{view}");
    }
    // What makes a call again has what the action needs, but proves nothing of who called.
    let lines = get(&server, "calls/export?as=jsonl").text().to_owned();
    assert!(lines.contains(password.trim_end_matches('!')));
    assert!(!lines.contains(token) && !lines.contains(&secret));
    for line in lines.lines().skip(1) {
        let call: Value = serde_json::from_str(line).unwrap();
        let target = call["request"]["target"].as_str().unwrap();
        assert!(
            !target.contains("Signature=") || target.contains("Signature=(hidden)"),
            "{target}"
        );
    }
}

#[test]
fn calls_are_filtered_by_all_that_they_have() {
    let server = Server::start();
    let key = user(&server);
    server.call(&Call::put("ops-1").with(|it| it.key = key.clone()));
    server.call(&Call::put("ops-2"));
    server.call(&Call::of("DescribeContactList").with(|it| it.key = key.clone()));
    server.call(&Call::of("Nothing"));
    for (query, found) in [
        ("action=PutContact", &[5, 6][..]),
        ("action=Put*", &[5, 6]),
        ("product=cms&caller=ci", &[5, 7]),
        ("product=Cms&caller=acs:ram::1000000000000001:user/ci", &[5, 7]),
        ("product=Cms&caller=1000000000000001", &[5, 6, 7]),
        (&format!("caller={}", key.0), &[5, 7]),
        ("caller=testid&action=Put*", &[6]),
        ("param.ContactName=ops-2", &[6]),
        ("param.ContactName=ops-*&limit=1", &[6]),
        ("status=4xx", &[7, 8]),
        ("status=403", &[7]),
        ("code=InvalidAction.NotFound", &[8]),
        ("since=5", &[6, 7, 8]),
        ("since=5&until=6", &[6]),
        ("until=1970-01-01T00:00:00Z", &[]),
        ("since=2000-01-01T00:00:00Z&action=Create*", &[1, 2, 4]),
        ("action=DeleteContactGroup", &[]),
    ] {
        assert_eq!(numbers(&server, query), found, "{query}");
    }
    for (query, part) in [
        ("status=abc", "status: `abc` is not a status"),
        ("since=monday", "since: `monday` is neither"),
        ("limit=0", "limit is a number"),
        ("wait=2h", "wait is a time from 0s to 60s"),
        ("wait=61s", "wait is a time from 0s to 60s"),
        ("detail=some", "detail is full"),
        ("actoin=PutContact", "unknown query parameter `actoin` (did you mean `action`?)"),
        (
            "action=PutContcat",
            "action: there is no action `PutContcat` of any product; did you mean PutContact?",
        ),
        ("product=Cmz", "product: there is no product `Cmz`; did you mean Cms?"),
        ("parm.ContactName=x", "unknown query parameter `parm.ContactName`"),
        ("param.=x", "unknown query parameter `param.`"),
        ("action=%00", "the query has the character U+0000"),
    ] {
        let answer = get(&server, &format!("calls?{query}"));
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.text().contains(part), "{}", answer.text());
    }
}

#[test]
fn a_list_waits_for_the_call_that_it_asks_for() {
    let server = Server::start();
    server.call(&Call::put("before"));
    let begun = Instant::now();
    let none = get(&server, "calls?action=DeleteContact&wait=300ms").json();
    assert!(begun.elapsed() >= Duration::from_millis(300));
    assert_eq!((&none["calls"], &none["waited"]), (&json!([]), &json!(true)));
    // One that is there already is answered at once.
    assert_eq!(get(&server, "calls?action=PutContact&wait=60s").json().get("waited"), None);
    let mut client = Client::open(server.address);
    client.send(&plain("GET", "/_localyun/calls?param.ContactName=later&wait=60s", &[], b""));
    std::thread::sleep(Duration::from_millis(50));
    server.call(&Call::put("other"));
    server.call(&Call::put("later"));
    let found = client.answer().json();
    assert_eq!((&found["calls"][0]["sequence"], &found["waited"]), (&json!(3), &json!(true)));
    assert_eq!(found["calls"].as_array().unwrap().len(), 1);
}

#[test]
fn those_who_wait_hold_up_no_call_and_no_stop() {
    let server = Server::start();
    let mut clients: Vec<_> = (0..300).map(|_| Client::open(server.address)).collect();
    for (at, client) in clients.iter_mut().enumerate() {
        let what = if at % 2 == 0 { "calls?action=DeleteContactGroup" } else { "outbox?to=nobody" };
        client.send(&plain("GET", &format!("/_localyun/{what}&wait=60s"), &[], b""));
    }
    // Calls are served meanwhile.
    assert_eq!(server.call(&Call::put("xx")).status, 200);
    let begun = Instant::now();
    server.tell_to_stop();
    let answers: Vec<_> = clients.iter_mut().map(Client::try_answer).collect();
    assert!(begun.elapsed() < Duration::from_secs(15));
    // There are as many places for all servers of this process.
    assert!(answers.iter().flatten().flatten().all(|it| [200, 503].contains(&it.status)));
    assert!(answers.iter().flatten().flatten().any(|it| it.status == 200));
}

#[test]
fn what_was_called_is_verified() {
    let server = Server::start();
    for name in ["ops-1", "ops-2"] {
        server.call(&Call::put(name));
    }
    let verify = |body: &Value| post(&server, "calls/verify", body);
    for body in [
        json!({"action": "PutContact"}),
        json!({"action": "PutContact", "times": 2}),
        json!({"action": "PutContact", "params": {"ContactName": "ops-*"}, "at_least": 2}),
        json!({"action": "PutContact", "params": {"ContactName": "ops-1"}, "times": 1}),
        json!({"product": "Cms", "status": "4xx", "at_most": 0}),
        json!({"product": "Cms", "status": 200, "caller": "testid", "since": 1, "times": 1}),
        json!({"action": "DeleteContact", "times": 0}),
    ] {
        let answer = verify(&body);
        assert_eq!(answer.status, 200, "{body}: {}", answer.text());
    }
    let expected =
        json!({"action": "PutContact", "params": {"ContactName": "ops-3", "Describe": "On *"}});
    let missed = verify(&expected);
    assert_eq!(missed.status, 417);
    let missed = missed.json();
    assert_eq!(missed["message"], "0 calls match, where at least 1 should");
    let nearest = &missed["nearest"][0];
    assert_eq!(nearest["call"]["sequence"], 2, "of two that differ as much, the later");
    let difference = json!({"member": "params.ContactName", "expected": "ops-3", "found": "ops-2"});
    assert_eq!(nearest["differences"], json!([difference]));
    let many = verify(&json!({"action": "PutContact", "at_most": 1}));
    assert_eq!(many.status, 417);
    let many = many.json();
    assert_eq!((&many["found"], many["calls"].as_array().unwrap().len()), (&json!(2), 2));
    for (body, part) in [
        (json!({"actoin": "PutContact"}), "unknown member `actoin` (did you mean `action`?)"),
        (
            json!({"action": "PutContcat", "times": 0}),
            "there is no action `PutContcat` of any product",
        ),
        (json!({"times": 1, "at_most": 2}), "stands alone"),
        (json!({"at_least": 3, "at_most": 2}), "less than `at_least`"),
        (json!({"times": -1}), "a number from 0 on"),
        (json!({"status": "abc"}), "is not a status"),
        (json!({"params": ["x"]}), "an object of names"),
        (json!({"params": {"a": {}}}), "the value of `a`"),
        (json!({"action": {}}), "`action` must be a text"),
    ] {
        let answer = verify(&body);
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.text().contains(part), "{}", answer.text());
    }
}

#[test]
fn what_a_page_asks_for_uses_up_nothing_that_is_meant_for_clients() {
    let server = Server::start();
    let read = Call::of("DescribeContactList").query("ContactName", "aa");
    let look = read.clone().header("x-localyun-origin", "console");
    let once = json!({ "action": "DescribeContactList", "error": "Throttling.User", "times": 1 });
    post(&server, "faults", &once);
    let statuses = [&look, &read, &read].map(|it| server.call(it).status);
    assert_eq!(statuses, [200, 400, 200]);
    // The page sees the present state.
    post(&server, "consistency", &json!({ "product": "Cms", "reads": 1 }));
    server.call(&Call::put("aa"));
    let found = [&look, &read, &read].map(|it| server.call(it).json()["Total"].clone());
    assert_eq!(found, [json!(1), json!(0), json!(1)]);
    assert_eq!(get(&server, "consistency").json()["consistency"][0]["stale_reads"], 1);
    // Two looks, four reads and a write.
    let all = get(&server, "calls?limit=1").json();
    assert_eq!((&all["last"], &all["by_clients"]), (&json!(7), &json!(5)));
    let named = get(&server, "resources/cms/contact/aa").json()["calls"].to_string();
    assert!(named.contains("DescribeContactList") && !named.contains(r#""console""#), "{named}");
}

#[test]
fn clearing_forgets_the_calls_and_numbers_go_on() {
    let server = Server::start();
    server.call(&Call::put("aa"));
    server.call(&Call::put("bb"));
    let cleared = server.ask(&plain("DELETE", "/_localyun/calls", &[], b"")).json();
    assert_eq!(cleared, json!({"cleared": 2, "last": 2}));
    server.call(&Call::put("cc"));
    assert_eq!(numbers(&server, ""), [3]);
    let all = get(&server, "calls").json();
    assert_eq!((&all["oldest"], &all["last"], &all["evicted"]), (&json!(3), &json!(3), &json!(0)));
}

/// The members that the specification of HTTP Archive 1.2 demands.
fn is_har(har: &Value) {
    let has = |of: &Value, names: &[&str]| {
        for name in names {
            assert!(of.get(name).is_some(), "{name} is not in {of}");
        }
    };
    has(&har["log"], &["version", "creator", "entries"]);
    has(&har["log"]["creator"], &["name", "version"]);
    assert_eq!(har["log"]["version"], "1.2");
    for entry in har["log"]["entries"].as_array().unwrap() {
        has(entry, &["startedDateTime", "time", "request", "response", "cache", "timings"]);
        let both = ["httpVersion", "cookies", "headers", "headersSize", "bodySize"];
        for part in ["request", "response"] {
            has(&entry[part], &both);
            for header in entry[part]["headers"].as_array().unwrap() {
                has(header, &["name", "value"]);
            }
        }
        has(&entry["request"], &["method", "url", "queryString"]);
        if let Some(sent) = entry["request"].get("postData") {
            has(sent, &["mimeType", "params", "text"]);
        }
        has(&entry["response"], &["status", "statusText", "content", "redirectURL"]);
        has(&entry["response"]["content"], &["size", "mimeType"]);
        has(&entry["timings"], &["send", "wait", "receive"]);
        chrono::DateTime::parse_from_rfc3339(entry["startedDateTime"].as_str().unwrap()).unwrap();
    }
}

#[test]
fn calls_are_exported_in_the_forms_of_others() {
    let server = Server::start();
    server.call(&Call::put("张 三's").form("Lang", "en"));
    server.call(&Call::of("Nothing").query("x", "<&\">"));
    let har = get(&server, "calls/export?as=har").json();
    is_har(&har);
    let entry = &har["log"]["entries"][0];
    assert_eq!(entry["request"]["postData"]["text"], "Lang=en");
    assert_eq!(entry["response"]["status"], 200);
    let curl = get(&server, "calls/export?as=curl&action=PutContact").text().to_owned();
    let line = curl.lines().find(|it| it.starts_with("localyun sign PutContact")).unwrap();
    assert!(line.contains(r"'ContactName=张 三'\''s'") && line.ends_with("| sh"), "{line}");
    let junit = get(&server, "calls/export?as=junit").text().to_owned();
    assert!(junit.contains(r#"<testsuite name="localyun" tests="2" failures="1""#), "{junit}");
    assert!(junit.contains(r#"<failure type="InvalidAction.NotFound""#), "{junit}");
    let lines = get(&server, "calls/export?status=200").text().to_owned();
    let [begin, line] = lines.lines().collect::<Vec<_>>()[..] else { panic!("{lines}") };
    let begin: Value = serde_json::from_str(begin).unwrap();
    assert_eq!(begin["localyun"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&begin["seed_random"], &begin["iam"]), (&Value::Null, &"enforce".into()));
    let account = json!({ "account": "1000000000000001", "access_key_id": "testid" });
    assert_eq!(begin["accounts"], json!([account]));
    let call: Value = serde_json::from_str(line).unwrap();
    assert_eq!(call["request"]["method"], "POST");
    assert_eq!(call["request"]["body"], "Lang=en");
    assert_eq!(call["world"], "");
    assert!(call["clock"]["world_ms"].is_i64() && call["answer"]["body"].is_string());
    let wrong = get(&server, "calls/export?as=pdf");
    assert_eq!(wrong.status, 400);
}

#[test]
fn a_large_call_costs_no_more_than_it_is_long() {
    let server = Server::start();
    // As large as a body may be, in as many parameters as there may be.
    let value = "x".repeat(4000);
    let mut call = Call::put("large");
    for number in 0..1900 {
        call = call.form(&format!("Unknown.{number}"), &value);
    }
    let answer = server.call(&call);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let found = &calls(&server, "param.ContactName=large")[0];
    assert_eq!(found["unread"].as_array().unwrap().len(), 50);
    assert_eq!(found["unread_more"], 1850);
    // One that is larger than all that the journal may keep is not kept, and counted.
    server.call(&call);
    server.call(&call);
    let all = get(&server, "calls?limit=1").json();
    assert!(all["evicted"].as_u64().unwrap() > 0, "{}", all["evicted"]);
}

#[test]
fn the_file_of_the_journal_has_every_call_and_is_private() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.jsonl");
    let path = file.to_str().unwrap();
    let args = [
        "--listen",
        "127.0.0.1:0",
        "--data",
        ":memory:",
        "--journal",
        path,
        "--journal-calls",
        "2",
    ];
    let server = Program::spawn(&mut program(&args));
    for number in 0..50 {
        server.call(&Call::put(&format!("cc{number}")));
    }
    server.stop();
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with(r#"{"localyun":"#), "{text}");
    let names: Vec<_> = text
        .lines()
        .skip(1)
        .map(|it| serde_json::from_str::<Value>(it).unwrap()["parameters"]["ContactName"].clone())
        .collect();
    assert_eq!(names, (0..50).map(|it| format!("cc{it}").into()).collect::<Vec<Value>>());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    // A further run goes on in it, and a report reads all.
    let again = Program::spawn(&mut program(&args));
    again.call(&Call::of("DescribeContactList").query("Bogus", "x"));
    again.stop();
    let report = run(&["report", path, "--format", "json"]);
    let report: Value = serde_json::from_slice(&report.stdout).unwrap();
    assert_eq!((&report["calls"], &report["actions_called"]), (&json!(51), &json!(2)));
    let product = &report["products"][0];
    assert_eq!(product["product"], "Cms");
    let actions = product["actions"].as_array().unwrap();
    let put = actions.iter().find(|it| it["action"] == "PutContact").unwrap();
    assert_eq!(put["calls"], 50);
    assert!(put["parameters"].as_array().unwrap().contains(&json!("ContactName")));
    assert!(put["parameters_not_sent"].as_array().unwrap().contains(&json!("Channels.SMS")));
    let page = String::from_utf8(run(&["report", path]).stdout).unwrap();
    assert!(page.contains("| PutContact | 50 |") && page.contains("Not called: "), "{page}");
    assert_eq!(run(&["report", path, "--fail-under", "90"]).status.code(), Some(1));
    assert_eq!(run(&["report", path, "--fail-under", "1"]).status.code(), Some(0));
    assert_eq!(run(&["report", "/no/such/file"]).status.code(), Some(2));
}

#[test]
fn a_report_reads_a_running_server_and_knows_its_transitions() {
    let server = Program::spawn(&mut program(&["--listen", "127.0.0.1:0", "--data", ":memory:"]));
    let list = Call::of("ListUserCertificateOrder").with(|it| it.version = "2020-04-07".into());
    assert_eq!(server.call(&list).status, 200);
    let report = run(&["report", &format!("http://{}", server.address), "--format", "json"]);
    let report: Value = serde_json::from_slice(&report.stdout).unwrap();
    let left = report["products"][0]["transitions_not_made"].as_array().unwrap();
    assert!(left.contains(&json!("cas_order.state: process → certificate")), "{left:?}");
}

#[test]
fn the_server_reports_what_the_command_reports() {
    let server = Program::spawn(&mut program(&["--listen", "127.0.0.1:0", "--data", ":memory:"]));
    let report = |query: &str| {
        let target = format!("/_localyun/report{query}");
        let answer = ask(server.address, &plain("GET", &target, &[], b""));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let nothing = json!({ "calls": 0, "actions_called": 0, "actions": 0, "products": [] });
    assert_eq!(report(""), nothing);
    // A call that succeeds, one that is refused by its action, one by its signature, and one of another product.
    server.call(&Call::put("ops").query("Channels.Mail", "ops@example.com"));
    server.call(&Call::put("").query("Bogus", "x"));
    server.call(&Call::put("xx").with(|it| it.key.1 = "wrong".into()));
    server.call(&ram("ListUsers"));
    let url = format!("http://{}", server.address);
    let command = run(&["report", &url, "--format", "json"]);
    let command: Value = serde_json::from_slice(&command.stdout).unwrap();
    assert_eq!(report(""), command);
    assert_eq!((&command["calls"], &command["actions_called"]), (&json!(4), &json!(2)));
    // Of another world's journal there is nothing in it.
    let made = ask(server.address, &plain("POST", "/_localyun/worlds", &[], b"{}")).json();
    assert_eq!(report(&format!("?world={}", made["id"].as_str().unwrap())), nothing);
}

#[test]
fn the_log_has_a_line_for_each_call() {
    let base = ["--listen", "127.0.0.1:0", "--data", ":memory:"];
    let server = Program::spawn(&mut program(&base));
    let id = server.call(&Call::put("xx")).field("RequestId");
    let refused =
        server.call(&Call::put("xx").with(|it| it.key.1 = "wrong".into())).field("RequestId");
    let address = server.address;
    let url = format!("http://{address}");
    let told = run(&["explain", &id[..8], "--endpoint", &url]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("The signature is right"), "{told:?}");
    let told = run(&["explain", &id[..7], "--endpoint", &url]);
    assert!(
        String::from_utf8_lossy(&told.stderr).contains("no call with this request id"),
        "{told:?}"
    );
    let log = server.stop().stderr;
    let line = log.lines().find(|it| it.contains(&id[..8])).unwrap();
    let words: Vec<_> = line.split(' ').collect();
    assert_eq!(words[1..5], ["200", "Cms", "PutContact", "root"], "{line}");
    assert!(words[0].len() == 8 && words[5].ends_with("ms") && words[6] == &id[..8], "{line}");
    let line = log.lines().find(|it| it.contains(&refused)).unwrap();
    assert!(line.contains(" 400 SignatureDoesNotMatch Cms PutContact - "), "{line}");
    let command = format!("→ localyun explain {refused} --endpoint http://{address}");
    assert!(line.ends_with(&command) && line.matches("localyun explain").count() == 1, "{line}");
    let server = Program::spawn(program(&base).env("LOCALYUN_LOG_FORMAT", "json"));
    server.call(&Call::put("xx"));
    let log = server.stop().stderr;
    let calls: Vec<Value> = log
        .lines()
        .map(|it| serde_json::from_str::<Value>(it).unwrap())
        .filter(|it| it.get("request_id").is_some())
        .collect();
    assert_eq!((&calls[0]["status"], &calls[0]["action"]), (&json!(200), &json!("PutContact")));
    let quiet = Program::spawn(program(&base).args(["--log", "warn"]));
    quiet.call(&Call::put("xx"));
    assert!(!quiet.stop().stderr.contains("PutContact"));
}

#[test]
fn a_command_of_an_export_makes_the_call_again() {
    let server = Program::spawn(&mut program(&["--listen", "127.0.0.1:0", "--data", ":memory:"]));
    server.call(&Call::put("it's me"));
    let export = plain("GET", "/_localyun/calls/export?as=curl", &[], b"");
    let text = crate::support::ask(server.address, &export).text().to_owned();
    let line = text.lines().find(|it| it.starts_with("localyun sign")).unwrap();
    let command =
        line.replace("localyun sign", &format!("{} sign", env!("CARGO_BIN_EXE_localyun")));
    let command = command.trim_end_matches("| sh");
    let printed = Command::new("sh").args(["-c", command]).output().unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert!(
        printed.starts_with("curl ") && printed.contains("it%27s%20me"),
        "{command}: {printed}"
    );
}

#[test]
fn no_view_shows_what_is_secret_however_it_came() {
    let server = Server::with(|it| it.auth = Auth::Off);
    let arms = |action: &str| Call::of(action).with(|it| it.version = "2019-08-08".into());
    let ding = "https://oapi.dingtalk.com/robot/send?access_token=";
    let lark = "https://open.feishu.cn/open-apis/bot/v2/hook/";
    let robot = |name: &str, kind: &str, url: &str| {
        arms("CreateOrUpdateIMRobot")
            .query("RobotName", name)
            .query("Type", kind)
            .query("RobotAddress", url)
            .query("Token", "secret-1")
            .query("DingSignKey", "SECsecret-2")
    };
    for call in [
        Call::put("ops").query("Channels.DingWebHook", &format!("{ding}secret-3")),
        robot("a", "dingding", &format!("{ding}secret-4")),
        robot("b", "feishu", &format!("{lark}secret-5")),
        arms("CreateOrUpdateWebhookContact")
            .query("WebhookName", "w")
            .query("Method", "Post")
            .query("Url", "https://example.com/?token=secret-6")
            .query("BizHeaders", r#"[{"Authorization":"Bearer secret-7"}]"#)
            .query("BizParams", r#"[{"apikey":"secret-8"}]"#)
            .query("Body", r#"{"x":"$content"}"#)
            .query("RecoverBody", r#"{"x":"$content"}"#),
        Call::of("DescribeContactList"),
        arms("DescribeIMRobots").query("Page", "1").query("Size", "10"),
        arms("DescribeWebhookContacts").query("Page", "1").query("Size", "10"),
        ram("CreateUser").query("UserName", "ann"),
        ram("CreateAccessKey").query("UserName", "ann"),
        ram("CreateVirtualMFADevice").query("VirtualMFADeviceName", "dev"),
    ] {
        let answer = server.call(&call);
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    // Forms that say nothing of what they are, or are no text.
    let target = "/?Action=CreateLoginProfile&Version=2015-05-01&UserName=ann";
    let form = "content-type: application/x-www-form-urlencoded";
    server.ask(&plain("POST", target, &[], b"Password=secret-9"));
    server.ask(&plain("POST", target, &[form], b"Password=secret-10\xff"));
    server.ask(&plain("POST", target, &["cookie: a=secret-11"], br#"{"Password": "secret-12"}"#));
    server.ask(&plain("POST", target, &["proxy-authorization: Basic secret-13"], b""));
    let views = [
        "calls",
        "calls?detail=full",
        "calls/export?as=har",
        "calls/export?as=curl",
        "calls/export?as=junit",
        "seed",
        "metrics",
        "openapi.json",
    ];
    let mut shown: Vec<(String, String)> =
        views.iter().map(|it| ((*it).to_owned(), get(&server, it).text().to_owned())).collect();
    for call in calls(&server, "") {
        let path = format!("calls/{}", call["request_id"].as_str().unwrap());
        shown.push((path.clone(), get(&server, &path).text().to_owned()));
    }
    for name in ["Password", "Token", "BizHeaders", "RobotAddress", "Channels.DingWebHook"] {
        let expected = json!({"params": {name: "x"}, "times": 1000});
        let answer = post(&server, "calls/verify", &expected);
        assert_eq!(answer.status, 417);
        shown.push((format!("verify {name}"), answer.text().to_owned()));
    }
    let made = post(&server, "worlds", &json!({})).json();
    assert_eq!(post(&server, "snapshots", &json!({"name": "full"})).status, 200);
    let world = made["id"].as_str().unwrap();
    let path = format!("snapshots/full/diff/now?rows=true&world={world}");
    shown.push((path.clone(), get(&server, &path).text().to_owned()));
    // Secrets that the server has made.
    let mut secrets = vec!["secret-".to_owned()];
    let all = get(&server, "snapshots/full").body;
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), all).unwrap();
    let db = rusqlite::Connection::open(file.path()).unwrap();
    for (table, column) in [("ram_access_key", "secret"), ("ram_mfa_device", "seed")] {
        let made: String =
            db.query_row(&format!("SELECT {column} FROM {table}"), [], |row| row.get(0)).unwrap();
        assert!(made.len() > 16);
        secrets.push(made);
    }
    for (view, text) in &shown {
        assert!(text.len() > 50, "{view}: {text}");
        for secret in &secrets {
            let at = text.find(secret);
            let near = at.map(|at| &text[at.saturating_sub(100)..at + 12]);
            assert!(at.is_none(), "{view}: {near:?}");
        }
    }
}
