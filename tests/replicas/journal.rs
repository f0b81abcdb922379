//! The journal of a world that several servers serve: whichever one asks, it shows the calls of all.

use std::{collections::BTreeSet, thread, time::Duration};

use localyun::config::{Auth, JournalLimits};
use serde_json::{Value, json};

use super::{Pair, START, good, ram, rpc, signed};
use crate::support::{Answer, Call, Server, postgres, postgres::Schema};

/// The call of a request id, at a server that may not have been told of it yet.
#[track_caller]
fn call_at(server: &Server, request_id: &str) -> Value {
    super::until("the call is known", || {
        let path = format!("/_localyun/calls/{request_id}");
        let answer = super::asked(server, "GET", &path);
        (answer.status == 200).then(|| answer.json())
    })
}

fn id_of(answer: &Answer) -> String {
    answer.header("x-acs-request-id").unwrap().to_owned()
}

/// The key that a call has made.
fn key_of(made: &Value) -> (String, String) {
    let text = |name: &str| made["AccessKey"][name].as_str().unwrap().to_owned();
    (text("AccessKeyId"), text("AccessKeySecret"))
}

fn get(server: &Server, path: &str) -> Value {
    super::control(server, "GET", path, &Value::Null)
}

/// The request ids of the calls that a server lists, in their order.
fn ids(server: &Server, query: &str) -> Vec<String> {
    let all = get(server, &format!("calls?limit=100000{query}"));
    let calls = all["calls"].as_array().unwrap();
    calls.iter().map(|it| it["request_id"].as_str().unwrap().to_owned()).collect()
}

/// What a call is shown as, but for its number, which is of each server.
fn plain(mut call: Value) -> Value {
    call.as_object_mut().unwrap().remove("sequence");
    call
}

