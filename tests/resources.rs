//! The resources of a world: every table is declared, and lists, searches, relations and the calls about a resource show
//! what there is, without its secrets.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

use actions::ports::store::{StoreError, Tx};
use actions::{Secrecy, secrecy};
use localyun::world::resources::kinds;
use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::{
    seeds::example,
    snapshots::tables::full_file,
    support::{Answer, Call, Server, account, plain},
};

mod declared;

const FIRST: &str = "1000000000000001";
const SECOND: &str = "2000000000000002";

fn ask(server: &Server, path: &str) -> Answer {
    server.ask(&plain("GET", &format!("/_localyun/{path}"), &[], b""))
}

#[track_caller]
fn get(server: &Server, path: &str) -> Value {
    let answer = ask(server, path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

#[track_caller]
fn refused(server: &Server, path: &str, status: u16) -> String {
    let answer = ask(server, path);
    assert_eq!(answer.status, status, "{path}: {}", answer.text());
    answer.json()["message"].as_str().unwrap().to_owned()
}

fn post(server: &Server, path: &str, body: &[u8]) -> Value {
    let answer = server.ask(&plain(
        "POST",
        &format!("/_localyun/{path}"),
        &["content-length: 0"][..usize::from(body.is_empty())],
        body,
    ));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        write!(out, "%{byte:02X}").unwrap();
    }
    out
}

fn texts<'v>(items: &'v Value, member: &str) -> Vec<&'v str> {
    items.as_array().unwrap().iter().map(|it| it[member].as_str().unwrap()).collect()
}

/// A world whose state is this file.
fn world_of(path: &Path) -> Server {
    let db = Connection::open(path).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    for of in kinds().iter().map(|it| it.declared) {
        if let Some((column, [value, ..])) = of.within {
            db.execute(&format!("UPDATE {} SET {column} = $1", of.table), [value]).unwrap();
        }
    }
    drop(db);
    let server = Server::start();
    post(&server, "snapshots/full", &fs::read(path).unwrap());
    post(&server, "snapshots/full/restore", b"");
    server
}

/// A world with what the example of a seed has.
fn world_of_example() -> Server {
    let server = Server::with(|it| it.accounts = Vec::new());
    post(&server, "seed", example().as_bytes());
    server
}

/// A resource as its list has it.
struct Listed {
    kind: (&'static str, &'static str),
    item: Value,
}

/// Pages through every kind, two resources at a time: all of them, and the texts of the pages.
fn every_page(server: &Server) -> (Vec<Listed>, Vec<String>) {
    let (mut all, mut pages) = (Vec::new(), Vec::new());
    for kind in kinds() {
        let (product, name) = kind.path();
        let (mut after, mut held) = (String::new(), 0);
        loop {
            let answer = ask(server, &format!("resources/{product}/{name}?limit=2{after}"));
            assert_eq!(answer.status, 200, "{product} {name}: {}", answer.text());
            let page = answer.json();
            pages.push(answer.text().to_owned());
            let items = page["items"].as_array().unwrap().clone();
            assert!(items.len() <= 2, "{product} {name}");
            held += items.len();
            all.extend(items.into_iter().map(|item| Listed { kind: (product, name), item }));
            let Some(next) = page["next"].as_str() else {
                // The tally counts what the product has made, and not rows that a file brought along.
                let total = page["total"].as_u64().unwrap();
                let by_tally = kind.declared.tally.is_some() && total == 0;
                assert!(by_tally || total == held as u64, "{product} {name}: {total} {held}");
                break;
            };
            after = format!("&after={next}");
        }
    }
    (all, pages)
}

/// The path of a resource.
fn path_of(it: &Listed) -> String {
    let id = encoded(it.item["id"].as_str().unwrap());
    let account = it.item["account"].as_str().map(|it| format!("?account={}", encoded(it)));
    format!("resources/{}/{}/{id}{}", it.kind.0, it.kind.1, account.unwrap_or_default())
}

