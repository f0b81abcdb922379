//! Two versions of the program beside each other for one release: what the first of the new version does to the schema, and
//! what becomes of those of the version before.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use localyun::world::{Settings, World};
use serde_json::{Value, json};

use super::{START, contacts, control, good, ram};
use crate::support::{Call, Server, postgres};

/// A schema of its own, since its tables become others.
struct Own {
    url: String,
    name: String,
}

impl Own {
    fn new(url: String, what: &str) -> Self {
        let name = format!("{what}_{}", std::process::id());
        let it = Self { url, name };
        it.run(&format!("DROP SCHEMA IF EXISTS {} CASCADE", it.name));
        it
    }

    fn run(&self, sql: &str) {
        postgres::connected(&self.url, |client| client.batch_execute(sql).unwrap());
    }

    fn number(&self, sql: &str) -> i64 {
        postgres::connected(&self.url, |client| client.query_one(sql, &[]).unwrap().get(0))
    }

    fn server(&self) -> Server {
        Server::with(|it| {
            it.data = format!("{}?schema={}", self.url, self.name);
            it.clock = Some(START);
        })
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        self.run(&format!("DROP SCHEMA {} CASCADE", self.name));
    }
}

#[test]
fn one_of_this_version_serves_on_beside_the_next_and_is_not_started_anew() {
    let test = "one_of_this_version_serves_on_beside_the_next_and_is_not_started_anew";
    let Some(url) = postgres::url_or_skip(test) else { return };
    let own = Own::new(url, "next_version");
    let server = own.server();
    good(&server.call(&Call::put("before")));
    control(&server, "POST", "snapshots", &json!({ "name": "before" }));
    // What a next version does: each step adds, and the number of steps goes up, in one transaction.
    let name = &own.name;
    own.run(&format!(
        "BEGIN; SET search_path TO {name};
         ALTER TABLE cms_contact ADD COLUMN next_column TEXT;
         ALTER TABLE ram_user ADD COLUMN next_number BIGINT NOT NULL DEFAULT 7;
         CREATE TABLE cms_next (id BIGINT NOT NULL PRIMARY KEY, contact BIGINT NOT NULL);
         CREATE INDEX cms_next_contact ON cms_next (contact);
         UPDATE schema_step SET done = done + 3 WHERE part = 'cms';
         UPDATE schema_step SET done = done + 1 WHERE part = 'ram';
         INSERT INTO schema_step (part, done) VALUES ('nextproduct', 1); COMMIT"
    ));
    // It reads and writes what it did, changes it, copies it and goes back.
    good(&server.call(&Call::put("beside")));
    good(&server.call(&Call::put("beside")));
    good(&server.call(&ram("CreateUser", &[("UserName", "alice")])));
    good(&server.call(&ram("GetUser", &[("UserName", "alice")])));
    assert_eq!(contacts(&server), ["before", "beside"]);
    let fork = control(&server, "POST", "worlds", &json!({ "from": "default" }));
    let query = format!("resources/cms/contact?world={}", fork["id"].as_str().unwrap());
    let listed = control(&server, "GET", &query, &Value::Null).to_string();
    assert!(listed.contains("beside"), "{listed}");
    control(&server, "POST", "snapshots/before/restore", &Value::Null);
    assert_eq!(contacts(&server), ["before"]);
    control(&server, "POST", "reset", &Value::Null);
    assert_eq!(contacts(&server), Vec::<String>::new());
    // Whoever starts is of this version, and refused.
    let settings = Settings { data: format!("{}?schema={name}", own.url), ..Settings::default() };
    let why = World::alone(&settings).map(drop).unwrap_err().to_string();
    assert!(why.contains("was written by a newer Localyun (") && why.contains("upgrade"), "{why}");
    // That is all that it has done.
    good(&server.call(&Call::put("after")));
    assert_eq!(contacts(&server), ["after"]);
}

/// The process of the version before is one that does not need the steps it has not: indexes. A step that adds a column needs
/// statements of two versions, which one program does not have.
#[test]
fn one_that_starts_adds_its_last_steps_while_the_version_before_serves() {
    let test = "one_that_starts_adds_its_last_steps_while_the_version_before_serves";
    let Some(url) = postgres::url_or_skip(test) else { return };
    let own = Own::new(url, "version_before");
    let before = own.server();
    let mut taken = Vec::new();
    for part in actions::schema() {
        let words: Vec<_> = part.steps.last().map_or("", |it| it).split_whitespace().collect();
        let at = words.iter().position(|it| *it == "INDEX").filter(|_| words[0] == "CREATE");
        if let Some(index) = at.and_then(|at| words.get(at + 1)) {
            taken.push((part.name, part.steps.len(), *index));
        }
    }
    assert!(taken.len() > 3, "{taken:?}");
    let name = &own.name;
    for (part, _, index) in &taken {
        own.run(&format!(
            "DROP INDEX {name}.{index}; UPDATE {name}.schema_step SET done = done - 1 WHERE part = '{part}'"
        ));
    }
    let stop = AtomicBool::new(false);
    let (answered, after) = thread::scope(|scope| {
        let calls = scope.spawn(|| {
            let mut answered = 0;
            while !stop.load(Ordering::Relaxed) {
                good(&before.call(&Call::put(&format!("c{answered}"))));
                good(&before.call(&Call::of("DescribeContactList")));
                answered += 1;
            }
            answered
        });
        let after = own.server();
        stop.store(true, Ordering::Relaxed);
        (calls.join().unwrap(), after)
    });
    assert!(answered > 0);
    for (part, steps, index) in &taken {
        let done =
            own.number(&format!("SELECT done FROM {name}.schema_step WHERE part = '{part}'"));
        assert_eq!(usize::try_from(done).unwrap(), *steps, "{part}");
        let there = own.number(&format!(
            "SELECT COUNT(*) FROM pg_indexes WHERE schemaname = '{name}' AND indexname = '{index}'"
        ));
        assert_eq!(there, 1, "{index}");
    }
    // Each knows what the other does from then on.
    good(&after.call(&Call::put("by-the-new")));
    good(&before.call(&Call::put("by-the-old")));
    for server in [&before, &after] {
        let all = Call::of("DescribeContactList").query("ContactName", "by-the-new");
        assert_eq!(good(&server.call(&all))["Total"], 1);
        let all = Call::of("DescribeContactList").query("ContactName", "by-the-old");
        assert_eq!(good(&server.call(&all))["Total"], 1);
    }
}
