//! What PostgreSQL itself makes of the statements: where `LOCALYUN_TEST_POSTGRES` names a database, each step of the
//! schema is run in a schema that is dropped again, and each statement is prepared. `tests/postgres/run` starts one.

use std::collections::BTreeSet;

use postgres::{Client, types::Type};

use actions::schema;

use crate::support;

/// Runs `work` with an empty schema of the database that the environment names. `None`, and a line that says so,
/// without one.
fn with_database<R: Send>(test: &str, work: impl FnOnce(&mut Client) -> R + Send) -> Option<R> {
    let url = support::postgres::url_or_skip(test)?;
    Some(support::postgres::connected(&url, |client| {
        // Each connection has one of its own, which goes with it.
        client.batch_execute("SET search_path = pg_temp").unwrap();
        work(client)
    }))
}

/// What is wrong with a statement.
fn fault(client: &mut Client, sql: &str) -> Option<String> {
    let statement = match client.prepare(sql) {
        Ok(it) => it,
        Err(e) => return Some(e.as_db_error().map_or_else(|| e.to_string(), ToString::to_string)),
    };
    let known = |it: &Type| [Type::TEXT, Type::INT8, Type::FLOAT8].contains(it);
    let parameters = (1..).zip(statement.params()).map(|(at, it)| (format!("${at}"), it));
    let columns =
        (1..).zip(statement.columns()).map(|(at, it)| (format!("column {at}"), it.type_()));
    let wrong = parameters.chain(columns).find(|(_, it)| !known(it));
    wrong.map(|(what, it)| format!("{what} is {it}"))
}

fn create(client: &mut Client) {
    let own = "CREATE TABLE schema_step (part TEXT NOT NULL PRIMARY KEY, done BIGINT NOT NULL)";
    client.batch_execute(own).unwrap();
    for part in schema() {
        for (number, step) in part.steps.iter().enumerate() {
            client.batch_execute(step).unwrap_or_else(|e| panic!("{} {number}: {e}", part.name));
        }
    }
}

/// The tables that the driver has for a shared world, and SQLite has not.
const OWN: [&str; 3] = ["world_call", "world_head", "world_nonce"];

/// Holds that PostgreSQL prepares each of these statements, with parameters and results of the three types.
pub(super) fn check<'a>(test: &str, statements: impl IntoIterator<Item = &'a str>) {
    // Tests of how SQLite finds rows ask it.
    let asks = |sql: &str| sql.starts_with("EXPLAIN QUERY PLAN");
    let own = |sql: &str| sql.split_whitespace().any(|word| OWN.contains(&word));
    let portable = statements.into_iter().filter(|sql| !asks(sql) && !own(sql));
    let statements: BTreeSet<&str> = portable.collect();
    with_database(test, |client| {
        create(client);
        let faults: Vec<_> = statements
            .into_iter()
            .filter_map(|sql| Some(format!("{} in {sql}", fault(client, sql)?)))
            .collect();
        assert!(faults.is_empty(), "{faults:#?}");
    });
}

#[test]
fn what_postgresql_infers_wrongly_is_found() {
    with_database("what_postgresql_infers_wrongly_is_found", |client| {
        client.batch_execute("CREATE TABLE a (x TEXT, n BIGINT)").unwrap();
        for (sql, wrong) in [
            ("SELECT x FROM a WHERE n = $1", None),
            ("SELECT x FROM a WHERE $1 = 1", Some("$1 is int4")),
            ("SELECT 1 FROM a", Some("column 1 is int4")),
            ("SELECT COALESCE(SUM(n), 0) FROM a", Some("column 1 is numeric")),
            ("SELECT n, x IS NULL FROM a", Some("column 2 is bool")),
        ] {
            assert_eq!(fault(client, sql).as_deref(), wrong, "{sql}");
        }
        assert!(fault(client, "SELECT y FROM a").is_some_and(|it| it.contains("does not exist")));
    });
}

/// Those that are written in one piece; those that are put together are checked where they run.
#[test]
fn postgresql_prepares_every_statement() {
    let statements = super::literals();
    // A step of the schema is run, and may name what a later one drops.
    let steps: BTreeSet<&str> = schema().iter().flat_map(|part| part.steps).copied().collect();
    let statements = statements.iter().map(|(_, sql)| &**sql).filter(|sql| !steps.contains(sql));
    check("postgresql_prepares_every_statement", statements);
}
