//! Injected faults: each as a client sees it on its socket, which calls a rule is about, and which rules are refused.

mod aids;

use std::{io, time::Duration, time::Instant};

use localyun::world::journal::Entry;
use serde_json::{Value, json};
use std::sync::Arc;

use crate::support::{Answer, Call, Client, Server, plain};

/// 2026-01-01
const START: i64 = 1_767_225_600_000;

fn control(server: &Server, method: &str, path: &str, body: &str) -> Answer {
    let headers = ["content-type: application/json"];
    server.ask(&plain(method, &format!("/_localyun/{path}"), &headers, body.as_bytes()))
}

/// Adds rules; the answer.
#[track_caller]
fn inject(server: &Server, rules: &Value) -> Value {
    let answer = control(server, "POST", "faults", &rules.to_string());
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// How many calls each rule has matched, and how often it fired.
fn counts(server: &Server) -> Vec<(u64, u64)> {
    let all = control(server, "GET", "faults", "").json();
    let all = all["faults"].as_array().unwrap().iter();
    all.map(|it| (it["matched"].as_u64().unwrap(), it["fired"].as_u64().unwrap())).collect()
}

fn list() -> Call {
    Call::of("DescribeContactList")
}

fn contacts(server: &Server) -> i64 {
    server.call(&list()).json()["Total"].as_i64().unwrap()
}

fn clear(server: &Server) {
    assert_eq!(control(server, "DELETE", "faults", "").json(), json!({"faults": []}));
}

/// The calls of the journal, oldest first.
fn journal(server: &Server) -> Vec<Arc<Entry>> {
    server.app.world().journal.kept().calls
}

/// What a client is answered; an error if the connection is reset or ends within an answer.
fn attempt(server: &Server, call: &Call) -> io::Result<Option<Answer>> {
    let mut client = Client::open(server.address);
    client.send(&call.bytes());
    client.try_answer()
}

#[test]
fn an_error_is_the_actions_own_or_the_gateways_in_the_products_words() {
    let server = Server::start();
    let of_action = json!({"product": "Cms", "action": "DeleteContact", "error": "ContactNotExists", "times": 1});
    let of_gateway = json!({"error": "InternalError", "message": "Try again.", "times": 1});
    let added = inject(&server, &json!([of_action, of_gateway]));
    assert_eq!(added["faults"][0]["id"], "f1");
    assert_eq!(added["faults"][1]["message"], "Try again.");
    let refused = server.call(&Call::put("ann"));
    assert_eq!(refused.short(), (500, "InternalError".into()));
    assert_eq!(
        (refused.message().as_str(), refused.header("x-localyun-fault")),
        ("Try again.", Some("f2"))
    );
    // What CloudMonitor adds to its errors is there as well, in XML too.
    assert_eq!(refused.json()["Success"], false);
    let delete = |call: Call| call.query("ContactName", "ann");
    let refused = server.call(&delete(Call::rpc("DeleteContact")).query("Format", "XML"));
    assert_eq!(refused.short(), (404, "ContactNotExists".into()));
    assert!(refused.text().contains("<Error>"), "{}", refused.text());
    assert_eq!(refused.header("x-localyun-fault"), Some("f1"));
    // Both are used up.
    assert_eq!((contacts(&server), counts(&server)), (0, vec![(1, 1), (3, 1)]));
}

#[test]
fn throttling_says_how_long_to_wait() {
    let server = Server::with(|it| it.clock = Some(START));
    for (rule, header, left) in [
        (json!({"error": "Throttling.User"}), "x-ratelimit-user", 1000),
        (json!({"error": "Throttling.Api", "retry_after": "250ms"}), "x-ratelimit-user-api", 250),
    ] {
        clear(&server);
        inject(&server, &rule);
        let time = Some(START);
        let refused = server.call(&list().with(|call| call.time = time));
        assert_eq!((refused.status, &*refused.code()), (400, rule["error"].as_str().unwrap()));
        assert_eq!(refused.header("x-acs-retry-after"), Some(&*left.to_string()));
        assert_eq!(refused.header("retry-after"), Some("1"));
        let limit = format!("Limit:1,Remain:0,TimeLeft:{left},Reset:{}", START + left);
        assert_eq!(refused.header(header), Some(&*limit));
    }
    clear(&server);
    inject(&server, &json!({"error": "ServiceUnavailable"}));
    let refused = server.call(&list().with(|call| call.time = Some(START)));
    assert_eq!(
        (refused.short(), refused.header("retry-after")),
        ((503, "ServiceUnavailable".into()), None)
    );
}

#[test]
fn a_load_balancer_answers_with_a_page() {
    let server = Server::start();
    inject(
        &server,
        &json!([{"http": 502, "times": 1}, {"http": 503, "html": "<p>down</p>", "times": 1}]),
    );
    let page = server.call(&Call::put("ann"));
    assert_eq!(
        (page.status, page.header("content-type"), page.header("server")),
        (502, Some("text/html"), Some("Tengine"))
    );
    assert!(page.text().contains("<title>502 Bad Gateway</title>"), "{}", page.text());
    assert_eq!(
        (page.header("x-acs-request-id"), page.header("x-localyun-fault")),
        (None, Some("f1"))
    );
    let page = server.call(&Call::put("ann"));
    assert_eq!((page.status, page.text()), (503, "<p>down</p>"));
    assert_eq!(contacts(&server), 0);
}

#[test]
fn a_reset_is_a_reset_before_or_after_the_commit() {
    let server = Server::start();
    inject(&server, &json!({"action": "PutContact", "nth": 1, "reset": true}));
    inject(&server, &json!({"action": "PutContact", "nth": 2, "lost_answer": true}));
    for held in [0, 1] {
        let lost = attempt(&server, &Call::put("ann")).unwrap_err();
        assert_eq!(lost.kind(), io::ErrorKind::ConnectionReset);
        assert_eq!(contacts(&server), held);
    }
    let calls = journal(&server);
    let marked = |it: &Arc<Entry>| it.fault.as_deref().map(str::to_owned);
    assert_eq!((marked(&calls[0]).as_deref(), calls[0].status), (Some("f1"), 0));
    assert!(calls[0].admitted.is_some(), "its parameters are kept");
    assert_eq!(marked(&calls[1]), None);
    assert_eq!((marked(&calls[2]).as_deref(), calls[2].status), (Some("f2"), 200));
}

#[test]
fn an_answer_is_cut_short_or_broken() {
    let server = Server::start();
    server.call(&Call::put("ann"));
    let whole = server.call(&list()).body.len();
    inject(&server, &json!({"nth": 1, "cut": 10}));
    inject(&server, &json!({"nth": 2, "bad_json": true}));
    let mut client = Client::open(server.address);
    client.send(&list().bytes());
    let head = client.head();
    let length: usize = head.header("content-length").unwrap().parse().unwrap();
    assert_eq!((head.status, length), (200, whole));
    assert_eq!(head.header("x-localyun-fault"), Some("f1"));
    assert_eq!(client.remaining(), b"{\"RequestI");
    let mut client = Client::open(server.address);
    client.send(&list().bytes());
    let broken = client.answer();
    assert_eq!(broken.status, 200);
    assert!(serde_json::from_slice::<Value>(&broken.body).is_err(), "{}", broken.text());
    assert!(broken.text().starts_with("{\"RequestId\":"));
    // Its length is the one that it says, so the connection goes on.
    client.send(&list().bytes());
    assert_eq!(client.answer().body.len(), whole);
}

#[test]
fn a_delay_holds_up_its_own_call_alone() {
    let server = Server::start();
    inject(&server, &json!({"params": {"ContactName": "slow"}, "delay": "400ms"}));
    inject(&server, &json!({"params": {"ContactName": "late"}, "answer_delay": "400ms"}));
    for (name, held) in [("slow", 1), ("late", 4)] {
        let start = Instant::now();
        let mut client = Client::open(server.address);
        client.send(&Call::put(name).bytes());
        // A write that waits for its turn holds up no other.
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(server.call(&Call::put(&format!("quick-{name}"))).status, 200);
        assert_eq!(contacts(&server), held, "{name}");
        assert!(start.elapsed() < Duration::from_millis(400));
        let answer = client.answer();
        assert_eq!((answer.status, answer.header("x-localyun-fault").is_some()), (200, true));
        assert!(start.elapsed() >= Duration::from_millis(400));
    }
    assert_eq!(contacts(&server), 4);
}

#[test]
fn a_call_whose_client_leaves_in_its_delay_is_in_the_journal() {
    let server = Server::start();
    inject(&server, &json!({"action": "PutContact", "delay": "60s"}));
    let mut client = Client::open(server.address);
    client.send(&Call::put("ann").bytes());
    let start = Instant::now();
    let until = |done: &dyn Fn() -> bool| {
        while !done() {
            assert!(start.elapsed() < Duration::from_secs(10));
            std::thread::sleep(Duration::from_millis(2));
        }
    };
    until(&|| server.app.world().faults.all()[0].fired == 1);
    assert!(journal(&server).is_empty(), "it has not ended");
    drop(client);
    until(&|| !journal(&server).is_empty());
    let call = journal(&server).remove(0);
    assert_eq!(
        (call.fault.as_deref(), call.status, call.admitted.is_some()),
        (Some("f1"), 0, true)
    );
    assert_eq!(contacts(&server), 0);
}

#[test]
fn a_stall_ends_with_its_time_with_its_client_or_with_the_server() {
    let server = Server::with(|it| it.limits.max_connections = 2);
    inject(&server, &json!({"action": "DeleteContact", "stall": "200ms"}));
    inject(&server, &json!({"action": "PutContact", "stall": true}));
    assert!(attempt(&server, &Call::of("DeleteContact")).unwrap().is_none(), "closed, unanswered");
    let stalled = |server: &Server| {
        let mut client = Client::open(server.address);
        client.send(&Call::put("ann").bytes());
        client
    };
    let waits = |server: &Server, count: u64| {
        let start = Instant::now();
        while server.app.world().faults.all()[1].fired < count {
            assert!(start.elapsed() < Duration::from_secs(5));
            std::thread::sleep(Duration::from_millis(2));
        }
    };
    let (one, _two) = (stalled(&server), stalled(&server));
    waits(&server, 2);
    // They count among the connections that may be open.
    assert_eq!(attempt(&server, &list()).unwrap().unwrap().status, 503);
    drop(one);
    let start = Instant::now();
    while attempt(&server, &list()).unwrap().is_none_or(|it| it.status == 503) {
        assert!(start.elapsed() < Duration::from_secs(5), "the place of a client that left");
        std::thread::sleep(Duration::from_millis(5));
    }
    // The place of the last attempt may be free a little later.
    let mut last = stalled(&server);
    while server.app.world().faults.all()[1].fired < 3 {
        assert!(start.elapsed() < Duration::from_secs(15));
        std::thread::sleep(Duration::from_millis(50));
        if server.app.world().faults.all()[1].fired < 3 {
            last = stalled(&server);
        }
    }
    let start = Instant::now();
    server.tell_to_stop();
    assert!(last.is_closed());
    drop(server);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

/// Which of some calls a rule with this condition matches.
#[test]
fn a_rule_is_about_the_calls_that_it_says() {
    let server = Server::start();
    let (ann, key) = user(&server, "ann");
    let put = |name: &str| Call::put(name).query("RegionId", "cn-hangzhou");
    let by_ann = put("bob").with(|call| call.key = key.clone());
    let calls = [put("ann"), put("bob"), list(), by_ann];
    for (condition, wanted) in [
        (json!({}), [1, 1, 1, 1]),
        (json!({"product": "cms"}), [1, 1, 1, 1]),
        (json!({"product": "Ram"}), [0; 4]),
        (json!({"action": "PutContact"}), [1, 1, 0, 1]),
        (json!({"action": "*Contact*"}), [1, 1, 1, 1]),
        (json!({"action": "Describe*"}), [0, 0, 1, 0]),
        (json!({"caller": "ann"}), [0, 0, 0, 1]),
        (json!({"caller": ann}), [0, 0, 0, 1]),
        (json!({"caller": "acs:ram::1000000000000001:root"}), [1, 1, 1, 0]),
        (json!({"caller": "1000000000000001"}), [1, 1, 1, 1]),
        (json!({"caller": "bob"}), [0; 4]),
        (json!({"access_key": key.0}), [0, 0, 0, 1]),
        (json!({"params": {"ContactName": "bob"}}), [0, 1, 0, 1]),
        (json!({"params": {"ContactName": "*", "Describe": "On*"}}), [1, 1, 0, 1]),
        (json!({"region": "cn-hangzhou"}), [1, 1, 1, 1]),
        (json!({"region": "us-*"}), [0; 4]),
        (json!({"nth": 2}), [0, 1, 0, 0]),
        (json!({"from_call": 2, "to_call": 3}), [0, 1, 1, 0]),
        (json!({"action": "PutContact", "from_call": 2}), [0, 1, 0, 1]),
        (json!({"times": 1}), [1, 0, 0, 0]),
        (json!({"share": 1}), [1, 1, 1, 1]),
        (json!({"after": "1h"}), [0; 4]),
        (json!({"until": "1h"}), [1, 1, 1, 1]),
        (json!({"until": "2020-01-01T00:00:00Z"}), [0; 4]),
    ] {
        clear(&server);
        let mut rule = condition.clone();
        rule["error"] = "ServiceUnavailable".into();
        inject(&server, &rule);
        let fired = calls.iter().map(|call| u16::from(server.call(call).status == 503));
        assert_eq!(fired.collect::<Vec<_>>(), wanted, "{condition}");
        let fired = wanted.iter().copied().map(u64::from).sum::<u64>();
        assert_eq!(counts(&server)[0].1, fired, "{condition}");
    }
}

/// A user that may do everything: its ARN, and its key.
fn user(server: &Server, name: &str) -> (String, (String, String)) {
    let ram = |action: &str| Call::of(action).with(|call| call.version = "2015-05-01".into());
    server.call(&ram("CreateUser").query("UserName", name));
    let policy = ram("AttachPolicyToUser")
        .query("PolicyType", "System")
        .query("PolicyName", "AdministratorAccess")
        .query("UserName", name);
    assert_eq!(server.call(&policy).status, 200);
    let key = server.call(&ram("CreateAccessKey").query("UserName", name)).json();
    let text = |member: &str| key["AccessKey"][member].as_str().unwrap().to_owned();
    let key = (text("AccessKeyId"), text("AccessKeySecret"));
    (format!("acs:ram::1000000000000001:user/{name}"), key)
}

#[test]
fn a_window_is_one_of_the_worlds_clock() {
    let server = Server::with(|it| it.clock = Some(START));
    let asks = |at: i64| {
        let body = format!(
            r#"{{"set": "{}"}}"#,
            chrono::DateTime::from_timestamp_millis(at).unwrap().to_rfc3339()
        );
        assert_eq!(control(&server, "POST", "clock", &body).status, 200);
        server.call(&list().with(|call| call.time = Some(at))).status
    };
    let added = inject(
        &server,
        &json!({"after": "1m", "until": "2026-01-01T00:02:00Z", "error": "ServiceUnavailable"}),
    );
    assert_eq!(added["faults"][0]["after"], "2026-01-01T00:01:00.000Z");
    let statuses = [59_999, 60_000, 119_999, 120_000].map(|after| asks(START + after));
    assert_eq!(statuses, [200, 503, 503, 200]);
}

#[test]
fn a_share_is_the_same_calls_for_the_same_seed() {
    let draw = |seed: u64| {
        let server = Server::start();
        inject(&server, &json!({"share": 0.3, "seed": seed, "error": "ServiceUnavailable"}));
        (0..40).map(|_| server.call(&list()).status == 503).collect::<Vec<_>>()
    };
    let (first, again, other) = (draw(1), draw(1), draw(2));
    assert_eq!(first, again);
    assert_ne!(first, other);
    let fired = first.iter().filter(|fired| **fired).count();
    assert!((5..=20).contains(&fired), "{fired}");
}

#[test]
fn the_first_rule_whose_turn_it_is_fires_and_all_count() {
    let server = Server::start();
    inject(
        &server,
        &json!([{"nth": 1, "error": "Throttling"}, {"error": "InternalError"}, {"nth": 2, "error": "Throttling"}]),
    );
    let codes: Vec<_> = (0..3).map(|_| server.call(&list()).code()).collect();
    assert_eq!(codes, ["Throttling", "InternalError", "InternalError"]);
    assert_eq!(counts(&server), [(3, 1), (3, 2), (3, 0)]);
    assert_eq!(
        control(&server, "DELETE", "faults/f2", "").json()["faults"].as_array().unwrap().len(),
        2
    );
    assert_eq!(control(&server, "GET", "faults/f2", "").status, 404);
    assert_eq!(control(&server, "DELETE", "faults/f2", "").status, 404);
    assert_eq!(control(&server, "GET", "faults/f1", "").json()["nth"], 1);
    assert_eq!(server.call(&list()).status, 200);
    inject(&server, &json!({"error": "InternalError"}));
    assert_eq!(control(&server, "POST", "reset", "").status, 200);
    assert_eq!(server.call(&list()).status, 200);
}

#[test]
fn a_refused_call_meets_the_network_and_no_error() {
    let server = Server::start();
    let wrong = list().with(|call| call.key.1 = "wrong".into());
    inject(&server, &json!({"error": "InternalError"}));
    assert_eq!(server.call(&wrong).code(), "SignatureDoesNotMatch");
    inject(&server, &json!({"action": "DescribeContactList", "http": 504}));
    assert_eq!(server.call(&wrong).status, 504);
    // The control API is never meant.
    assert_eq!(control(&server, "GET", "clock", "").status, 200);
    // Nor is what calls no action.
    assert_eq!(server.call(&Call::of("NoSuchAction")).status, 404);
}

#[test]
fn a_world_has_its_own() {
    let server = Server::start();
    let (name, accounts) = server.app.worlds.add(localyun::world::Settings::default(), 1);
    let localyun::keys::KeySecret::Shared(secret) = &accounts[0].secret else { panic!() };
    let key = (accounts[0].access_key_id.clone(), secret.clone());
    let there = list().with(|call| call.key = key);
    let added =
        control(&server, "POST", &format!("faults?world={name}"), r#"{"error": "InternalError"}"#);
    assert_eq!(added.status, 200, "{}", added.text());
    assert_eq!((server.call(&list()).status, server.call(&there).status), (200, 500));
}

#[test]
fn a_rule_that_could_not_fire_is_refused() {
    let server = Server::start();
    for (rule, part) in [
        (json!({"product": "Cmz", "reset": true}), "there is no product `Cmz`; did you mean Cms?"),
        (
            json!({"product": "Slb", "reset": true}),
            "the product Slb is published, but Localyun does not emulate it",
        ),
        (
            json!({"action": "PutContcat", "reset": true}),
            "there is no action `PutContcat` of any product; did you mean PutContact?",
        ),
        (
            json!({"product": "Ram", "action": "PutContact", "reset": true}),
            "there is no action `PutContact` of Ram",
        ),
        (
            json!({"action": "CreateSmartShortUrl", "reset": true}),
            "CreateSmartShortUrl of Dysmsapi is published, but Localyun does not emulate it",
        ),
        (json!({"action": "Nothing*", "reset": true}), "there is no action `Nothing*`"),
        (
            json!({"error": "Throttling.Usr"}),
            "the error `Throttling.Usr`, and the gateway has not; did you mean Throttling.User?",
        ),
        (
            json!({"action": "PutContact", "error": "EntityNotExist.User"}),
            "and the gateway has not; PutContact has InvalidParameterValue; the gateway has ",
        ),
        (
            json!({"region": "hangzhou", "reset": true}),
            "`hangzhou` is no region such as cn-hangzhou",
        ),
        (json!({"reset": false}), "`reset` can be nothing but true"),
        (json!({"stall": 5}), "`stall` is true or a duration"),
        (json!({"http": 200}), "`http` is a status from 400 to 599"),
        (json!({"cut": -1}), "`cut` is a number of bytes"),
        (json!({"delay": "2w"}), "`2w` is not a duration"),
        (json!({"delay": "25h"}), "up to a day"),
        (json!({"action": "PutContact"}), "a rule says what happens"),
        (json!({"reset": true, "cut": 1}), "this one has `reset` and `cut`"),
        (json!({"reset": true, "message": "x"}), "`message` goes with `error`"),
        (json!({"reset": true, "seed": 1}), "`seed` goes with `share`"),
        (json!({"reset": true, "share": 2}), "`share` is a number above 0 and up to 1"),
        (json!({"reset": true, "share": 0}), "`share` is a number above 0 and up to 1"),
        (json!({"reset": true, "nth": 0}), "`nth` is a whole number from 1 on"),
        (json!({"reset": true, "nth": 1, "to_call": 2}), "give the one or the others"),
        (
            json!({"reset": true, "from_call": 3, "to_call": 2}),
            "`to_call` is not before `from_call`",
        ),
        (
            json!({"reset": true, "after": "2h", "until": "1h"}),
            "`until` must be later than `after`",
        ),
        (json!({"reset": true, "after": "soon"}), "`soon` is neither a time nor a duration"),
        (json!({"reset": true, "params": {}}), "`params` is an object"),
        (json!({"reset": true, "actions": "x"}), "unknown member `actions`"),
    ] {
        let answer = control(&server, "POST", "faults", &rule.to_string());
        assert_eq!(answer.status, 400, "{rule}");
        let text = answer.json()["message"].as_str().unwrap().to_owned();
        assert!(text.contains(part), "{rule}: {text}");
    }
    // One wrong rule of a list leaves out all.
    let some = json!([{"reset": true}, {"reset": 1}]);
    assert_eq!(control(&server, "POST", "faults", &some.to_string()).status, 400);
    assert_eq!(counts(&server), []);
    let many = json!(vec![json!({"reset": true}); 101]);
    assert_eq!(control(&server, "POST", "faults", &many.to_string()).status, 409);
}

#[test]
fn presets_are_rules_like_any() {
    let server = Server::start();
    let presets = control(&server, "GET", "faults/presets", "").json();
    let presets = presets["presets"].as_array().unwrap();
    for preset in presets {
        clear(&server);
        let name = preset["name"].as_str().unwrap();
        let added =
            control(&server, "POST", &format!("faults/presets/{name}?action=PutContact"), "");
        assert_eq!(added.status, 200, "{}", added.text());
        let rules = preset["rules"].as_array().unwrap().len();
        assert!(rules > 0, "{name}");
        assert_eq!(added.json()["faults"].as_array().unwrap().len(), rules);
        assert_eq!(server.call(&list()).status, 200, "{name} is narrowed");
    }
    assert_eq!(presets.len(), 4);
    clear(&server);
    control(&server, "POST", "faults/presets/region-down?region=cn-hangzhou", "");
    assert_eq!(server.call(&list()).status, 503);
    assert_eq!(control(&server, "POST", "faults/presets/slower", "").status, 404);
}
