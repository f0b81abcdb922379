//! The steps of the parts of the schema: which of them a database has seen, and how the others are run.

use actions::SchemaPart;
use rusqlite::{Connection, OptionalExtension};

/// Creates what is missing of a part, in the transaction that is open: all of it, or on an error nothing.
pub(super) fn create(db: &Connection, part: &SchemaPart) -> rusqlite::Result<()> {
    let done = "SELECT done FROM schema_step WHERE part = $1";
    let found = db.query_row(done, [part.name], |row| row.get(0)).optional()?;
    db.execute_batch("SAVEPOINT part")?;
    let created = run(db, part, found);
    if created.is_err() {
        db.execute_batch("ROLLBACK TO part")?;
    }
    db.execute_batch("RELEASE part")?;
    created
}

/// Runs the steps of a part that follow the first `found`; `None` if the database has nothing of it.
pub(super) fn run(db: &Connection, part: &SchemaPart, found: Option<i64>) -> rusqlite::Result<()> {
    if found == Some(count(part.steps)) {
        return Ok(());
    }
    for step in part.steps.iter().skip(usize::try_from(found.unwrap_or(0)).unwrap_or(0)) {
        db.execute_batch(step)?;
    }
    db.execute(
        "INSERT INTO schema_step (part, done) VALUES ($1, $2)
         ON CONFLICT (part) DO UPDATE SET done = excluded.done",
        rusqlite::params![part.name, count(part.steps)],
    )?;
    Ok(())
}

pub(super) fn count(steps: &[&str]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

/// How many steps of each part the database has seen.
pub(super) fn done(db: &Connection) -> rusqlite::Result<Vec<(String, i64)>> {
    let mut all = db.prepare("SELECT part, done FROM schema_step")?;
    all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The parts that the database has.
pub(super) fn parts(db: &Connection) -> rusqlite::Result<Vec<String>> {
    Ok(done(db)?.into_iter().map(|(part, _)| part).collect())
}