#[test]
fn pages_have_each_row_of_every_table_once_and_each_row_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.db");
    full_file(&path);
    let server = world_of(&path);
    let (all, _) = every_page(&server);
    for kind in kinds() {
        let of_kind: Vec<_> = all.iter().filter(|it| it.kind == kind.path()).collect();
        // The server adds its own account.
        let more = usize::from(kind.declared.table == "account");
        assert_eq!(of_kind.len(), 3 + more, "{:?}", kind.path());
        let different: BTreeSet<_> = of_kind.iter().map(|it| it.item.to_string()).collect();
        assert_eq!(different.len(), of_kind.len(), "{:?}", kind.path());
    }
    for it in &all {
        let found = get(&server, &path_of(it));
        assert_eq!((&found["id"], &found["name"]), (&it.item["id"], &it.item["name"]));
        assert_eq!(found["account"], it.item["account"]);
        for (column, value) in it.item["summary"].as_object().unwrap() {
            assert_eq!(&found["columns"][column], value, "{:?} {column}", it.kind);
        }
    }
}

#[test]
fn no_answer_has_a_secret_of_a_column() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.db");
    full_file(&path);
    let db = Connection::open(&path).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    let mut changed = 0;
    for (table, column) in text_columns(&db) {
        if is_hidden(&table, &column) {
            let update =
                format!("UPDATE \"{table}\" SET \"{column}\" = 'classified ' || \"{column}\"");
            changed += db.execute(&update, []).unwrap();
        }
    }
    assert!(changed > 30, "{changed} secrets");
    drop(db);
    let server = world_of(&path);
    let (all, pages) = every_page(&server);
    let shown = all.iter().map(|it| ask(&server, &path_of(it)).text().to_owned());
    let mut hidden = 0;
    for text in pages.into_iter().chain(shown) {
        assert!(!text.contains("classified"), "{text}");
        hidden += text.matches("(hidden)").count();
    }
    assert!(hidden > 30, "{hidden} are hidden");
}

/// Whether the values of a column are shown to nobody.
fn is_hidden(table: &str, column: &str) -> bool {
    secrecy(table, column) == Some(Secrecy::Hidden)
}

fn text_columns(db: &Connection) -> Vec<(String, String)> {
    let sql = "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND c.type = 'TEXT'";
    let mut all = db.prepare(sql).unwrap();
    let all = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    all.map(Result::unwrap).collect()
}

#[test]
fn a_world_full_of_keys_shows_none_of_them() {
    let server = world_of_example();
    post(&server, "snapshots", br#"{"name": "keys"}"#);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.db");
    fs::write(&path, ask(&server, "snapshots/keys").body).unwrap();
    let db = Connection::open(&path).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    let mut secrets = BTreeSet::new();
    for (table, column) in text_columns(&db) {
        if is_hidden(&table, &column) && !table.starts_with("world_") {
            let mut rows = db.prepare(&format!("SELECT \"{column}\" FROM \"{table}\"")).unwrap();
            let rows = rows.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
            for text in rows.filter_map(Result::unwrap) {
                secrets.extend(text.lines().filter(|it| it.len() >= 8).map(str::to_owned));
            }
        }
    }
    assert!(secrets.len() > 20, "{} secrets", secrets.len());
    let (all, pages) = every_page(&server);
    let shown = all.iter().map(|it| ask(&server, &path_of(it)).text().to_owned());
    for text in pages.into_iter().chain(shown) {
        let found = secrets.iter().find(|secret| text.contains(*secret));
        assert_eq!(found, None, "{text}");
    }
}

#[test]
fn every_product_with_seeds_has_resources_that_are_counted_and_related() {
    let server = world_of_example();
    let overview = get(&server, "resources");
    let (all, _) = every_page(&server);
    for product in overview["products"].as_array().unwrap() {
        let id = product["id"].as_str().unwrap();
        let mut held = 0;
        for kind in product["kinds"].as_array().unwrap() {
            assert!(kind["title"]["en"].is_string() && kind["title"]["zh"].is_string(), "{kind}");
            let name = kind["kind"].as_str().unwrap();
            let listed = all.iter().filter(|it| it.kind == (id, name)).count();
            assert_eq!(kind["count"], listed, "{id} {name}");
            held += listed;
        }
        assert!(held > 0, "the example has nothing of {id}");
    }
    // A relation is shown at both of its ends.
    let mut ends = BTreeSet::new();
    let mut names = BTreeSet::new();
    for it in &all {
        let found = get(&server, &path_of(it));
        let own = json!([it.kind.0, it.kind.1, it.item["id"], it.item["account"]]).to_string();
        for other in found["relations"].as_array().unwrap() {
            names.insert(other["relation"].as_str().unwrap().to_owned());
            let other = json!([other["product"], other["kind"], other["id"], other["account"]]);
            ends.insert((own.clone(), other.to_string()));
        }
    }
    for name in [
        "contact groups",
        "contacts",
        "groups",
        "users",
        "policies",
        "access keys",
        "members",
        "folder",
    ] {
        assert!(names.contains(name), "{name} is not among {names:?}");
    }
    // What a list in a column names is shown at one end alone, and so is what no index leads back to.
    let one_way: BTreeSet<_> = kinds()
        .iter()
        .flat_map(|it| {
            let relations = it.declared.relations.iter().filter(|it| it.inverse.is_empty());
            let ends = relations.map(|it| it.to).chain(it.declared.lists.iter().map(|it| it.to));
            ends.map(|to| (it.path(), to))
        })
        .collect();
    let kind_of = |end: &str| {
        let end: Value = serde_json::from_str(end).unwrap();
        (end[0].as_str().unwrap().to_owned(), end[1].as_str().unwrap().to_owned())
    };
    for (from, to) in &ends {
        let (a, b) = (kind_of(from), kind_of(to));
        if !one_way.contains(&((&*a.0, &*a.1), (&*b.0, &*b.1))) {
            assert!(
                ends.contains(&(to.clone(), from.clone())),
                "{to} does not lead back to {from}"
            );
        }
    }
}

#[test]
fn a_search_finds_ids_and_names_in_any_case() {
    let server = world_of_example();
    let found = get(&server, "resources/cms/contact?search=OP");
    assert_eq!(texts(&found["items"], "id"), ["ops"]);
    assert_eq!((&found["total"], &found["partial"]), (&Value::Null, &Value::Null));
    let rules = get(&server, "resources/cms/alert-rule?search=full");
    assert_eq!(texts(&rules["items"], "id"), ["disk"]);
    assert_eq!(rules["items"][0]["name"], "Disks are full");
    assert_eq!(get(&server, "resources/cms/contact?search=nobody")["items"], json!([]));
    // Page by page.
    let page = get(&server, "resources/cms/contact?search=o&limit=1");
    assert_eq!(texts(&page["items"], "id"), ["ops"]);
    let next = page["next"].as_str().unwrap();
    let page = get(&server, &format!("resources/cms/contact?search=o&limit=1&after={next}"));
    assert_eq!((texts(&page["items"], "id"), &page["next"]), (vec!["bot"], &Value::Null));
}

const MANY: &str = "INSERT INTO cms_contact (account, seq, name, about, made, changed)
     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000)
     SELECT $1, i, 'c' || i, '', i, i FROM n";

