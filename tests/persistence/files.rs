//! Which files the program takes for its state, and what it says of the others.

use std::{
    fs,
    path::{Path, PathBuf},
};

use actions::{CORE_STEPS, PRODUCTS};
use rusqlite::Connection;

use crate::support::{Call, Program, ask, in_shell, plain, program, run};

/// What marks a file as ours.
const APPLICATION: i32 = 0x4c59_756e;

/// Starts with this file, is refused, and says why.
#[track_caller]
fn refused(data: &Path) -> String {
    let output = run(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    let (stdout, stderr) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert_eq!(stdout, "", "it never listened");
    assert!(stderr.starts_with("localyun: "), "{stderr}");
    assert!(stderr.contains(data.to_str().unwrap()), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    stderr
}

/// A file, opened with what the steps need.
fn collating(path: &Path) -> Connection {
    let db = Connection::open(path).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    db
}

/// A file as an earlier version left it: only the first step of CloudMonitor, and none of what came later.
fn old_file(folder: &Path) -> PathBuf {
    let path = folder.join("old.db");
    let db = collating(&path);
    db.pragma_update(None, "application_id", APPLICATION).unwrap();
    let cms = PRODUCTS.iter().find(|p| p.id == "cms").unwrap();
    for step in CORE_STEPS.iter().chain(&cms.schema[..1]) {
        db.execute_batch(step).unwrap();
    }
    db.execute_batch(
        "CREATE TABLE schema_step (part TEXT NOT NULL PRIMARY KEY, done BIGINT NOT NULL);
         INSERT INTO schema_step VALUES ('cms', 1);
         INSERT INTO tally VALUES ('1000000000000001', 'cms_contact', 1, 1);
         INSERT INTO cms_contact (account, seq, name, about, ding, made, changed)
         VALUES ('1000000000000001', 1, 'Old', 'From before', 'https://example.com', 1, 2)",
    )
    .unwrap();
    let core = i64::try_from(CORE_STEPS.len()).unwrap();
    db.execute("INSERT INTO schema_step VALUES ('core', $1)", [core]).unwrap();
    path
}

#[test]
fn an_old_file_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_file(folder.path());
    for _ in 0..2 {
        let program = Program::serve(&path);
        let list = program.call(&Call::of("DescribeContactList")).json();
        assert_eq!(
            (&list["Total"], &list["Contacts"]["Contact"][0]["Name"]),
            (&1.into(), &"Old".into())
        );
        assert_eq!(list["Contacts"]["Contact"][0]["CreateTime"], 1);
        // What the later steps made is there.
        let group = Call::of("PutContactGroup")
            .query("ContactGroupName", "g")
            .query("ContactNames.1", "Old");
        assert_eq!(program.call(&group).code(), "200");
        program.stop();
    }
    let db = Connection::open(&path).unwrap();
    // The part that it had, and those that are created at start; no other was used.
    let mut all = db.prepare("SELECT part, done FROM schema_step ORDER BY part").unwrap();
    let done = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let done: Vec<(String, i64)> = done.map(Result::unwrap).collect();
    let steps = |steps: &[&str]| i64::try_from(steps.len()).unwrap();
    let known = |id| steps(PRODUCTS.iter().find(|p| p.id == id).unwrap().schema);
    let want = [("cms", known("cms")), ("core", steps(CORE_STEPS)), ("ram", known("ram"))];
    assert_eq!(done, want.map(|(part, steps)| (part.to_owned(), steps)));
}

/// Adds to a file of an earlier version what RAM wrote while the names of policies told cases
/// apart: `CaseTest`, `casetest` and another, the second attached to a user.
fn with_policies(path: &Path) {
    let db = Connection::open(path).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    let ram = PRODUCTS.iter().find(|p| p.id == "ram").unwrap();
    let folds = |step: &&str| step.starts_with("ALTER TABLE ram_policy ADD COLUMN folded");
    let before = ram.schema.iter().position(folds).unwrap();
    for step in &ram.schema[..before] {
        db.execute_batch(step).unwrap();
    }
    let steps = i64::try_from(before).unwrap();
    db.execute("INSERT INTO schema_step VALUES ('ram', $1)", [steps]).unwrap();
    let document =
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:*","Resource":"*"}]}"#;
    for (seq, name) in [(1, "CaseTest"), (2, "casetest"), (3, "Other")] {
        db.execute(
            "INSERT INTO ram_policy VALUES ('1000000000000001', $1, $2, '', 1, 1, 1, 1)",
            rusqlite::params![seq, name],
        )
        .unwrap();
        db.execute(
            "INSERT INTO ram_policy_version VALUES ('1000000000000001', $1, 1, $2, 1)",
            rusqlite::params![seq, document],
        )
        .unwrap();
    }
    db.execute_batch(
        "INSERT INTO tally VALUES ('1000000000000001', 'ram_policy', 3, 3);
         INSERT INTO ram_user VALUES
           ('1000000000000001', 1, '200000000000000001', 'alice', 'alice', '', '', '', '', 1, 1, NULL, '');
         INSERT INTO tally VALUES ('1000000000000001', 'ram_user', 1, 1);
         INSERT INTO ram_attachment VALUES
           ('1000000000000001', 'user', 1, 'Custom', 'casetest', '', 1);",
    )
    .unwrap();
}

#[test]
fn policies_that_an_old_file_tells_apart_by_case_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_file(folder.path());
    with_policies(&path);
    let ram = |action| Call::of(action).with(|call| call.version = "2015-05-01".into());
    let named = |action, name| ram(action).query("PolicyType", "Custom").query("PolicyName", name);
    let program = Program::serve(&path);
    let found =
        |name| program.call(&named("GetPolicy", name)).json()["Policy"]["PolicyName"].clone();
    // Each by its own spelling, the older by any other.
    for (asked, got) in [
        ("CaseTest", "CaseTest"),
        ("casetest", "casetest"),
        ("CASETEST", "CaseTest"),
        ("other", "Other"),
    ] {
        assert_eq!(found(asked), got, "{asked}");
    }
    let list = program.call(&ram("ListPoliciesForUser").query("UserName", "alice")).json();
    assert_eq!(list["Policies"]["Policy"][0]["PolicyName"], "casetest");
    let document =
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    let create =
        |name| ram("CreatePolicy").query("PolicyName", name).query("PolicyDocument", document);
    for name in ["CASETEST", "OTHER"] {
        assert_eq!(program.call(&create(name)).code(), "EntityAlreadyExists.Policy");
    }
    // Once the older has gone, the other has the name in every case.
    let delete = ram("DeletePolicy").query("PolicyName", "CaseTest");
    assert_eq!(program.call(&delete).status, 200);
    assert_eq!(found("CaseTest"), "casetest");
    assert_eq!(program.call(&create("CaseTest")).code(), "EntityAlreadyExists.Policy");
    program.stop();
    let program = Program::serve(&path);
    assert_eq!(program.call(&named("GetPolicy", "caseTEST")).status, 200);
    program.stop();
}

