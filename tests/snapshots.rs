//! Snapshots: states that are saved, restored, compared, downloaded and taken from elsewhere.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use rusqlite::{Connection, types::Value as Cell};
use serde_json::{Value, json};

use crate::support::{Answer, Call, Client, Program, Server, plain, program, run};

mod files;
mod kills;
pub(crate) mod tables;

/// A server's control API.
trait Control {
    fn at(&self) -> SocketAddr;

    #[track_caller]
    fn control(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        let length =
            if method == "GET" || !body.is_empty() { "x-y: z" } else { "content-length: 0" };
        crate::support::ask(
            self.at(),
            &plain(method, &format!("/_localyun/{path}"), &[length], body),
        )
    }

    #[track_caller]
    fn good(&self, method: &str, path: &str, body: &[u8]) -> Value {
        let answer = self.control(method, path, body);
        assert_eq!(answer.status, 200, "{method} {path}: {}", answer.text());
        answer.json()
    }

    #[track_caller]
    fn save(&self, name: &str) -> Value {
        self.good("POST", "snapshots", json!({ "name": name }).to_string().as_bytes())
    }

    #[track_caller]
    fn restore(&self, name: &str) {
        self.good("POST", &format!("snapshots/{name}/restore"), b"");
    }

    #[track_caller]
    fn download(&self, name: &str) -> Vec<u8> {
        let answer = self.control("GET", &format!("snapshots/{name}"), b"");
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("application/vnd.sqlite3"));
        answer.body
    }

    #[track_caller]
    fn names(&self) -> Vec<String> {
        let all = self.good("GET", "snapshots", b"");
        let all = all["snapshots"].as_array().unwrap().iter();
        all.map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    }

    #[track_caller]
    fn refused(&self, method: &str, path: &str, body: &[u8], status: u16, part: &str) {
        let answer = self.control(method, path, body);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
        let text = answer.json()["message"].as_str().unwrap().to_owned();
        assert!(text.contains(part), "{text}");
    }
}

impl Control for Server {
    fn at(&self) -> SocketAddr {
        self.address
    }
}

impl Control for Program {
    fn at(&self) -> SocketAddr {
        self.address
    }
}

fn contacts(server: &impl Control) -> u64 {
    let list = crate::support::ask(server.at(), &Call::of("DescribeContactList").bytes());
    list.json()["Total"].as_u64().unwrap()
}

fn put(server: &impl Control, name: &str) {
    let answer = crate::support::ask(server.at(), &Call::put(name).bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// The rows of each table of a database, in an order that depends on them alone.
fn rows(bytes: &[u8]) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    fs::write(&path, bytes).unwrap();
    let db = Connection::open(path).unwrap();
    let mut tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let tables = tables.query_map([], |row| row.get(0)).unwrap();
    let read = |table: String| {
        let mut all = db.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let columns = all.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            Ok(format!("{:?}", (0..columns).map(|at| row.get(at).unwrap()).collect::<Vec<Cell>>()))
        };
        let mut rows: Vec<String> = all.query_map([], row).unwrap().map(Result::unwrap).collect();
        rows.sort();
        (table, rows)
    };
    tables.map(|table| read(table.unwrap())).collect()
}

