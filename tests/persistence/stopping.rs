//! However the program ends, what it has answered is there when it starts again.

use std::{
    collections::BTreeSet,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rusqlite::Connection;

use crate::support::{Call, Client, Program, ask, plain};

fn mail(name: &str) -> Call {
    Call::of("PutContact")
        .query("ContactName", name)
        .query("Describe", &format!("About {name}"))
        .query("Channels.Mail", &format!("{name}@example.com"))
}

/// The names of all contacts, page by page.
fn names(program: &Program) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for page in 1.. {
        let list = Call::of("DescribeContactList").query("PageNumber", &page.to_string());
        let list = program.call(&list).json();
        let contacts = list["Contacts"]["Contact"].as_array().unwrap();
        for contact in contacts {
            let name = contact["Name"].as_str().unwrap();
            assert_eq!(contact["Desc"], format!("About {name}"));
            assert_eq!(contact["ChannelsState"]["Mail"], "PENDING", "{name}");
            assert!(all.insert(name.to_owned()), "{name} is there twice");
        }
        if contacts.is_empty() {
            assert_eq!(list["Total"], all.len());
            break;
        }
    }
    all
}

/// Writes from several connections until the program is gone. The names that were answered.
fn write_until_killed(program: Program, round: usize) -> Vec<String> {
    let (answered, count) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    let address = program.address;
    thread::scope(|scope| {
        for writer in 0..4 {
            let (answered, count) = (&answered, &count);
            scope.spawn(move || {
                let mut client = Client::open(address);
                for n in 0.. {
                    let name = format!("contact-{round}-{writer}-{n}");
                    if !client.try_send(&mail(&name).bytes()) {
                        break;
                    }
                    let Ok(Some(answer)) = client.try_answer() else { break };
                    assert_eq!(answer.status, 200, "{}", answer.text());
                    answered.lock().unwrap().push(name);
                    count.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let start = Instant::now();
        while count.load(Ordering::Relaxed) < 200 {
            assert!(start.elapsed() < Duration::from_secs(60), "it does not write");
            thread::yield_now();
        }
        program.kill();
    });
    answered.into_inner().unwrap()
}

#[test]
fn kill_9_loses_nothing_that_was_answered() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let mut answered = Vec::new();
    for round in 0..4 {
        let program = Program::serve(&data);
        let found = names(&program);
        let lost: Vec<_> = answered.iter().filter(|name| !found.contains(*name)).collect();
        assert!(lost.is_empty(), "of {} answered, {lost:?} are lost", answered.len());
        // At most one more of each connection: written, and not answered any more.
        assert!(found.len() <= answered.len() + round * 4, "{} of {}", found.len(), answered.len());
        if round < 3 {
            answered.extend(write_until_killed(program, round));
            check_halves(&data);
        }
    }
    assert!(answered.len() >= 600);
}

/// A contact, its link and its message are written together, so there are as many of each.
fn check_halves(data: &Path) {
    // A copy, so that it is the program that recovers the file.
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    for suffix in ["", "-wal"] {
        let from = format!("{}{suffix}", data.display());
        std::fs::copy(from, format!("{}{suffix}", copy.display())).unwrap();
    }
    let db = Connection::open(copy).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes())).unwrap();
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let contacts = count("SELECT COUNT(*) FROM cms_contact");
    assert_eq!(contacts, count("SELECT COUNT(*) FROM verification"));
    assert_eq!(contacts, count("SELECT COUNT(*) FROM outbox"));
    let pairs =
        "SELECT COUNT(*) FROM cms_contact c JOIN verification a ON a.subject = CAST(c.seq AS TEXT)
                 JOIN outbox o ON o.recipient = c.mail_pending AND o.link LIKE '%' || a.token";
    assert_eq!(contacts, count(pairs));
    let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
}

#[test]
fn a_restart_keeps_the_state() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    for durability in ["process", "full"] {
        let start = || {
            let args = ["--listen", "127.0.0.1:0", "--durability", durability, "--data"];
            Program::spawn(crate::support::program(&args).arg(&data))
        };
        let before = start();
        let contact = format!("by-{durability}");
        assert_eq!(before.call(&mail(&contact)).code(), "200");
        let group = Call::of("PutContactGroup").query("ContactGroupName", "g");
        assert_eq!(before.call(&group.query("ContactNames.1", &contact)).code(), "200");
        let groups = Call::of("DescribeContactGroupList");
        let told = before.call(&groups).json();
        assert!(before.stop().status.success());

        let after = start();
        assert!(names(&after).contains(&contact));
        let again = after.call(&groups).json();
        assert_eq!(told["ContactGroupList"], again["ContactGroupList"]);
        assert_eq!(told["Total"], again["Total"]);
    }
}

