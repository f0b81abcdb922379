//! A state of a server copied into a database of SQLite, and put in the place of that of a server: for forks and
//! snapshots, which are files, and for the state that a reset goes back to, which is one in a row.

use std::fs;

use actions::{
    SchemaPart,
    ports::store::{StoreError, Tx, Value as Cell},
};
use rusqlite::types::Value;
use tokio_postgres::{
    Client, Error,
    types::{ToSql, Type},
};

use crate::store::{
    Contents, OpenError, State, difference,
    postgres::{
        connection::{Connection, driver},
        sealing::{self, Sealing},
        session::{Cells, Session},
    },
    schema,
    scratch::Scratch,
    sqlite, steps,
};
use actions::ports::store::Columns;

/// The table of the state that a reset goes back to: a file of SQLite in one row, or none where that is empty.
pub(super) const START: &str =
    "CREATE TABLE world_start (id BIGINT NOT NULL PRIMARY KEY, state BYTEA NOT NULL)";

/// The tables whose rows belong to those who serve a world, and not to its state.
const OWN: [&str; 5] =
    ["world_secret", "world_nonces", "world_nonce_ahead", "world_starts", "world_snapshot"];

/// How many rows are sent at a time.
const ROWS: usize = 10_000;

/// A table that both databases have.
pub(super) struct Known {
    part: &'static SchemaPart,
    pub(super) name: String,
    pub(super) columns: Vec<actions::Column>,
}

impl Known {
    fn names(&self) -> String {
        self.columns.iter().map(|it| format!("\"{}\"", it.name)).collect::<Vec<_>>().join(", ")
    }

    /// Whether a column of it holds secrets.
    pub(super) fn is_secret(&self, column: &str) -> bool {
        actions::secrecy(&self.name, column).is_some()
    }
}

/// The tables of these parts.
pub(super) fn known(parts: &'static [SchemaPart]) -> Vec<Known> {
    let mut all: Vec<Known> = Vec::new();
    for (_, name) in difference::tables(parts) {
        if all.iter().any(|it| it.name == name) {
            continue;
        }
        if let Some((part, table)) = actions::table(&name) {
            all.push(Known { part, name, columns: table.columns });
        }
    }
    all
}

/// Which of these have rows.
pub(super) async fn filled(client: &Client, all: Vec<Known>) -> Result<Vec<Known>, Error> {
    let looks = all.iter().enumerate().map(|(at, it)| {
        format!("SELECT {at}::bigint WHERE EXISTS (SELECT 1 FROM \"{}\")", it.name)
    });
    let rows = client.query(&looks.collect::<Vec<_>>().join(" UNION ALL "), &[]).await?;
    let mut found = Vec::new();
    for row in rows {
        found.push(row.try_get::<_, i64>(0)?);
    }
    let all = all.into_iter().zip(0..);
    Ok(all.filter(|(_, at)| found.contains(at)).map(|(it, _)| it).collect())
}

/// Copies the state of the server into an empty database of SQLite.
pub(super) fn copy(
    connection: &mut Connection,
    parts: &'static [SchemaPart],
    to: &State,
) -> Result<(), StoreError> {
    let db = &to.0;
    let failed = |e: OpenError| StoreError::Driver(e.into());
    let at = std::path::Path::new("a copy");
    let is_empty = schema::is_empty(db, at).map_err(failed)?;
    schema::bring_up_to_date(db, at, Contents::of(parts), (is_empty, false)).map_err(failed)?;
    db.pragma_update(None, "foreign_keys", false).map_err(sqlite::driver)?;
    connection.until_done(Session::begin_read)?;
    sqlite::step(db, "BEGIN IMMEDIATE")?;
    let copied = copy_rows(connection, parts, to);
    let ended = sqlite::step(db, if copied.is_ok() { "COMMIT" } else { "ROLLBACK" });
    let ending = Session::begun(connection).end_read();
    if ending.is_some() || copied.is_err() {
        connection.drop_open();
    }
    copied.and(ended)
}

fn copy_rows(
    connection: &mut Connection,
    parts: &'static [SchemaPart],
    to: &State,
) -> Result<(), StoreError> {
    let db = &to.0;
    let Some(open) = connection.current() else { return Err(StoreError::Conflict) };
    let sealing = open.sealing.as_deref();
    let all = known(parts);
    for table in &all {
        if table.part.creation == actions::Creation::AtStart {
            db.execute(&format!("DELETE FROM \"{}\"", table.name), []).map_err(sqlite::driver)?;
        }
    }
    let all = open.wait(filled(&open.client, all)).map_err(driver)?;
    for table in all {
        steps::create(db, table.part).map_err(sqlite::driver)?;
        let places: Vec<_> = (1..=table.columns.len()).map(|at| format!("?{at}")).collect();
        let (names, places) = (table.names(), places.join(", "));
        let put = format!("INSERT INTO \"{}\" ({names}) VALUES ({places})", table.name);
        let mut put = db.prepare(&put).map_err(sqlite::driver)?;
        let get = format!("SELECT {names} FROM \"{}\"", table.name);
        open.wait(async {
            use futures_util::TryStreamExt;
            let no_args: [&(dyn ToSql + Sync); 0] = [];
            let rows = open.client.query_raw(&get, no_args).await.map_err(driver)?;
            tokio::pin!(rows);
            while let Some(row) = rows.try_next().await.map_err(driver)? {
                let mut cells = Vec::with_capacity(row.len());
                for at in 0..row.len() {
                    cells.push(match Cells(&row, sealing).get(at)? {
                        Cell::Text(text) | Cell::Secret(text) => Value::Text(text.into_owned()),
                        Cell::Int(n) => Value::Integer(n),
                        Cell::Real(x) => Value::Real(x),
                        Cell::Null => Value::Null,
                    });
                }
                put.execute(rusqlite::params_from_iter(cells)).map_err(sqlite::driver)?;
            }
            Ok::<_, StoreError>(())
        })?;
    }
    Ok(())
}