#[test]
fn a_search_among_many_ends_early_and_goes_on_with_the_next_page() {
    let server = Server::start();
    let world = server.app.worlds.first();
    let write = |tx: &mut dyn Tx| tx.execute(MANY, &[FIRST.into()]).map(drop);
    let runtime = Runtime::new().unwrap();
    runtime.block_on(world.database.write::<_, StoreError>(write, |()| ())).unwrap();
    let (mut after, mut pages) = (String::new(), 0);
    let last = loop {
        let page = get(&server, &format!("resources/cms/contact?search=c24999{after}"));
        pages += 1;
        if page["partial"] == Value::Null {
            break page;
        }
        assert_eq!((&page["items"], &page["partial"]), (&json!([]), &json!(true)));
        after = format!("&after={}", page["next"].as_str().unwrap());
    };
    assert_eq!((texts(&last["items"], "id"), &last["next"]), (vec!["c24999"], &Value::Null));
    assert!(pages > 1, "a search of 25,000 rows did not end early");
}

#[test]
fn what_is_not_there_is_told_what_is() {
    let server = world_of_example();
    let text = refused(&server, "resources/oss/bucket", 404);
    assert!(text.contains("cms, ram, ims"), "{text}");
    let text = refused(&server, "resources/cms/contacts", 404);
    assert!(text.contains("contact, contact-group, monitor-group"), "{text}");
    let text = refused(&server, "resources/cms/contact/nobody", 404);
    assert!(text.contains("GET /_localyun/resources/cms/contact"), "{text}");
    for path in [
        "resources/arms/contact/abc",
        "resources/sae/namespace/x",
        "resources/cas/order/99999999999999999999",
    ] {
        refused(&server, path, 404);
    }
    for after in ["x", "W10", "WyJhIl0"] {
        let text = refused(&server, &format!("resources/cms/contact?after={after}"), 400);
        assert!(text.contains("`next`"), "{text}");
    }
    for limit in ["0", "501", "x"] {
        refused(&server, &format!("resources/cms/contact?limit={limit}"), 400);
    }
}