#[test]
fn a_call_is_listed_found_and_explained_by_all() {
    let test = "a_call_is_listed_found_and_explained_by_all";
    let Some(pair) = Pair::start(test) else { return };
    let Pair { a, b, .. } = &pair;
    good(&a.call(&ram("CreateUser", &[("UserName", "alice")])));
    let policy = r#"{"Version":"1","Statement":[
        {"Sid":"look","Effect":"Allow","Action":"ram:ListUsers","Resource":"*"},
        {"Sid":"never","Effect":"Deny","Action":"ram:ListRoles","Resource":"*"}]}"#;
    let policy = [("PolicyName", "office"), ("PolicyDocument", policy)];
    good(&a.call(&ram("CreatePolicy", &policy)));
    let attach = [("PolicyType", "Custom"), ("PolicyName", "office"), ("UserName", "alice")];
    good(&b.call(&ram("AttachPolicyToUser", &attach)));
    let made = b.call(&ram("CreateAccessKey", &[("UserName", "alice")]));
    let key = key_of(&good(&made));
    let by_alice = |action: &str| signed(ram(action, &[]), &key);
    let wrong = Call::put("x").with(|it| it.key.1 = "wrong".into());
    let unknown = rpc("NoSuchThing", "2015-05-01", &[]);
    for (_, one, other) in pair.turns(2) {
        let again = Call::put("again");
        good(&one.call(&again));
        for (call, status) in [
            (Call::put("ops"), 200),
            (wrong.clone(), 400),
            (unknown.clone(), 404),
            (by_alice("ListUsers"), 200),
            (by_alice("ListRoles"), 403),
            (by_alice("ListGroups"), 403),
        ] {
            let answer = one.call(&call);
            assert_eq!(answer.status, status, "{}", answer.text());
            let id = id_of(&answer);
            let there = plain(call_at(other, &id));
            assert_eq!(there, plain(call_at(one, &id)));
            assert_eq!(there["status"], status);
            let explained = |it: &Server| get(it, &format!("explain/{id}"));
            assert_eq!(explained(other), explained(one));
            let found = ids(other, &format!("&status={status}"));
            assert_eq!(found.last(), Some(&id));
            // By as much of the id as the log shows.
            let begins = format!("calls/{}", &id[..8].to_ascii_lowercase());
            assert_eq!(get(other, &begins)["request_id"], *id);
        }
    }
    // The secret of the answer is masked, as it is where it was answered.
    let shown = call_at(a, &id_of(&made)).to_string();
    assert!(shown.contains("(hidden)") && !shown.contains(&key.1), "{shown}");
    let process = |it: &Server| get(it, "health")["process"].as_str().unwrap().to_owned();
    let processes = BTreeSet::from([process(a), process(b)]);
    assert_eq!(processes.len(), 2);
    let listed = get(b, "calls");
    let by: BTreeSet<_> = listed["calls"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["process"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(by, processes);
    // So do what is made of them.
    for path in ["report", "policy/suggest", "policy/suggest?missing=true", "policy/asked"] {
        assert_eq!(get(a, path), get(b, path), "{path}");
    }
    let asked = get(a, "policy/asked").to_string();
    assert!(asked.contains("ram:ListUsers") && asked.contains("ram:ListGroups"), "{asked}");
    let expected =
        json!({ "action": "PutContact", "times": 2, "params": { "ContactName": "again" } });
    for server in [a, b] {
        super::control(server, "POST", "calls/verify", &expected);
    }
}

#[test]
fn calls_are_in_the_order_in_which_they_were_answered() {
    let test = "calls_are_in_the_order_in_which_they_were_answered";
    let Some(pair) = Pair::with(test, Some(START), Auth::Off) else { return };
    let made: Vec<_> = pair
        .turns(31)
        .map(|(n, one, _)| id_of(&one.call(&Call::put(&format!("contact-{n}")))))
        .collect();
    for server in [&pair.a, &pair.b] {
        for id in &made {
            call_at(server, id);
        }
        assert_eq!(ids(server, ""), made);
        let all = get(server, "calls");
        assert_eq!(
            (&all["last"], &all["by_clients"], &all["evicted"]),
            (&json!(31), &json!(31), &json!(0))
        );
        // Each has a number of its own at each server, by which nothing is missed.
        let calls = all["calls"].as_array().unwrap();
        let numbers: BTreeSet<_> =
            calls.iter().map(|it| it["sequence"].as_u64().unwrap()).collect();
        assert_eq!(numbers, (1..=31).collect());
    }
}

#[test]
fn who_waits_for_a_call_is_told_of_that_of_another_server() {
    let test = "who_waits_for_a_call_is_told_of_that_of_another_server";
    let Some(pair) = Pair::with(test, None, Auth::Off) else { return };
    let waits = "calls?action=PutContact&wait=20s";
    thread::scope(|scope| {
        let waiting = scope.spawn(|| get(&pair.b, waits));
        thread::sleep(Duration::from_millis(300));
        let id = id_of(&pair.a.call(&Call::put("ops")));
        let found = waiting.join().unwrap();
        assert_eq!(found["calls"][0]["request_id"], *id);
    });
}

#[test]
fn a_journal_is_cleared_for_all() {
    let test = "a_journal_is_cleared_for_all";
    let Some(pair) = Pair::with(test, Some(START), Auth::Strict) else { return };
    for (n, one, other) in pair.turns(6) {
        // Some that the others may not have been told of yet.
        good(&one.call(&Call::put("one")));
        good(&other.call(&Call::put("other")));
        if n < 3 {
            super::control(other, "DELETE", "calls", &Value::Null);
        } else {
            super::control(other, "POST", "reset", &Value::Null);
        }
        let id = id_of(&one.call(&Call::put("later")));
        call_at(other, &id);
        // Nor do the others come later.
        thread::sleep(Duration::from_millis(400));
        for server in [one, other] {
            assert_eq!(ids(server, ""), [id.as_str()], "{n}");
            assert_eq!(get(server, "calls")["evicted"], 0);
        }
    }
    let user = [("UserName", "alice")];
    good(&pair.a.call(&ram("CreateUser", &user)));
    let key = key_of(&good(&pair.b.call(&ram("CreateAccessKey", &user))));
    for (_, one, other) in pair.turns(4) {
        for action in ["ListUsers", "ListRoles"] {
            let id = id_of(&one.call(&signed(ram(action, &[]), &key)));
            call_at(other, &id);
            if action == "ListUsers" {
                super::control(other, "POST", "policy/forget", &Value::Null);
            }
        }
        for server in [one, other] {
            let asked = get(server, "policy/asked")["asked"].clone();
            assert_eq!(asked.as_array().unwrap().len(), 1, "{asked}");
            assert_eq!(asked[0]["action"], "ram:ListRoles");
        }
    }
}

fn limited(schema: &Schema, calls: usize, bytes: usize) -> Server {
    Server::with(|it| {
        (it.data, it.auth) = (schema.data(), Auth::Off);
        it.journal = JournalLimits { calls, bytes };
    })
}

/// How many calls the database has, and how many bytes they are.
fn kept(schema: &Schema) -> (i64, i64) {
    let sql = format!(
        "SELECT COUNT(*), COALESCE(SUM(size), 0)::bigint FROM {}.world_call",
        schema.name()
    );
    postgres::connected(&postgres::url().unwrap(), |client| {
        let row = client.query_one(&sql, &[]).unwrap();
        (row.get(0), row.get(1))
    })
}

#[test]
fn the_calls_of_a_server_that_is_gone_stay() {
    let test = "the_calls_of_a_server_that_is_gone_stay";
    let Some(Pair { a, b, schema }) = Pair::with(test, None, Auth::Off) else { return };
    let cut_off = id_of(&a.call(&Call::put("a")));
    // It is told of at once, so it is known though the server is gone with no word.
    super::until("the call is told of", || (kept(&schema).0 > 0).then_some(()));
    drop(a);
    let stopped = id_of(&b.call(&Call::put("b")));
    b.tell_to_stop();
    super::until("the call is told of", || (kept(&schema).0 > 1).then_some(()));
    drop(b);
    let c = limited(&schema, 100, usize::MAX);
    assert_eq!(ids(&c, ""), [&*cut_off, &*stopped]);
    assert!(get(&c, &format!("explain/{cut_off}")).to_string().contains("PutContact"));
    // PostgreSQL empties the table when it crashes.
    postgres::connected(&postgres::url().unwrap(), |client| {
        client.batch_execute(&format!("TRUNCATE {}.world_call", schema.name())).unwrap();
    });
    let d = limited(&schema, 100, usize::MAX);
    let later = id_of(&c.call(&Call::put("c")));
    call_at(&d, &later);
    assert_eq!(ids(&d, ""), [&*later]);
    assert_eq!(ids(&c, "").len(), 3);
}

#[test]
fn as_many_calls_are_told_of_as_a_journal_keeps() {
    let test = "as_many_calls_are_told_of_as_a_journal_keeps";
    let Some(url) = postgres::url_or_skip(test) else { return };
    let schema = Schema::take(&url);
    let (a, b) = (limited(&schema, 20, usize::MAX), limited(&schema, 20, usize::MAX));
    let mut made = Vec::new();
    for n in 0..60 {
        let server = if n % 3 == 0 { &b } else { &a };
        made.push(id_of(&server.call(&Call::put(&format!("c{n}")))));
    }
    let last = made.last().unwrap();
    for server in [&a, &b] {
        call_at(server, last);
        // What was pruned before it was taken over is counted all the same.
        super::until("all are known", || {
            let all = get(server, "calls");
            (all["last"] == 60 && all["evicted"] == 40).then_some(())
        });
        assert_eq!(ids(server, "").len(), 20);
    }
    super::until("the table is pruned", || (kept(&schema).0 <= 26).then_some(()));
    // By bytes too.
    let c = limited(&schema, 1000, 40_000);
    for n in 0..60 {
        good(&c.call(&Call::put(&format!("c{n}"))));
    }
    super::until("the table is pruned", || (kept(&schema).1 <= 52_000).then_some(()));
    drop((a, b, c));
    // Who keeps none tells of none, and is told of none.
    let (calls, _) = kept(&schema);
    let none = limited(&schema, 0, usize::MAX);
    good(&none.call(&Call::put("none")));
    thread::sleep(Duration::from_millis(600));
    assert_eq!(get(&none, "calls")["calls"], json!([]));
    assert_eq!((kept(&schema).0, get(&none, "health")["process"].clone()), (calls, Value::Null));
}
