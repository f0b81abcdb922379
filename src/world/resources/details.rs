//! One resource with all its columns, its parts and what it is related to.

use actions::{
    core::resources::NamedInList,
    ports::store::{StoreError, Tx, Value},
};
use serde_json::{Map, Value as Json};

use crate::world::{
    journal::about::About,
    resources::{Kind, MOST_SHOWN, is_there, kinds, row},
};

/// Another resource that one is related to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What it is to the other: `groups`.
    pub relation: &'static str,
    /// The id of its product, and its kind.
    pub kind: (&'static str, &'static str),
    /// What names it in its account.
    pub id: String,
    /// The name that people know it by.
    pub name: Option<String>,
    /// The account that owns it.
    pub account: Option<String>,
}

/// A resource.
#[derive(Clone, Debug)]
pub struct Details {
    /// The name that people know it by.
    pub name: Option<String>,
    /// The account that owns it.
    pub account: Option<String>,
    /// All its columns; secrets are hidden.
    pub columns: Map<String, Json>,
    /// Its parts by name: the first rows of each.
    pub parts: Map<String, Json>,
    /// What it is related to: the first of each relation.
    pub relations: Vec<Related>,
    /// The parts and relations that have more than are shown.
    pub more: Vec<&'static str>,
    /// Which calls are about it.
    pub about: About,
}

/// What there is of an id.
#[derive(Clone, Debug)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// Resources of these accounts.
    Several(Vec<String>),
    /// One.
    One(Box<Details>),
}

/// Reads the resource of this kind with this id: that of the account, if one is given.
pub fn details(
    tx: &mut dyn Tx,
    kind: &Kind,
    id: &str,
    account: Option<&str>,
) -> Result<Found, StoreError> {
    let of = kind.declared;
    let Some(mut args) = arguments(kind, id).filter(|_| id.len() <= 4096) else {
        return Ok(Found::Nothing);
    };
    if !is_there(tx, kind.part)? {
        return Ok(Found::Nothing);
    }
    args.extend(account.map(Value::from));
    let columns = &kind.table.columns;
    let statement = if account.is_some() { kind.one_of_account } else { kind.one };
    let mut rows = tx.rows(statement, &args, |row| row::values(row, 0..columns.len() + 1))?;
    if rows.len() > 1 {
        let mut accounts: Vec<_> =
            rows.iter().filter_map(|row| row.last().and_then(row::some_text)).collect();
        accounts.dedup();
        if accounts.len() > 1 {
            return Ok(Found::Several(accounts));
        }
    }
    if rows.is_empty() {
        return Ok(Found::Nothing);
    }
    let values = rows.swap_remove(0);
    let value = |column: &str| {
        let at = columns.iter().position(|it| it.name == column);
        at.and_then(|at| values.get(at)).cloned().unwrap_or(Value::Null)
    };
    let account = values.last().and_then(row::some_text);
    let shown = columns.iter().zip(&values).map(|(column, value)| {
        (column.name.to_owned(), row::cell(of.table, of.times, column.name, value.clone()))
    });
    let mut more = Vec::new();
    let parts = parts(tx, kind, &value, &mut more)?;
    let relations = relations(tx, kind, (&value, account.as_deref()), &mut more)?;
    let texts = |names: &[&'static str]| -> Vec<String> {
        names.iter().filter_map(|it| row::some_text(&value(it))).collect()
    };
    // The last column of an id names the thing, and those before it where it is. A name that is an id is unique among
    // those of its account and its kind alone.
    let unique: Vec<_> = of.id.last().filter(|it| **it != of.name).copied().into_iter().collect();
    let ids = [texts(&unique), texts(of.also)].concat();
    let names = texts(&[of.name]);
    Ok(Found::One(Box::new(Details {
        name: row::some_text(&value(of.name)),
        columns: shown.collect(),
        parts,
        relations,
        more,
        about: About::thing((ids, names), kind.family(), account.clone()),
        account,
    })))
}

/// The values of the columns of an id; `None` if no resource can have it.
fn arguments<'a>(kind: &Kind, id: &'a str) -> Option<Vec<Value<'a>>> {
    let columns = kind.declared.id;
    let values: Vec<_> = id.splitn(columns.len(), ':').collect();
    let value = |(column, text): (&&str, &'a str)| match kind.table.kind_of(column)? {
        "TEXT" => Some(Value::from(text)),
        _ => text.parse().ok().map(Value::Int),
    };
    let whole = values.len() == columns.len();
    whole.then(|| columns.iter().zip(values).map(value).collect()).flatten()
}

type ReadColumn<'a> = &'a dyn Fn(&str) -> Value<'static>;

