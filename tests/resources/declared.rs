//! What the products declare of their resources is what there is: tables, columns, kinds.

use std::collections::BTreeMap;

use actions::{CORE_NO_RESOURCES, PRODUCTS, core::resources::RowOwner, table};

use super::*;
use crate::sql;

/// A database with every table, and rows in each.
fn full() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.db");
    full_file(&path);
    let db = Connection::open(path).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    (folder, db)
}

fn tables(db: &Connection) -> BTreeSet<String> {
    let mut all = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let all = all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap);
    all.filter(|it| it != "schema_step").collect()
}

#[test]
fn every_table_is_a_resource_or_part_of_one_or_says_why_not() {
    let (_folder, db) = full();
    let mut uses = BTreeMap::<&str, Vec<&str>>::new();
    let mut add = |table, what| uses.entry(table).or_default().push(what);
    for product in PRODUCTS {
        for it in product.resources {
            add(it.table, "resource");
            it.parts.iter().for_each(|part| add(part.table, "part"));
            it.relations.iter().filter_map(|it| it.link).for_each(|link| add(link, "part"));
        }
        product.no_resources.iter().for_each(|it| add(it.table, "none"));
    }
    for it in CORE_NO_RESOURCES {
        add(it.table, "none");
    }
    let tables = tables(&db);
    for table in &tables {
        let found = uses.get(&**table).unwrap_or_else(|| {
            panic!("{table} is neither a resource nor part of one: declare it in kinds.rs of its product")
        });
        let none = found.contains(&"none");
        assert!(!none || found.len() == 1, "{table} is said to be no resource, and is one");
        let resources = found.iter().filter(|it| **it == "resource").count();
        assert!(resources <= 1, "{table} is declared twice");
    }
    for table in uses.keys() {
        assert!(tables.contains(*table), "there is no table {table}");
    }
}

/// A title is for people: no table has its own name for one, and no two have the same in a product.
#[test]
fn every_table_has_a_title_or_is_bookkeeping() {
    let (_folder, db) = full();
    let mut known = BTreeMap::<(&str, String), String>::new();
    for name in tables(&db) {
        let Some(title) = actions::title(&name) else { continue };
        let (part, _) = table(&name).unwrap();
        for title in [title.en, title.zh] {
            assert!(title != name && !title.contains('_'), "{name}: {title}");
            let other = known.insert((part.name, title.clone()), name.clone());
            assert!(other.is_none_or(|it| it == name), "{name}: {title}");
        }
    }
    for (table, title) in [
        ("cms_contact", Some("Alert contacts")),
        ("cms_member", Some("Alert contacts: contact groups")),
        ("cms_rule_target", Some("Alert rules: targets")),
        ("ram_tag", Some("tags")),
        ("due", Some("Due work")),
        ("tally", None),
        ("world_secret", None),
    ] {
        assert_eq!(actions::title(table).map(|it| it.en).as_deref(), title, "{table}");
    }
}

#[test]
fn the_tables_of_the_schema_are_read_as_the_database_has_them() {
    let (_folder, db) = full();
    for name in tables(&db) {
        let (_, found) = table(&name).unwrap_or_else(|| panic!("{name} is not found"));
        let mut columns = db.prepare("SELECT name, type, pk FROM pragma_table_info($1)").unwrap();
        let columns = columns.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        let columns: Vec<(String, String, i64)> = columns.unwrap().map(Result::unwrap).collect();
        let read: Vec<_> = found.columns.iter().map(|it| (it.name, it.kind)).collect();
        let want: Vec<_> = columns
            .iter()
            .map(|(name, kind, _)| (&**name, kind.split(' ').next().unwrap()))
            .collect();
        assert_eq!(read, want, "{name}");
        let mut key: Vec<_> = columns.iter().filter(|it| it.2 > 0).collect();
        key.sort_by_key(|it| it.2);
        let key: Vec<_> = key.into_iter().map(|it| &*it.0).collect();
        assert_eq!(found.key, key, "{name}");
    }
    assert!(table("cms_activation").is_none(), "a table that was dropped is none");
}

/// What the names of columns contain that are likely to hold secrets.
const TELLING: [&str; 9] =
    ["secret", "private", "password", "token", "hex", "seed", "hook", "digest", "credential"];
/// Those that hold none, and why.
const HOLD_NONE: [(&str, &str, &str); 9] = [
    ("bssopenapi_token", "token", "by it a client repeats a call"),
    ("cas_access", "secret_id", "the id of an access key"),
    ("cas_instance", "token", "it is to be published in the DNS"),
    ("cas_order", "token", "it is to be published in the DNS"),
    ("client_token", "token", "by it a client repeats a call"),
    ("dysms_short_url", "token", "the part of a link that everybody gets"),
    ("kms_rotation", "credential", "the name of a user"),
    ("kms_rotation", "secret", "the name of a secret"),
    ("sae_contact", "token", "by it a client repeats a call"),
];

