//! The files of snapshots: those that are made, and those that are taken.

use super::{tables::full_file, *};

#[test]
fn a_download_is_one_whole_file_that_serves() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.db");
    {
        let server = Server::start();
        put(&server, "ann");
        server.save("x");
        fs::write(&path, server.download("x")).unwrap();
        let head = plain("HEAD", "/_localyun/snapshots/x", &[], b"");
        let mut client = Client::open(server.address);
        client.send(&head);
        let length = client.head().header("content-length").unwrap().parse::<u64>().unwrap();
        assert_eq!(length, fs::metadata(&path).unwrap().len());
    }
    let bytes = fs::read(&path).unwrap();
    // <https://www.sqlite.org/fileformat2.html#database_header>: no log belongs to it.
    assert_eq!(bytes[18..20], [1, 1]);
    let refuses = |data: &Path, from: &Path| {
        let (data, from) = (data.to_str().unwrap(), from.to_str().unwrap());
        let output = run(&["--listen", "127.0.0.1:0", "--data", data, "--from", from]);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    let begin = |data: &str| {
        let from = path.to_str().unwrap();
        Program::spawn(&mut program(&["--listen", "127.0.0.1:0", "--data", data, "--from", from]))
    };
    let data = folder.path().join("new.db");
    for data in [":memory:", data.to_str().unwrap()] {
        let server = begin(data);
        assert_eq!(contacts(&server), 1);
        put(&server, "ben");
        server.good("POST", "reset", b"");
        assert_eq!(contacts(&server), 1, "a reset goes back to what it began with");
        put(&server, "ben");
        server.stop();
    }
    assert!(refuses(&data, &path).contains("already has a state"));
    // Not changed, and nothing beside it.
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert!(!path.with_extension("db-lock").exists() && !path.with_extension("db-wal").exists());
    let missing = folder.path().join("missing.db");
    let fresh = folder.path().join("fresh.db");
    assert!(refuses(&fresh, &missing).contains("cannot begin with"));
    fs::write(&missing, b"not a database, but long enough to be one of a hundred bytes").unwrap();
    assert!(refuses(&fresh, &missing).contains("it is not a Localyun database"));
    fs::write(&missing, &bytes[..bytes.len() / 2]).unwrap();
    assert!(refuses(&fresh, &missing).contains("damaged"));
    assert!(!fresh.exists(), "a start that is refused leaves nothing");
    let server = Program::serve(&path);
    assert_eq!(contacts(&server), 1);
    server.stop();
}

#[test]
fn a_file_from_elsewhere_is_checked_before_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.db");
    full_file(&good);
    let bytes = fs::read(&good).unwrap();
    let changed = |name: &str, sql: &str| {
        let path = folder.path().join(name);
        fs::copy(&good, &path).unwrap();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        fs::read(path).unwrap()
    };
    let mut spoiled = bytes.clone();
    spoiled[4096..bytes.len() / 2].fill(0x5a);
    let server = Server::start();
    for (body, part) in [
        (b"".to_vec(), "not a Localyun database"),
        (b"SQLite format 3\0".to_vec(), "Localyun database"),
        (b"{}".to_vec(), "not a Localyun database"),
        (bytes[..bytes.len() / 2].to_vec(), "damaged"),
        (bytes[..bytes.len() - 1].to_vec(), "damaged"),
        (bytes[..50].to_vec(), "Localyun database"),
        (spoiled, "damaged"),
        (changed("foreign", "PRAGMA application_id = 7"), "not a Localyun database"),
        (
            changed("newer", "UPDATE schema_step SET done = done + 1 WHERE part = 'cms'"),
            "newer Localyun",
        ),
        (changed("part", "INSERT INTO schema_step VALUES ('novelty', 1)"), "newer Localyun"),
        (changed("less", "DROP TABLE cms_contact"), "damaged"),
        (changed("more", "CREATE TABLE mine (n BIGINT)"), "damaged"),
        (
            changed(
                "trigger",
                "CREATE TRIGGER t AFTER INSERT ON outbox BEGIN DELETE FROM outbox; END",
            ),
            "damaged",
        ),
        (changed("view", "CREATE VIEW v AS SELECT 1"), "damaged"),
    ] {
        server.refused("POST", "snapshots/x", &body, 400, part);
        assert_eq!(server.names(), Vec::<String>::new(), "{part}");
    }
    server.good("POST", "snapshots/x", &bytes);
    server.refused("POST", "snapshots/x", &bytes, 409, "already");
    server.good("POST", "snapshots/x?replace=true", &bytes);
    // A data file has no origin.
    let all = server.good("GET", "snapshots", b"");
    assert_eq!(all["snapshots"][0]["at"], Value::Null);
}

