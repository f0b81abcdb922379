//! The open database: calls are committed to it, it is reset, and it is closed.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

use actions::{
    SchemaPart,
    ports::store::{StoreError, Tx},
};
use rusqlite::Connection;
use tracing::{error, warn};

use crate::{
    mailbox::Deliveries,
    store::{
        Contents, OpenError, ResetError, WriteMark,
        baseline::Baseline,
        engine::Commits,
        image::{Image, LastImage},
        job::{QueuedWrite, WriteJob},
        schema,
        sqlite::{self, Open, Reading},
        state::{self, State},
        steps,
    },
};

/// Answers calls, each after it has been told what has become of it.
pub(super) fn answer(mut group: Vec<QueuedWrite>, told: impl Fn(&mut dyn WriteJob)) {
    for work in &mut group {
        told(&mut *work.job);
    }
    let mut answers = Deliveries::default();
    for work in group {
        answers.add(work.from, work.job);
    }
    answers.send();
}

/// The open data file, or a database in memory.
pub(super) struct OpenFile {
    pub(super) db: Connection,
    pub(super) schema: &'static [SchemaPart],
    /// The state at start.
    pub(super) baseline: Baseline,
    /// Until something is written.
    pub(super) mark: Option<WriteMark>,
    pub(super) commits: Arc<Commits>,
    /// What forks begin with.
    pub(super) last_image: LastImage,
}

impl OpenFile {
    /// Runs calls in one commit, and answers them.
    pub(super) fn group(&mut self, mut group: Vec<QueuedWrite>) {
        if let Err(e) = sqlite::step(&self.db, "BEGIN IMMEDIATE") {
            error!(error = %e, "cannot begin a transaction");
            return answer(group, |job| job.failed(&e));
        }
        let kept = group.iter_mut().all(|work| self.one(&mut *work.job));
        if !kept {
            self.roll_back();
            if group.len() > 1 {
                return group.into_iter().for_each(|work| self.group(vec![work]));
            }
        } else if let Err(e) = self.commit() {
            error!(error = %e, calls = group.len(), "cannot commit");
            self.roll_back();
            return answer(group, |job| job.failed(&e));
        } else {
            self.commits.add(group.len());
        }
        answer(group, |job| job.committed());
    }

    /// Runs one call. Whether the database is as it should be: changed by a call that went well, or
    /// not at all. One that panics has no answer.
    fn one(&self, job: &mut dyn WriteJob) -> bool {
        let before = self.db.total_changes();
        let mut open = Open { db: &self.db, schema: self.schema };
        let kept = catch_unwind(AssertUnwindSafe(|| job.run(&mut open)));
        kept.unwrap_or_default() || self.db.total_changes() == before
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        sqlite::step(&self.db, "COMMIT")?;
        note(&mut self.mark);
        Ok(())
    }

    fn roll_back(&self) {
        // A full disk has ended the transaction already.
        if !self.db.is_autocommit()
            && let Err(e) = sqlite::step(&self.db, "ROLLBACK")
        {
            error!(error = %e, "cannot roll back");
        }
    }

    /// Creates a part of the schema, if it is not there.
    pub(super) fn create(&mut self, part: &SchemaPart) -> Result<(), StoreError> {
        sqlite::step(&self.db, "BEGIN IMMEDIATE")?;
        let created = steps::create(&self.db, part).map_err(sqlite::driver);
        created.and_then(|()| self.commit()).inspect_err(|_| self.roll_back())
    }

    pub(super) fn reset(&mut self) -> Result<(), ResetError> {
        if self.mark.is_some() {
            return Ok(()); // nothing was written
        }
        self.last_image.forget();
        let starts = schema::starts(&self.db).map_err(sqlite::driver)?;
        match &self.baseline {
            Baseline::Image(image) => image.restore(&mut self.db)?,
            Baseline::Empty => self.clear()?,
            Baseline::Copy(file) => {
                transfer(file, &mut self.db)?;
                // The copy was made before this start was counted.
                schema::keep_starts(&self.db, starts).map_err(sqlite::driver)?;
            }
            Baseline::Nowhere => return Err(ResetError::NotKept),
        }
        Ok(())
    }