fn parts(
    tx: &mut dyn Tx,
    kind: &Kind,
    value: ReadColumn<'_>,
    more: &mut Vec<&'static str>,
) -> Result<Map<String, Json>, StoreError> {
    let mut parts = Map::new();
    for of in &kind.parts {
        if !is_there(tx, of.part)? {
            continue;
        }
        let args: Vec<_> = of.by.iter().map(|column| value(column)).collect();
        let mut rows = tx.rows(of.statement, &args, |row| {
            let mut shown = Map::new();
            for (at, column) in of.columns.iter().enumerate() {
                let value = row::cell(of.table, of.times, column, row.0.get(at)?);
                shown.insert((*column).to_owned(), value);
            }
            Ok(Json::Object(shown))
        })?;
        if rows.len() > MOST_SHOWN {
            rows.truncate(MOST_SHOWN);
            more.push(of.name);
        }
        parts.insert(of.name.to_owned(), rows.into());
    }
    Ok(parts)
}

fn relations(
    tx: &mut dyn Tx,
    kind: &Kind,
    (value, account): (ReadColumn<'_>, Option<&str>),
    more: &mut Vec<&'static str>,
) -> Result<Vec<Related>, StoreError> {
    let mut found = Vec::new();
    for of in &kind.related {
        let mut there = true;
        for part in &of.parts {
            there = there && is_there(tx, part)?;
        }
        let args: Vec<_> = of.by.iter().map(|column| value(column)).collect();
        if !there || args.contains(&Value::Null) {
            continue;
        }
        let mut rows =
            tx.rows(of.statement, &args, |row| related(of.name, &kinds()[of.to], row))?;
        if rows.len() > MOST_SHOWN {
            rows.truncate(MOST_SHOWN);
            more.push(of.name);
        }
        found.extend(rows);
    }
    for of in &kind.listed {
        let Some(account) = account else { continue };
        let other = &kinds()[of.to];
        if !is_there(tx, other.part)? {
            continue;
        }
        let listed = listed(of.declared, &value(of.declared.column));
        if listed.len() > MOST_SHOWN {
            more.push(of.declared.name);
        }
        let is_number = other.table.kind_of(of.declared.by) == Some("BIGINT");
        for element in listed.into_iter().take(MOST_SHOWN) {
            let element = match (&element, is_number) {
                (Json::String(text), false) => Value::Text(text.clone().into()),
                (Json::Number(n), true) => n.as_i64().map_or(Value::Null, Value::Int),
                _ => continue,
            };
            let row = tx.row(of.statement, &[account.into(), element], |row| {
                related(of.declared.name, other, row)
            })?;
            found.extend(row);
        }
    }
    // A link may lead to the same resource more than once.
    let mut all: Vec<Related> = Vec::new();
    for it in found {
        if !all.contains(&it) {
            all.push(it);
        }
    }
    Ok(all)
}

fn related(
    relation: &'static str,
    kind: &Kind,
    row: &actions::ports::store::Row<'_>,
) -> Result<Related, StoreError> {
    let ids = kind.declared.id.len();
    let id: Vec<_> = row::values(row, 0..ids)?.iter().map(row::id_text).collect();
    Ok(Related {
        relation,
        kind: kind.path(),
        id: id.join(":"),
        name: row::some_text(&row.0.get(ids)?),
        account: row::some_text(&row.0.get(ids + 1)?),
    })
}

/// The elements of the list in a column, or of those in the document in it.
fn listed(of: &NamedInList, value: &Value<'_>) -> Vec<Json> {
    fn at<'j>(json: &'j Json, member: &str, all: &mut Vec<&'j Json>) {
        match json {
            Json::Object(members) => {
                for (name, inner) in members {
                    match inner {
                        Json::Array(list) if name == member => all.extend(list),
                        inner => at(inner, member, all),
                    }
                }
            }
            Json::Array(list) => list.iter().for_each(|inner| at(inner, member, all)),
            _ => {}
        }
    }
    let Value::Text(text) = value else { return Vec::new() };
    let Ok(json) = serde_json::from_str::<Json>(text) else { return Vec::new() };
    let mut all = Vec::new();
    match &json {
        Json::Array(list) if of.member.is_empty() => all.extend(list),
        json => at(json, of.member, &mut all),
    }
    let element = |it: &Json| match it {
        Json::Object(it) => {
            let kind = it.get("kind").and_then(Json::as_str).unwrap_or_default();
            of.kinds.contains(&kind).then(|| it.get("id").cloned()).flatten()
        }
        other => Some(other.clone()),
    };
    all.into_iter().filter_map(element).collect()
}
