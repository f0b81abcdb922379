//! What differs between two states, by table and row.

use std::cmp::Ordering;

use actions::{SchemaPart, ports::store::StoreError};
use rusqlite::{
    Connection, Rows,
    types::{Value, ValueRef},
};
use serde_json::Value as Json;

use crate::{
    secrets::shown_column,
    store::{State, sqlite},
};

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Only the second state has it.
    Added,
    /// Both have it, with other columns.
    Changed,
    /// Only the first state has it.
    Removed,
}

/// A row that is not the same in both states. Secrets are hidden.
#[derive(Clone, Debug, PartialEq)]
pub struct RowDifference {
    /// What happened to it.
    pub change: Change,
    /// The columns of its key, with their values.
    pub key: Vec<(String, Json)>,
    /// The other columns that differ: with what the first state has, and the second. `None` where a state does not have the row.
    pub columns: Vec<(String, Option<Json>, Option<Json>)>,
}

/// A table whose rows are not the same in both states.
#[derive(Clone, Debug, PartialEq)]
pub struct TableDifference {
    /// The part of the schema that has it: the id of a product, or `core`.
    pub part: &'static str,
    /// The table.
    pub table: String,
    /// What people know its rows by.
    pub title: actions::TableTitle,
    /// How many rows were added.
    pub added: u64,
    /// How many rows were changed.
    pub changed: u64,
    /// How many rows were removed.
    pub removed: u64,
    /// The first of these rows, in the order of their keys.
    pub rows: Vec<RowDifference>,
}

/// What differs from one state to another, both up to date. At most `limit` rows of each table are named; all are counted.
/// What belongs to the program that serves a state is left out, and so is what only follows from the rest, such as counts.
pub fn differences(
    from: &State,
    to: &State,
    schema: &'static [SchemaPart],
    limit: usize,
) -> Result<Vec<TableDifference>, StoreError> {
    let mut all = Vec::new();
    for (part, table) in tables(schema) {
        let Some(title) = actions::title(&table) else { continue };
        if all.iter().any(|it: &TableDifference| it.table == table) {
            continue;
        }
        let (added, changed, removed) = (0, 0, 0);
        let empty = TableDifference { part, table, title, added, changed, removed, rows: vec![] };
        let found = compare(&from.0, &to.0, empty, limit).map_err(sqlite::driver)?;
        if found.added + found.changed + found.removed > 0 {
            all.push(found);
        }
    }
    Ok(all)
}

/// The tables that the steps of a schema make, each with its part.
pub(super) fn tables(
    schema: &'static [SchemaPart],
) -> impl Iterator<Item = (&'static str, String)> {
    schema.iter().flat_map(|part| {
        let made = part.steps.iter().flat_map(|step| step.split("CREATE TABLE ").skip(1));
        let name = |rest: &str| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned)
        };
        made.filter_map(name).map(|table| (part.name, table))
    })
}

