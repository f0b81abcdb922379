//! The steps that bring a database up to date.

use crate::{
    random,
    store::{Killed, Left, OpenError, sqlite},
};
use std::path::Path;

use actions::{
    PRODUCTS,
    ports::store::{NonceAhead, SCHEMA},
};
use rusqlite::{Connection, OptionalExtension};

/// Marks a file as ours: `LYun`.
const APPLICATION: i32 = 0x4c59_756e;

/// How many nonces are taken that were written down with their writes: as many as a world remembers.
const MOST_AHEAD: i64 = 1 << 20;

/// Whether there is nothing in the database. An error if what is there is not ours.
pub(super) fn is_empty(db: &Connection, path: &Path) -> Result<bool, OpenError> {
    let failed = |cause| sqlite::open_error(path, cause);
    let mark: i32 =
        db.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(failed)?;
    let tables: i64 =
        db.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
    match (mark, tables) {
        (APPLICATION, _) | (0, 0) => Ok(tables == 0),
        _ => Err(OpenError::Foreign(path.display().to_string())),
    }
}

/// Runs, once and in order, each step that the database has not seen.
pub(super) fn bring_up_to_date(db: &Connection, path: &Path, fresh: bool) -> Result<(), OpenError> {
    let failed = |cause| sqlite::open_error(path, cause);
    let parts: Vec<(&str, &[&str])> = std::iter::once(("core", SCHEMA))
        .chain(PRODUCTS.iter().map(|p| (p.id, p.schema)))
        .collect();
    db.execute_batch("BEGIN IMMEDIATE").map_err(failed)?;
    if fresh {
        db.pragma_update(None, "application_id", APPLICATION).map_err(failed)?;
        db.execute_batch(
            "CREATE TABLE schema_step (part TEXT NOT NULL PRIMARY KEY, done BIGINT NOT NULL)",
        )
        .map_err(failed)?;
    }
    for (part, steps) in &parts {
        let done: Option<i64> = db
            .query_row("SELECT done FROM schema_step WHERE part = $1", [part], |row| row.get(0))
            .optional()
            .map_err(failed)?;
        let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
        let found = done.unwrap_or(0);
        if found > known {
            let (file, part) = (path.display().to_string(), (*part).to_owned());
            return Err(OpenError::Newer { file, part, found, known });
        }
        for step in steps.iter().skip(usize::try_from(found).unwrap_or(0)) {
            db.execute_batch(step).map_err(failed)?;
        }
        if done != Some(known) {
            db.execute(
                "INSERT INTO schema_step (part, done) VALUES ($1, $2)
                 ON CONFLICT (part) DO UPDATE SET done = excluded.done",
                rusqlite::params![part, known],
            )
            .map_err(failed)?;
        }
    }
    unknown_part(db, path, &parts)?;
    db.execute_batch("COMMIT").map_err(failed)
}

/// The key of the world's seals, made when the database is.
pub(super) fn secret(db: &Connection) -> rusqlite::Result<[u8; 32]> {
    let fresh = base16ct::lower::encode_string(&random::random_secret());
    db.execute(
        "INSERT INTO world_secret (id, hex) VALUES (1, $1) ON CONFLICT (id) DO NOTHING",
        [fresh],
    )?;
    let hex: String = db.query_row("SELECT hex FROM world_secret", [], |row| row.get(0))?;
    let mut secret = [0; 32];
    let secret_len = secret.len();
    if !base16ct::mixed::decode(&hex, &mut secret).is_ok_and(|read| read.len() == secret_len) {
        // Somebody has changed it: what was sealed before cannot be opened any more.
        secret = random::random_secret();
    }
    Ok(secret)
}

/// What the last program left of its nonces, and when it wrote last. From here on they are those of a
/// program that was killed, until this one stops.
pub(super) fn left(db: &Connection, fresh: bool, written: i64) -> rusqlite::Result<Left> {
    if fresh {
        return Ok(Left::Nothing);
    }
    let saved: Option<String> = db
        .query_row("SELECT saved FROM world_nonces WHERE id = 1", [], |row| row.get(0))
        .optional()?;
    let stopped = db.execute(
        "INSERT INTO world_nonces (id, saved) VALUES (2, '') ON CONFLICT (id) DO NOTHING",
        [],
    )? == 1;
    match saved {
        Some(saved) if stopped => Ok(Left::Nonces(saved)),
        saved => Ok(Left::Killed(Killed { nonces: saved, ahead: ahead(db)?, written })),
    }
}

/// The nonces that were written down with their writes; the last of them, where there are too many.
fn ahead(db: &Connection) -> rusqlite::Result<Vec<NonceAhead>> {
    let mut all =
        db.prepare("SELECT time, part, hash FROM world_nonce_ahead ORDER BY time DESC LIMIT $1")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(NonceAhead { time: row.get(0)?, part: row.get(1)?, hash: row.get(2)? })
    };
    all.query_map([MOST_AHEAD], read)?.collect()
}

/// A part that this version does not have at all is of a newer one.
fn unknown_part(db: &Connection, path: &Path, parts: &[(&str, &[&str])]) -> Result<(), OpenError> {
    let failed = |cause| sqlite::open_error(path, cause);
    let mut all = db.prepare("SELECT part, done FROM schema_step").map_err(failed)?;
    let rows = all
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))
        .map_err(failed)?;
    for row in rows {
        let (part, found) = row.map_err(failed)?;
        if !parts.iter().any(|(known, _)| *known == part) {
            return Err(OpenError::Newer {
                file: path.display().to_string(),
                part,
                found,
                known: 0,
            });
        }
    }
    Ok(())
}
