//! The indexes of the schema, and how long their rows are: PostgreSQL has none of more than 2,704 bytes.

use actions::{schema, secrecy};
use sqlparser::ast::{ColumnOption, Expr, Statement, TableConstraint};

use super::parse;

/// The most bytes of an index row: the limit of PostgreSQL, less what it has around the columns.
pub(crate) const MOST: i64 = 2660;

/// An index, or what a key is looked up in.
pub(crate) struct Index {
    /// The part of the schema that it belongs to.
    pub(crate) part: &'static str,
    /// Its table.
    pub(crate) table: String,
    /// Its columns, or what is made of them.
    pub(crate) columns: Vec<String>,
}

impl Index {
    /// The statement that yields the length of its longest row in bytes.
    pub(crate) fn longest(&self) -> String {
        let Self { table, columns, .. } = self;
        let length = |it: &String| {
            let plain = format!("COALESCE(OCTET_LENGTH(CAST({it} AS TEXT)), 0)");
            // A secret may be sealed: five characters for four bytes, with a nonce and a tag, after a prefix.
            let is_secret = secrecy(table, it).is_some();
            if is_secret { format!("({plain} + 40) * 5 / 4 + 10") } else { plain }
        };
        let sum = columns.iter().map(length).collect::<Vec<_>>().join(" + ");
        format!("SELECT CAST(COALESCE(MAX({sum}), 0) AS BIGINT) FROM {table}")
    }
}

/// All indexes that the steps of the schema leave.
pub(crate) fn indexes() -> Vec<Index> {
    let (mut all, mut gone) = (Vec::new(), Vec::new());
    for part in schema() {
        let statements = part.steps.iter().flat_map(|step| parse(step).unwrap());
        for statement in statements {
            let mut add = |table: String, columns: Vec<&Expr>| {
                let columns = columns.into_iter().map(ToString::to_string).collect();
                all.push((Index { part: part.name, table, columns }, None));
            };
            match statement {
                Statement::CreateTable(it) => {
                    for column in &it.columns {
                        let key = column.options.iter().any(|it| {
                            matches!(
                                it.option,
                                ColumnOption::PrimaryKey(_) | ColumnOption::Unique(_)
                            )
                        });
                        if key {
                            add(it.name.to_string(), vec![&Expr::Identifier(column.name.clone())]);
                        }
                    }
                    for constraint in &it.constraints {
                        let columns = match constraint {
                            TableConstraint::PrimaryKey(key) => &key.columns,
                            TableConstraint::Unique(key) => &key.columns,
                            _ => continue,
                        };
                        let columns = columns.iter().map(|it| &it.column.expr).collect();
                        add(it.name.to_string(), columns);
                    }
                }
                Statement::CreateIndex(it) => {
                    let columns = it.columns.iter().map(|it| &it.column.expr).collect();
                    add(it.table_name.to_string(), columns);
                    all.last_mut().unwrap().1 = it.name.map(|name| name.to_string());
                }
                Statement::Drop { names, .. } => {
                    gone.extend(names.iter().map(ToString::to_string));
                }
                _ => {}
            }
        }
    }
    let is_gone = |name: &String| gone.contains(name);
    all.retain(|(it, name)| !is_gone(&it.table) && !name.as_ref().is_some_and(is_gone));
    all.into_iter().map(|(it, _)| it).collect()
}
