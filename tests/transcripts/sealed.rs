//! With a key the secrets of every transcript are sealed in PostgreSQL, and no other column has any of them: what products
//! declare as secret is what their statements mark.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use actions::{
    Secrecy,
    ports::store::{StoreError, Tx},
    schema, secrecy,
};
use localyun::{store::SecretKey, world::World};

use crate::support::postgres::{self, Schema};

/// What a sealed text begins with.
const PREFIX: &str = "sealed:1:";

/// A column of a table.
type Column = (String, &'static str);

/// The columns in which sealed texts were seen.
static SEEN: Mutex<BTreeSet<Column>> = Mutex::new(BTreeSet::new());
/// The statements that read columns.
static READ: Mutex<BTreeMap<Column, &'static str>> = Mutex::new(BTreeMap::new());

/// The columns in which no transcript has a secret. `tests/replicas/secrets.rs` has one in each.
const NEVER: [(&str, &str); 2] =
    [("ims_oidc_signing_key", "private_key"), ("verification", "slot")];

pub(super) fn key() -> SecretKey {
    SecretKey::of(&"5e".repeat(32)).unwrap()
}

/// The texts of a column, as the program reads them.
fn plain(world: &World, column: &Column) -> Vec<String> {
    let sql = *READ.lock().unwrap().entry(column.clone()).or_insert_with(|| {
        let (table, name) = column;
        let select =
            format!("SELECT {name} FROM {table} ORDER BY {name} COLLATE \"C\" NULLS FIRST");
        select.leak()
    });
    let read = |tx: &mut dyn Tx| tx.rows(sql, &[], |row| row.opt_text(0));
    let found: Result<_, StoreError> = world.database.read(read);
    found.unwrap().into_iter().flatten().collect()
}

/// The texts of each column of the tables that had rows, as they are in the database.
fn kept(schema: &Schema) -> BTreeMap<Column, Vec<String>> {
    postgres::connected(schema.url(), |client| {
        let mut all = BTreeMap::new();
        for name in postgres::written(client, schema.name()) {
            let Some((_, table)) = actions::table(&name) else { continue };
            let columns: Vec<_> =
                table.columns.iter().filter(|it| it.kind == "TEXT").map(|it| it.name).collect();
            if columns.is_empty() {
                continue;
            }
            let select = format!("SELECT {} FROM {}.{name}", columns.join(", "), schema.name());
            for row in client.query(&select, &[]).unwrap() {
                for (at, column) in columns.iter().enumerate() {
                    let texts: &mut Vec<String> = all.entry((name.clone(), *column)).or_default();
                    texts.extend(row.get::<_, Option<String>>(at));
                }
            }
        }
        all
    })
}

/// The lines of a secret that stand nowhere else. A long private key has the public one in its first half, a short one after
/// its first line.
fn telling(secret: &str) -> impl Iterator<Item = &str> {
    let lines: Vec<_> = secret.lines().filter(|it| !it.starts_with("-----")).collect();
    let own = match lines.len() {
        all if !secret.starts_with("-----BEGIN") => 0..all,
        all if secret.len() > 1000 => all / 2..all,
        all => 0..all.min(1),
    };
    lines.into_iter().skip(own.start).take(own.len()).filter(|it| it.len() >= 8)
}

/// What is wrong with how the secrets of a world are kept, a line each.
pub(super) fn faults(schema: &Schema, world: &World) -> Vec<String> {
    let (mut faults, mut secrets) = (Vec::new(), BTreeSet::new());
    let kept = kept(schema);
    for (column, texts) in &kept {
        let (table, name) = column;
        let declared = secrecy(table, name);
        for text in texts.iter().filter(|it| !it.is_empty()) {
            match (text.starts_with(PREFIX), declared) {
                (true, Some(_)) => drop(SEEN.lock().unwrap().insert(column.clone())),
                (true, None) => faults.push(format!("{table}.{name} is sealed and not declared\n")),
                (false, Some(_)) => faults.push(format!("{table}.{name} is plain: {text:.40}\n")),
                (false, None) => {}
            }
        }
        if declared == Some(Secrecy::Hidden) {
            let texts = plain(world, column);
            secrets.extend(texts.iter().flat_map(|it| telling(it)).map(str::to_owned));
        }
    }
    for ((table, name), texts) in &kept {
        for text in texts.iter().filter(|it| !it.starts_with(PREFIX)) {
            if let Some(secret) = secrets.iter().find(|it| text.contains(*it)) {
                faults.push(format!("{table}.{name} has a secret: {secret}\n"));
            }
        }
    }
    faults.sort();
    faults.dedup();
    faults
}

/// Checks that all transcripts together had a secret in every column that is declared.
pub(super) fn check_that_all_were_seen() {
    if postgres::url().is_none() {
        return;
    }
    let seen = SEEN.lock().unwrap();
    let mut unseen = BTreeSet::new();
    let tables = schema().iter().flat_map(|part| part.steps).filter_map(|step| {
        step.trim_start().strip_prefix("CREATE TABLE ")?.split([' ', '(']).next()
    });
    for name in tables {
        let Some((_, table)) = actions::table(name) else { continue };
        for column in table.columns {
            let is_seen = seen.contains(&(name.to_owned(), column.name));
            if secrecy(name, column.name).is_some() && !is_seen {
                unseen.insert((name, column.name));
            }
        }
    }
    assert_eq!(unseen, BTreeSet::from(NEVER));
}
