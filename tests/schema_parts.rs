//! The parts of the schema: which are created at start, and when the others are.

use std::{sync::Arc, thread};

use actions::{
    ApiError, Caller, Creation, PRODUCTS, Principal, SchemaPart,
    ports::store::{StoreError, Tx},
    resourcedirectory::RESOURCEDIRECTORY,
    schema,
    shared::ids,
};
use localyun::{
    store::{Durability, Opening},
    world::{Settings, World, transaction::Transaction},
};
use serde_json::Value;
use tokio::{runtime::Handle, task::JoinSet};

use crate::{
    product::call_as,
    support::many::{WHOLE_SCHEMA, call_product},
};

const ACCOUNT: &str = "1000000000000001";
const AT_START: [&str; 2] = ["core", "ram"];
const CONTACT: [(&str, &str); 3] =
    [("ContactName", "ann"), ("Describe", "x"), ("Channels.Mail", "ann@example.com")];
const ADD: &str = "INSERT INTO cms_group (account, seq, name, about, subscribed, made, changed)
     VALUES ('1', 1, 'g', '', 0, 1, 1)";
const COUNT: &str = "SELECT COUNT(*) FROM cms_group";

fn world_at(data: &str, opening: Opening) -> Arc<World> {
    let accounts = vec![format!("{ACCOUNT}:testid:testsecret").parse().unwrap()];
    let settings =
        Settings { data: data.into(), accounts, opening, seed: Some(1), ..Settings::default() };
    World::alone(&settings).unwrap()
}

fn world() -> Arc<World> {
    world_at(":memory:", Opening::default())
}

fn texts(world: &World, sql: &'static str) -> Vec<String> {
    let read = |tx: &mut dyn Tx| tx.rows(sql, &[], |row| row.text(0));
    let found: Result<_, StoreError> = world.database.read(read);
    found.unwrap()
}

/// The parts that were created.
fn parts(world: &World) -> Vec<String> {
    texts(world, "SELECT part FROM schema_step ORDER BY part")
}

async fn call(world: &Arc<World>, product: &str, action: &str, params: &[(&str, &str)]) -> Value {
    call_product(world, (product, ACCOUNT), action, params).await
}

fn number(tx: &mut dyn Tx, sql: &'static str) -> Result<i64, StoreError> {
    tx.row(sql, &[], |row| row.int(0))?.ok_or(StoreError::Shape)
}

#[test]
fn a_new_database_has_the_tables_of_core_and_ram_alone() {
    let world = world();
    assert_eq!(parts(&world), AT_START);
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'schema_step'";
    for table in texts(&world, tables) {
        let of: Vec<_> = schema().iter().filter(|part| part.creates(&table)).collect();
        assert!(matches!(of[..], [part] if AT_START.contains(&part.name)), "{table} is of {of:?}");
    }
}

/// Which part a table belongs to follows from the steps, so no two may create one of the same name.
#[test]
fn each_table_is_of_one_part() {
    let world = world_at(":memory:", WHOLE_SCHEMA);
    assert_eq!(parts(&world).len(), PRODUCTS.len() + 1);
    let tables = texts(&world, "SELECT name FROM sqlite_schema WHERE type = 'table'");
    assert!(tables.len() > 90, "{tables:?}");
    for table in tables.iter().filter(|it| *it != "schema_step") {
        let of = schema().iter().filter(|part| part.creates(table)).count();
        assert_eq!(of, 1, "{table}");
    }
    let part = |steps| SchemaPart { name: "x", steps, creation: Creation::WhenUsed };
    assert!(part(&["CREATE TABLE a (b TEXT)"]).creates("a"));
    assert!(part(&["CREATE INDEX i ON a (b)", "CREATE TABLE a(b TEXT)"]).creates("a"));
    assert!(!part(&["CREATE TABLE ab (a TEXT)", "CREATE INDEX a ON ab (a)"]).creates("a"));
}

