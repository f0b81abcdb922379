//! Several servers that serve one world from one PostgreSQL database: whatever is answered by one is known to the others.

mod journal;

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use actions::ports::store::{StoreError, Tx};
use localyun::{
    config::Auth,
    world::{Settings, World},
};
use serde_json::{Value, json};

use crate::support::{
    Answer, Call, Server, ask, plain,
    postgres::{self, Schema},
};

mod deliveries;
mod secrets;
mod versions;

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600_000;
const ACCOUNT: &str = "1000000000000001";

/// Two servers of one world; `None`, and a line that says so, where there is no database.
struct Pair {
    a: Server,
    b: Server,
    schema: Schema,
}

impl Pair {
    fn start(test: &str) -> Option<Self> {
        Self::with(test, None, Auth::Strict)
    }

    fn with(test: &str, clock: Option<i64>, auth: Auth) -> Option<Self> {
        let schema = Schema::take(&postgres::url_or_skip(test)?);
        let server = || {
            Server::with(|it| {
                it.data = schema.data();
                it.clock = clock;
                it.auth = auth;
            })
        };
        Some(Self { a: server(), b: server(), schema })
    }

    /// One after the other.
    fn turns(&self, times: usize) -> impl Iterator<Item = (usize, &Server, &Server)> {
        (0..times).map(|n| if n % 2 == 0 { (n, &self.a, &self.b) } else { (n, &self.b, &self.a) })
    }
}

/// A request to the control API, whatever comes of it.
fn asked(server: &Server, method: &str, target: &str) -> Answer {
    ask(server.address, &plain(method, target, &[], b""))
}

/// Looks until there is something.
#[track_caller]
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_secs(10), "{what}: not so");
        thread::sleep(Duration::from_millis(20));
    }
}

