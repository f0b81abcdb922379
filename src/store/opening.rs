//! How a data file is opened: it is brought up to date, and the state at start is kept.

use std::{fs, path::Path};

use actions::ports::store::StoreError;
use rusqlite::Connection;
use tracing::warn;

use crate::store::{
    Contents, Left, OpenError, Opening,
    baseline::Baseline,
    data_file::{beside, last_written, report_lost_writes},
    lock::{Lock, PreviousExit},
    log::{self, LogDamage},
    schema,
    sqlite::{self, Open},
};

/// The result of opening a file.
pub(super) struct OpenedDatabase {
    /// The connection that writes, with all of the database in the one file.
    pub(super) db: Connection,
    /// The state at start.
    pub(super) baseline: Baseline,
    pub(super) secret: [u8; 32],
    pub(super) left: Left,
    /// How many starts there were before this one.
    pub(super) starts: u64,
    pub(super) due: Result<Option<i64>, StoreError>,
}

/// Opens the file, brings it up to date and keeps the state at start.
pub(super) fn settled(
    path: &Path,
    lock: &Lock,
    contents: Contents<'_>,
    opening: &Opening,
    scratch: bool,
) -> Result<OpenedDatabase, OpenError> {
    let durability = opening.durability;
    let copy_for_reset = opening.copy_for_reset || opening.from.is_some();
    let log = beside(path, "-wal");
    let written = last_written(path);
    let failed = |cause| OpenError::Io { file: path.display().to_string(), cause };
    // Before SQLite reads it, which removes it in the end.
    let loss =
        log::check(&log, lock.before() == PreviousExit::KilledAfterWrites).map_err(failed)?;
    // Without a log it is all in the one file.
    let whole = !fs::metadata(log).is_ok_and(|it| it.len() > 0) && schema::is_ours(path);
    let early = whole.then(|| Baseline::of(path, copy_for_reset)).transpose()?;
    let mut db = sqlite::open_writer(path).map_err(|cause| sqlite::open_error(path, cause))?;
    let ready = ready(&db, path, contents, opening, (scratch, loss));
    let (fresh, secret) = ready.inspect_err(|_| {
        early.as_ref().inspect(|it| it.discard());
    })?;
    let failed = |cause| sqlite::open_error(path, cause);
    let current = db.total_changes() == 0;
    let left = if fresh { Left::Nothing } else { schema::left(&db, written).map_err(failed)? };
    let starts = if fresh { 0 } else { count_start(&db).map_err(failed)? };
    let due = actions::ports::due::next(&mut Open { db: &db, schema: contents.schema });
    let baseline = match early {
        Some(early) if current && !fresh => early,
        early => {
            early.inspect(Baseline::discard);
            if fresh {
                Baseline::Empty
            } else {
                sqlite::gather(&db).map_err(failed)?;
                // Nobody else may have the file open when it is copied: to close it elsewhere in this process
                // would give up the locks of SQLite.
                db.close().map_err(|(_, cause)| failed(cause))?;
                let baseline = Baseline::of(path, copy_for_reset)?;
                db = sqlite::open_writer(path).map_err(failed)?;
                sqlite::settle(&db, durability, scratch).map_err(failed)?;
                baseline
            }
        }
    };
    Ok(OpenedDatabase { db, baseline, secret, left, starts, due })
}

/// Counts one more start. How many there were before it.
fn count_start(db: &Connection) -> rusqlite::Result<u64> {
    let starts = schema::starts(db)?.saturating_add(1);
    schema::keep_starts(db, starts).map(|()| starts)
}

/// Brings an open file up to date. Whether it was empty, and the key of the seals.
fn ready(
    db: &Connection,
    path: &Path,
    contents: Contents<'_>,
    &Opening { durability, whole_schema, .. }: &Opening,
    (scratch, loss): (bool, Option<LogDamage>),
) -> Result<(bool, [u8; 32]), OpenError> {
    let failed = |cause| sqlite::open_error(path, cause);
    let fresh = schema::is_empty(db, path)?;
    if scratch && fresh {
        // Without a log each page is written once. Should it be killed meanwhile, nobody opens the file again.
        sqlite::settle_without_log(db).map_err(failed)?;
        let secret = schema::bring_up_to_date(db, path, contents, (fresh, whole_schema))?;
        sqlite::settle(db, durability, scratch).map_err(failed)?;
        return Ok((fresh, secret));
    }
    if fresh {
        sqlite::without_journal(db).map_err(failed)?;
    }
    sqlite::settle(db, durability, scratch).map_err(failed)?;
    match loss {
        None => {}
        Some(LogDamage::Unfinished) => warn!(
            "{}-wal ends within a write: that write was not finished, and is missing",
            path.display()
        ),
        Some(LogDamage::Gone) => report_lost_writes(path, "was removed or emptied", db)?,
        Some(LogDamage::Damaged) => report_lost_writes(path, "is damaged", db)?,
    }
    Ok((fresh, schema::bring_up_to_date(db, path, contents, (fresh, whole_schema))?))
}