/// Earlier versions numbered the things of each site on their own.
#[test]
fn ids_go_on_after_those_of_both_sites_in_an_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_file(folder.path());
    let cas = PRODUCTS.iter().find(|p| p.id == "cas").unwrap();
    let before = cas.schema.iter().take_while(|step| !step.starts_with("INSERT INTO tally"));
    let db = collating(&path);
    let mut done = 0;
    for step in before {
        db.execute_batch(step).unwrap();
        done += 1;
    }
    db.execute("INSERT INTO schema_step VALUES ('cas', $1)", [done]).unwrap();
    db.execute_batch(
        "INSERT INTO tally VALUES ('cn-hangzhou', 'cas_contact', 1, 1),
         ('ap-southeast-1', 'cas_contact', 3, 3)",
    )
    .unwrap();
    drop(db);
    let program = Program::serve(&path);
    let ids = ["cas.aliyuncs.com", "cas.ap-southeast-1.aliyuncs.com"].map(|host| {
        let call = Call::of("CreateContact")
            .with(|call| (call.version, call.host) = ("2020-04-07".into(), host.into()))
            .query("Name", "Ann")
            .query("Mobile", "13312345678");
        program.call(&call).json()["ContactId"].as_i64().unwrap()
    });
    assert_eq!(ids, [1_352_573, 1_352_574], "the first that was ever given is 1352570");
    program.stop();
}