#[tokio::test]
async fn a_product_is_created_by_its_first_call_whether_that_reads_or_writes() {
    for (action, params) in [("DescribeContactList", &[][..]), ("PutContact", &CONTACT)] {
        let world = world();
        let answer = call(&world, "cms", action, params).await;
        assert_eq!(answer["Code"], "200", "{answer}");
        assert_eq!(parts(&world), ["cms", "core", "ram"], "{action}");
        let answer = call(&world, "cms", "DescribeContactList", &[]).await;
        assert_eq!(answer["Total"], u32::from(action == "PutContact"), "{answer}");
    }
}

#[tokio::test]
async fn what_each_call_asks_of_products_that_nobody_has_used_creates_nothing() {
    let world = world();
    call(&world, "sts", "GetCallerIdentity", &[]).await;
    call(&world, "ram", "CreateUser", &[("UserName", "ann")]).await;
    call(&world, "ram", "ListUsers", &[]).await;
    assert_eq!(parts(&world), AT_START);
    call(&world, "cms", "PutContact", &CONTACT).await;
    let given = [("ContactGroupName", "ops"), ("ContactNames.1", "ann")];
    call(&world, "cms", "PutContactGroup", &given).await;
    // The default resource group is there without a row.
    let group = ids::default_resource_group(ACCOUNT);
    let given =
        [("ResourceGroupId", &*group), ("ResourceGroupName", "g"), ("ContactGroupList.1", "ops")];
    call(&world, "cms", "CreateMonitorGroupByResourceGroupId", &given).await;
    assert_eq!(parts(&world), ["cms", "core", "ram"]);
    // A read that is refused creates them too: it does not have to do so again.
    let principal = Principal::Root;
    let caller = Caller { account: ACCOUNT.into(), principal, access_key: String::new() };
    let refused = call_as(&world, caller, &RESOURCEDIRECTORY, "ListAccounts", &[]).await;
    assert_eq!(refused.1["Code"], "EntityNotExists.ResourceDirectory");
    assert_eq!(parts(&world), ["cms", "core", "ram", "resourcedirectory"]);
}

#[tokio::test]
async fn a_part_that_an_undone_write_created_is_undone_with_it() {
    let world = world();
    let fails = |tx: &mut dyn Tx| -> Result<(), StoreError> {
        tx.execute(ADD, &[])?;
        Err(StoreError::Shape)
    };
    for _ in 0..2 {
        world.database.write(fails, |()| ()).await.unwrap_err();
        assert_eq!(parts(&world), AT_START);
    }
    // The connection has statements that were prepared while the tables were there.
    let works = |tx: &mut dyn Tx| -> Result<i64, StoreError> {
        tx.execute("SAVEPOINT a", &[])?;
        tx.execute(ADD, &[])?;
        tx.execute("ROLLBACK TO a", &[])?;
        tx.execute("RELEASE a", &[])?;
        assert_eq!(number(tx, COUNT)?, 0);
        tx.execute(ADD, &[])?;
        number(tx, COUNT)
    };
    assert_eq!(world.database.write(works, |_| ()).await.unwrap(), 1);
    assert_eq!(parts(&world), ["cms", "core", "ram"]);
}

/// What the tables of one product refer to, and what a statement needs of two products that are missing.
#[tokio::test]
async fn a_statement_may_name_tables_of_several_missing_parts() {
    const BOTH: &str =
        "SELECT (SELECT COUNT(*) FROM arms_contact) + (SELECT COUNT(*) FROM sae_application)";
    let want = ["arms", "core", "ram", "sae"];
    let world = world();
    let both = |transaction: &mut Transaction<'_>| number(transaction.tx, BOTH);
    assert_eq!(world.read(both).await.unwrap(), 0);
    assert_eq!(parts(&world), want);
    let world = self::world();
    assert_eq!(world.database.write(|tx| number(tx, BOTH), |_| ()).await.unwrap(), 0);
    assert_eq!(parts(&world), want);
}

