//! Each statement and each step of the schema is SQL that PostgreSQL reads too, within the subset of `actions/ports/store.rs`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use actions::{SchemaPart, schema};
use sqlparser::{ast::Statement, dialect::PostgreSqlDialect, parser::Parser};
use syn::visit::Visit;

pub(crate) mod indexes;
mod ordered;
mod postgres;

use ordered::Tables;

/// The text of every string in a file that begins as a statement does. Those that a macro puts
/// together are found where they run: see [`check_those_that_ran`].
struct Statements(Vec<String>);

impl Visit<'_> for Statements {
    fn visit_lit_str(&mut self, text: &syn::LitStr) {
        let text = text.value();
        let mut words = text.split_whitespace();
        let first = words.next().unwrap_or_default();
        // A word alone is the name of a method.
        let more = words.next().is_some();
        if more && ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(&first) {
            self.0.push(text);
        }
    }
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else if path.extension().is_some_and(|e| e == "rs") {
            all.push(path);
        }
    }
}

pub(crate) fn parse(sql: &str) -> Result<Vec<Statement>, String> {
    Parser::parse_sql(&PostgreSqlDialect {}, sql).map_err(|e| e.to_string())
}

/// Each statement that is written in one piece, and the file that it is in.
fn literals() -> Vec<(PathBuf, String)> {
    let (mut paths, mut all) = (Vec::new(), Vec::new());
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("actions"), &mut paths);
    for path in paths {
        let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut found = Statements(Vec::new());
        found.visit_file(&file);
        all.extend(found.0.into_iter().map(|sql| (path.clone(), sql)));
    }
    assert!(all.len() > 200, "only {} statements were found", all.len());
    all
}

#[test]
fn every_statement_is_one_that_postgresql_reads() {
    let tables = Tables::of_schema();
    let mut faults = Vec::new();
    for (path, sql) in literals() {
        match parse(&sql) {
            Ok(one) if one.len() == 1 => {}
            Ok(more) => panic!("{}: {} statements in {sql}", path.display(), more.len()),
            Err(e) => panic!("{}: {e} in {sql}", path.display()),
        }
        let found = tables.faults(&sql).into_iter();
        faults.extend(found.map(|fault| format!("{}: {fault} in {sql}", path.display())));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Holds what has run in this process to the grammar, and to an order where it has answered several rows: the transcripts run each
/// action. The pages of resources, whose statements are made from declarations, are ordered by whole keys and not by `COLLATE "C"`.
pub(crate) fn check_those_that_ran() {
    let ran = localyun::store::statements_that_ran();
    assert!(ran.len() > 200, "only {} statements ran", ran.len());
    let mut faults = Vec::new();
    for (sql, several) in &ran {
        assert!(parse(sql).is_ok_and(|all| all.len() == 1), "{sql}");
        // The driver's own list of tables is of SQLite alone.
        if *several && !ordered::has_order(sql) && !sql.contains("sqlite_schema") {
            faults.push(format!("several rows in no order in {sql}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    postgres::check("what the transcripts run, on PostgreSQL", ran.into_keys());
}

#[test]
fn every_schema_step_is_one_that_postgresql_reads() {
    for SchemaPart { name: part, steps, .. } in schema() {
        for (number, step) in steps.iter().enumerate() {
            let statements = parse(step).unwrap_or_else(|e| panic!("{part} {number}: {e}"));
            for statement in statements {
                let text = statement.to_string();
                if let Statement::CreateTable(table) = statement {
                    for column in table.columns {
                        let kind = column.data_type.to_string();
                        assert!(
                            ["TEXT", "BIGINT", "DOUBLE PRECISION"].contains(&kind.as_str()),
                            "{part} {number}: {kind} in {text}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn what_only_sqlite_reads_is_found() {
    for sql in
        ["SELECT * FROM a WHERE b GLOB 'x'", "SELECT rowid FROM a LIMIT 1, 2", "SELECT FROM WHERE"]
    {
        assert!(parse(sql).is_err(), "{sql}");
    }
}
