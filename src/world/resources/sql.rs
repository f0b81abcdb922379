//! The parts of the statements that read resources.

use actions::core::resources::{Pairs, ResourceTable, RowOwner};

/// The columns that name a resource in a relation: its id, then its name.
pub(super) fn named_columns(of: &ResourceTable) -> String {
    prefixed("o", of.id.iter().chain([&of.name]).copied()).join(", ")
}

/// The account that owns a row of the table of this alias.
pub(super) fn owner(of: &ResourceTable, alias: &str) -> String {
    match of.owner {
        RowOwner::Column(column) => format!("{alias}.{column}"),
        RowOwner::Through { column, table, key, owner } => {
            format!("(SELECT w.{owner} FROM {table} w WHERE w.{key} = {alias}.{column})")
        }
        RowOwner::World => "CAST(NULL AS TEXT)".into(),
    }
}

pub(super) fn prefixed(alias: &str, columns: impl Iterator<Item = &'static str>) -> Vec<String> {
    columns.map(|it| format!("{alias}.{it}")).collect()
}

/// `t.a = $1 AND t.b = $2`.
pub(super) fn equal(
    alias: &str,
    columns: impl Iterator<Item = &'static str>,
    from: usize,
) -> String {
    let each = columns.enumerate().map(|(at, it)| format!("{alias}.{it} = ${}", at + from));
    each.collect::<Vec<_>>().join(" AND ")
}

/// ` AND t.site IN ('cn-hangzhou', …)`, of a kind whose key begins with such a column.
pub(super) fn within(of: &ResourceTable, alias: &str) -> String {
    of.within.map_or(String::new(), |(column, values)| {
        let values: Vec<_> = values.iter().map(|it| format!("'{it}'")).collect();
        format!(" AND {alias}.{column} IN ({})", values.join(", "))
    })
}

pub(super) fn fixed(alias: &str, texts: Pairs) -> String {
    let each: Vec<_> =
        texts.iter().map(|(column, text)| format!(" AND {alias}.{column} = '{text}'")).collect();
    each.concat()
}