#[tokio::test]
async fn a_table_of_no_part_is_an_error() {
    let world = world();
    let read = |transaction: &mut Transaction<'_>| number(transaction.tx, "SELECT 1 FROM nowhere");
    let read: Result<i64, StoreError> = world.read(read).await;
    let write = world.database.write(|tx| number(tx, "SELECT 1 FROM nowhere"), |_| ()).await;
    for refused in [read, write] {
        assert!(refused.unwrap_err().to_string().contains("no such table: nowhere"));
    }
    // What is known to read what is there alone says what is not.
    let missing: Result<i64, StoreError> = world.database.read(|tx| number(tx, COUNT));
    assert!(matches!(missing, Err(StoreError::PartMissing("cms"))), "{missing:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_first_calls_at_once_all_succeed() {
    for _ in 0..5 {
        let world = world();
        let mut calls = JoinSet::new();
        for n in 0..32 {
            let world = Arc::clone(&world);
            calls.spawn(async move {
                if n % 2 == 0 {
                    return call(&world, "cms", "DescribeContactList", &[]).await;
                }
                let name = format!("c{n}");
                let given =
                    [("ContactName", &*name), ("Describe", "x"), ("Channels.Mail", "a@b.com")];
                call(&world, "cms", "PutContact", &given).await
            });
        }
        for answer in calls.join_all().await {
            assert_eq!(answer["Code"], "200", "{answer}");
        }
        let list = call(&world, "cms", "DescribeContactList", &[]).await;
        assert_eq!(list["Total"], 16, "{list}");
    }
}

/// The read sees the state of its first query, in which the tables are missing, when the write has created them.
#[tokio::test(flavor = "multi_thread")]
async fn a_read_that_began_before_the_first_write_sees_what_that_created() {
    let world = world();
    let (runtime, mut runs) = (Handle::current(), 0);
    let read = |transaction: &mut Transaction<'_>| -> Result<i64, ApiError> {
        runs += 1;
        number(transaction.tx, "SELECT COUNT(*) FROM account")?;
        if runs == 1 {
            let add = |tx: &mut dyn Tx| tx.execute(ADD, &[]);
            let write = || runtime.block_on(world.database.write(add, |_| ()));
            thread::scope(|threads| threads.spawn(write).join().unwrap())?;
        }
        Ok(number(transaction.tx, COUNT)?)
    };
    assert_eq!(world.read(read).await.unwrap(), 1);
    assert_eq!(runs, 2);
}

#[tokio::test]
async fn a_reset_leads_back_to_a_file_without_the_part() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db");
    drop(world_at(data.to_str().unwrap(), Opening::default()));
    let world = world_at(data.to_str().unwrap(), Opening::default());
    for _ in 0..2 {
        let put = call(&world, "cms", "PutContact", &CONTACT).await;
        assert_eq!(put["Code"], "200", "{put}");
        world.reset().await.unwrap();
        assert_eq!(parts(&world), AT_START);
        // Nothing is left of it, though its tables are created again.
        let list = call(&world, "cms", "DescribeContactList", &[]).await;
        assert_eq!((&list["Code"], &list["Total"]), (&"200".into(), &0.into()));
    }
}

/// As earlier versions made it.
#[tokio::test]
async fn a_file_with_all_parts_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db");
    let of = |world: &World| texts(world, "SELECT name || sql FROM sqlite_schema WHERE sql <> ''");
    let opening = Opening { durability: Durability::Full, ..WHOLE_SCHEMA };
    let world = world_at(data.to_str().unwrap(), opening);
    let before = (parts(&world), of(&world));
    let put = |tx: &mut dyn Tx| tx.execute(ADD, &[]);
    world.database.write(put, |_| ()).await.unwrap();
    drop(world);
    let world = world_at(data.to_str().unwrap(), Opening::default());
    assert_eq!((parts(&world), of(&world)), before);
    let count: Result<i64, StoreError> = world.database.read(|tx| number(tx, COUNT));
    assert_eq!(count.unwrap(), 1);
}