/// Puts another state, or an empty one, in the place of that of the server, with what `begin` adds.
pub(super) fn replace(
    connection: &mut Connection,
    parts: &'static [SchemaPart],
    by: Option<&State>,
    begin: &dyn Fn(&mut dyn Tx) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    // What fails after it has begun is for the caller to see.
    connection.until_done(Session::begin_write)?;
    let replaced = replace_rows(connection, parts, by).and_then(|()| {
        let mut session = Session::begun(connection);
        begin(&mut session)?;
        session.commit().map_err(|(e, _)| e.map_or(StoreError::Conflict, driver))
    });
    replaced.inspect_err(|_| connection.drop_open())
}

fn replace_rows(
    connection: &mut Connection,
    parts: &'static [SchemaPart],
    by: Option<&State>,
) -> Result<(), StoreError> {
    let Some(open) = connection.current() else { return Err(StoreError::Conflict) };
    let state = known(parts).into_iter().filter(|it| !OWN.contains(&&*it.name));
    let (all, mut gone) = open
        .wait(async {
            let order = order(&open.client).await?;
            let mut all: Vec<Known> = state.collect();
            all.sort_by_key(|it| order.iter().position(|name| *name == it.name).unwrap_or(0));
            let names: Vec<_> = all.iter().map(|it| it.name.clone()).collect();
            let gone = filled(&open.client, all).await?;
            Ok::<_, Error>((names, gone))
        })
        .map_err(driver)?;
    gone.sort_by_key(|it| std::cmp::Reverse(all.iter().position(|name| *name == it.name)));
    for table in gone {
        let delete = format!("DELETE FROM \"{}\"", table.name);
        open.wait(open.client.batch_execute(&delete)).map_err(driver)?;
    }
    let Some(by) = by else { return Ok(()) };
    let there = steps::parts(&by.0).map_err(sqlite::driver)?;
    let mut state = known(parts);
    state.retain(|it| !OWN.contains(&&*it.name) && there.iter().any(|part| part == it.part.name));
    state.sort_by_key(|it| all.iter().position(|name| *name == it.name));
    for table in state {
        fill((&open.client, open.sealing.as_deref()), &table, by, |sent| open.wait(sent))?;
    }
    Ok(())
}

/// The tables, those that others refer to before those.
async fn order(client: &Client) -> Result<Vec<String>, Error> {
    let rows = client
        .query(
            "SELECT a.relname::text, b.relname::text FROM pg_constraint c
             JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
             WHERE c.contype = 'f' AND a.relnamespace = current_schema()::regnamespace AND a.oid <> b.oid",
            &[],
        )
        .await?;
    let mut pairs = Vec::new();
    for row in rows {
        pairs.push((row.try_get::<_, String>(0)?, row.try_get::<_, String>(1)?));
    }
    let mut left: Vec<String> = pairs.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    left.sort();
    left.dedup();
    let mut sorted: Vec<String> = Vec::new();
    while !left.is_empty() {
        let waits = |it: &String| pairs.iter().any(|(a, b)| a == it && left.contains(b));
        let (later, now): (Vec<_>, Vec<_>) = left.iter().cloned().partition(waits);
        if now.is_empty() {
            // A circle, which no schema has.
            sorted.extend(later);
            break;
        }
        sorted.extend(now);
        left = later;
    }
    Ok(sorted)
}

/// A column of some rows.
#[derive(Debug)]
enum Many {
    Text(Vec<Option<String>>),
    Int(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
}

impl Many {
    fn of(kind: &str) -> (Self, &'static str, Type) {
        match kind {
            "TEXT" => (Self::Text(Vec::new()), "text[]", Type::TEXT_ARRAY),
            "BIGINT" => (Self::Int(Vec::new()), "bigint[]", Type::INT8_ARRAY),
            _ => (Self::Real(Vec::new()), "double precision[]", Type::FLOAT8_ARRAY),
        }
    }

