//! Worlds that the control API makes: forks of others and empty ones, side by side.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use localyun::config::Auth;
use serde_json::{Value, json};

use crate::support::{Answer, Call, Client, Program, Server, account, ask, plain};

/// A request to the control API.
#[track_caller]
fn control(to: SocketAddr, method: &str, path: &str, body: &str) -> Answer {
    ask(to, &plain(method, &format!("/_localyun/{path}"), &[], body.as_bytes()))
}

/// A world that was made, and the key of the root of its first account.
struct Made {
    id: String,
    key: (String, String),
    shown: Value,
}

#[track_caller]
fn make(to: SocketAddr, body: &str) -> Made {
    let answer = control(to, "POST", "worlds", body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let shown = answer.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let first = &shown["accounts"][0];
    let key = (text(&first["access_key_id"]), text(&first["access_key_secret"]));
    Made { id: text(&shown["id"]), key, shown }
}

impl Made {
    /// The answer to a call in it.
    #[track_caller]
    fn call(&self, to: SocketAddr, call: Call) -> Answer {
        ask(to, &call.with(|call| call.key = self.key.clone()).bytes())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "an answer is looked at once")]
#[track_caller]
fn good(answer: Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn ram(action: &str) -> Call {
    Call::of(action).with(|call| call.version = "2015-05-01".into())
}

fn sts(action: &str) -> Call {
    Call::of(action).with(|call| call.version = "2015-04-01".into())
}

/// The names of the contacts that a list shows.
fn names(list: &Value) -> BTreeSet<String> {
    let all = list["Contacts"]["Contact"].as_array().unwrap();
    all.iter().map(|it| it["Name"].as_str().unwrap().to_owned()).collect()
}

fn contacts() -> Call {
    Call::of("DescribeContactList").query("PageSize", "100")
}

#[test]
fn a_world_is_made_listed_shown_and_dropped() {
    let server = Server::start();
    let at = server.address;
    let made = make(at, r#"{"ttl": "1h30m", "accounts": 2}"#);
    assert_eq!(made.shown["from"], "empty");
    assert_eq!(made.shown["ttl"], "1h30m");
    assert_eq!(made.shown["endpoint"], server.app.base());
    assert_eq!(made.shown["accounts"].as_array().unwrap().len(), 2);
    let who = good(made.call(at, sts("GetCallerIdentity")));
    assert_eq!(who["AccountId"], made.shown["accounts"][0]["account"]);
    let listed = good(control(at, "GET", "worlds", ""));
    let listed = &listed["worlds"].as_array().unwrap()[0];
    assert_eq!(listed["id"], made.id.as_str());
    assert_eq!(listed["accounts"][0]["access_key_id"], made.key.0.as_str());
    assert!(!listed.to_string().contains("secret"), "{listed}");
    let shown = good(control(at, "GET", &format!("worlds/{}", made.id), ""));
    assert_eq!(shown["accounts"], listed["accounts"]);
    good(control(at, "DELETE", &format!("worlds/{}", made.id), ""));
    for (method, path) in [("GET", "worlds/"), ("DELETE", "worlds/"), ("GET", "clock?world=")] {
        let gone = control(at, method, &format!("{path}{}", made.id), "");
        assert_eq!(gone.status, 404);
        assert!(gone.text().contains("it was dropped"), "{}", gone.text());
    }
    let gone = made.call(at, sts("GetCallerIdentity"));
    assert_eq!(gone.short(), (404, "InvalidAccessKeyId.NotFound".into()));
    let hint = gone.header("x-localyun-hint").unwrap();
    assert!(hint.contains("was dropped"), "{hint}");
    let first = control(at, "DELETE", "worlds/default", "");
    assert_eq!(first.status, 409, "{}", first.text());
    let first = good(control(at, "GET", "worlds/default", ""));
    assert_eq!((&first["id"], &first["ttl"]), (&json!("default"), &Value::Null));
    assert!(!first.to_string().contains("secret"), "{first}");
    let first = good(control(at, "GET", "worlds/default?secrets=true", ""));
    let of = |name: &str| first["accounts"][0][name].as_str().unwrap().to_owned();
    let key = (of("access_key_id"), of("access_key_secret"));
    let who = good(ask(at, &sts("GetCallerIdentity").with(|call| call.key = key).bytes()));
    assert_eq!(who["AccountId"], of("account"));
    for path in ["health", "worlds", "worlds/default", "snapshots", "snapshots/x"] {
        let refused = control(at, "GET", &format!("{path}?world=default"), "");
        assert_eq!(refused.status, 400);
        assert!(refused.text().contains("about the server as a whole"), "{}", refused.text());
    }
}

#[test]
fn what_cannot_be_made_is_refused_by_name() {
    let server = Server::with(|o| {
        o.limits.max_worlds = 2;
        o.accounts.push(account("1000000000000002:other:secret"));
    });
    for (status, body, part) in [
        (404, r#"{"from": "nowhere"}"#, "there is nothing called `nowhere`"),
        (404, r#"{"from": ""}"#, "there is nothing called ``"),
        (400, r#"{"from": 1}"#, "`from` cannot be 1"),
        (400, r#"{"ttl": "10 minutes"}"#, "is not a duration such as"),
        (400, r#"{"ttl": "10ms"}"#, "`ttl` is at least 1s"),
        (400, r#"{"ttl": -5}"#, "`ttl` is at least 1s"),
        (400, r#"{"ttl": 0.5}"#, "`ttl` is at least 1s"),
        (400, r#"{"ttl": true}"#, "`ttl` cannot be true"),
        (400, r#"{"accounts": 0}"#, "from 1 to 100"),
        (400, r#"{"accounts": 101}"#, "from 1 to 100"),
        (400, r#"{"accounts": "2"}"#, "`accounts` cannot be"),
        (400, r#"{"from": "default", "accounts": 1}"#, "has 2 accounts"),
        (400, r#"{"name": "mine"}"#, "unknown member `name`"),
        (400, r#"["default"]"#, "a JSON object"),
    ] {
        let answer = control(server.address, "POST", "worlds", body);
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        assert!(answer.text().contains(part), "{body}: {}", answer.text());
    }
    make(server.address, r#"{"from": "default", "ttl": 600, "accounts": 3}"#);
    make(server.address, r#"{"ttl": null}"#);
    let full = control(server.address, "POST", "worlds", "{}");
    assert_eq!(full.status, 409);
    assert!(full.text().contains("--max-worlds"), "{}", full.text());
}

#[test]
fn a_fork_has_what_its_origin_had_at_one_moment_and_nothing_later() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    let at = server.address;
    let mail = Call::of("PutContact")
        .query("ContactName", "before")
        .query("Describe", "x")
        .query("Channels.Mail", "before@example.com");
    assert_eq!(server.call(&mail).status, 200);
    good(server.call(&ram("CreateUser").query("UserName", "ann")));
    let order = Call::of("CreateCertificateForPackageRequest")
        .query("ProductCode", "digicert-free-1-free")
        .query("Domain", "example.com")
        .query("Username", "ann")
        .query("Phone", "13312345678")
        .query("Email", "ann@example.com")
        .query("ValidateType", "DNS")
        .with(|call| call.version = "2020-04-07".into());
    let order = good(server.call(&order))["OrderId"].clone();
    let state = Call::of("DescribeCertificateState")
        .query("OrderId", &order.to_string())
        .with(|call| call.version = "2020-04-07".into());
    let fork = make(at, r#"{"from": "default"}"#);
    assert_eq!(fork.shown["accounts"][0]["account"], "1000000000000001");
    // Later changes stay where they are made.
    assert_eq!(server.call(&Call::put("later")).status, 200);
    good(fork.call(at, Call::put("there")));
    good(fork.call(at, ram("DeleteUser").query("UserName", "ann")));
    good(server.call(&ram("GetUser").query("UserName", "ann")));
    let there = names(&good(fork.call(at, contacts())));
    assert_eq!(there, ["before", "there"].map(String::from).into());
    assert_eq!(
        names(&good(server.call(&contacts()))),
        ["before", "later"].map(String::from).into()
    );
    // Its outbox begins empty, its clock where that of the origin was.
    let outbox = |world: &str| {
        let all = good(control(at, "GET", &format!("outbox?world={world}"), ""));
        all["messages"].as_array().unwrap().len()
    };
    assert_eq!((outbox("default"), outbox(&fork.id)), (1, 0));
    let clock = |world: &str| good(control(at, "GET", &format!("clock?world={world}"), ""));
    assert_eq!(clock(&fork.id), clock("default"));
    // The due work of the origin is its own too, by its own clock.
    let kind = |answer: Answer| good(answer)["Type"].as_str().unwrap().to_owned();
    let before = kind(server.call(&state));
    good(control(at, "POST", &format!("clock?world={}", fork.id), r#"{"advance": "2d"}"#));
    assert_ne!(kind(fork.call(at, state.clone())), before);
    assert_eq!(kind(server.call(&state)), before);
    assert_ne!(clock(&fork.id), clock("default"));
    // A fork of a fork, and back to where a fork began.
    let second = make(at, &json!({ "from": fork.id }).to_string());
    assert_eq!(names(&good(second.call(at, contacts()))), there);
    good(control(at, "POST", &format!("reset?world={}", fork.id), ""));
    assert_eq!(names(&good(fork.call(at, contacts()))), ["before"].map(String::from).into());
    assert_eq!(clock(&fork.id), clock("default"));
    assert_eq!(names(&good(second.call(at, contacts()))), there);
}

#[test]
fn a_clock_that_was_moved_goes_on_from_there_in_a_fork() {
    let server = Server::start();
    let now = |world: &str| {
        let path = format!("clock?world={world}");
        good(control(server.address, "GET", &path, ""))["now_ms"].as_i64().unwrap()
    };
    good(control(server.address, "POST", "clock", r#"{"advance": "30d"}"#));
    let fork = make(server.address, r#"{"from": "default"}"#);
    good(control(server.address, "POST", "clock", r#"{"release": true}"#));
    assert!(now(&fork.id) > now("default") + 29 * 86_400_000);
}

#[test]
fn keys_and_tokens_of_the_origin_lead_to_the_origin_and_open_nothing_in_a_fork() {
    let server = Server::start();
    let at = server.address;
    good(server.call(&ram("CreateUser").query("UserName", "ann")));
    let made = good(server.call(&ram("CreateAccessKey").query("UserName", "ann")));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ann = &made["AccessKey"];
    let ann = (text(&ann["AccessKeyId"]), text(&ann["AccessKeySecret"]));
    let trust = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":["acs:ram::1000000000000001:root"]}}]}"#;
    let role = ram("CreateRole").query("RoleName", "r").query("AssumeRolePolicyDocument", trust);
    good(server.call(&role));
    let policy = ram("AttachPolicyToUser")
        .query("PolicyType", "System")
        .query("PolicyName", "AdministratorAccess")
        .query("UserName", "ann");
    good(server.call(&policy));
    let assume = sts("AssumeRole")
        .query("RoleArn", "acs:ram::1000000000000001:role/r")
        .query("RoleSessionName", "session");
    let session = good(server.call(&assume.clone().with(|call| call.key = ann.clone())));
    let session = &session["Credentials"];
    let fork = make(at, r#"{"from": "default"}"#);
    // The user is in the fork too, and its key is the origin's.
    good(fork.call(
        at,
        ram("DeleteAccessKey").query("UserName", "ann").query("UserAccessKeyId", &ann.0),
    ));
    good(server.call(&sts("GetCallerIdentity").with(|call| call.key = ann.clone())));
    // A token of the origin is none of the fork's, whoever presents it.
    let stolen = sts("GetCallerIdentity").with(|call| {
        call.key = fork.key.clone();
        call.token = Some(text(&session["SecurityToken"]));
    });
    let refused = server.call(&stolen);
    assert_eq!(refused.short().0, 400, "{}", refused.text());
    // A key made in the fork leads there.
    let key = good(fork.call(at, ram("CreateAccessKey").query("UserName", "ann")));
    let key = &key["AccessKey"];
    let key = (text(&key["AccessKeyId"]), text(&key["AccessKeySecret"]));
    good(fork.call(at, ram("UpdateUser").query("UserName", "ann").query("NewUserName", "bob")));
    let who = |key: &(String, String)| {
        let who = good(server.call(&sts("GetCallerIdentity").with(|call| call.key = key.clone())));
        text(&who["Arn"])
    };
    assert!(who(&key).ends_with("user/bob") && who(&ann).ends_with("user/ann"));
}

#[test]
fn a_hundred_tests_use_the_same_names_at_once() {
    let server = Server::start();
    assert_eq!(server.call(&Call::put("shared")).status, 200);
    let at = server.address;
    thread::scope(|scope| {
        for n in 0..100_u32 {
            scope.spawn(move || {
                let from = if n % 2 == 0 { r#"{"from": "default"}"# } else { "{}" };
                let world = make(at, from);
                let day = format!("2026-{:02}-{:02}T00:00:00Z", n / 28 + 1, n % 28 + 1);
                let freeze = json!({ "freeze": day }).to_string();
                good(control(at, "POST", &format!("clock?world={}", world.id), &freeze));
                good(world.call(at, ram("CreateUser").query("UserName", "ann")));
                let mail = format!("ann-{n}@example.com");
                let put = Call::of("PutContact")
                    .query("ContactName", "ann")
                    .query("Describe", "x")
                    .query("Channels.Mail", &mail);
                good(world.call(at, put));
                let sent = good(control(at, "GET", &format!("outbox?key={}", world.key.0), ""));
                let sent = sent["messages"].as_array().unwrap();
                assert_eq!((sent.len(), sent[0]["to"].as_str()), (1, Some(&*mail)));
                assert_eq!(sent[0]["at"].as_str().unwrap()[..10], day[..10]);
                let link = sent[0]["link"].as_str().unwrap();
                let path = &link[link.find("/_localyun").unwrap()..];
                assert_eq!(ask(at, &plain("GET", path, &[], b"")).status, 200);
                let found = good(world.call(at, contacts()));
                let expected = if n % 2 == 0 { &["ann", "shared"][..] } else { &["ann"] };
                assert_eq!(names(&found), expected.iter().map(ToString::to_string).collect());
                let user = good(world.call(at, ram("GetUser").query("UserName", "ann")));
                assert_eq!(user["User"]["CreateDate"].as_str().unwrap()[..10], day[..10]);
                let dropped = control(at, "DELETE", &format!("worlds/{}", world.id), "");
                assert_eq!(dropped.status, 200);
            });
        }
    });
    assert_eq!(names(&good(server.call(&contacts()))), [String::from("shared")].into());
}

#[test]
fn a_world_that_is_idle_for_its_ttl_is_dropped_and_one_that_is_used_is_not() {
    let server = Server::start();
    let idle = make(server.address, r#"{"ttl": "1s"}"#);
    let used = make(server.address, r#"{"ttl": "3s"}"#);
    let start = Instant::now();
    let there = |world: &Made| {
        control(server.address, "GET", &format!("worlds/{}", world.id), "").status == 200
    };
    while there(&idle) || start.elapsed() < Duration::from_secs(4) {
        assert!(start.elapsed() < Duration::from_secs(20), "it is still there");
        good(used.call(server.address, contacts()));
        thread::sleep(Duration::from_millis(50));
    }
    assert!(there(&used));
}

#[test]
fn a_world_that_is_dropped_while_it_is_called_answers_or_is_gone() {
    let server = Server::start();
    let at = server.address;
    for _ in 0..5 {
        let world = make(at, "{}");
        let (world, dropped) = (&world, AtomicBool::new(false));
        thread::scope(|scope| {
            for caller in 0..4 {
                let dropped = &dropped;
                scope.spawn(move || {
                    for n in 0.. {
                        let late = dropped.load(Ordering::Acquire);
                        let answer = world.call(at, Call::put(&format!("c-{caller}-{n}")));
                        if answer.status != 200 {
                            assert_eq!(answer.code(), "InvalidAccessKeyId.NotFound");
                            break;
                        }
                        assert!(!late, "it was dropped before");
                    }
                });
            }
            thread::sleep(Duration::from_millis(30));
            good(control(at, "DELETE", &format!("worlds/{}", world.id), ""));
            dropped.store(true, Ordering::Release);
        });
    }
    assert_eq!(names(&good(server.call(&contacts()))), BTreeSet::new());
}

/// Neither where signatures are not enforced: nothing is done in another world than was meant.
#[test]
fn a_call_for_a_dropped_world_does_nothing_in_the_first() {
    for auth in [Auth::Off, Auth::Audit, Auth::Strict] {
        let server = Server::with(|o| o.auth = auth);
        let world = make(server.address, "{}");
        good(control(server.address, "DELETE", &format!("worlds/{}", world.id), ""));
        let named = Call::put("x").header("x-localyun-world", &world.id);
        let unsigned = named.edit(|request| {
            request.headers.retain(|(name, _)| name != "Authorization" && name != "authorization");
        });
        for call in [Call::put("x").with(|call| call.key = world.key.clone()), unsigned] {
            let gone = server.call(&call);
            assert_eq!(gone.code(), "InvalidAccessKeyId.NotFound", "{auth:?}");
        }
        assert_eq!(names(&good(server.call(&contacts()))), BTreeSet::new());
    }
}

/// Contacts are written one after the other, so a state that was there has the first of them and no others.
#[test]
fn a_fork_under_load_is_a_state_that_there_was() {
    let server = Server::start();
    let (at, done) = (server.address, AtomicBool::new(false));
    thread::scope(|scope| {
        let done = &done;
        scope.spawn(move || {
            for n in 0..90 {
                good(ask(at, &Call::put(&format!("c-{n:02}")).bytes()));
            }
            done.store(true, Ordering::Release);
        });
        let mut last = 0;
        while !done.load(Ordering::Acquire) {
            let fork = make(at, r#"{"from": "default"}"#);
            let found = names(&good(fork.call(at, contacts())));
            assert!(found.len() >= last, "it goes back");
            last = found.len();
            assert_eq!(found, (0..last).map(|n| format!("c-{n:02}")).collect());
        }
    });
}

#[test]
fn a_kill_during_forks_loses_nothing_that_was_answered() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("localyun.db");
    let server = Program::serve(&data);
    let (at, done) = (server.address, AtomicBool::new(false));
    let answered = thread::scope(|scope| {
        let done = &done;
        scope.spawn(move || {
            while !done.load(Ordering::Acquire) {
                let fork = make(at, r#"{"from": "default"}"#);
                good(fork.call(at, Call::put("in the fork")));
            }
        });
        let answered: BTreeSet<_> = (0..60)
            .map(|n| {
                let name = format!("c-{n:02}");
                good(ask(at, &Call::put(&name).bytes()));
                name
            })
            .collect();
        done.store(true, Ordering::Release);
        answered
    });
    server.kill();
    let server = Program::serve(&data);
    assert_eq!(names(&good(server.call(&contacts()))), answered);
}

/// What a process has open and has in memory is looked at from outside, in a process of its own.
#[cfg(target_os = "linux")]
#[test]
fn forks_and_drops_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let server = Program::serve(&folder.path().join("localyun.db"));
    let at = server.address;
    good(server.call(&Call::put("one")));
    let round = || {
        for _ in 0..100 {
            let fork = make(at, r#"{"from": "default"}"#);
            good(fork.call(at, Call::put("two")));
            good(control(at, "DELETE", &format!("worlds/{}", fork.id), ""));
        }
    };
    let count = |what| std::fs::read_dir(format!("/proc/{}/{what}", server.id())).unwrap().count();
    let files = || std::fs::read_dir(folder.path()).unwrap().count();
    round();
    let before = (count("fd"), files());
    round();
    // A connection that was just closed may still be open there.
    assert!(count("fd") <= before.0 + 4 && files() == before.1);
}

#[test]
fn a_drop_ends_what_waits_in_the_world() {
    let server = Server::start();
    let world = make(server.address, "{}");
    let other = make(server.address, "{}");
    let waiting = |target: &str| {
        let mut client = Client::open(server.address);
        client.send(&plain("GET", target, &[], b""));
        client
    };
    let never = |what| if what == "calls" { "&action=DeleteContactGroup" } else { "" };
    let path = |what: &str, id: &str| format!("/_localyun/{what}?wait=60s&world={id}");
    let mut clients: Vec<_> =
        ["calls", "outbox"].map(|it| waiting(&(path(it, &world.id) + never(it)))).into();
    let mut elsewhere = waiting(&format!("/_localyun/calls?wait=1s&world={}", other.id));
    good(control(
        server.address,
        "POST",
        &format!("faults?world={}", world.id),
        r#"{"stall": true}"#,
    ));
    let mut stalled = Client::open(server.address);
    stalled.send(&Call::of("DescribeContactList").with(|it| it.key = world.key.clone()).bytes());
    // All wait by now, or else are refused as those of a dropped world are.
    let rules = format!("faults?world={}", world.id);
    let fired = || {
        let rules = good(control(server.address, "GET", &rules, ""));
        rules["faults"][0]["fired"].as_i64().unwrap()
    };
    while fired() == 0 {
        thread::sleep(Duration::from_millis(5));
    }
    good(control(server.address, "DELETE", &format!("worlds/{}", world.id), ""));
    for client in &mut clients {
        let answer = client.answer();
        assert_eq!(answer.status, 404);
        assert!(answer.text().contains("it was dropped"), "{}", answer.text());
    }
    assert!(stalled.is_closed());
    // Another world goes on, and its wait ends by itself.
    assert_eq!(elsewhere.answer().status, 200);
}

#[test]
fn a_client_that_leaves_leaves_no_world_behind() {
    let server = Server::start();
    let seed = r#"{"from": {"version": 1, "accounts": [{"id": "1000000000000001", "ram": {"users": [{"name": "ci"}]}}]}, "ttl": "1s"}"#;
    for step in 0..40 {
        let mut client = Client::open(server.address);
        client.send(&plain("POST", "/_localyun/worlds", &[], seed.as_bytes()));
        thread::sleep(Duration::from_millis(step % 20));
        drop(client);
    }
    // Those that were made are dropped when they are idle; one of a request that was given up has no time to live.
    let end = Instant::now() + Duration::from_secs(20);
    let count = || {
        let all = good(control(server.address, "GET", "worlds", ""));
        all["worlds"].as_array().unwrap().len()
    };
    while count() > 0 {
        assert!(Instant::now() < end, "{} worlds are left", count());
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_worlds_with_one_number_draw_is_the_same_and_is_not_drawn_again_in_a_fork() {
    for seed in [None, Some(7)] {
        let server = Server::with(|it| it.seed = seed);
        let at = server.address;
        let user = |made: &Made, name: &str| {
            let create = ram("CreateUser").query("UserName", name);
            good(made.call(at, create))["User"]["UserId"].to_string()
        };
        let mut drawn = BTreeSet::new();
        for from in [
            json!("empty"),
            json!("default"),
            json!({ "version": 1, "accounts": [
                { "id": "5000000000000005", "ram": { "users": [{ "name": "ann" }] } },
            ] }),
        ] {
            let make = |random: u64| {
                let body = json!({ "from": from, "random": random, "accounts": 2 });
                let made = make(at, &body.to_string());
                // The ids of keys have the name of their world in them.
                let accounts = made.shown["accounts"].to_string().replace(&made.id, "WORLD");
                let users = good(made.call(at, ram("ListUsers")));
                let seeded = users["Users"]["User"][0]["UserId"].to_string();
                let created = user(&made, "bob");
                (made, (accounts, seeded, created))
            };
            let (one, first) = make(7);
            assert_eq!(make(7).1, first, "{from}");
            assert_ne!(make(8).1.0, first.0, "{from}");
            drawn.insert(first.2.clone());
            let fork = json!({ "from": one.id, "random": 7 }).to_string();
            let fork = self::make(at, &fork);
            assert_ne!(user(&fork, "eve"), first.2);
        }
        assert_eq!(drawn.len(), 2);
    }
}