/// A call of which the head and half of the body have arrived.
fn half(program: &Program) -> (Client, Vec<u8>) {
    let call = Call::of("PutContact").form("ContactName", "in flight").form("Describe", "x");
    let bytes = call
        .form("Channels.DingWebHook", "https://oapi.dingtalk.com/robot/send?access_token=x")
        .header("Expect", "100-continue")
        .bytes();
    let body_at = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
    let mut client = Client::open(program.address);
    client.send(&bytes[..body_at]);
    // So the server waits for the body.
    assert_eq!(client.answer().status, 100);
    let (first, second) = bytes[body_at..].split_at(10);
    client.send(first);
    (client, second.to_owned())
}

#[test]
fn calls_in_flight_are_finished() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let program = Program::serve(&data);
    let address = program.address;
    let mut idle = Client::open(address);
    idle.send(&mail("idle").bytes());
    assert_eq!(idle.answer().status, 200);
    let (mut late, rest) = half(&program);
    assert_eq!(program.call(&mail("other")).status, 200);
    let start = Instant::now();
    program.terminate();
    // Nobody is let in any more, and who has nothing to say is let go.
    while std::net::TcpStream::connect(address).is_ok() {
        assert!(start.elapsed() < Duration::from_secs(5));
    }
    assert!(idle.is_closed());
    late.send(&rest);
    let answer = late.answer();
    assert_eq!(answer.short(), (200, "200".into()), "{}", answer.text());
    let end = program.end();
    assert_eq!(end.status.code(), Some(0), "{}", end.stderr);
    assert!(start.elapsed() < Duration::from_secs(9), "it waited for nobody");

    let after = Program::serve(&data);
    let list = after.call(&Call::of("DescribeContactList").query("ContactName", "in flight"));
    assert_eq!(list.json()["Total"], 1);
}

#[test]
fn a_signal_at_any_moment_ends_it_well() {
    for signal in ["-TERM", "-INT", "-HUP"] {
        let program = Program::serve(Path::new(":memory:"));
        program.call(&mail("Alice"));
        let id = program.id().to_string();
        assert!(std::process::Command::new("kill").args([signal, &id]).status().unwrap().success());
        let end = program.end();
        assert_eq!(end.status.code(), Some(0), "{signal}: {}", end.stderr);
        assert!(end.stderr.contains("stopping"), "{}", end.stderr);
    }
}