    /// Makes the present state the one that a reset goes back to.
    pub(super) fn keep(&mut self) -> Result<(), StoreError> {
        self.baseline.replace(&self.db, Path::new(self.db.path().unwrap_or_default()))
    }

    /// A copy of the state that a reset goes back to.
    pub(super) fn at_start(&self) -> Result<Option<State>, StoreError> {
        self.baseline.state()
    }

    /// Makes another state the one that a reset goes back to.
    pub(super) fn keep_other(&mut self, state: &State) -> Result<(), StoreError> {
        self.baseline.replace(&state.0, Path::new(self.db.path().unwrap_or_default()))
    }

    /// Copies all of it into `to`.
    pub(super) fn copy(&self, mut to: State) -> Result<State, StoreError> {
        to.take(&self.db)?;
        Ok(to)
    }

    /// Runs `work` in a transaction that changes nothing. What comes of it, and a part of the schema that it has found
    /// missing.
    pub(super) fn read<R>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> R,
    ) -> (R, Option<&'static SchemaPart>) {
        let mut reading = Reading::guarded(&self.db, self.schema);
        let done = work(&mut reading);
        (done, reading.missing)
    }

    /// What forks begin with that are made now.
    pub(super) fn image(&mut self) -> Result<Arc<Image>, OpenError> {
        self.last_image.of(&self.db, Contents::of(self.schema))
    }

    /// Puts the whole of another state in the place of its own, but for what belongs to the program that serves it.
    pub(super) fn replace(&mut self, by: &State) -> Result<(), StoreError> {
        by.take_own(&self.db)?;
        self.last_image.forget();
        state::copy(&by.0, &mut self.db)?;
        note(&mut self.mark);
        Ok(())
    }

    /// Whether all is in the one file.
    pub(super) fn close(self) -> bool {
        self.baseline.discard();
        let gathered = sqlite::gather(&self.db);
        if !matches!(gathered, Ok(true)) {
            warn!(
                ?gathered,
                "not all of the log could be brought into the data file; it is in the -wal beside it"
            );
        }
        if let Err((_, e)) = self.db.close() {
            error!(error = %e, "cannot close the data file");
        }
        matches!(gathered, Ok(true))
    }

    /// Empties every table.
    fn clear(&self) -> Result<(), StoreError> {
        let names = self
            .db
            .prepare_cached(
                "SELECT name FROM sqlite_schema WHERE type = 'table'
                 AND name NOT LIKE 'sqlite%' AND name NOT IN ('schema_step', 'world_secret', 'world_starts')",
            )
            .and_then(|mut all| {
                all.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()
            })
            .map_err(sqlite::driver)?;
        // Without references to check, a whole table goes at once instead of row by row.
        self.db.pragma_update(None, "foreign_keys", false).map_err(sqlite::driver)?;
        let mut script = "BEGIN IMMEDIATE;".to_owned();
        for name in names {
            script.extend(["DELETE FROM \"", &name, "\";"]);
        }
        let cleared = self.db.execute_batch(&(script + "COMMIT"));
        if cleared.is_err() {
            self.roll_back();
        }
        self.db.pragma_update(None, "foreign_keys", true).map_err(sqlite::driver)?;
        cleared.map_err(sqlite::driver)
    }
}

/// Notes the first write.
fn note(mark: &mut Option<WriteMark>) {
    if let Some(Err(e)) = mark.take().map(WriteMark::written) {
        warn!(error = %e, "cannot note in the lock file that something was written");
    }
}

/// Copies the database in a file into another.
fn transfer(from: &Path, to: &mut Connection) -> Result<(), StoreError> {
    let from = sqlite::open_writer(from).map_err(sqlite::driver)?;
    state::copy(&from, to)
}
