//! A PostgreSQL database for tests that need one: that of `LOCALYUN_TEST_POSTGRES`. `tests/postgres/run` starts one.

use std::{
    env,
    io::{Write, stderr},
    process,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

use postgres::{Client, NoTls};

/// The URL of the database, if the environment names one.
pub(crate) fn url() -> Option<String> {
    env::var_os("LOCALYUN_TEST_POSTGRES").and_then(|it| it.into_string().ok())
}

/// [`url`]; where it is `None`, a line says that the test is skipped.
pub(crate) fn url_or_skip(test: &str) -> Option<String> {
    let url = url();
    if url.is_none() {
        // Straight to the terminal: what a test prints that passes is not shown.
        let _ = writeln!(stderr(), "skipped: {test} (LOCALYUN_TEST_POSTGRES names no database)");
    }
    url
}

/// Runs `work` with a connection. It has a runtime of its own, which none may be around.
pub(crate) fn connected<R: Send>(url: &str, work: impl FnOnce(&mut Client) -> R + Send) -> R {
    thread::scope(|scope| {
        let run = scope.spawn(|| work(&mut Client::connect(url, NoTls).unwrap()));
        run.join().unwrap()
    })
}

/// The names of those that are not in use and have all tables, and how many were made.
static FREE: Mutex<(Vec<String>, usize)> = Mutex::new((Vec::new(), 0));

fn free() -> MutexGuard<'static, (Vec<String>, usize)> {
    FREE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A schema of the database without rows, for as long as this is there.
pub(crate) struct Schema {
    url: String,
    name: String,
}

impl Schema {
    /// One that nobody else has.
    pub(crate) fn take(url: &str) -> Self {
        let (name, is_new) = {
            let (names, made) = &mut *free();
            let had = names.pop();
            *made += usize::from(had.is_none());
            (had.clone().unwrap_or_else(|| format!("test_{}_{made}", process::id())), had.is_none())
        };
        let clean =
            if is_new { format!("DROP SCHEMA IF EXISTS {name} CASCADE") } else { String::new() };
        connected(url, |client| {
            client.batch_execute(&clean).unwrap();
            empty(client, &name);
        });
        Self { url: url.to_owned(), name }
    }

    /// The URL of the database that it is in.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its address, for `--data`.
    pub(crate) fn data(&self) -> String {
        format!("{}?schema={}", self.url, self.name)
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        free().0.push(std::mem::take(&mut self.name));
    }
}

/// Deletes all rows but those that say which steps of the schema were run.
fn empty(client: &mut Client, name: &str) {
    let written = written(client, name);
    let tables: Vec<_> = written.iter().map(|table| format!("{name}.{table}")).collect();
    if !tables.is_empty() {
        client.batch_execute(&format!("TRUNCATE {} CASCADE", tables.join(", "))).unwrap();
    }
}

/// The tables of a schema that had rows.
pub(crate) fn written(client: &mut Client, name: &str) -> Vec<String> {
    // Those that never had one have no pages.
    let written = "SELECT relname::text FROM pg_class
         WHERE relnamespace = to_regnamespace($1) AND relkind = 'r' AND relname <> 'schema_step'
         AND pg_relation_size(oid) > 0";
    let written = client.query(written, &[&name]).unwrap();
    written.iter().map(|row| row.get(0)).collect()
}