#[test]
fn a_state_is_saved_and_restored_while_the_clock_goes_on() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    put(&server, "ann");
    let saved = server.save("one");
    assert_eq!((&saved["name"], &saved["world"]), (&json!("one"), &json!("")));
    assert_eq!(saved["clock"], "2026-01-01T00:00:00.000Z");
    assert_eq!(saved["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(server.good("GET", "snapshots", b"")["snapshots"], json!([saved]));
    put(&server, "ben");
    server.good("POST", "clock", br#"{"advance": "1h"}"#);
    server.restore("one");
    assert_eq!(contacts(&server), 1);
    assert_eq!(server.good("GET", "clock", b"")["now"], "2026-01-01T01:00:00.000Z");
    // It can be restored again, and after a reset.
    server.good("POST", "reset", b"");
    assert_eq!(contacts(&server), 0);
    server.restore("one");
    assert_eq!(contacts(&server), 1);
    assert_eq!(server.good("DELETE", "snapshots/one", b""), json!({"status": "deleted"}));
    assert_eq!(server.names(), Vec::<String>::new());
}

#[test]
fn a_name_is_taken_until_it_is_replaced_or_deleted() {
    let server = Server::start();
    server.save("x");
    put(&server, "ann");
    server.refused("POST", "snapshots", br#"{"name": "x"}"#, 409, "`x` already");
    server.good("POST", "snapshots", br#"{"name": "x", "replace": true}"#);
    server.restore("x");
    assert_eq!(contacts(&server), 1);
    for (method, path) in
        [("DELETE", "snapshots/y"), ("GET", "snapshots/y"), ("POST", "snapshots/y/restore")]
    {
        server.refused(method, path, b"", 404, "no snapshot `y`");
    }
    server.refused("GET", "snapshots/y/diff/now", b"", 404, "no snapshot `y`");
}

#[test]
fn a_name_that_leads_elsewhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let server = Server::with(|o| o.data = data.display().to_string());
    fs::write(folder.path().join("other.db"), b"mine").unwrap();
    let huge = "x".repeat(60_000);
    for name in ["", ".", "..", "../other", "a/b", "a\\b", "a\0b", ".x", "now", "ä", "a b", &huge]
    {
        let body = json!({ "name": name }).to_string();
        server.refused("POST", "snapshots", body.as_bytes(), 400, "name");
    }
    for name in ["..", "%2e%2e%2fother", "..%2Fother", "%00", ".x", "a%20b", &huge[..65]] {
        for (method, path) in [
            ("GET", format!("snapshots/{name}")),
            ("DELETE", format!("snapshots/{name}")),
            ("POST", format!("snapshots/{name}")),
            ("POST", format!("snapshots/{name}/restore")),
            ("GET", format!("snapshots/{name}/diff/now")),
        ] {
            server.refused(method, &path, b"", 400, "the name of a snapshot");
        }
    }
    assert_eq!(fs::read(folder.path().join("other.db")).unwrap(), b"mine");
    assert!(!folder.path().join("state.db-snapshots").exists(), "nothing was made");
}

/// A request that was answered before is not taken again; who was made since is gone; what was due is done.
#[test]
fn what_is_remembered_of_callers_follows_a_restore() {
    let server = Server::start();
    let ram = |action: &str| Call::of(action).with(|call| call.version = "2015-05-01".into());
    let sent = ram("CreateUser").query("UserName", "ann").bytes();
    server.save("none");
    assert_eq!(server.ask(&sent).status, 200);
    let key = server.call(&ram("CreateAccessKey").query("UserName", "ann")).json();
    let text = |name: &str| key["AccessKey"][name].as_str().unwrap().to_owned();
    let key = (text("AccessKeyId"), text("AccessKeySecret"));
    let who = Call::of("GetCallerIdentity").with(|call| {
        call.version = "2015-04-01".into();
        call.key = key;
    });
    assert_eq!(server.call(&who).status, 200);
    server.save("ann");
    server.restore("none");
    assert_eq!(server.call(&who).status, 404, "nobody has the key any more");
    assert_eq!(server.ask(&sent).code(), "SignatureNonceUsed");
    server.restore("ann");
    assert_eq!(server.call(&who).status, 200);
}

#[test]
fn due_work_of_a_snapshot_is_done_in_its_turn() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    let order = Call::of("CreateCertificateForPackageRequest")
        .with(|call| call.version = "2020-04-07".into())
        .query("ProductCode", "digicert-free-1-free")
        .query("Domain", "example.com")
        .query("Username", "ann")
        .query("Phone", "13312345678")
        .query("Email", "ann@example.com")
        .query("ValidateType", "DNS");
    assert_eq!(server.call(&order).status, 200);
    server.save("ordered");
    server.good("POST", "reset", b"");
    server.good("POST", "clock", br#"{"advance": "30d"}"#);
    server.restore("ordered");
    server.good("GET", "outbox", b""); // whatever is asked, due work comes first
    let changed = server.good("GET", "snapshots/ordered/diff/now", b"");
    assert_eq!(
        changed["changes"]["core"]["due"]["removed"].as_u64().unwrap_or_default()
            + changed["changes"]["core"]["due"]["changed"].as_u64().unwrap_or_default(),
        1,
        "{changed}"
    );
}

#[test]
fn two_states_are_compared_by_product_and_table_and_secrets_are_hidden() {
    let server = Server::start();
    put(&server, "ann");
    server.save("a");
    let same = json!({"same": true, "changes": {}});
    assert_eq!(server.good("GET", "snapshots/a/diff/now", b""), same);
    put(&server, "ben");
    let update = Call::put("ann").with(|call| call.query[1].1 = "Off call".into());
    assert_eq!(server.call(&update).status, 200);
    let user = |action: &str| {
        let call = Call::of(action).with(|call| call.version = "2015-05-01".into());
        server.call(&call.query("UserName", "ann")).json()
    };
    user("CreateUser");
    let secret =
        user("CreateAccessKey")["AccessKey"]["AccessKeySecret"].as_str().unwrap().to_owned();
    server.save("b");
    let found = server.good("GET", "snapshots/a/diff/b?rows=true", b"");
    let contact = &found["changes"]["cms"]["cms_contact"];
    assert_eq!(
        (&contact["added"], &contact["changed"], &contact["removed"]),
        (&json!(1), &json!(1), &json!(0))
    );
    let changed = &contact["rows"][0];
    assert_eq!((&changed["change"], &changed["key"]["seq"]), (&json!("changed"), &json!(1)));
    assert_eq!(changed["columns"]["about"], json!({"from": "On call", "to": "Off call"}));
    assert_eq!(changed["columns"].get("name"), None, "only what differs");
    let keys = &found["changes"]["ram"]["ram_access_key"]["rows"][0];
    assert_eq!(keys["columns"]["secret"], json!({"to": "(hidden)"}), "{keys}");
    assert!(!found.to_string().contains(&secret));
    let back = server.good("GET", "snapshots/b/diff/a?limit=1", b"");
    let contact = &back["changes"]["cms"]["cms_contact"];
    assert_eq!((&contact["removed"], &contact["left_out"]), (&json!(1), &json!(1)));
    assert_eq!(contact["rows"].as_array().unwrap().len(), 1);
    server.refused("GET", "snapshots/a/diff/b?limit=0", b"", 400, "limit");
    server.refused("GET", "snapshots/a/diff/b?rows=1", b"", 400, "rows");
}

/// The number of contacts, and the row that counts them, are written by one call: a snapshot has both or neither.
#[test]
fn a_snapshot_is_of_one_moment_while_others_write() {
    let server = Arc::new(Server::start());
    let (stop, answered) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let writers: Vec<_> = (0..3)
        .map(|writer| {
            let (server, stop, answered) =
                (Arc::clone(&server), Arc::clone(&stop), Arc::clone(&answered));
            thread::spawn(move || {
                for n in 0.. {
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                    put(&*server, &format!("c{writer}-{n}"));
                    answered.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    for round in 0..8 {
        let before = answered.load(Ordering::SeqCst);
        let name = format!("s{round}");
        server.save(&name);
        let tables = rows(&server.download(&name));
        // The tables of a product are made when it is first called, which may be after the first snapshot.
        let held = tables.get("cms_contact").map_or(0, Vec::len);
        assert!(held as u64 >= before, "{held} of {before} that were answered");
        let tally: Vec<_> =
            tables["tally"].iter().filter(|row| row.contains("cms_contact")).collect();
        let counted = format!("Integer({held}), Integer({held})");
        assert!(held == 0 && tally.is_empty() || tally[0].contains(&counted), "{held}: {tally:?}");
    }
    stop.store(true, Ordering::SeqCst);
    for it in writers {
        it.join().unwrap();
    }
}
