//! What PostgreSQL itself makes of the statements: where `LOCALYUN_TEST_POSTGRES` names a database, each step of the
//! schema is run in a schema that is dropped again, and each statement is prepared. `tests/postgres/run` starts one.

use std::{
    collections::BTreeSet,
    env,
    io::{Write, stderr},
    thread,
};

use postgres::{Client, NoTls, types::Type};

use actions::schema;

/// Runs `work` with an empty schema of the database that the environment names. `None`, and a line that says so,
/// without one.
fn with_database<R: Send>(test: &str, work: impl FnOnce(&mut Client) -> R + Send) -> Option<R> {
    let Ok(url) = env::var("LOCALYUN_TEST_POSTGRES") else {
        // Straight to the terminal: what a test prints that passes is not shown.
        let _ = writeln!(stderr(), "skipped: {test} (LOCALYUN_TEST_POSTGRES names no database)");
        return None;
    };
    // The client has a runtime of its own, which none may be around.
    Some(thread::scope(|scope| {
        let run = scope.spawn(|| {
            let mut client = Client::connect(&url, NoTls).unwrap();
            // Each connection has one of its own, which goes with it.
            client.batch_execute("SET search_path = pg_temp").unwrap();
            work(&mut client)
        });
        run.join().unwrap()
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

/// Holds that PostgreSQL prepares each of these statements, with parameters and results of the three types.
pub(super) fn check<'a>(test: &str, statements: impl IntoIterator<Item = &'a str>) {
    // Tests of how SQLite finds rows ask it.
    let portable = statements.into_iter().filter(|sql| !sql.starts_with("EXPLAIN QUERY PLAN"));
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
    check("postgresql_prepares_every_statement", statements.iter().map(|(_, sql)| &**sql));
}