/// As an older version left it: CloudMonitor alone, without its later steps.
#[test]
fn an_older_file_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let db = Connection::open(&path).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    db.pragma_update(None, "application_id", 0x4c59_756e).unwrap();
    let cms = actions::PRODUCTS.iter().find(|p| p.id == "cms").unwrap();
    // The last step of the core is newer than the file.
    let core = &actions::CORE_STEPS[..actions::CORE_STEPS.len() - 1];
    for step in core.iter().chain(&cms.schema[..1]) {
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
    db.execute("INSERT INTO schema_step VALUES ('core', $1)", [i64::try_from(core.len()).unwrap()])
        .unwrap();
    drop(db);
    let old = fs::read(&path).unwrap();
    let data = folder.path().join("state.db");
    let server = Program::serve(&data);
    server.good("POST", "snapshots/imported", &old);
    server.restore("imported");
    assert_eq!(contacts(&server), 1);
    // One that an older version has saved is brought up to date when it is used.
    fs::copy(&path, folder.path().join("state.db-snapshots/old.db")).unwrap();
    server.good("POST", "reset", b"");
    server.restore("old");
    assert_eq!(contacts(&server), 1);
    assert_eq!(server.good("GET", "snapshots/imported/diff/old", b"")["same"], true);
    assert_eq!(server.download("old"), old, "it is not changed");
}

#[cfg(unix)]
#[test]
fn they_are_private_and_those_of_a_memory_are_gone_at_the_end() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let server = Program::serve(&data);
    server.save("x");
    let kept = folder.path().join("state.db-snapshots");
    assert_eq!((mode(&kept), mode(&kept.join("x.db"))), (0o700, 0o600));
    assert_eq!(fs::read_dir(&kept).unwrap().count(), 1);
    // What a killed process has left unfinished goes at the next start, and nothing else.
    server.kill();
    for file in [".half.db", ".half.db-wal", "mine.txt"] {
        fs::write(kept.join(file), b"x").unwrap();
    }
    let server = Program::serve(&data);
    assert_eq!(server.names(), ["x"]);
    let mut left: Vec<_> = fs::read_dir(&kept).unwrap().map(|it| it.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["mine.txt", "x.db"]);
    server.stop();
    assert!(kept.join("x.db").exists());
    let server = Program::serve(Path::new(":memory:"));
    server.save("x");
    server.stop();
    assert!(!Path::new(":memory:-snapshots").exists());
}

#[test]
fn the_command_does_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = Program::serve(Path::new(":memory:"));
    let endpoint = format!("http://{}", server.address);
    let snapshot = |args: &[&str], status: i32| {
        let args = [&["snapshot"], args, &["--endpoint", &endpoint]].concat();
        let output = run(&args);
        let (out, err) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert_eq!(output.status.code(), Some(status), "{args:?}: {out}{err}");
        out + &err
    };
    snapshot(&["save", "a"], 0);
    assert!(snapshot(&["save", "a"], 1).contains("replace it with `--replace`"));
    snapshot(&["save", "a", "--replace"], 0);
    assert!(snapshot(&["save", "../a"], 2).contains("the name of a snapshot"));
    assert_eq!(snapshot(&["diff", "a"], 0), "");
    put(&server, "ann");
    let found = snapshot(&["diff", "a", "now", "--rows"], 1);
    assert!(found.contains("cms: Alert contacts: 1 added, 0 changed, 0 removed\n"), "{found}");
    assert!(found.contains("      name: \"ann\"\n"), "{found}");
    assert!(!found.contains("tally"), "{found}");
    assert!(snapshot(&["diff", "a", "b"], 2).contains("no snapshot `b`: `localyun snapshot list`"));
    assert!(snapshot(&["list"], 0).starts_with("a "));
    let file = folder.path().join("out.db");
    let path = file.to_str().unwrap();
    snapshot(&["export", "a", path], 0);
    assert_eq!(fs::read(&file).unwrap(), server.download("a"));
    fs::write(&file, "mine").unwrap();
    assert!(snapshot(&["export", "a", path], 1).contains("is there already"));
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    snapshot(&["export", "a", path, "--replace"], 0);
    assert_eq!(fs::read(&file).unwrap(), server.download("a"));
    let nowhere = folder.path().join("none/out.db");
    let why = snapshot(&["export", "a", nowhere.to_str().unwrap()], 1);
    assert!(
        why.contains("none/out.db: its folder is not there") && !why.contains("none/.tmp"),
        "{why}"
    );
    snapshot(&["import", path], 0);
    snapshot(&["import", path, "b"], 0);
    assert_eq!(server.names(), ["a", "b", "out"]);
    snapshot(&["restore", "b"], 0);
    assert_eq!(contacts(&server), 0);
    snapshot(&["delete", "b"], 0);
    assert!(snapshot(&["restore", "b"], 1).contains("no snapshot `b`"));
    assert!(snapshot(&["restore", "a", "--world", "nobody"], 1).contains("no world `nobody`"));
}

