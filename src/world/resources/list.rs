//! Pages of the resources of a kind, in the order of their keys, and searches among them.

use actions::ports::store::{Row, StoreError, Tx, Value};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value as Json};
use tokio::task;

use crate::world::{
    World,
    resources::{Kind, Pages, is_there, row},
};

/// How many rows are counted where no tally counts them.
pub(super) const MOST_COUNTED: i64 = 10_000;

/// How many rows a search reads at a time, before others have their turn.
const SLICE: usize = 500;

/// How many rows a search reads in all.
const MOST_SEARCHED: usize = 10_000;

/// Which resources are listed.
#[derive(Clone, Debug)]
pub struct Query {
    /// Only those whose id or name contains this text, in any case.
    pub search: Option<String>,
    /// Only those of this account.
    pub account: Option<String>,
    /// Only those after the one that a page has ended with: its [`next`](Page::next).
    pub after: Option<String>,
    /// At most this many.
    pub limit: usize,
}

/// A resource in a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// What names it in its account.
    pub id: String,
    /// The name that people know it by.
    pub name: Option<String>,
    /// The account that owns it.
    pub account: Option<String>,
    /// The columns that a list shows.
    pub summary: Map<String, Json>,
}

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The resources.
    pub items: Vec<Item>,
    /// What the next page comes after; none if this is the last.
    pub next: Option<String>,
    /// Whether a search has ended before it had read all: the next page goes on with it.
    pub partial: bool,
}

/// A row of a list, with its key.
struct Listed {
    key: Vec<Value<'static>>,
    item: Item,
}

/// What a read of some rows has found.
#[derive(Default)]
struct Slice {
    /// The rows that are listed.
    found: Vec<Listed>,
    /// How many rows there were, and the key of the last one if there were as many as asked for.
    read: usize,
    last: Option<Vec<Value<'static>>>,
}

/// How many resources of a kind there are; `None` if they are too many to be counted.
pub fn count(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: Option<&str>,
) -> Result<Option<i64>, StoreError> {
    if !is_there(tx, kind.part)? {
        return Ok(Some(0));
    }
    let found = match account {
        None => tx.row(kind.count, &[], |row| row.int(0)),
        Some(account) => tx.row(kind.count_of_account, &[account.into()], |row| row.int(0)),
    };
    let most = if kind.declared.tally.is_some() { i64::MAX } else { MOST_COUNTED };
    Ok(found?.filter(|it| *it <= most))
}

/// The next page of a list. A search reads a limited number of rows, in slices, each in a transaction of its own, so nobody
/// waits long for it. `Ok(None)` if `after` is none of this kind.
pub async fn list(world: &World, kind: &Kind, query: &Query) -> Result<Option<Page>, StoreError> {
    let mut after = match &query.after {
        None => None,
        Some(text) => match key_of(kind, text) {
            Some(key) => Some(key),
            None => return Ok(None),
        },
    };
    let search = query.search.as_deref().filter(|it| !it.is_empty()).map(str::to_lowercase);
    let most = if search.is_some() { SLICE } else { query.limit + 1 };
    let (mut page, mut read, mut kept) = (Page::default(), 0, None);
    loop {
        let slice = {
            let (account, after) = (query.account.as_deref(), after.as_deref());
            let look =
                |tx: &mut dyn Tx| rows(tx, kind, (account, after), (search.as_deref(), most));
            world.database.read_any::<_, StoreError>(look).await?
        };
        for Listed { key, item } in slice.found {
            if page.items.len() == query.limit {
                page.next = kept.map(|key: Vec<_>| cursor(&key));
                return Ok(Some(page));
            }
            page.items.push(item);
            kept = Some(key);
        }
        read += slice.read;
        let Some(last) = slice.last else { return Ok(Some(page)) };
        if read >= MOST_SEARCHED {
            page.partial = true;
            page.next = Some(cursor(&last));
            return Ok(Some(page));
        }
        after = Some(last);
        task::yield_now().await;
    }
}

/// Reads some rows of a list: those whose id or name contains the text, if one is given.
fn rows(
    tx: &mut dyn Tx,
    kind: &Kind,
    (account, after): (Option<&str>, Option<&[Value<'static>]>),
    (search, most): (Option<&str>, usize),
) -> Result<Slice, StoreError> {
    let mut slice = Slice::default();
    if !is_there(tx, kind.part)? {
        return Ok(slice);
    }
    let Pages { first, after: next, compared } =
        if account.is_some() { &kind.of_account } else { &kind.all };
    let mut args: Vec<Value<'_>> = account.map(Value::from).into_iter().collect();
    if let Some(key) = after {
        args.extend(compared.iter().filter_map(|at| key.get(*at).cloned()));
    }
    args.push(i64::try_from(most).unwrap_or(i64::MAX).into());
    let keys = kind.table.key.len();
    let named = keys + kind.declared.id.len();
    let statement = if after.is_some() { next } else { first };
    tx.query(statement, &args, &mut |row| {
        slice.read += 1;
        if slice.read == most {
            slice.last = Some(row::values(row, 0..keys)?);
        }
        let mut listed = search.is_none();
        if let Some(text) = search {
            for at in keys..=named {
                listed = listed || row::contains(&row.0.get(at)?, text);
            }
        }
        if listed {
            slice.found.push(Listed { key: row::values(row, 0..keys)?, item: item(kind, row)? });
        }
        Ok(())
    })?;
    Ok(slice)
}

fn item(kind: &Kind, row: &Row<'_>) -> Result<Item, StoreError> {
    let (keys, of) = (kind.table.key.len(), kind.declared);
    let named = keys + of.id.len();
    let id: Vec<_> = row::values(row, keys..named)?.iter().map(row::id_text).collect();
    let mut summary = Map::new();
    for (at, column) in of.summary.iter().enumerate() {
        let value = row.0.get(named + 1 + at)?;
        summary.insert((*column).to_owned(), row::cell(of.table, of.times, column, value));
    }
    Ok(Item {
        id: id.join(":"),
        name: row::some_text(&row.0.get(named)?),
        account: row::some_text(&row.0.get(named + 1 + of.summary.len())?),
        summary,
    })
}

/// A key as clients hand it back.
fn cursor(key: &[Value<'_>]) -> String {
    let json = key.iter().map(|it| match it {
        Value::Text(text) | Value::Secret(text) => Json::from(text.as_ref()),
        Value::Int(n) => Json::from(*n),
        Value::Real(x) => Json::from(*x),
        Value::Null => Json::Null,
    });
    URL_SAFE_NO_PAD.encode(json.collect::<Json>().to_string())
}

/// The key of a row of this kind that a text from a client is.
fn key_of(kind: &Kind, text: &str) -> Option<Vec<Value<'static>>> {
    let json: Vec<Json> = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let columns = &kind.table.key;
    let value = |(column, json): (&&str, Json)| match (kind.table.kind_of(column)?, json) {
        ("TEXT", Json::String(text)) => Some(Value::Text(text.into())),
        ("BIGINT", Json::Number(n)) => n.as_i64().map(Value::Int),
        _ => None,
    };
    let same = json.len() == columns.len();
    same.then(|| columns.iter().zip(json).map(value).collect()).flatten()
}