/// The folder in which a program keeps what it is not to keep.
#[cfg(target_os = "linux")]
fn scratch(program: &Program) -> std::path::PathBuf {
    let open = std::fs::read_dir(format!("/proc/{}/fd", program.id())).unwrap();
    let files = open.filter_map(|f| std::fs::read_link(f.unwrap().path()).ok());
    let mut folders = files.filter_map(|f| f.parent().map(Path::to_owned));
    folders.find(|f| f.to_string_lossy().contains("localyun-memory-")).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn memory_leaves_nothing_behind() {
    let program = Program::serve(Path::new(":memory:"));
    program.call(&mail("Alice"));
    let folder = scratch(&program);
    assert!(folder.is_dir());
    program.stop();
    assert!(!folder.exists(), "{}", folder.display());

    // A killed one cannot clean up; the next one does, once it is sure.
    let program = Program::serve(Path::new(":memory:"));
    let folder = scratch(&program);
    program.kill();
    assert!(folder.is_dir());
    let living = Program::serve(Path::new(":memory:"));
    assert!(folder.is_dir(), "it may be of one that is just starting");
    for left in [&folder, &scratch(&living)] {
        let lock =
            std::fs::File::options().write(true).open(left.join("localyun.db-lock")).unwrap();
        let made = lock.metadata().unwrap().modified().unwrap();
        lock.set_modified(made - Duration::from_secs(120)).unwrap();
    }
    let next = Program::serve(Path::new(":memory:"));
    assert!(!folder.exists(), "{}", folder.display());
    assert!(scratch(&living).is_dir(), "that one is in use");
    for program in [living, next] {
        assert_eq!(program.call(&mail("Bob")).code(), "200");
    }
}

#[test]
fn a_reset_is_kept_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let program = Program::serve(&data);
    program.call(&mail("Alice"));
    let reset = plain("POST", "/_localyun/reset", &["content-length: 0"], b"");
    assert_eq!(crate::support::ask(program.address, &reset).status, 200);
    program.call(&mail("Bob"));
    program.kill();
    let after = Program::serve(&data);
    assert_eq!(names(&after), BTreeSet::from(["Bob".to_owned()]));
    // Found with Bob, so a reset leads back to Bob; a killed run's copy is no obstacle.
    after.call(&mail("Carol"));
    after.kill();
    let last = Program::serve(&data);
    last.call(&mail("Dave"));
    crate::support::ask(last.address, &reset);
    assert_eq!(names(&last), BTreeSet::from(["Bob".to_owned(), "Carol".to_owned()]));
}

/// A call that was answered is not taken again, by this program or the next, however the last one ended.
#[test]
fn no_call_is_taken_again_after_a_restart() {
    let ahead = localyun::clock::real_now() + 10 * 60 * 1000;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let program = Program::serve(&data);
    let [now, later] =
        [None, Some(ahead)].map(|time| mail("Alice").with(|c| c.time = time).bytes());
    for call in [&now, &later] {
        assert_eq!(ask(program.address, call).code(), "200");
        assert_eq!(ask(program.address, call).code(), "SignatureNonceUsed");
    }
    assert!(program.stop().status.success());

    let program = Program::serve(&data);
    for call in [&now, &later] {
        assert_eq!(ask(program.address, call).code(), "SignatureNonceUsed");
    }
    let new = mail("Bob").bytes();
    assert_eq!(ask(program.address, &new).code(), "200");
    program.kill();

    // It could not write down what it knew; what is dated before the next one's start is refused by its
    // time, which has seconds. What it had from the one before stays known.
    let program = Program::serve(&data);
    assert_eq!(ask(program.address, &new).code(), "InvalidTimeStamp.Expired");
    for call in [&now, &later] {
        assert_eq!(ask(program.address, call).code(), "SignatureNonceUsed");
    }
    assert_eq!(ask(program.address, &mail("Carol").bytes()).code(), "200");
    assert_eq!(names(&program).len(), 3);
}

/// Neither is one that was dated in the second of the kill and of the start, nor one that was dated ahead.
#[test]
fn no_write_is_taken_again_after_a_kill_and_a_start_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let ahead = localyun::clock::real_now() + 10 * 60 * 1000;
    let later = mail("Alice").with(|c| c.time = Some(ahead)).bytes();
    let program = Program::serve(&data);
    assert_eq!(ask(program.address, &later).code(), "200");
    let mut program = program;
    for round in 0..3 {
        // Early in a second, so that the next start is in the same.
        let second = |at: i64| 1000 - at.rem_euclid(1000).unsigned_abs();
        thread::sleep(Duration::from_millis(second(localyun::clock::real_now())));
        let new = mail(&format!("contact-{round}")).bytes();
        assert_eq!(ask(program.address, &new).code(), "200");
        program.kill();
        program = Program::serve(&data);
        assert_eq!(ask(program.address, &new).code(), "InvalidTimeStamp.Expired", "{round}");
        assert_eq!(ask(program.address, &later).code(), "SignatureNonceUsed", "{round}");
    }
    // Nor when this one stops in order.
    assert!(program.stop().status.success());
    let program = Program::serve(&data);
    assert_eq!(ask(program.address, &later).code(), "SignatureNonceUsed");
    assert_eq!(ask(program.address, &mail("Bob").bytes()).code(), "200");
    assert_eq!(names(&program).len(), 5);
}