    fn add(&mut self, value: Value) -> Result<(), StoreError> {
        match (self, value) {
            (Self::Text(all), Value::Text(text)) => all.push(Some(text)),
            (Self::Text(all), Value::Null) => all.push(None),
            (Self::Int(all), Value::Integer(n)) => all.push(Some(n)),
            (Self::Int(all), Value::Null) => all.push(None),
            (Self::Real(all), Value::Real(x)) => all.push(Some(x)),
            #[expect(clippy::cast_precision_loss, reason = "it was a floating-point number before")]
            (Self::Real(all), Value::Integer(n)) => all.push(Some(n as f64)),
            (Self::Real(all), Value::Null) => all.push(None),
            _ => return Err(StoreError::Shape),
        }
        Ok(())
    }

    fn sent(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Text(all) => all,
            Self::Int(all) => all,
            Self::Real(all) => all,
        }
    }
}

/// Copies the rows of a table of SQLite.
fn fill(
    (client, sealing): (&Client, Option<&Sealing>),
    table: &Known,
    by: &State,
    wait: impl Fn(std::pin::Pin<Box<dyn Future<Output = Result<(), Error>> + '_>>) -> Result<(), Error>,
) -> Result<(), StoreError> {
    let names = table.names();
    let get = format!("SELECT {names} FROM \"{}\"", table.name);
    let mut get = by.0.prepare(&get).map_err(sqlite::driver)?;
    let mut rows = get.query([]).map_err(sqlite::driver)?;
    let (places, types): (Vec<_>, Vec<_>) = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let (_, cast, ty) = Many::of(it.kind);
            (format!("${}::{cast}", at + 1), ty)
        })
        .unzip();
    let put = format!(
        "INSERT INTO \"{}\" ({names}) SELECT * FROM unnest({})",
        table.name,
        places.join(", ")
    );
    loop {
        let mut all: Vec<Many> = table.columns.iter().map(|it| Many::of(it.kind).0).collect();
        let mut count = 0;
        while count < ROWS
            && let Some(row) = rows.next().map_err(sqlite::driver)?
        {
            for (at, column) in all.iter_mut().enumerate() {
                let value = match row.get(at).map_err(sqlite::driver)? {
                    Value::Text(text) => {
                        let is_secret = table.is_secret(table.columns[at].name);
                        Value::Text(sealing::kept(sealing, &text, is_secret).into_owned())
                    }
                    other => other,
                };
                column.add(value)?;
            }
            count += 1;
        }
        if count > 0 {
            let (put, types, all) = (&put, &types, &all);
            wait(Box::pin(async move {
                let put = client.prepare_typed(put, types).await?;
                let sent: Vec<_> = all.iter().map(Many::sent).collect();
                client.execute(&put, &sent).await.map(drop)
            }))
            .map_err(driver)?;
        }
        if count < ROWS {
            return Ok(());
        }
    }
}

/// A state as the bytes of a file.
fn bytes(state: &State) -> Result<Vec<u8>, StoreError> {
    let failed = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Driver(e);
    let scratch = Scratch::make().map_err(|e| failed(e.into()))?;
    let path = scratch.path().join("start.db");
    let mut file = State::unsynced(&path).map_err(|e| failed(e.into()))?;
    file.take(&state.0)?;
    file.finish(&path).map_err(|e| failed(e.into()))?;
    fs::read(&path).map_err(|e| failed(e.into()))
}

/// Writes down the state that a reset goes back to.
pub(super) fn keep(connection: &mut Connection, state: &State) -> Result<(), StoreError> {
    let mut bytes = bytes(state)?;
    if let Some(sealing) = &connection.sealing {
        bytes = sealing.close_bytes(&bytes);
    }
    connection.until_done(|it| {
        let open = it.opened()?;
        open.wait(open.client.execute(
            "INSERT INTO world_start (id, state) VALUES (1, $1)
             ON CONFLICT (id) DO UPDATE SET state = excluded.state",
            &[&bytes],
        ))
        .map(drop)
    })
}

/// The state that a reset goes back to; `None` if that is empty.
pub(super) fn start(
    connection: &mut Connection,
    parts: &'static [SchemaPart],
) -> Result<Option<State>, StoreError> {
    let row = connection.until_done(|it| {
        let open = it.opened()?;
        open.wait(open.client.query_opt("SELECT state FROM world_start WHERE id = 1", &[]))
    })?;
    let Some(row) = row else { return Ok(None) };
    let mut bytes: Vec<u8> = row.try_get(0).map_err(driver)?;
    if let Some(sealing) = &connection.sealing {
        bytes = sealing.read_bytes(bytes)?;
    }
    let failed = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Driver(e);
    let scratch = Scratch::make().map_err(|e| failed(e.into()))?;
    let path = scratch.path().join("start.db");
    fs::write(&path, bytes).map_err(|e| failed(e.into()))?;
    let state = State::of_file(&path).map_err(|e| failed(e.into()))?;
    // It may be of the version before.
    state.bring_up_to_date(&path, Contents::of(parts)).map_err(|e| failed(e.into()))?;
    Ok(Some(state))
}
