//! Every table, and all that a world has besides its tables.

use std::collections::BTreeSet;

use super::*;

/// Tables whose rows belong to the program that serves a state. `src/store/snapshot.rs` keeps them apart.
const OWN: [&str; 5] =
    ["world_secret", "world_nonces", "world_nonce_ahead", "world_starts", "world_snapshot"];

/// The account that the server is started with.
const ROOT: &str = "1000000000000001";

/// A data file of this version, with rows in every table. The times in it are far ahead, so no work is due.
pub(crate) fn full_file(path: &Path) {
    let db = Connection::open(path).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    db.pragma_update(None, "application_id", 0x4c59_756e).unwrap();
    db.execute_batch(
        "CREATE TABLE schema_step (part TEXT NOT NULL PRIMARY KEY, done BIGINT NOT NULL)",
    )
    .unwrap();
    for part in actions::schema() {
        for step in part.steps {
            db.execute_batch(step).unwrap();
        }
        db.execute(
            "INSERT INTO schema_step VALUES ($1, $2)",
            (part.name, i64::try_from(part.steps.len()).unwrap()),
        )
        .unwrap();
    }
    db.pragma_update(None, "foreign_keys", false).unwrap();
    let mut tables = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'schema_step'")
        .unwrap();
    let tables: Vec<String> =
        tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for table in tables.iter().filter(|table| !OWN.contains(&&***table)) {
        let mut kinds = db.prepare("SELECT type FROM pragma_table_info($1)").unwrap();
        let kinds = kinds.query_map([table], |row| row.get(0)).unwrap();
        let kinds: Vec<String> = kinds.map(Result::unwrap).collect();
        let places = vec!["?"; kinds.len()].join(", ");
        for n in 1..=3 {
            let cells = kinds.iter().map(|kind| match &**kind {
                "TEXT" => Cell::Text(format!("{table} {n}")),
                "BIGINT" => Cell::Integer(8_000_000_000_000_000 + n),
                "DOUBLE PRECISION" => Cell::Real(0.5),
                other => panic!("{table}: {other}"),
            });
            let insert = format!("INSERT INTO \"{table}\" VALUES ({places})");
            db.execute(&insert, rusqlite::params_from_iter(cells)).unwrap();
        }
    }
}

/// What of a state a snapshot is to hold: every table but those that are the program's own.
fn held(bytes: &[u8]) -> BTreeMap<String, Vec<String>> {
    let mut all = rows(bytes);
    for own in OWN {
        assert!(all.remove(own).is_some(), "{own}");
    }
    all.get_mut("account").unwrap().retain(|row| !row.contains(ROOT));
    all
}

#[test]
fn every_table_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.db");
    full_file(&path);
    let whole = held(&fs::read(&path).unwrap());
    assert!(whole.len() > 100, "{} tables", whole.len());
    assert!(whole.iter().all(|(table, rows)| table == "schema_step" || rows.len() == 3));
    let server = Server::start();
    server.good("POST", "snapshots/full", &fs::read(&path).unwrap());
    let same = |name: &str, wanted: &BTreeMap<_, _>| {
        let found = held(&server.download(name));
        for (table, rows) in wanted {
            assert_eq!(found.get(table), Some(rows), "{name}: {table}");
        }
        assert_eq!(found.len(), wanted.len());
    };
    same("full", &whole);
    server.restore("full");
    server.save("restored");
    same("restored", &whole);
    server.good("POST", "reset", b"");
    server.save("empty");
    let empty = held(&server.download("empty"));
    assert!(empty.iter().all(|(table, rows)| table == "schema_step" || rows.is_empty()));
    let missing = server.good("GET", "snapshots/restored/diff/empty", b"");
    let parts = missing["changes"].as_object().unwrap().values();
    let differ: usize = parts.map(|tables| tables.as_object().unwrap().len()).sum();
    let left_out = whole.keys().filter(|it| actions::title(it).is_none()).count();
    assert!(left_out > 5 && left_out < 15, "{left_out} tables are left out");
    let shown = whole.len() - 1 - left_out;
    assert_eq!(differ, shown, "each table differs but the list of the steps and bookkeeping");
    server.restore("restored");
    server.save("again");
    same("again", &whole);
    let back = server.good("GET", "snapshots/restored/diff/now", b"");
    assert_eq!(back["same"], true, "{back}");
}

/// Each field of a world, and what a restore does with it. Who adds one decides whether a snapshot must hold it.
const FIELDS: [(&str, &str); 29] = [
    ("name", "stays: it is that of the world, whatever its state"),
    ("database", "is replaced, but for the tables that are the program's own"),
    ("clock", "stays as it is"),
    ("keys", "stay: they are those of --account, or of the world"),
    ("identities", "are forgotten, and looked up anew; uses of keys are saved first"),
    ("iam", "stays: it is an option of the server"),
    ("agenda", "reads the table of due work anew"),
    ("key_pool", "has no state of the world"),
    ("journal", "stays: it is the record of what was called"),
    ("reader", "has no state"),
    ("seal", "stays: its key is in world_secret, which is the program's own"),
    ("sharing", "stays: it is what others were told of the journal"),
    ("known", "follows what other processes do with a shared database"),
    ("nonce_key", "stays, for the same reason"),
    (
        "nonces",
        "stay, so no request is taken twice; a snapshot holds them for a server that begins with it",
    ),
    ("random", "stays: it is that of --seed-random"),
    ("unique", "stays, so no request id comes twice"),
    ("refusals", "stay, for the same reason"),
    ("settings", "stay: they are what the world was made with"),
    ("metrics", "are those of the program"),
    ("messages", "tells who waits of later messages"),
    ("outbound", "has no state: what waits in the snapshot is recorded, and is not delivered"),
    ("replaced", "tells who listens to events"),
    ("ended", "stays: the world goes on"),
    ("faults", "stay, with their counts: they are about calls, and not about the state"),
    ("paging", "stays, for the same reason"),
    ("queries", "stay, as the journal does"),
    ("robots", "stay, with what they have received, as the journal does"),
    ("consistency", "keeps its rules; every write is visible"),
];

#[test]
fn whatever_a_world_holds_in_memory_has_a_rule() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/world/mod.rs");
    let file = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
    let world = file.items.iter().find_map(|item| match item {
        syn::Item::Struct(it) if it.ident == "World" => Some(it),
        _ => None,
    });
    let fields = world.unwrap().fields.iter().map(|it| it.ident.as_ref().unwrap().to_string());
    let fields: BTreeSet<String> = fields.collect();
    let known: BTreeSet<String> = FIELDS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(fields, known, "say in FIELDS what World::restore does with it");
    assert!(FIELDS.iter().all(|(_, rule)| !rule.is_empty()));
}