/// A column, and its place in the primary key, from 1; 0 if it is not in it.
fn columns(db: &Connection, table: &str) -> rusqlite::Result<Vec<(String, i64)>> {
    let mut all = db.prepare("SELECT name, pk FROM pragma_table_info($1)")?;
    all.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Walks the rows of a table in both states, in the order of their keys.
fn compare(
    from: &Connection,
    to: &Connection,
    mut found: TableDifference,
    limit: usize,
) -> rusqlite::Result<TableDifference> {
    let (before, after) = (columns(from, &found.table)?, columns(to, &found.table)?);
    let mut all = if after.is_empty() { before.clone() } else { after.clone() };
    let without_key = all.iter().all(|(_, place)| *place == 0);
    if without_key {
        all.iter_mut().zip(1..).for_each(|(column, place)| column.1 = place);
    }
    // The key first, in its order.
    all.sort_by_key(|(_, place)| if *place == 0 { i64::MAX } else { *place });
    let keys = all.iter().filter(|(_, place)| *place > 0).count();
    let names: Vec<String> = all.into_iter().map(|(name, _)| name).collect();
    let quoted: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let order: Vec<_> =
        quoted[..keys].iter().map(|name| format!("{name} COLLATE BINARY")).collect();
    let sql = format!(
        "SELECT {} FROM \"{}\" ORDER BY {}",
        quoted.join(", "),
        found.table,
        order.join(", ")
    );
    let nothing = "SELECT 1 WHERE 0";
    let mut before = from.prepare(if before.is_empty() { nothing } else { &sql })?;
    let mut after = to.prepare(if after.is_empty() { nothing } else { &sql })?;
    let (mut before, mut after) = (before.query([])?, after.query([])?);
    let (mut old, mut new) = (next(&mut before, names.len())?, next(&mut after, names.len())?);
    loop {
        let order = match (&old, &new) {
            (None, None) => return Ok(found),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => by_key(&old[..keys], &new[..keys]),
        };
        let change = match order {
            Ordering::Less => Some(Change::Removed),
            Ordering::Greater => Some(Change::Added),
            Ordering::Equal => (old != new).then_some(Change::Changed),
        };
        let (a, b) = (
            old.as_ref().filter(|_| order != Ordering::Greater),
            new.as_ref().filter(|_| order != Ordering::Less),
        );
        if let Some(change) = change {
            *match change {
                Change::Added => &mut found.added,
                Change::Changed => &mut found.changed,
                Change::Removed => &mut found.removed,
            } += 1;
            if found.rows.len() < limit {
                found.rows.push(row((&found.table, change), &names, keys, (a, b)));
            }
        }
        if order != Ordering::Greater {
            old = next(&mut before, names.len())?;
        }
        if order != Ordering::Less {
            new = next(&mut after, names.len())?;
        }
    }
}

fn next(rows: &mut Rows<'_>, columns: usize) -> rusqlite::Result<Option<Vec<Value>>> {
    let Some(row) = rows.next()? else { return Ok(None) };
    (0..columns).map(|at| row.get(at)).collect::<rusqlite::Result<_>>().map(Some)
}

/// A row that differs. Of one that was changed, only what differs.
fn row(
    (table, change): (&str, Change),
    names: &[String],
    keys: usize,
    (old, new): (Option<&Vec<Value>>, Option<&Vec<Value>>),
) -> RowDifference {
    let cell = |at: usize, of: Option<&Vec<Value>>| {
        of.and_then(|of| of.get(at)).map(|it| shown((table, &names[at]), it))
    };
    let key = (0..keys).filter_map(|at| Some((names[at].clone(), cell(at, old.or(new))?)));
    let differs = |at: &usize| old.and_then(|it| it.get(*at)) != new.and_then(|it| it.get(*at));
    let columns = (keys..names.len()).filter(differs);
    RowDifference {
        change,
        key: key.collect(),
        columns: columns.map(|at| (names[at].clone(), cell(at, old), cell(at, new))).collect(),
    }
}

/// A value as it may be shown.
fn shown((table, column): (&str, &str), value: &Value) -> Json {
    let value = match ValueRef::from(value) {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(n) => n.into(),
        ValueRef::Real(x) => x.into(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into(),
    };
    shown_column(table, column, value)
}

/// The order that SQLite has: nothing, numbers, texts by their bytes, bytes.
fn by_key(old: &[Value], new: &[Value]) -> Ordering {
    let rank = |it: &Value| match it {
        Value::Null => 0,
        Value::Integer(_) | Value::Real(_) => 1,
        Value::Text(_) => 2,
        Value::Blob(_) => 3,
    };
    let one = |(old, new): (&Value, &Value)| match (old, new) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Real(a), Value::Real(b)) => a.total_cmp(b),
        (Value::Text(a), Value::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
        (Value::Blob(a), Value::Blob(b)) => a.cmp(b),
        (a, b) => rank(a).cmp(&rank(b)),
    };
    old.iter().zip(new).map(one).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
