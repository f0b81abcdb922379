//! What has to be there before a world is served: a database whose texts are ordered as SQLite orders them, the schema
//! with all tables, and the rows that a world begins with. Who starts first makes it, under the lock of the world; who
//! starts meanwhile waits, and finds it made.
//!
//! Unlike in a file, all parts are created at once, since a transaction ends with the first statement that fails. A
//! process of the version before goes on with a database that a newer one has brought up to date, since a step
//! only adds; it is refused when it starts anew.

use actions::{
    Creation, SchemaPart, args,
    ports::store::{Secret, StoreError, Tx},
};
use tokio_postgres::{Client, Error};

use crate::store::{
    Contents, OpenError,
    postgres::{
        calls,
        connection::{Connection, said},
        head::{self, Head},
        image, looks, secrets,
        session::{Session, texts},
    },
    steps,
};

/// The part of the schema that only a shared database has.
const SHARED: SchemaPart = SchemaPart {
    name: "shared",
    steps: &[head::TABLE, looks::TABLE, image::START, head::WITH_JOURNAL, calls::TABLE],
    creation: Creation::AtStart,
};

const DONE: &str =
    "CREATE TABLE schema_step (part TEXT NOT NULL PRIMARY KEY, done BIGINT NOT NULL)";

/// What a world is found to be.
pub(super) struct Found {
    pub(super) secret: [u8; 32],
    pub(super) starts: u64,
    pub(super) head: Head,
}

/// Brings the world up to date, and makes it if it is not there.
pub(super) fn open(
    connection: &mut Connection,
    contents: Contents<'_>,
) -> Result<Found, OpenError> {
    let place = connection.place();
    let failed = |cause| OpenError::Store { file: place.clone(), cause };
    connection.until_done(|it| it.run("SELECT 1")).map_err(|_| unreached(connection, &place))?;
    let refused = |why: String| OpenError::Server { place: place.clone(), why };
    let schema = connection.schema();
    let lock = connection.lock();
    let made = prepare(connection, (&schema, lock), contents.schema).map_err(|e| match e {
        Refused::Said(e) => refused(said(&e)),
        Refused::Wrong(why) => refused(why),
        Refused::Newer { part, found, known } => {
            OpenError::Newer { file: place.clone(), part, found, known }
        }
    });
    let found = made.and_then(|()| begin(connection, contents).map_err(failed));
    let found = found.and_then(|found| {
        connection.run("COMMIT").map_err(|e| refused(said(&e)))?;
        Ok(found)
    });
    found.inspect_err(|_| connection.drop_open())
}

/// Why the server is not reached.
fn unreached(connection: &mut Connection, place: &str) -> OpenError {
    let why = connection.opened().err().map_or_else(|| "it is not reached".into(), |e| said(&e));
    OpenError::Server { place: place.to_owned(), why }
}

/// Why a database is not used.
enum Refused {
    Said(Error),
    Wrong(String),
    Newer { part: String, found: i64, known: i64 },
}

impl From<Error> for Refused {
    fn from(e: Error) -> Self {
        Self::Said(e)
    }
}

/// Checks the database and brings the schema up to date, in a transaction that stays open, under the lock.
fn prepare(
    connection: &mut Connection,
    (schema, lock): (&str, i64),
    parts: &'static [SchemaPart],
) -> Result<(), Refused> {
    let open = connection.opened()?;
    let sealing = open.sealing.as_deref();
    open.wait(async {
        let client = &open.client;
        check(client).await?;
        client.batch_execute(&format!("BEGIN; SELECT pg_advisory_xact_lock({lock})")).await?;
        let there = client
            .query_one("SELECT COUNT(*) FROM pg_namespace WHERE nspname = $1", &[&schema])
            .await?;
        if there.try_get::<_, i64>(0)? == 0 {
            client.batch_execute(&format!("CREATE SCHEMA \"{schema}\"")).await?;
        }
        let tables = client
            .query("SELECT tablename::text FROM pg_tables WHERE schemaname = $1", &[&schema])
            .await?;
        let tables: Vec<String> =
            tables.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        if tables.is_empty() {
            client.batch_execute(DONE).await?;
        } else if !tables.iter().any(|it| it == "schema_step") {
            return Err(Refused::Wrong(format!(
                "the schema {schema} has tables that are not Localyun's: name another with ?schema=NAME"
            )));
        }
        steps_of(client, parts).await?;
        let why = secrets::check(client, sealing, parts).await?;
        why.map_or(Ok(()), |why| Err(Refused::Wrong(why.into())))
    })
}