fn control(server: &Server, method: &str, path: &str, body: &Value) -> Value {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let target = format!("/_localyun/{path}");
    let answer = ask(server.address, &plain(method, &target, &[], body.as_bytes()));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

fn rpc(action: &str, version: &str, parameters: &[(&str, &str)]) -> Call {
    let call = Call::of(action).with(|it| it.version = version.into());
    parameters.iter().fold(call, |call, (name, value)| call.query(name, value))
}

fn ram(action: &str, parameters: &[(&str, &str)]) -> Call {
    rpc(action, "2015-05-01", parameters)
}

fn signed(call: Call, key: &(String, String)) -> Call {
    call.with(|it| it.key.clone_from(key))
}

#[track_caller]
fn good(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn a_nonce_is_taken_once() {
    let Some(pair) = Pair::start("a_nonce_is_taken_once") else { return };
    for (n, one, other) in pair.turns(10) {
        let request = Call::put(&format!("c{n}")).bytes();
        good(&one.ask(&request));
        for again in [other, one] {
            let refused = again.ask(&request);
            assert_eq!((refused.status, &*refused.code()), (400, "SignatureNonceUsed"));
        }
    }
    // Who sends it to all at once is answered by one.
    let request = Call::put("raced").bytes();
    let taken = thread::scope(|scope| {
        let all: Vec<_> = (0..8)
            .map(|n| if n % 2 == 0 { &pair.a } else { &pair.b })
            .map(|server| scope.spawn(|| server.ask(&request).status == 200))
            .collect();
        all.into_iter().map(|it| it.join().unwrap()).filter(|it| *it).count()
    });
    assert_eq!(taken, 1);
}

#[test]
fn what_one_changes_of_identities_the_other_knows() {
    let Some(pair) = Pair::start("what_one_changes_of_identities_the_other_knows") else { return };
    let user = [("UserName", "alice")];
    good(&pair.a.call(&ram("CreateUser", &user)));
    let made = good(&pair.a.call(&ram("CreateAccessKey", &user)));
    let text = |name: &str| made["AccessKey"][name].as_str().unwrap().to_owned();
    let key = (text("AccessKeyId"), text("AccessKeySecret"));
    let id = key.0.clone();
    let who = || signed(rpc("GetCallerIdentity", "2015-04-01", &[]), &key);
    good(&pair.b.call(&who()));
    good(&pair.a.call(&who()));
    for (_, one, other) in pair.turns(10) {
        let status = |status| {
            let wanted = [("UserName", "alice"), ("UserAccessKeyId", &*id), ("Status", status)];
            ram("UpdateAccessKey", &wanted)
        };
        good(&one.call(&status("Inactive")));
        assert_eq!(other.call(&who()).code(), "InvalidAccessKeyId.Inactive");
        good(&one.call(&status("Active")));
        good(&other.call(&who()));
        let list = || signed(ram("ListUsers", &[]), &key);
        let policy = [
            ("PolicyType", "System"),
            ("PolicyName", "AliyunRAMReadOnlyAccess"),
            ("UserName", "alice"),
        ];
        assert_eq!(other.call(&list()).code(), "NoPermission");
        good(&one.call(&ram("AttachPolicyToUser", &policy)));
        good(&other.call(&list()));
        good(&one.call(&ram("DetachPolicyFromUser", &policy)));
        assert_eq!(other.call(&list()).code(), "NoPermission");
    }
}

#[test]
fn the_clock_is_one() {
    let test = "the_clock_is_one";
    let Some(pair) = Pair::with(test, Some(START), Auth::Strict) else { return };
    let now = |server: &Server| control(server, "GET", "clock", &Value::Null);
    for (n, one, other) in pair.turns(6) {
        control(one, "POST", "clock", &json!({ "advance": "1h" }));
        let at = START + (i64::try_from(n).unwrap() + 1) * 3_600_000;
        assert_eq!(now(other)["now_ms"], at);
    }
    // None of two that move it at once is lost.
    control(&pair.a, "POST", "clock", &json!({ "set": "2026-01-01" }));
    thread::scope(|scope| {
        for server in [&pair.a, &pair.b] {
            scope.spawn(|| {
                for _ in 0..10 {
                    control(server, "POST", "clock", &json!({ "advance_ms": 1000 }));
                }
            });
        }
    });
    assert_eq!(now(&pair.a)["now_ms"], START + 20_000);
    control(&pair.b, "POST", "clock", &json!({ "rate": 60 }));
    assert_eq!(now(&pair.a)["rate"], 60.0);
    control(&pair.a, "POST", "clock", &json!({ "freeze": true }));
    assert_eq!(now(&pair.b)["now_ms"], now(&pair.a)["now_ms"]);
}

fn groups(action: &str, parameters: &[(&str, &str)]) -> Call {
    rpc(action, "2020-03-31", parameters)
}

/// Makes groups that are deleted three days later.
fn leave_groups(server: &Server, from: usize, count: usize) {
    for n in from..from + count {
        let name = format!("group-{n}");
        let made = groups("CreateResourceGroup", &[("Name", &*name), ("DisplayName", &*name)]);
        let made = good(&server.call(&made));
        let id = made["ResourceGroup"]["Id"].as_str().unwrap();
        good(&server.call(&groups("DeleteResourceGroup", &[("ResourceGroupId", id)])));
    }
}

fn due_work(server: &Server) -> u64 {
    server.app.world().metrics.due_work.load(Ordering::Relaxed)
}

#[test]
fn due_work_is_done_once_by_whoever_is_there() {
    let test = "due_work_is_done_once_by_whoever_is_there";
    let Some(Pair { a, b, schema }) = Pair::with(test, Some(START), Auth::Off) else { return };
    leave_groups(&a, 0, 8);
    leave_groups(&b, 8, 8);
    let waiting = |server: &Server| control(server, "GET", "due", &Value::Null)["waiting"].clone();
    assert_eq!((waiting(&a), waiting(&b)), (json!(16), json!(16)));
    control(&a, "POST", "clock", &json!({ "advance": "71h59m59s" }));
    let before = due_work(&a) + due_work(&b);
    thread::scope(|scope| {
        for server in [&a, &b] {
            scope.spawn(|| control(server, "POST", "clock", &json!({ "advance": "2s" })));
        }
    });
    assert_eq!((waiting(&a), waiting(&b)), (json!(0), json!(0)));
    assert_eq!(due_work(&a) + due_work(&b) - before, 16);
    // One that is gone leaves its work to the other, which does it as time passes.
    control(&a, "POST", "clock", &json!({ "release": true }));
    leave_groups(&a, 16, 4);
    drop(a);
    let before = due_work(&b);
    control(&b, "POST", "clock", &json!({ "advance": "72h" }));
    let start = Instant::now();
    while due_work(&b) - before < 4 {
        assert!(start.elapsed() < Duration::from_secs(10), "{} done", due_work(&b) - before);
        thread::sleep(Duration::from_millis(20));
    }
    drop(b);
    drop(schema);
}

#[test]
fn messages_have_one_row_of_numbers() {
    let test = "messages_have_one_row_of_numbers";
    let Some(pair) = Pair::with(test, Some(START), Auth::Off) else { return };
    let contact = |name: &str| {
        Call::of("PutContact")
            .query("ContactName", name)
            .query("Describe", "x")
            .query("Channels.Mail", &format!("{name}@example.com"))
    };
    // Who waits for a message sees one that came by another server.
    let waits = "outbox?to=c0-0@example.com&wait=20s";
    thread::scope(|scope| {
        let waiting = scope.spawn(|| control(&pair.a, "GET", waits, &Value::Null));
        for number in 0..8 {
            let server = if number % 2 == 0 { &pair.b } else { &pair.a };
            scope.spawn(move || {
                for n in 0..25 {
                    good(&server.call(&contact(&format!("c{number}-{n}"))));
                }
            });
        }
        let found = waiting.join().unwrap();
        assert_eq!(found["messages"].as_array().unwrap().len(), 1);
    });
    let all = control(&pair.a, "GET", "outbox?limit=1000", &Value::Null);
    let numbers: BTreeSet<i64> =
        all["messages"].as_array().unwrap().iter().map(|it| it["id"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (1..=200).collect());
}

#[test]
fn a_reset_is_one_of_all() {
    let Some(pair) = Pair::with("a_reset_is_one_of_all", Some(START), Auth::Strict) else { return };
    for (n, one, other) in pair.turns(4) {
        good(&one.call(&Call::put("xx")));
        good(&other.call(&Call::put("yy")));
        control(other, "POST", "clock", &json!({ "advance": "1h" }));
        let user = format!("user{n}");
        good(&one.call(&ram("CreateUser", &[("UserName", &*user)])));
        control(one, "POST", "reset", &Value::Null);
        let clock = control(other, "GET", "clock", &Value::Null);
        assert_eq!(clock["now_ms"], START);
        let calls = control(other, "GET", "calls", &Value::Null);
        assert_eq!(calls["calls"], json!([]), "{calls}");
        let left = good(&other.call(&Call::of("DescribeContactList")));
        assert_eq!(left["Contacts"]["Contact"], json!([]), "{left}");
        let answer = other.call(&ram("GetUser", &[("UserName", &*user)]));
        assert_eq!(answer.code(), "EntityNotExist.User");
        // The account is there.
        good(&other.call(&ram("CreateUser", &[("UserName", &*user)])));
    }
}

#[test]
fn the_use_of_a_key_does_not_go_back() {
    let Some(pair) = Pair::start("the_use_of_a_key_does_not_go_back") else { return };
    let user = [("UserName", "alice")];
    good(&pair.a.call(&ram("CreateUser", &user)));
    let made = good(&pair.a.call(&ram("CreateAccessKey", &user)));
    let text = |name: &str| made["AccessKey"][name].as_str().unwrap().to_owned();
    let key = (text("AccessKeyId"), text("AccessKeySecret"));
    let who = || signed(rpc("GetCallerIdentity", "2015-04-01", &[]), &key);
    let save = |server: &Server| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(server.app.world().save_uses()).unwrap();
    };
    let last_use = || {
        let id = key.0.clone();
        let read = move |tx: &mut dyn Tx| {
            let sql = "SELECT used FROM ram_access_key WHERE id = $1";
            tx.row(sql, actions::args![id], |row| row.opt_int(0))
        };
        let found: Result<_, StoreError> = pair.a.app.world().database.read(read);
        found.unwrap().flatten().unwrap_or_default()
    };
    good(&pair.a.call(&who()));
    thread::sleep(Duration::from_millis(20));
    good(&pair.b.call(&who()));
    save(&pair.b);
    let last = last_use();
    save(&pair.a);
    assert_eq!(last_use(), last);
    assert!(last > 0);
}

#[test]
fn a_process_that_hangs_holds_up_the_others_for_a_while_only() {
    let test = "a_process_that_hangs_holds_up_the_others_for_a_while_only";
    let Some(pair) = Pair::start(test) else { return };
    // The server ends a transaction that waits for a statement, and its lock with it.
    let sql = "SELECT current_setting('idle_in_transaction_session_timeout')";
    let read = |tx: &mut dyn Tx| tx.row(sql, &[], |row| row.text(0));
    let database = &pair.a.app.world().database;
    let found: Result<_, StoreError> = database.read(read);
    assert_eq!(found.unwrap().as_deref(), Some("5s"));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let found: Result<_, StoreError> = runtime.block_on(database.write(move |tx| read(tx), |_| ()));
    assert_eq!(found.unwrap().as_deref(), Some("5s"));
}

#[test]
fn several_that_start_at_once_make_one_world() {
    let test = "several_that_start_at_once_make_one_world";
    let Some(url) = postgres::url_or_skip(test) else { return };
    let name = format!("race_{}", std::process::id());
    let settings = || Settings {
        data: format!("{url}?schema={name}"),
        accounts: vec![format!("{ACCOUNT}:testid:testsecret").parse().unwrap()],
        ..Settings::default()
    };
    let worlds: Vec<_> = thread::scope(|scope| {
        let all: Vec<_> =
            (0..4).map(|_| scope.spawn(|| World::alone(&settings()).unwrap())).collect();
        all.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let secrets: BTreeSet<_> = worlds.iter().map(|it| *it.database.secret()).collect();
    assert_eq!(secrets.len(), 1);
    let starts: BTreeSet<_> = worlds.iter().map(|it| it.database.starts()).collect();
    assert_eq!(starts, (0..4).collect());
    drop(worlds);
    postgres::connected(&url, |client| {
        client.batch_execute(&format!("DROP SCHEMA {name} CASCADE")).unwrap();
    });
}

#[test]
fn a_database_that_orders_in_another_way_is_refused() {
    let test = "a_database_that_orders_in_another_way_is_refused";
    let Some(url) = postgres::url_or_skip(test) else { return };
    let name = format!("other_order_{}", std::process::id());
    let make = format!(
        "CREATE DATABASE {name} TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
    );
    postgres::connected(&url, |client| client.batch_execute(&make).unwrap());
    let (place, _) = url.rsplit_once('/').unwrap();
    let settings = Settings { data: format!("{place}/{name}"), ..Settings::default() };
    let why = World::alone(&settings).map(drop).unwrap_err().to_string();
    assert!(
        why.contains("TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"),
        "{why}"
    );
    postgres::connected(&url, |client| {
        client.batch_execute(&format!("DROP DATABASE {name}")).unwrap();
    });
}

fn contacts(server: &Server) -> Vec<String> {
    let list = good(&server.call(&Call::of("DescribeContactList")));
    let names = list["Contacts"]["Contact"].as_array().unwrap();
    names.iter().map(|it| it["Name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn forks_snapshots_and_what_a_reset_goes_back_to_are_copies() {
    let test = "forks_snapshots_and_what_a_reset_goes_back_to_are_copies";
    let Some(pair) = Pair::with(test, Some(START), Auth::Off) else { return };
    let Pair { a, b, .. } = &pair;
    good(&a.call(&Call::put("kept")));
    let group = [("Name", "group"), ("DisplayName", "group")];
    good(&a.call(&groups("CreateResourceGroup", &group)));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(a.app.world().keep()).unwrap();
    good(&b.call(&Call::put("saved")));
    let made = control(b, "POST", "worlds", &json!({ "from": "default" }));
    let query = format!("resources/cms/contact?world={}", made["id"].as_str().unwrap());
    control(b, "POST", "snapshots", &json!({ "name": "one" }));
    good(&a.call(&Call::put("late")));
    assert_eq!(contacts(b).len(), 3);
    let fork = control(b, "GET", &query, &Value::Null).to_string();
    assert!(fork.contains("saved") && !fork.contains("late"), "{fork}");
    control(b, "POST", "snapshots/one/restore", &Value::Null);
    for server in [a, b] {
        assert_eq!(
            BTreeSet::from_iter(contacts(server)),
            ["kept", "saved"].map(String::from).into()
        );
    }
    control(b, "POST", "reset", &Value::Null);
    for server in [a, b] {
        assert_eq!(contacts(server), ["kept"]);
    }
    let list = good(&b.call(&groups("ListResourceGroups", &[])));
    // With the default one.
    assert_eq!(list["TotalCount"], 2, "{list}");
}

/// Breaks the connections of the servers now and then, until it is told to stop.
fn break_connections(url: &str, schema: &str, stop: &AtomicBool) -> u64 {
    postgres::connected(url, |client| {
        let mut broken = 0;
        while !stop.load(Ordering::Relaxed) {
            let sql = "SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
                 JOIN pg_locks l ON l.pid = a.pid JOIN pg_class c ON c.oid = l.relation
                 WHERE a.application_name = 'localyun' AND c.relnamespace = to_regnamespace($1) LIMIT 1";
            broken += client.query(sql, &[&schema]).unwrap().len() as u64;
            thread::sleep(Duration::from_millis(30));
        }
        broken
    })
}

#[test]
fn a_broken_connection_loses_nothing_that_was_answered() {
    let test = "a_broken_connection_loses_nothing_that_was_answered";
    let Some(pair) = Pair::with(test, None, Auth::Off) else { return };
    let (url, schema) = (postgres::url().unwrap(), pair.schema.name().to_owned());
    let stop = AtomicBool::new(false);
    let (answered, broken) = thread::scope(|scope| {
        let breaking = scope.spawn(|| break_connections(&url, &schema, &stop));
        let calls: Vec<_> = (0..8)
            .map(|number| {
                let server = if number % 2 == 0 { &pair.a } else { &pair.b };
                scope.spawn(move || {
                    let mut answered = Vec::new();
                    for n in 0..60 {
                        let name = format!("c{number}-{n}");
                        let answer = server.call(&Call::put(&name));
                        match answer.status {
                            200 => answered.push(name),
                            // Only where nobody knows.
                            _ => assert!(
                                answer.text().contains("broke while the change was committed")
                                    || answer.header("x-localyun-hint").is_some_and(|it| {
                                        it.contains("broke while the change was committed")
                                    }),
                                "{}",
                                answer.text()
                            ),
                        }
                    }
                    answered
                })
            })
            .collect();
        let answered: Vec<String> = calls.into_iter().flat_map(|it| it.join().unwrap()).collect();
        stop.store(true, Ordering::Relaxed);
        (answered, breaking.join().unwrap())
    });
    assert!(broken > 0);
    assert!(answered.len() > 400, "{} of 480 were answered", answered.len());
    let mut there = BTreeSet::new();
    for page in 1..=10 {
        let list = Call::of("DescribeContactList")
            .query("PageSize", "100")
            .query("PageNumber", &page.to_string());
        let list = good(&pair.a.call(&list));
        let names = list["Contacts"]["Contact"].as_array().unwrap().clone();
        there.extend(names.iter().map(|it| it["Name"].as_str().unwrap().to_owned()));
    }
    let lost: Vec<_> = answered.iter().filter(|it| !there.contains(*it)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}
