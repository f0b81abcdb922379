//! Writes that become visible late, short pages, and page tokens that expire.

use std::collections::BTreeSet;

use actions::{PRODUCTS, Parameters, Params};
use serde_json::{Value, json};

use super::{START, control, list};
use crate::support::{Call, Server, account};

fn ram(action: &str) -> Call {
    Call::of(action).with(|call| {
        call.version = "2015-05-01".into();
        call.time = Some(START);
    })
}

fn get(name: &str) -> Call {
    ram("GetUser").query("UserName", name)
}

fn create(name: &str) -> Call {
    ram("CreateUser").query("UserName", name)
}

fn server() -> Server {
    Server::with(|it| it.clock = Some(START))
}

#[track_caller]
fn ask(server: &Server, path: &str, body: &Value) -> Value {
    let answer = control(server, "POST", path, &body.to_string());
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn a_write_is_visible_after_so_many_reads() {
    for _ in 0..2 {
        let server = server();
        ask(&server, "consistency", &json!({"product": "Ram", "action": "CreateUser", "reads": 2}));
        assert_eq!(server.call(&create("ann")).status, 200);
        // Writes see the present state.
        assert_eq!(server.call(&create("ann")).code(), "EntityAlreadyExists.User");
        // Another product is not meant, and does not count.
        assert_eq!(server.call(&list().with(|call| call.time = Some(START))).status, 200);
        let statuses: Vec<_> = (0..4).map(|_| server.call(&get("ann")).status).collect();
        assert_eq!(statuses, [404, 404, 200, 200]);
        // A write that is not among them is visible at once, and a read has no window then.
        server.call(&ram("UpdateUser").query("UserName", "ann").query("NewUserName", "bob"));
        assert_eq!(server.call(&get("bob")).status, 200);
        let all = control(&server, "GET", "consistency", "").json();
        assert_eq!(
            (&all["consistency"][0]["writes"], &all["consistency"][0]["stale_reads"]),
            (&json!(1), &json!(2))
        );
    }
}

#[test]
fn a_write_is_visible_after_a_time_of_the_worlds_clock() {
    let server = server();
    ask(&server, "consistency", &json!({"action": "CreateUser", "delay": "500ms"}));
    assert_eq!(server.call(&create("ann")).status, 200);
    ask(&server, "clock", &json!({"advance": "200ms"}));
    // One that comes meanwhile has its own time.
    assert_eq!(server.call(&create("bob")).status, 200);
    let statuses = || (server.call(&get("ann")).status, server.call(&get("bob")).status);
    ask(&server, "clock", &json!({"advance": "299ms"}));
    assert_eq!(statuses(), (404, 404));
    ask(&server, "clock", &json!({"advance": "1ms"}));
    assert_eq!(statuses(), (200, 404));
    ask(&server, "clock", &json!({"advance": "199ms"}));
    assert_eq!(statuses(), (200, 404));
    ask(&server, "clock", &json!({"advance": "1ms"}));
    assert_eq!(statuses(), (200, 200));
    // Each of six reads was answered from one state, though two writes were late at the time of the first two.
    let all = control(&server, "GET", "consistency", "").json();
    assert_eq!(
        (&all["consistency"][0]["writes"], &all["consistency"][0]["stale_reads"]),
        (&json!(2), &json!(6))
    );
}

#[test]
fn writes_of_two_accounts_and_products_are_late_at_the_same_time() {
    let server = Server::with(|it| {
        it.clock = Some(START);
        it.accounts.push(account("1000000000000002:other:secret"));
    });
    ask(&server, "consistency", &json!({"reads": 1}));
    let other = |call: Call| call.with(|it| it.key = ("other".into(), "secret".into()));
    let now = |call: Call| call.with(|it| it.time = Some(START));
    assert_eq!(server.call(&create("ann")).status, 200);
    assert_eq!(server.call(&other(create("ann"))).status, 200);
    assert_eq!(server.call(&now(Call::put("ops"))).status, 200);
    let total = || server.call(&now(list())).json()["Total"].as_i64();
    for (user, contacts) in [(404, 0), (200, 1)] {
        assert_eq!(server.call(&get("ann")).status, user);
        assert_eq!(server.call(&other(get("ann"))).status, user);
        assert_eq!(total(), Some(contacts));
    }
}

#[test]
fn of_two_rules_a_read_sees_the_state_before_the_oldest_write() {
    let server = server();
    ask(&server, "consistency", &json!({"action": "CreateGroup", "reads": 3}));
    ask(&server, "consistency", &json!({"action": "CreateUser", "reads": 3}));
    assert_eq!(server.call(&create("ann")).status, 200);
    assert_eq!(server.call(&ram("CreateGroup").query("GroupName", "ops")).status, 200);
    let group = || server.call(&ram("GetGroup").query("GroupName", "ops")).status;
    assert_eq!((server.call(&get("ann")).status, group()), (404, 404));
    assert_eq!((server.call(&get("ann")).status, group()), (404, 200));
}

#[test]
fn the_oldest_of_too_many_late_writes_becomes_visible() {
    let server = server();
    ask(&server, "consistency", &json!({"action": "CreateUser", "delay": "1h"}));
    for n in 0..64 {
        assert_eq!(server.call(&create(&format!("u{n}"))).status, 200);
    }
    let first = || (server.call(&get("u0")).status, server.call(&get("u1")).status);
    assert_eq!(first(), (404, 404));
    assert_eq!(server.call(&create("one-more")).status, 200);
    assert_eq!(first(), (200, 404));
}

/// Who may do what is not part of what a read sees late.
#[test]
fn a_key_works_at_once_while_its_user_is_not_visible() {
    let server = server();
    ask(&server, "consistency", &json!({"product": "Ram", "delay": "1h"}));
    let (_, key) = super::user(&server, "ann");
    let own = get("ann").with(|call| call.key = key.clone());
    assert_eq!(server.call(&own).code(), "EntityNotExist.User");
    assert_eq!(control(&server, "DELETE", "consistency", "").json(), json!({"consistency": []}));
    assert_eq!(server.call(&own).status, 200);
    ask(&server, "consistency", &json!({"product": "Ram", "delay": "1h"}));
    assert_eq!(control(&server, "POST", "reset", "").status, 200);
    assert_eq!(control(&server, "GET", "consistency", "").json(), json!({"consistency": []}));
}

#[test]
fn a_late_write_that_cannot_be_is_refused() {
    let server = server();
    for (rule, part) in [
        (json!({"action": "GetUser", "reads": 1}), "it reads"),
        (json!({"product": "Ram", "action": "CreateUsr", "reads": 1}), "did you mean CreateUser?"),
        (json!({"action": "CreateUser"}), "`reads` or `delay`"),
        (json!({"reads": 1, "delay": "1s"}), "`reads` or `delay`"),
        (json!({"reads": 0}), "whole number from 1 on"),
    ] {
        let answer = control(&server, "POST", "consistency", &rule.to_string());
        assert_eq!(answer.status, 400, "{rule}");
        assert!(answer.text().contains(part), "{rule}: {}", answer.text());
    }
    let many = json!(vec![json!({"reads": 1}); 17]);
    assert_eq!(control(&server, "POST", "consistency", &many.to_string()).status, 409);
}

fn users(server: &Server, query: &[(&str, &str)]) -> (u16, Value) {
    let call = query.iter().fold(ram("ListUsers"), |call, (name, value)| call.query(name, value));
    let answer = server.call(&call);
    (answer.status, answer.json())
}

#[test]
fn pages_are_short_and_lead_to_the_end() {
    let server = server();
    for name in ["ann", "bob", "cyd"] {
        assert_eq!(server.call(&create(name)).status, 200);
        assert_eq!(server.call(&Call::put(name).with(|call| call.time = Some(START))).status, 200);
    }
    ask(&server, "paging", &json!({"max_page": 2}));
    let (_, first) = users(&server, &[("MaxItems", "1000")]);
    assert_eq!(
        (first["Users"]["User"].as_array().unwrap().len(), &first["IsTruncated"]),
        (2, &json!(true))
    );
    let (_, last) =
        users(&server, &[("MaxItems", "1000"), ("Marker", first["Marker"].as_str().unwrap())]);
    assert_eq!(
        (last["Users"]["User"].as_array().unwrap().len(), &last["IsTruncated"]),
        (1, &json!(false))
    );
    // What is wrong is refused as ever.
    assert_eq!(users(&server, &[("MaxItems", "1001")]).0, 400);
    let page = |number: &str| {
        let call = list().query("PageNumber", number).with(|call| call.time = Some(START));
        let shown = server.call(&call).json();
        shown["Contacts"]["Contact"].as_array().unwrap().len()
    };
    assert_eq!((page("1"), page("2")), (2, 1));
    assert_eq!(control(&server, "DELETE", "paging", "").json(), json!({"paging": []}));
    assert_eq!(users(&server, &[]).1["Users"]["User"].as_array().unwrap().len(), 3);
}

#[test]
fn a_token_expires_with_the_products_own_error() {
    let server = server();
    for name in ["a", "b", "c"] {
        assert_eq!(server.call(&create(name)).status, 200);
    }
    let before = users(&server, &[("MaxItems", "1")]).1["Marker"].as_str().unwrap().to_owned();
    ask(&server, "paging", &json!({"product": "Ram", "max_page": 1, "token_ttl": "1m"}));
    let token = users(&server, &[]).1["Marker"].as_str().unwrap().to_owned();
    let next = |token: &str| users(&server, &[("Marker", token)]);
    assert_eq!(next(&token).1["Users"]["User"][0]["UserName"], "b");
    ask(&server, "clock", &json!({"advance": "59999ms"}));
    assert_eq!(next(&token).0, 200);
    ask(&server, "clock", &json!({"advance": "1ms"}));
    let (status, refused) = next(&token);
    let (wrong_status, wrong) = next("nonsense");
    assert_eq!((status, &refused["Code"]), (wrong_status, &wrong["Code"]));
    assert_eq!(status, 400, "{refused}");
    // One of before the rule has no time, and one of the rule is valid without it.
    assert_eq!(next(&before).0, 200);
    control(&server, "DELETE", "paging", "");
    assert_eq!(next(&token).0, 200);
}

#[test]
fn a_rule_on_pages_that_are_not_there_is_refused() {
    let server = server();
    for (rule, part) in [
        (json!({"action": "GetUser", "max_page": 1}), "it does not answer in pages"),
        (json!({"action": "ListUserz", "max_page": 1}), "did you mean ListUsers?"),
        (json!({"action": "ListUsers"}), "`max_page`, `token_ttl` or both"),
        (json!({"max_page": 0}), "whole number from 1 on"),
        (json!({"token_ttl": "soon"}), "is not a duration"),
    ] {
        let answer = control(&server, "POST", "paging", &rule.to_string());
        assert_eq!(answer.status, 400, "{rule}");
        assert!(answer.text().contains(part), "{rule}: {}", answer.text());
    }
}

/// The actions with a parameter for how many they answer, or how many a page has, that have no further page: the last
/// answers no rows.
const IN_ONE_PAGE: [&str; 4] =
    ["DescribeMetricData", "DescribeMetricLast", "DescribeMetricTop", "QueryAvailableInstances"];

/// The actions that answer in pages of one size, which no parameter says.
const OF_ONE_SIZE: [&str; 3] =
    ["Alidns ListTagResources", "Cdn ListTagResources", "Kms ListTagResources"];

/// The actions with a parameter of such a name that says something else: the size of a disk.
const OF_NO_LIST: [&str; 1] = ["Ecs CreateDisk"];

/// Whoever adds a list passes its size through `Params::page_size`.
#[test]
fn every_list_can_have_short_pages() {
    let sizes = ["MaxItems", "MaxResult", "MaxResults", "PageSize", "ShowSize", "Length", "Size"];
    let mut missed = BTreeSet::new();
    for product in PRODUCTS {
        for entry in product.actions {
            let nothing = Parameters::default();
            let mut read = Params::describing(&nothing, product.wording);
            (entry.describe)(&mut read);
            let paged = read.is_paged();
            let has_size = read.described().iter().any(|it| sizes.contains(&&*it.name));
            let name = format!("{} {}", product.code, entry.name);
            let is_known = IN_ONE_PAGE.contains(&entry.name)
                || [&OF_ONE_SIZE[..], &OF_NO_LIST].concat().contains(&&*name);
            if has_size != paged && !is_known {
                missed.insert(name);
            }
        }
    }
    assert_eq!(missed, BTreeSet::new());
}

#[test]
fn a_restore_makes_every_write_visible() {
    let server = server();
    ask(&server, "snapshots", &json!({"name": "empty"}));
    ask(&server, "consistency", &json!({"action": "CreateUser", "reads": 5}));
    assert_eq!(server.call(&create("ann")).status, 200);
    ask(&server, "snapshots", &json!({"name": "with-ann"}));
    assert_eq!(server.call(&get("ann")).status, 404);
    let answer = control(&server, "POST", "snapshots/with-ann/restore", "");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(server.call(&get("ann")).status, 200, "a restored state is not late");
    // The rule stays.
    assert_eq!(server.call(&create("ben")).status, 200);
    assert_eq!(server.call(&get("ben")).status, 404);
}