/// Earlier versions kept the links of each product in a table of its own.
#[test]
fn links_that_an_old_file_has_sent_still_work() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_file(folder.path());
    let db = collating(&path);
    let core = CORE_STEPS.iter().position(|step| step.starts_with("CREATE TABLE verification"));
    let core = i64::try_from(core.unwrap()).unwrap();
    db.execute("UPDATE schema_step SET done = $1 WHERE part = 'core'", [core]).unwrap();
    db.execute_batch(
        "DROP TABLE verification; DROP INDEX account_name; DROP TABLE world_snapshot; DROP TABLE world_starts;
         DROP INDEX outbox_recipient_key; ALTER TABLE outbox DROP COLUMN recipient_key; ALTER TABLE outbox DROP COLUMN template;
         ALTER TABLE outbox DROP COLUMN tag; ALTER TABLE outbox DROP COLUMN state; ALTER TABLE outbox DROP COLUMN err_code;
         ALTER TABLE outbox DROP COLUMN details; ALTER TABLE outbox DROP COLUMN kind; ALTER TABLE outbox DROP COLUMN code;
         DROP INDEX outbox_waiting; ALTER TABLE outbox DROP COLUMN delivery; ALTER TABLE outbox DROP COLUMN attempts;
         ALTER TABLE outbox DROP COLUMN next_attempt; ALTER TABLE outbox DROP COLUMN last_error;
         ALTER TABLE outbox DROP COLUMN delivered_at; ALTER TABLE outbox DROP COLUMN delivery_key;
         DROP TABLE client_token",
    )
    .unwrap();
    for (part, first) in [("cms", 1), ("cas", 0)] {
        let steps = PRODUCTS.iter().find(|p| p.id == part).unwrap().schema;
        let moved = |step: &&str| step.starts_with("INSERT INTO verification");
        let before = steps.iter().position(moved).unwrap();
        for step in &steps[first..before] {
            db.execute_batch(step).unwrap();
        }
        let done = i64::try_from(before).unwrap();
        db.execute(
            "INSERT INTO schema_step VALUES ($1, $2)
             ON CONFLICT (part) DO UPDATE SET done = excluded.done",
            rusqlite::params![part, done],
        )
        .unwrap();
    }
    // One was sent long ago; the others will be valid for as long as this test is run.
    db.execute_batch(
        "UPDATE cms_contact SET mail_pending = 'old@example.com', sms_pending = '13800000000';
         INSERT INTO cms_activation VALUES
           ('1000000000000001', 1, 'Mail', 'a1', 'old@example.com', 4000000000000),
           ('1000000000000001', 1, 'SMS', 'a2', '13800000000', 1);
         INSERT INTO cas_contact VALUES ('cn-hangzhou', '1000000000000001', 5, 'Ann',
           '13800000001', '13800000001', 0, NULL, NULL, 0, NULL, '[]', '', 1);
         INSERT INTO cas_contact_link VALUES
           ('b1', 'cn-hangzhou', '1000000000000001', 5, 'Mobile', '13800000001', 4000000000000)",
    )
    .unwrap();
    drop(db);
    let program = Program::serve(&path);
    for (link, want) in [
        ("cms/activate/a1", 200),
        ("cms/activate/a2", 410),
        ("cas/confirm/b1", 200),
        // A token is good for the product that sent it.
        ("cas/confirm/a1", 404),
    ] {
        let answer =
            ask(program.address, &plain("GET", &format!("/_localyun/link/{link}"), &[], b""));
        assert_eq!(answer.status, want, "{link}");
    }
    let list = program.call(&Call::of("DescribeContactList")).json();
    assert_eq!(list["Contacts"]["Contact"][0]["Channels"]["Mail"], "old@example.com");
    program.stop();
}

