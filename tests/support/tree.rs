//! A directory of many folders and members: the rows that as many calls would have made.

use actions::ports::store::{Result, Tx, Value};
use localyun::world::World;

/// The account that manages it.
pub(crate) const MASTER: &str = "1000000000000001";
/// Its Root folder, which all folders and members are in.
pub(crate) const ROOT: &str = "r-000000";

const DIRECTORY: &str =
    "INSERT INTO resource_directory (id, master, root, made, member_deletion, name_sync,
     control_policies, folders, members, contacts, task_millis)
     VALUES ('rd-000000', '1000000000000001', 'r-000000', 0, 0, 0, 0, 100, 20, 20, 0)";
const ROOT_FOLDER: &str =
    "INSERT INTO resource_folder (id, directory, seq, parent, name, path, made)
     VALUES ('r-000000', 'rd-000000', 0, NULL, 'root', 'rd-000000/r-000000/', 0)";
const FOLDERS: &str = "INSERT INTO resource_folder (id, directory, seq, parent, name, path, made)
     WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $1)
     SELECT 'fd-' || (1000000000 + n), 'rd-000000', n, 'r-000000', 'f' || n,
     'rd-000000/r-000000/fd-' || (1000000000 + n) || '/', 0 FROM numbers";
const ACCOUNTS: &str = "INSERT INTO account (id, parent, name, created)
     WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $1)
     SELECT 9000000000000000 + n, NULL, '', 0 FROM numbers";
const MEMBERS: &str = "INSERT INTO resource_member (account, directory, seq, folder, place, name, display,
     created, cloud, joined, changed, payer, phone)
     WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $1)
     SELECT 9000000000000000 + n, 'rd-000000', n, 'r-000000', n, 'm' || n, 'm' || n, 0, 1, 0, 0, '', ''
     FROM numbers";
/// Each tenth member.
const TAGS: &str = "INSERT INTO resource_tag (owner, kind, resource, name, value)
     SELECT directory, 'Account', account, 'team', 'ops' FROM resource_member WHERE seq % 10 = 0";
const BLOCKS: &str = "INSERT INTO resource_member_block (within, block, held)
     SELECT directory, seq / 256, COUNT(*) FROM resource_member GROUP BY directory, seq / 256
     UNION ALL SELECT folder, place / 256, COUNT(*) FROM resource_member GROUP BY folder, place / 256";
const TALLIES: &str = "INSERT INTO tally (account, kind, held, last)
     VALUES ('rd-000000', 'resource_folder', $1, $1), ('r-000000', 'resource_folder', $1, $1),
     ('rd-000000', 'resource_member', $2, $2), ('r-000000', 'resource_member', $2, $2)";

/// The id of the account of the member of this number.
pub(crate) fn member(number: i64) -> String {
    (9_000_000_000_000_000 + number).to_string()
}

/// Takes the member of this number out, as a call that removes it would.
pub(crate) async fn leave(world: &World, number: i64) {
    let id = || vec![member(number).into()];
    let statements = vec![
        ("DELETE FROM resource_tag WHERE resource = $1", id()),
        ("DELETE FROM resource_member WHERE account = $1", id()),
        (
            "UPDATE resource_member_block SET held = held - 1 WHERE block = $1",
            vec![Value::Int(number / 256)],
        ),
        ("UPDATE tally SET held = held - 1 WHERE kind = 'resource_member'", vec![]),
    ];
    run(world, statements).await;
}

/// Runs statements with their arguments.
pub(crate) async fn run(world: &World, statements: Vec<(&'static str, Vec<Value<'static>>)>) {
    let work = move |tx: &mut dyn Tx| -> Result<()> {
        for (sql, args) in &statements {
            tx.execute(sql, args)?;
        }
        Ok(())
    };
    world.database.write(work, |()| ()).await.unwrap();
}

/// Makes the directory with so many folders and members, numbered from 1.
pub(crate) async fn fill(world: &World, folders: i64, members: i64) {
    let number = |n: i64| vec![Value::Int(n)];
    let statements = vec![
        (DIRECTORY, vec![]),
        (ROOT_FOLDER, vec![]),
        (FOLDERS, number(folders)),
        (ACCOUNTS, number(members)),
        (MEMBERS, number(members)),
        (BLOCKS, vec![]),
        (TAGS, vec![]),
        (TALLIES, vec![Value::Int(folders), Value::Int(members)]),
    ];
    run(world, statements).await;
}
