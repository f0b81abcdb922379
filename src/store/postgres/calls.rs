//! The calls that each process has answered, which it tells the others of: a table that no commit waits for the disk for.
//! It is emptied where the server itself crashes.
//!
//! All of it goes over a connection of its own, and no call waits for it. What is not told is tried once more, where the
//! connection was found broken, and not waited for: the world has it still, and tells it the next time.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use actions::ports::store::StoreError;
use tokio_postgres::{Error, types::ToSql};
use tracing::debug;

use crate::store::postgres::{
    Postgres,
    connection::{Connection, Trouble, driver, said},
};

/// Their table. What they are is not worth packing for so short a time.
pub(super) const TABLE: &str = "CREATE UNLOGGED TABLE world_call (
        process TEXT NOT NULL, sequence BIGINT NOT NULL, at BIGINT NOT NULL, cleared BIGINT NOT NULL,
        size BIGINT NOT NULL, entry BYTEA NOT NULL, PRIMARY KEY (process, sequence)
    );
    ALTER TABLE world_call ALTER COLUMN entry SET STORAGE EXTERNAL";

/// What was told before stays: it was not known whether it was.
const TELL: &str = "INSERT INTO world_call (process, sequence, at, cleared, size, entry)
     SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bytea[])
     ON CONFLICT (process, sequence) DO NOTHING";

/// The last call of each process: one look at the index for each, however many calls there are.
const LAST: &str = "WITH RECURSIVE last AS (
         (SELECT process, sequence FROM world_call ORDER BY process DESC, sequence DESC LIMIT 1)
         UNION ALL
         SELECT next.process, next.sequence FROM last, LATERAL (
             SELECT process, sequence FROM world_call WHERE process < last.process
             ORDER BY process DESC, sequence DESC LIMIT 1
         ) next
     )
     SELECT process, sequence FROM last WHERE process <> $1";

const FIND: &str = "SELECT sequence, entry FROM world_call WHERE process = $1 AND sequence > $2
     ORDER BY sequence";

/// Those that were cleared are gone, and of the others there stay the newest, as many as there is room for.
const PRUNE: &str = "DELETE FROM world_call WHERE cleared < $1 OR (process, sequence) IN (
         SELECT process, sequence FROM (
             SELECT process, sequence, ROW_NUMBER() OVER newest AS number, SUM(size) OVER newest AS bytes
             FROM world_call WINDOW newest AS (ORDER BY at DESC, process DESC, sequence DESC)
         ) kept WHERE number > $2 OR bytes > $3::bigint
     )";

/// A call that the others are told of.
#[derive(Debug)]
pub struct ToldCall {
    /// Its number at this process.
    pub sequence: i64,
    /// When it was answered, in microseconds since 1970.
    pub at: i64,
    /// How often the journal had been cleared by then.
    pub cleared: i64,
    /// The bytes that it takes in the journal.
    pub size: i64,
    /// What it was.
    pub entry: Vec<u8>,
}

/// A call that another process has told of.
#[derive(Debug)]
pub struct FoundCall {
    /// The process.
    pub process: Arc<str>,
    /// Its number there.
    pub sequence: i64,
    /// What it was.
    pub entry: Vec<u8>,
}

/// How many calls the table keeps.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// So many.
    pub calls: i64,
    /// With so many bytes.
    pub bytes: i64,
}

impl Postgres {
    /// Tells the other processes of calls of this one, which `make` makes on the thread of the connection.
    pub(in crate::store) async fn tell_calls(
        &self,
        process: Arc<str>,
        make: impl FnOnce() -> Vec<ToldCall> + Send + 'static,
    ) -> Result<(), StoreError> {
        let (mut make, mut calls) = (Some(make), Vec::new());
        self.with_journal(move |connection| {
            if let Some(make) = make.take() {
                calls = make();
            }
            tell(connection, &process, &calls)
        })
        .await
    }