#[test]
fn a_column_with_a_telling_name_is_declared_to_hold_secrets_or_does_not() {
    let (_folder, db) = full();
    let mut none = BTreeSet::new();
    for (table, column) in text_columns(&db) {
        if TELLING.iter().any(|part| column.contains(part)) && secrecy(&table, &column).is_none() {
            none.insert((table, column));
        }
    }
    let want = HOLD_NONE.map(|(table, column, _)| (table.to_owned(), column.to_owned()));
    assert_eq!(none, want.into());
    let declared = PRODUCTS.iter().flat_map(|it| it.secrets);
    for it in declared {
        let (_, table) = table(it.table).unwrap_or_else(|| panic!("there is no {}", it.table));
        for column in it.columns {
            assert_eq!(table.kind_of(column), Some("TEXT"), "{}.{column}", it.table);
        }
    }
}

#[test]
fn every_declaration_names_columns_and_kinds_that_there_are() {
    let declared: usize = PRODUCTS.iter().map(|it| it.resources.len()).sum();
    assert_eq!(kinds().len(), declared, "a kind has a table that the schema has not");
    let paths: BTreeSet<_> = kinds().iter().map(localyun::world::resources::Kind::path).collect();
    assert_eq!(paths.len(), declared, "two kinds have one name");
    let has = |name: &str, columns: &mut dyn Iterator<Item = &'static str>| {
        let (_, table) = table(name).unwrap();
        for column in columns {
            assert!(table.kind_of(column).is_some(), "{name} has no column {column}");
        }
    };
    for kind in kinds() {
        let of = kind.declared;
        let shown = of.id.iter().chain([&of.name]).chain(of.also).chain(of.summary).copied();
        for column in shown.clone() {
            assert!(!is_hidden(of.table, column), "{}.{column} is a secret", of.table);
        }
        let keys = kind.table().key.iter().copied();
        for column in keys.clone() {
            assert!(!is_hidden(of.table, column), "{}.{column} is a secret in cursors", of.table);
        }
        assert!(keys.count() > 0, "{} has no key", of.table);
        has(of.table, &mut shown.chain(of.times.iter().copied()));
        has(of.table, &mut of.within.iter().map(|it| it.0));
        match of.owner {
            RowOwner::Column(column) => has(of.table, &mut [column].into_iter()),
            RowOwner::Through { column, table, key, owner } => {
                has(of.table, &mut [column].into_iter());
                has(table, &mut [key, owner].into_iter());
            }
            RowOwner::World => {}
        }
        for part in of.parts {
            has(of.table, &mut part.on.iter().map(|it| it.0));
            has(part.table, &mut part.on.iter().map(|it| it.1));
            has(
                part.table,
                &mut part.fixed.iter().map(|it| it.0).chain(part.times.iter().copied()),
            );
        }
        let table_of = |path: (&str, &str)| {
            let found = kinds().iter().find(|it| it.path() == path);
            found.unwrap_or_else(|| panic!("there is no kind {path:?}")).declared.table
        };
        for it in of.relations {
            let between = it.link.unwrap_or_else(|| table_of(it.to));
            has(of.table, &mut it.on.iter().map(|it| it.0));
            has(between, &mut it.on.iter().map(|it| it.1));
            has(between, &mut it.then.iter().chain(it.fixed).map(|it| it.0));
            has(table_of(it.to), &mut it.then.iter().map(|it| it.1));
            has(of.table, &mut it.same.iter().copied());
            has(table_of(it.to), &mut it.same.iter().copied());
            assert_eq!(it.link.is_none(), it.then.is_empty(), "{}: {}", of.table, it.name);
        }
        for it in of.lists {
            has(of.table, &mut [it.column].into_iter());
            has(table_of(it.to), &mut [it.by].into_iter());
        }
    }
}

#[test]
fn every_statement_is_one_that_postgresql_reads_and_pages_follow_an_index() {
    let (_folder, db) = full();
    let mut wrong = Vec::new();
    for kind in kinds() {
        for sql in kind.statements() {
            let parsed = sql::parse(sql).unwrap_or_else(|e| panic!("{e} in {sql}"));
            assert_eq!(parsed.len(), 1, "{sql}");
            db.prepare(sql).unwrap_or_else(|e| panic!("{e} in {sql}"));
        }
        // The two that count read the whole table, or its index, up to their limit.
        for (at, sql) in
            kind.statements().into_iter().enumerate().filter(|(at, _)| !(2..6).contains(at))
        {
            let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let arguments = vec![rusqlite::types::Value::Integer(1); plan.parameter_count()];
            let steps = plan.query_map(rusqlite::params_from_iter(arguments), |row| row.get(3));
            let steps: Vec<String> = steps.unwrap().map(Result::unwrap).collect();
            // The accounts of a world are few.
            let whole = |step: &String| step.starts_with("SCAN") && !step.starts_with("SCAN a ");
            let slow = if at < 2 {
                steps.iter().any(|step| step.contains("TEMP B-TREE"))
            } else {
                steps.iter().any(whole)
            };
            if slow {
                wrong.push(format!("{sql}: {steps:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
