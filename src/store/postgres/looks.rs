//! What a call asks before it is let in: what other processes did, and whether one of them has seen its nonce. One
//! connection asks for all calls that wait.
//!
//! The same connection holds the lock of the process that delivers messages, of which there is one. When it breaks, another
//! process may take over.
//!
//! Nonces are in a table that no commit waits for the disk for. It is emptied where the server itself crashes, and by
//! nothing else.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use actions::ports::store::StoreError;
use tokio::sync::oneshot;
use tokio_postgres::Error;

use crate::store::{
    job,
    postgres::{
        connection::Connection,
        head::{self, Head},
        pool::Waiting,
    },
};

/// Their table.
pub(super) const TABLE: &str =
    "CREATE UNLOGGED TABLE world_nonce (hash BIGINT NOT NULL PRIMARY KEY, time BIGINT NOT NULL)";

const USE: &str =
    "INSERT INTO world_nonce (hash, time) SELECT * FROM unnest($1::bigint[], $2::bigint[])
     ON CONFLICT (hash) DO NOTHING RETURNING hash";
const FORGET: &str = "DELETE FROM world_nonce WHERE time < $1 AND (time < $2 OR time > $3)";

/// How often those are forgotten that cannot come again.
const FORGETS: Duration = Duration::from_secs(60);

/// The nonce of a call, which any process may be asked for.
#[derive(Clone, Copy, Debug)]
pub struct SharedNonce {
    /// The hash that is remembered.
    pub hash: i64,
    /// The time of the request, in milliseconds since 1970.
    pub time: i64,
    /// Requests of before this time come no more, unless they are near the clock of the world.
    pub since: i64,
    /// From when to when they are near it.
    pub near: (i64, i64),
}

/// A call that asks.
pub(super) struct Look {
    nonce: Option<SharedNonce>,
    answer: oneshot::Sender<Result<bool, StoreError>>,
}

/// The calls that ask.
#[derive(Default)]
pub(super) struct Looks {
    waiting: Vec<Look>,
    /// Those who ask whether this process delivers messages.
    delivering: Vec<oneshot::Sender<Result<bool, StoreError>>>,
    forgot: Option<Instant>,
}

/// Those that are asked for at a time.
pub(super) struct Batch {
    looks: Vec<Look>,
    delivering: Vec<oneshot::Sender<Result<bool, StoreError>>>,
    forgets: bool,
}

impl Looks {
    /// Adds one. What comes of it: whether nobody has used the nonce.
    pub(super) fn add(
        &mut self,
        nonce: Option<SharedNonce>,
    ) -> oneshot::Receiver<Result<bool, StoreError>> {
        let (answer, answered) = oneshot::channel();
        self.waiting.push(Look { nonce, answer });
        answered
    }

    /// Asks whether this process delivers messages.
    pub(super) fn ask_delivers(&mut self) -> oneshot::Receiver<Result<bool, StoreError>> {
        let (answer, answered) = oneshot::channel();
        self.delivering.push(answer);
        answered
    }
}

impl Waiting for Looks {
    type Batch = Batch;

    fn take(&mut self) -> Option<Batch> {
        let looks = std::mem::take(&mut self.waiting);
        let delivering = std::mem::take(&mut self.delivering);
        let has_nonce = looks.iter().any(|it| it.nonce.is_some());
        let forgets = has_nonce && self.forgot.is_none_or(|it| it.elapsed() > FORGETS);
        if forgets {
            self.forgot = Some(Instant::now());
        }
        let any = !(looks.is_empty() && delivering.is_empty());
        any.then_some(Batch { looks, delivering, forgets })
    }

    fn run(Batch { looks, delivering, forgets }: Batch, connection: &mut Connection) {
        for answer in delivering {
            // The one who asked may have gone.
            let _ = answer.send(connection.until_done(delivers));
        }
        if looks.is_empty() {
            return;
        }
        let nonces: Vec<SharedNonce> = looks.iter().filter_map(|it| it.nonce).collect();
        let found = connection.until_done(|it| ask(it, &nonces, forgets));
        let found = found.map(|(new, head)| {
            connection.following.follow(&head);
            new
        });
        match found {
            Ok(mut new) => {
                for Look { nonce, answer } in looks {
                    let is_new = nonce.is_none_or(|it| new.remove(&it.hash));
                    // The one who asked may have gone.
                    let _ = answer.send(Ok(is_new));
                }
            }
            Err(why) => {
                for Look { answer, .. } in looks {
                    let _ = answer.send(Err(job::same(&why)));
                }
            }
        }
    }
}

/// Whether this process delivers messages: it holds the lock of that, or takes it where nobody does.
fn delivers(connection: &mut Connection) -> Result<bool, Error> {
    // Another number than that of those who write.
    let lock = !connection.lock();
    let open = connection.opened()?;
    let sql = if open.delivers { "SELECT TRUE" } else { "SELECT pg_try_advisory_lock($1)" };
    let statement = open.statement(sql)?;
    let row = if open.delivers {
        open.wait(open.client.query_one(&statement, &[]))?
    } else {
        open.wait(open.client.query_one(&statement, &[&lock]))?
    };
    open.delivers = row.try_get(0)?;
    Ok(open.delivers)
}

/// Which of these nonces are new, and the head after they were written down.
fn ask(
    connection: &mut Connection,
    nonces: &[SharedNonce],
    forgets: bool,
) -> Result<(HashSet<i64>, Head), Error> {
    let open = connection.opened()?;
    let reads_head = open.statement(head::READ)?;
    let mut new = HashSet::new();
    let Some(last) = nonces.last() else {
        let head = open.wait(open.client.query_one(&reads_head, &[]))?;
        return Ok((new, Head::of(&head)?));
    };
    let (using, forgetting) = (open.statement(USE)?, open.statement(FORGET)?);
    let hashes: Vec<i64> = nonces.iter().map(|it| it.hash).collect();
    let times: Vec<i64> = nonces.iter().map(|it| it.time).collect();
    let client = &open.client;
    let head = open.wait(async {
        if forgets {
            client.execute(&forgetting, &[&last.since, &last.near.0, &last.near.1]).await?;
        }
        let arrays: [&(dyn tokio_postgres::types::ToSql + Sync); 2] = [&hashes, &times];
        let (used, head) = tokio::join!(
            biased;
            client.query(&using, &arrays),
            client.query_one(&reads_head, &[])
        );
        for row in used? {
            new.insert(row.try_get(0)?);
        }
        head
    })?;
    Ok((new, Head::of(&head)?))
}