    /// What `read` makes, on the thread of the connection, of the calls that other processes have told of, each after the one of
    /// the number that was `seen` of its process; and of which processes there are any.
    pub(in crate::store) async fn calls_of_others<T: Send + 'static>(
        &self,
        process: Arc<str>,
        seen: BTreeMap<Arc<str>, i64>,
        read: impl Fn(FoundCall) -> T + Send + 'static,
    ) -> Result<(Vec<T>, Vec<Arc<str>>), StoreError> {
        self.with_journal(move |connection| {
            let (found, processes) = find(connection, &process, &seen)?;
            Ok((found.into_iter().map(&read).collect(), processes))
        })
        .await
    }

    /// Removes the calls that were cleared, and those that there is no room for.
    pub(in crate::store) async fn prune_calls(
        &self,
        cleared: i64,
        room: Room,
    ) -> Result<(), StoreError> {
        self.with_journal(move |connection| prune(connection, cleared, room)).await
    }

    /// Does something with the connection for the journal, and once more where that was broken.
    async fn with_journal<T: Send + 'static>(
        &self,
        mut work: impl FnMut(&mut Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let mut once = move |connection: &mut Connection| {
            work(connection).inspect_err(|e| {
                debug!(error = said(e), "the journal does not reach the database");
                // It may lead to a server that is no primary any more.
                connection.drop_open();
            })
        };
        let twice = move |connection: &mut Connection| {
            let done = match once(connection) {
                Err(e) if Trouble::of(&e) != Trouble::Refused => once(connection),
                done => done,
            };
            done.map_err(driver)
        };
        self.journal.run(twice).await?
    }
}

fn tell<'a>(
    connection: &mut Connection,
    process: &str,
    calls: &'a [ToldCall],
) -> Result<(), Error> {
    let open = connection.opened()?;
    let statement = open.statement(TELL)?;
    let numbers = |of: fn(&ToldCall) -> i64| calls.iter().map(of).collect::<Vec<_>>();
    let (sequences, times) = (numbers(|it| it.sequence), numbers(|it| it.at));
    let (cleared, sizes) = (numbers(|it| it.cleared), numbers(|it| it.size));
    let kept = |it: &'a ToldCall| match &open.sealing {
        Some(sealing) => Cow::Owned(sealing.close_bytes(&it.entry)),
        None => Cow::Borrowed(&*it.entry),
    };
    let entries: Vec<Cow<'a, [u8]>> = calls.iter().map(kept).collect();
    let entries: Vec<&[u8]> = entries.iter().map(|it| &**it).collect();
    let args: [&(dyn ToSql + Sync); 6] = [&process, &sequences, &times, &cleared, &sizes, &entries];
    open.wait(open.client.execute(&statement, &args)).map(drop)
}

fn find(
    connection: &mut Connection,
    process: &str,
    seen: &BTreeMap<Arc<str>, i64>,
) -> Result<(Vec<FoundCall>, Vec<Arc<str>>), Error> {
    let open = connection.opened()?;
    let (last, find) = (open.statement(LAST)?, open.statement(FIND)?);
    let client = &open.client;
    open.wait(async {
        let (mut found, mut processes) = (Vec::new(), Vec::new());
        for row in client.query(&last, &[&process]).await? {
            let (name, last): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
            let process = Arc::<str>::from(name.as_str());
            let seen = seen.get(&process).copied().unwrap_or_default();
            if last > seen {
                for row in client.query(&find, &[&name, &seen]).await? {
                    let (process, sequence) = (Arc::clone(&process), row.try_get(0)?);
                    // One that cannot be opened is as one that cannot be read.
                    let mut entry: Vec<u8> = row.try_get(1)?;
                    if let Some(sealing) = &open.sealing {
                        entry = sealing.read_bytes(entry).unwrap_or_default();
                    }
                    found.push(FoundCall { process, sequence, entry });
                }
            }
            processes.push(process);
        }
        Ok((found, processes))
    })
}

fn prune(connection: &mut Connection, cleared: i64, room: Room) -> Result<(), Error> {
    let open = connection.opened()?;
    let statement = open.statement(PRUNE)?;
    let args: [&(dyn ToSql + Sync); 3] = [&cleared, &room.calls, &room.bytes];
    open.wait(open.client.execute(&statement, &args)).map(drop)
}
