//! The steps that bring a database up to date.
//!
//! Steps belong to parts: `core`, or a product. Each runs once, in order. A file with a step or a part that this
//! version does not know is refused, as is a file that is not Localyun's.

use crate::store::{
    Contents, Killed, Left, OpenError,
    sqlite::{self, Open},
    steps,
};
use std::{fs::File, io::Read, path::Path};

use actions::{Creation, ports::store::WriteAheadNonce};
use rusqlite::{Connection, OptionalExtension};

/// Marks a file as ours: `LYun`.
const APPLICATION: i32 = 0x4c59_756e;

/// Whether a file that no process has open is a database of ours.
pub(super) fn is_ours(path: &Path) -> bool {
    // <https://www.sqlite.org/fileformat2.html#database_header>
    let mut header = [0; 100];
    File::open(path).and_then(|mut file| file.read_exact(&mut header)).is_ok()
        && header.starts_with(b"SQLite format 3\0")
        && header[68..72] == APPLICATION.to_be_bytes()
}

/// How many nonces are taken that were written down with their writes: as many as a world remembers.
const MAX_AHEAD: i64 = 1 << 20;

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

/// Runs, once and in order, each step that the database has not seen, in one transaction; none of the parts that
/// it does not have and that are created when they are first used. Answers the key of the
/// world's seals, which is made when the database is.
pub(super) fn bring_up_to_date(
    db: &Connection,
    path: &Path,
    Contents { schema: parts, secret, begin, .. }: Contents<'_>,
    (fresh, whole): (bool, bool),
) -> Result<[u8; 32], OpenError> {
    let failed = |cause| sqlite::open_error(path, cause);
    db.execute_batch("BEGIN IMMEDIATE").map_err(failed)?;
    if fresh {
        db.pragma_update(None, "application_id", APPLICATION).map_err(failed)?;
        db.execute_batch(
            "CREATE TABLE schema_step (part TEXT NOT NULL PRIMARY KEY, done BIGINT NOT NULL)",
        )
        .map_err(failed)?;
    }
    let done = steps::done(db).map_err(failed)?;
    for (part, found) in &done {
        // A part that this version does not have at all is of a newer one.
        let known = parts.iter().find(|known| known.name == part).map(|it| steps::count(it.steps));
        if known.is_none_or(|known| *found > known) {
            let (file, part, found) = (path.display().to_string(), part.clone(), *found);
            return Err(OpenError::Newer { file, part, found, known: known.unwrap_or(0) });
        }
    }
    for part in parts {
        let found = done.iter().find(|(name, _)| name == part.name).map(|it| it.1);
        if found.is_some() || part.creation == Creation::AtStart || whole {
            steps::run(db, part, found).map_err(failed)?;
        }
    }
    let secret = self::secret(db, secret).map_err(failed)?;
    begin(&mut Open { db, schema: parts })
        .map_err(|cause| OpenError::Store { file: path.display().to_string(), cause })?;
    db.execute_batch("COMMIT").map_err(failed)?;
    Ok(secret)
}

/// Removes what belongs to the world whose state this was, and to no other that begins with it.
pub(super) fn forget_world(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "BEGIN IMMEDIATE; DELETE FROM outbox; DELETE FROM world_nonces; DELETE FROM world_nonce_ahead;
         DELETE FROM world_secret; DELETE FROM world_starts; COMMIT",
    )
}

/// Writes down the key of the world's seals.
pub(super) fn keep_secret(db: &Connection, secret: &[u8; 32]) -> rusqlite::Result<()> {
    let hex = base16ct::lower::encode_string(secret);
    db.execute("INSERT INTO world_secret (id, hex) VALUES (1, $1)", [hex]).map(drop)
}

/// The key of the world's seals; `secret`, if there is none yet.
pub(super) fn secret(db: &Connection, mut secret: [u8; 32]) -> rusqlite::Result<[u8; 32]> {
    let kept = "SELECT hex FROM world_secret";
    let hex: Option<String> = db.query_row(kept, [], |row| row.get(0)).optional()?;
    match hex {
        None => keep_secret(db, &secret)?,
        Some(hex) => {
            let mut read = [0; 32];
            // If it cannot be read, somebody has changed it: what was sealed before cannot be opened any more.
            if base16ct::mixed::decode(&hex, &mut read).is_ok_and(|it| it.len() == secret.len()) {
                secret = read;
            }
        }
    }
    Ok(secret)
}

/// How many servers and worlds have begun with the database since the one that created it.
pub(super) fn starts(db: &Connection) -> rusqlite::Result<u64> {
    let kept = "SELECT starts FROM world_starts WHERE id = 1";
    let starts: Option<i64> = db.query_row(kept, [], |row| row.get(0)).optional()?;
    Ok(starts.and_then(|it| u64::try_from(it).ok()).unwrap_or(0))
}

/// Writes down how many there were.
pub(super) fn keep_starts(db: &Connection, starts: u64) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO world_starts (id, starts) VALUES (1, $1)
         ON CONFLICT (id) DO UPDATE SET starts = excluded.starts",
        [i64::try_from(starts).unwrap_or(i64::MAX)],
    )
    .map(drop)
}

/// What the last program left of its nonces, and when it wrote last. From here on they are those of a
/// program that was killed, until this one stops.
pub(super) fn left(db: &Connection, written: i64) -> rusqlite::Result<Left> {
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
fn ahead(db: &Connection) -> rusqlite::Result<Vec<WriteAheadNonce>> {
    let mut all =
        db.prepare("SELECT time, part, hash FROM world_nonce_ahead ORDER BY time DESC LIMIT $1")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(WriteAheadNonce { time: row.get(0)?, part: row.get(1)?, hash: row.get(2)? })
    };
    all.query_map([MAX_AHEAD], read)?.collect()
}