#[test]
fn what_is_no_file_is_no_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db");
    let server = Program::serve(&data);
    server.save("good");
    let snapshots = folder.path().join("x.db-snapshots");
    fs::create_dir(snapshots.join("folder.db")).unwrap();
    fs::write(snapshots.join("text.db"), "no database").unwrap();
    let pipe = snapshots.join("pipe.db");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(server.names(), ["good"]);
    for name in ["folder", "pipe"] {
        server.refused("POST", &format!("snapshots/{name}/restore"), b"", 404, "no snapshot");
        server.refused("GET", &format!("snapshots/{name}"), b"", 404, "no snapshot");
        server.refused("GET", &format!("snapshots/{name}/diff/now"), b"", 404, "no snapshot");
    }
    server.refused("POST", "snapshots/text/restore", b"", 409, "cannot be opened");
    server.stop();
}

#[test]
fn a_snapshot_that_is_deleted_at_once_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let server = Program::serve(&folder.path().join("x.db"));
    let (over, at) = (AtomicBool::new(false), server.address);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut client = Client::open(at);
                while !over.load(Ordering::Relaxed) {
                    client.send(&plain("DELETE", "/_localyun/snapshots/x", &[], b""));
                    let status = client.answer().status;
                    assert!([200, 404].contains(&status), "{status}");
                }
            });
        }
        let body = br#"{"name": "x", "replace": true}"#;
        let saves = (0..60).map(|_| server.control("POST", "snapshots", body).status);
        let statuses: Vec<_> = saves.collect();
        over.store(true, Ordering::Relaxed);
        assert!(statuses.iter().all(|it| *it == 200), "{statuses:?}");
    });
    server.stop();
}

/// The server would go on with a file that has no name any more, and all that it answers later would be lost.
#[test]
fn a_data_file_in_use_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db");
    let server = Program::serve(&data);
    put(&server, "ann");
    server.save("a");
    let endpoint = format!("http://{}", server.address);
    let other = Program::serve(&folder.path().join("other.db"));
    let refused = |args: &[&str], part: &str| {
        let output = run(&[args, &["--replace", "--endpoint", &endpoint]].concat());
        let why = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{why}");
        assert!(why.contains(part), "{why}");
    };
    for name in ["x.db", "other.db"] {
        let path = folder.path().join(name);
        let path = path.to_str().unwrap();
        let part = "it is the data file of a server that runs";
        refused(&["snapshot", "export", "a", path], part);
        refused(&["seed", "export", "-o", path], part);
    }
    #[cfg(unix)]
    {
        let link = folder.path().join("link.db");
        std::os::unix::fs::symlink(&data, &link).unwrap();
        refused(&["snapshot", "export", "a", link.to_str().unwrap()], "data file of a server");
    }
    // The log of a killed server would be taken for that of the file in its place.
    put(&other, "ben");
    other.kill();
    let left = folder.path().join("other.db");
    refused(&["snapshot", "export", "a", left.to_str().unwrap()], "-wal");
    assert_eq!(contacts(&Program::serve(&left)), 1);
    server.stop();
    assert_eq!(contacts(&Program::serve(&data)), 1);
}