#[test]
fn a_step_that_fails_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_file(folder.path());
    let db = Connection::open(&path).unwrap();
    // In the way of a later step.
    db.execute_batch("CREATE TABLE cms_activation (x TEXT)").unwrap();
    let tables = |db: &Connection| -> Vec<String> {
        let mut all = db.prepare("SELECT name FROM sqlite_schema ORDER BY name").unwrap();
        all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let before = tables(&db);
    drop(db);
    assert!(refused(&path).contains("cms_activation"));
    assert_eq!(tables(&Connection::open(&path).unwrap()), before);
}

#[test]
fn a_newer_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for change in [
        "UPDATE schema_step SET done = 9999 WHERE part = 'ram'",
        "INSERT INTO schema_step VALUES ('cms', 9999)",
        "UPDATE schema_step SET done = 9999 WHERE part = 'core'",
        "INSERT INTO schema_step VALUES ('tomorrow', 1)",
    ] {
        let path = folder.path().join("newer.db");
        Program::serve(&path).stop();
        let db = Connection::open(&path).unwrap();
        db.execute_batch(change).unwrap();
        let steps = |db: &Connection| -> i64 {
            db.query_row("SELECT SUM(done) FROM schema_step", [], |row| row.get(0)).unwrap()
        };
        let before = steps(&db);
        drop(db);
        let why = refused(&path);
        assert!(why.contains("was written by a newer Localyun"), "{why}");
        assert!(why.contains("upgrade Localyun, or choose another file with --data"), "{why}");
        assert_eq!(steps(&Connection::open(&path).unwrap()), before);
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn what_is_something_else_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    fs::write(&text, "remember the milk\n".repeat(100)).unwrap();
    let short = folder.path().join("short.txt");
    fs::write(&short, "x\n").unwrap();
    let foreign = folder.path().join("foreign.db");
    let db = Connection::open(&foreign).unwrap();
    db.execute_batch("CREATE TABLE milk (liters); INSERT INTO milk VALUES (1)").unwrap();
    drop(db);
    let marked = folder.path().join("marked.db");
    let db = Connection::open(&marked).unwrap();
    db.pragma_update(None, "application_id", 1).unwrap();
    drop(db);
    for path in [text, short, foreign, marked] {
        let before = fs::read(&path).unwrap();
        let why = refused(&path);
        assert!(
            why.contains("is not a Localyun database: choose another file with --data"),
            "{why}"
        );
        assert!(fs::read(&path).unwrap() == before, "{} was changed", path.display());
        for suffix in ["-wal", "-shm", "-journal", "-start"] {
            let beside = format!("{}{suffix}", path.display());
            assert!(!Path::new(&beside).exists(), "{beside}");
        }
    }
}

#[test]
fn a_place_that_cannot_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(refused(&folder.path().join("no/such/folder/state.db")).contains("cannot open"));
    let inside = folder.path().join("folder");
    fs::create_dir(&inside).unwrap();
    assert!(refused(&inside).contains("it is a folder"));
    // Who opens a pipe waits for another program that does.
    let pipe = folder.path().join("pipe");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    for path in [&*pipe, Path::new("/dev/null")] {
        assert!(refused(path).contains("it is no regular file"));
    }
    let output =
        run(&["--listen", "127.0.0.1:0", "--data", ":memory:", "--from", pipe.to_str().unwrap()]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("pipe: it is no regular file"), "{stderr}");
}

#[test]
fn a_file_in_use_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.db");
    let first = Program::serve(&path);
    let why = refused(&path);
    assert!(
        why.contains("is in use by another process: stop it, or choose another file with --data"),
        "{why}"
    );
    assert_eq!(first.call(&Call::put("Alice")).code(), "200", "the first one does not notice");
    first.kill();
    // A killed one holds nothing.
    let second = Program::serve(&path);
    assert_eq!(second.call(&Call::of("DescribeContactList")).json()["Total"], 1);
    second.stop();
    // Some other program's lock counts as well.
    let db = Connection::open(&path).unwrap();
    db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    assert!(refused(&path).contains("is in use by another process"));
}