#[test]
fn one_id_of_two_accounts_is_asked_for_by_account() {
    let server = Server::with(|it| {
        it.accounts = vec![
            account(&format!("{FIRST}:testid:testsecret")),
            account(&format!("{SECOND}:otherid:othersecret")),
        ];
    });
    assert_eq!(server.call(&Call::put("ann")).status, 200);
    let other = Call::put("ann").with(|it| it.key = ("otherid".into(), "othersecret".into()));
    assert_eq!(server.call(&other).status, 200);
    let text = refused(&server, "resources/cms/contact/ann", 409);
    assert!(text.contains(&format!("{FIRST}, {SECOND}")), "{text}");
    let found = get(&server, &format!("resources/cms/contact/ann?account={SECOND}"));
    assert_eq!((&found["account"], found["calls"].as_array().unwrap().len()), (&json!(SECOND), 1));
    assert_eq!(found["calls"][0]["access_key_id"], "otherid");
    let list = get(&server, &format!("resources/cms/contact?account={SECOND}"));
    assert_eq!((texts(&list["items"], "account"), &list["total"]), (vec![SECOND], &json!(1)));
    assert_eq!(get(&server, "resources/cms/contact")["total"], 2);
    refused(&server, "resources/cms/contact/ann?account=3000000000000003", 404);
}

#[test]
fn another_world_shows_its_own() {
    let server = Server::start();
    assert_eq!(server.call(&Call::put("ann")).status, 200);
    let world = post(&server, "worlds", b"{}")["id"].as_str().unwrap().to_owned();
    let list = |query: &str| get(&server, &format!("resources/cms/contact{query}"));
    assert_eq!(texts(&list("")["items"], "id"), ["ann"]);
    assert_eq!(list(&format!("?world={world}"))["items"], json!([]));
    refused(&server, &format!("resources/cms/contact/ann?world={world}"), 404);
}

#[test]
fn the_calls_about_a_resource_are_those_that_name_it_or_made_it() {
    let server = Server::start();
    let ram = |action: &str| Call::of(action).with(|it| it.version = "2015-05-01".into());
    let calls = [
        Call::put("ann"),
        Call::put("anna"),
        Call::of("DescribeContactList"),
        Call::of("PutContactGroup").query("ContactGroupName", "ops").query("ContactNames.1", "ann"),
        ram("CreateUser").query("UserName", "ann"),
        ram("CreateAccessKey").query("UserName", "ann"),
        Call::of("DeleteContact").query("ContactName", "nobody"),
    ];
    let answers: Vec<Value> = calls.iter().map(|it| server.call(it).json()).collect();
    let actions = |found: &Value| -> Vec<String> {
        texts(found, "action").into_iter().map(str::to_owned).collect()
    };
    let contact = get(&server, "resources/cms/contact/ann");
    assert_eq!(actions(&contact["calls"]), ["PutContactGroup", "PutContact"], "newest first");
    let call = &contact["calls"][1];
    assert_eq!(call["caller"], format!("acs:ram::{FIRST}:root"));
    assert_eq!((&call["status"], &call["sequence"]), (&json!(200), &json!(1)));
    // The id is nowhere but in the answer of the call that made it, and so is that of the key.
    let user = answers[4]["User"]["UserId"].as_str().unwrap();
    let user = get(&server, &format!("resources/ram/user/{user}"));
    assert_eq!(actions(&user["calls"]), ["CreateAccessKey", "CreateUser"]);
    assert_eq!(texts(&user["relations"], "relation"), ["access keys"]);
    let key = answers[5]["AccessKey"]["AccessKeyId"].as_str().unwrap();
    let shown = get(&server, &format!("resources/ram/access-key/{key}"));
    assert_eq!(shown["columns"]["secret"], "(hidden)");
    assert_eq!(actions(&shown["calls"]), ["CreateAccessKey"]);
    let about = |text: &str| actions(&get(&server, &format!("calls?about={text}"))["calls"]);
    assert_eq!(about(key), ["CreateAccessKey"]);
    assert_eq!(about("ann"), ["PutContact", "PutContactGroup", "CreateUser", "CreateAccessKey"]);
    assert_eq!(about("nobody"), ["DeleteContact"]);
    assert_eq!(about("noone"), [""; 0]);
    let export = ask(&server, "calls/export?about=nobody");
    assert_eq!(export.text().lines().count(), 2, "the header, and the call: {}", export.text());
}