/// Whether the database orders and compares texts as SQLite does.
async fn check(client: &Client) -> Result<(), Refused> {
    let found = client
        .simple_query(
            "SELECT pg_encoding_to_char(encoding), datcollate, datctype, 'a' > 'B', current_setting('server_version_num')
             FROM pg_database WHERE datname = current_database()",
        )
        .await?;
    let rows = texts(&found);
    let row: Vec<&str> =
        rows.first().into_iter().flatten().map(|it| it.as_deref().unwrap_or_default()).collect();
    let [encoding, collation, kind, ordered, version] = row[..] else {
        return Err(Refused::Wrong("it does not say what it is".into()));
    };
    if version.parse::<u32>().is_ok_and(|it| it < 130_000) {
        return Err(Refused::Wrong("it is older than PostgreSQL 13".into()));
    }
    let is_c = |name: &str| ["C", "POSIX"].contains(&name);
    if encoding == "UTF8" && is_c(collation) && is_c(kind) && ordered == "t" {
        return Ok(());
    }
    Err(Refused::Wrong(format!(
        "its texts are {encoding} and ordered by {collation} ({kind}), and lists would have another order: make one with \
         CREATE DATABASE localyun TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
    )))
}

/// Runs each step that was not run yet, once and in order.
async fn steps_of(client: &Client, parts: &'static [SchemaPart]) -> Result<(), Refused> {
    let rows = client.query("SELECT part, done FROM schema_step", &[]).await?;
    let mut done = Vec::new();
    for row in rows {
        done.push((row.try_get::<_, String>(0)?, row.try_get::<_, i64>(1)?));
    }
    let all = || std::iter::once(&SHARED).chain(parts);
    for (part, found) in &done {
        let known = all().find(|it| it.name == part).map_or(-1, |it| steps::count(it.steps));
        if *found > known {
            let (part, found) = (part.clone(), *found);
            return Err(Refused::Newer { part, found, known: known.max(0) });
        }
    }
    for part in all() {
        let found = done.iter().find(|(name, _)| name == part.name).map(|it| it.1);
        if found == Some(steps::count(part.steps)) {
            continue;
        }
        let seen = usize::try_from(found.unwrap_or(0)).unwrap_or(0);
        // One message for all that is missing.
        client.batch_execute(&part.steps[seen..].join(";\n")).await?;
        client
            .execute(
                "INSERT INTO schema_step (part, done) VALUES ($1, $2)
                 ON CONFLICT (part) DO UPDATE SET done = excluded.done",
                &[&part.name, &steps::count(part.steps)],
            )
            .await?;
    }
    Ok(())
}

/// Writes the rows that a world begins with, in the transaction that is open.
fn begin(connection: &mut Connection, contents: Contents<'_>) -> Result<Found, StoreError> {
    let mut session = Session::begun(connection);
    let made = session.execute(
        "INSERT INTO world_head (id, version, epoch, clock) VALUES (1, 1, 0, $1) ON CONFLICT (id) DO NOTHING",
        args![contents.clock],
    )?;
    let tx: &mut dyn Tx = &mut session;
    let hex = base16ct::lower::encode_string(&contents.secret);
    tx.execute(
        "INSERT INTO world_secret (id, hex) VALUES (1, $1) ON CONFLICT (id) DO NOTHING",
        args![Secret(hex)],
    )?;
    let kept = tx.row("SELECT hex FROM world_secret WHERE id = 1", &[], |row| row.text(0))?;
    let mut secret = contents.secret;
    let mut read = [0; 32];
    let kept = kept.ok_or(StoreError::Shape)?;
    if base16ct::mixed::decode(&kept, &mut read).is_ok_and(|it| it.len() == secret.len()) {
        secret = read;
    }
    let is_new = made == 1;
    let mut starts = 0;
    if !is_new {
        starts = tx
            .row(
                "INSERT INTO world_starts (id, starts) VALUES (1, 1)
                 ON CONFLICT (id) DO UPDATE SET starts = world_starts.starts + 1 RETURNING starts",
                &[],
                |row| row.int(0),
            )?
            .ok_or(StoreError::Shape)?;
    }
    (contents.begin)(tx)?;
    let head = tx.row(head::READ, &[], |row| {
        let (version, epoch, clock) = (row.int(0)?, row.int(1)?, row.text(2)?);
        let (due, message) = (row.opt_int(3)?, row.opt_int(4)?);
        let (cleared, forgotten) = (row.int(5)?, row.int(6)?);
        Ok(Head { version, epoch, clock, due, message, cleared, forgotten })
    })?;
    let starts = u64::try_from(starts).unwrap_or_default();
    Ok(Found { secret, starts, head: head.ok_or(StoreError::Shape)? })
}