/// A limit on the size of files stands for a full disk.
#[test]
fn a_disk_that_takes_no_more_is_an_error_and_not_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("calls.jsonl");
    let args = ["serve", "--listen", "127.0.0.1:0", "--data", ":memory:", "--journal"];
    let args = [&args[..], &[journal.to_str().unwrap()]].concat();
    // Blocks of 512 bytes, or of 1024 in some shells.
    let program = Program::spawn(&mut in_shell("ulimit -f 1000", &args));
    let answer = |method: &str, path: &str, body: &[u8]| {
        ask(program.address, &plain(method, &format!("/_localyun/{path}"), &[], body)).status
    };
    assert_eq!(answer("POST", "snapshots/x", &vec![b'x'; 1_200_000]), 500);
    let none = ask(program.address, &plain("GET", "/_localyun/snapshots", &[], b""));
    assert_eq!(none.json()["snapshots"].as_array().map(Vec::len), Some(0));
    let long = "x".repeat(20_000);
    for _ in 0..60 {
        let call = Call::of("DescribeContactList").query("ContactName", &long);
        assert!(program.call(&call).status < 500);
    }
    assert_eq!(answer("GET", "health", b""), 200);
    let end = program.stop();
    assert!(end.status.success(), "{}", end.stderr);
    assert!(end.stderr.contains("cannot write the journal into its file"), "{}", end.stderr);
    assert!(fs::metadata(&journal).unwrap().len() <= 1_024_000);
}

#[test]
fn a_data_file_that_takes_no_more_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let args = ["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()];
    let program = Program::spawn(&mut in_shell("ulimit -f 2000", &args));
    let long = "x".repeat(1000);
    let put = |n: usize| {
        let call = Call::of("PutContact").query("ContactName", &format!("contact-{n}"));
        program.call(&call.query("Describe", &long).query("Channels.Mail", "a@example.com"))
    };
    let (mut kept, mut full) = (0, None);
    while full.is_none() && kept < 5_000 {
        let answer = put(kept);
        if answer.status == 200 { kept += 1 } else { full = Some(answer) }
    }
    let full = full.unwrap();
    assert_eq!(full.short(), (500, "InternalError".into()));
    let hint = full.header("x-localyun-hint").unwrap();
    assert!(hint.starts_with("The data file cannot be read or written"), "{hint}");
    // A small write may fit yet.
    let user = |n| format!(r#"{{"name": "user-{n}", "comments": "{long:.100}"}}"#);
    let users: Vec<_> = (0..900).map(user).collect();
    let seed = format!(
        r#"{{"version": 1, "accounts": [{{"id": "1000000000000001", "ram": {{"users": [{}]}}}}]}}"#,
        users.join(", ")
    );
    let control = ask(program.address, &plain("POST", "/_localyun/seed", &[], seed.as_bytes()));
    assert_eq!(control.status, 500);
    assert!(control.text().contains("The data file cannot be"), "{}", control.text());
    // What was answered is there, and is so after a kill.
    let total =
        |program: &Program| program.call(&Call::of("DescribeContactList")).json()["Total"].clone();
    assert_eq!(total(&program), kept);
    program.kill();
    let program = Program::serve(&data);
    assert_eq!(total(&program), kept);
    assert_eq!(program.call(&Call::put("after")).code(), "200");
    program.stop();
}

#[test]
fn a_journal_that_others_may_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, link) = (folder.path().join("a"), folder.path().join("b"));
    fs::write(&journal, "").unwrap();
    std::os::unix::fs::symlink(&journal, &link).unwrap();
    for (mode, told) in [(0o644, true), (0o600, false)] {
        fs::set_permissions(&journal, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
        for path in [&journal, &link] {
            let args = ["serve", "--listen", "127.0.0.1:0", "--data", ":memory:", "--journal"];
            let mut command = program(&[&args[..], &[path.to_str().unwrap()]].concat());
            let end = Program::spawn(&mut command).stop();
            assert_eq!(end.stderr.contains("open to other users"), told, "{}", end.stderr);
        }
    }
}
