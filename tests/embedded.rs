//! A server inside another program, as tests in Rust use it: worlds and their verbs, called as functions.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use localyun::{
    Localyun,
    clients::Client,
    embedded::{Error, Key, Options, Policy, World, WorldOptions},
    tls::{Mode, Tls},
    world::Settings,
};
use serde_json::{Value, json};

use crate::support::{Answer, Call, ask};

fn at(world: &World) -> SocketAddr {
    world.endpoint().parse().unwrap()
}

/// A call with a key of a world.
fn call(world: &World, key: &Key, call: Call) -> Answer {
    let key = (key.access_key_id.clone(), key.access_key_secret.clone());
    ask(at(world), &call.with(|call| call.key = key).bytes())
}

/// Adds a contact with a mail address, as the root.
fn put(world: &World, name: &str) -> Answer {
    let mail = format!("{name}@example.com");
    let put = Call::of("PutContact").query("ContactName", name).query("Describe", "On call");
    call(world, world.key(), put.query("Channels.Mail", &mail))
}

fn contacts(world: &World) -> Value {
    call(world, world.key(), Call::of("DescribeContactList")).json()["Total"].clone()
}

fn why<T>(result: Result<T, Error>) -> String {
    result.err().unwrap().to_string()
}

#[test]
fn worlds_of_one_server_have_the_same_names_at_the_same_time() {
    let cloud = Localyun::start().unwrap();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let world = cloud.world().unwrap();
                assert_eq!(put(&world, "Alice").status, 200);
                assert_eq!(contacts(&world), 1);
                let mail = world.outbox().to("Alice@example.com").kind("verification");
                assert!(mail.link().unwrap().starts_with(world.url()));
                let calls = world.calls().action("PutContact").parameter("ContactName", "Alice");
                let verified = calls.verify(1).unwrap();
                assert_eq!(verified[0].caller.as_ref().unwrap().account, world.account_id());
            });
        }
    });
    assert_eq!(cloud.first_world().unwrap().calls().last().unwrap(), 0);
}

#[test]
fn a_world_begins_as_it_is_told_and_ends_with_its_value() {
    let cloud = Localyun::start().unwrap();
    let first = cloud.first_world().unwrap();
    assert_eq!((first.id(), first.access_key_id()), ("default", "testid"));
    put(&first, "Alice");
    let options = || WorldOptions { random: Some(7), ..WorldOptions::default() };
    let fork = WorldOptions { from: json!("default"), accounts: Some(2), ..options() };
    let fork = cloud.world_with(&fork).unwrap();
    assert_eq!((fork.roots().len(), contacts(&fork)), (2, json!(1)));
    // Servers with the same number make the same keys, also those of users.
    let none: [Policy; 0] = [];
    let keys = [(); 2].map(|()| {
        let settings = Settings { seed: Some(1), ..Options::default().settings };
        let other = Localyun::with(Options { settings, ..Options::default() }).unwrap();
        let world = other.world_with(&options()).unwrap();
        (world.key().clone(), world.user("ci", none.clone()).unwrap().access_key_secret)
    });
    assert_eq!(keys[0], keys[1]);
    assert!(!format!("{:?}", keys[0].0).contains(&keys[0].0.access_key_secret));
    // A world that is gone has no keys.
    let key = fork.key().clone();
    drop(fork);
    let gone = call(&first, &key, Call::of("DescribeContactList"));
    assert_eq!(gone.code(), "InvalidAccessKeyId.NotFound");
    let wrong = WorldOptions { from: json!("night"), ..WorldOptions::default() };
    let Err(Error::Refused { status: 404, message, .. }) = cloud.world_with(&wrong) else {
        panic!()
    };
    assert!(message.contains("night"), "{message}");
}

#[test]
fn a_user_may_do_what_its_policies_allow() {
    let cloud = Localyun::start().unwrap();
    for world in [cloud.world().unwrap(), cloud.first_world().unwrap()] {
        let document = json!({
            "Version": "1",
            "Statement": [{ "Effect": "Allow", "Action": "cms:Put*", "Resource": "*" }],
        });
        let reader = world.user("reader", ["AliyunCloudMonitorReadOnlyAccess"]).unwrap();
        let writer = world.user("w.riter", [document]).unwrap();
        for (user, reads, writes) in [(&reader, 200, 403), (&writer, 403, 200)] {
            assert_eq!(call(&world, user, Call::of("DescribeContactList")).status, reads);
            assert_eq!(call(&world, user, Call::put("Bob")).status, writes);
        }
        world.calls().caller("w.riter").status("4xx").verify(1).unwrap();
        let further = world.user("reader", ["AliyunCloudMonitorReadOnlyAccess"]).unwrap();
        assert_ne!(further.access_key_id, reader.access_key_id);
        assert_eq!(call(&world, &further, Call::of("DescribeContactList")).status, 200);
        assert!(why(world.user("other", ["NoSuchPolicy"])).contains("NoSuchPolicy"));
    }
}

#[test]
fn a_code_is_waited_for() {
    let cloud = Localyun::start().unwrap();
    let world = cloud.world().unwrap();
    let phone = "86-13800000000";
    thread::scope(|scope| {
        // It waits for a message that comes later, and passes over one without a code.
        let code = scope.spawn(|| world.outbox().code());
        put(&world, "Alice");
        let send = Call::of("SendVerificationCodeForEnableRD").query("SecureMobilePhone", phone);
        let send = send.with(|call| call.version = "2022-04-19".into());
        let answer = call(&world, world.key(), send);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let code = code.join().unwrap().unwrap();
        assert_eq!(code.len(), 6);
        assert!(world.outbox().to(phone).wait().unwrap().body.contains(&code));
    });
}

#[test]
fn what_does_not_come_is_told_with_what_has() {
    let cloud = Localyun::start().unwrap();
    let world = cloud.world().unwrap();
    let short = Duration::from_millis(20);
    let text = why(world.outbox().to("bob@example.com").within(short).wait());
    assert_eq!(text, "no message (to=bob@example.com) came within 20ms; the outbox is empty");
    put(&world, "Alice");
    let text = why(world.outbox().within(short).code());
    assert!(text.contains("\n  1 verification by mail to Alice@example.com: "), "{text}");
    let text = why(world.calls().action("DeleteContact").within(short).wait());
    assert!(text.contains("no call (action=DeleteContact)"), "{text}");
    assert!(text.contains("200 Cms PutContact root"), "{text}");
    assert_eq!(world.calls().product("Cms").wait().unwrap().action, "PutContact");
    assert_eq!(world.outbox().delete().unwrap(), 1);
}

#[test]
fn verify_names_the_nearest_call_and_how_it_differs() {
    let cloud = Localyun::start().unwrap();
    let world = cloud.world().unwrap();
    put(&world, "Alice");
    let of = |name: &str| world.calls().action("PutContact").parameter("ContactName", name);
    for good in [of("Alice").verify(1), of("Alice").verify(1..), of("Alice").verify(0..=2)] {
        assert_eq!(good.unwrap().len(), 1);
    }
    assert!(of("Bob").verify(..=0).unwrap().is_empty());
    let Err(error @ Error::CallsDiffer(_)) = of("Bob").verify(2) else { panic!() };
    let text = error.to_string();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines[0],
        "0 calls match, where exactly 2 should: action=PutContact ContactName=Bob"
    );
    assert!(lines[2].contains("200 Cms PutContact root"), "{text}");
    assert_eq!(lines[3], r#"    params.ContactName: expected "Bob", found "Alice""#);
    // What `unwrap` prints has the lines, too.
    assert_eq!(format!("{error:?}"), text);
    let text = why(of("Alice").verify(..=0));
    assert!(text.contains("these match:\n"), "{text}");
    let last = world.calls().last().unwrap();
    assert!(of("Alice").since(last).list().unwrap().is_empty());
    of("Alice").since(last).verify(..=0).unwrap();
    assert!(why(world.calls().action("PutContcat").verify(..=0)).contains("PutContact"));
}

#[test]
fn faults_fire_and_a_frozen_clock_is_moved() {
    let cloud = Localyun::start().unwrap();
    let world = cloud.world().unwrap();
    let rule = json!({ "action": "PutContact", "error": "Throttling.User", "nth": 1 });
    let id = world.faults().add(&rule).unwrap()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(put(&world, "Alice").code(), "Throttling.User");
    assert_eq!(put(&world, "Alice").status, 200);
    assert_eq!(world.faults().get(&id).unwrap()["fired"], 1);
    assert_eq!(world.calls().code("Throttling.User").list().unwrap()[0].fault.as_ref(), Some(&id));
    assert!(world.faults().remove(&id).unwrap().is_empty());
    assert!(!world.faults().preset("throttled").unwrap().is_empty());
    assert!(!world.faults().presets().unwrap().is_empty());
    world.faults().clear().unwrap();
    assert!(world.faults().list().unwrap().is_empty());

    let clock = world.clock();
    clock.freeze("2026-01-01").unwrap();
    clock.advance("1h").unwrap();
    let now = clock.advance(Duration::from_secs(90)).unwrap();
    assert_eq!((&*now.now, now.frozen), ("2026-01-01T01:01:30.000Z", true));
    assert_eq!(clock.set("2026-02-01T00:00:00Z").unwrap(), clock.now().unwrap());
    assert!(!clock.rate(60.0).unwrap().frozen);
    assert!(clock.freeze_now().unwrap().frozen);
    assert!(!clock.release().unwrap().frozen);
    assert!(why(clock.freeze("soon")).contains("soon"));
}

#[test]
fn a_snapshot_is_saved_restored_and_downloaded() {
    let cloud = Localyun::start().unwrap();
    let (world, other) = (cloud.world().unwrap(), cloud.world().unwrap());
    let snapshots = world.snapshots();
    assert_eq!(snapshots.save("empty").unwrap().world.as_deref(), Some(world.id()));
    put(&world, "Alice");
    assert_eq!(snapshots.difference("empty", "now").unwrap()["same"], false);
    snapshots.restore("empty").unwrap();
    assert_eq!(contacts(&world), 0);
    assert_eq!(other.snapshots().list().unwrap().len(), 1);
    assert!(snapshots.download("empty").unwrap().starts_with(b"SQLite format 3\0"));
    assert!(why(snapshots.save("empty")).contains("replace"));
    snapshots.replace("empty").unwrap();
    snapshots.delete("empty").unwrap();
    assert!(snapshots.list().unwrap().is_empty());
    put(&world, "Alice");
    let short = json!({ "max_page": 1 });
    let rules = world.control("POST", "paging", &[], &short).unwrap();
    assert_eq!(world.control("GET", "/paging", &[], &Value::Null).unwrap(), rules);
    assert_eq!(rules["paging"][0]["max_page"], 1);
    assert!(why(world.control("GET", "pagin", &[], &Value::Null)).contains("paging"));
    assert!(why(world.control("GET", "paging", &[("of", "x")], &Value::Null)).contains("`of`"));
    world.reset().unwrap();
    assert_eq!((contacts(&world), world.calls().list().unwrap().len()), (json!(0), 1));
}

#[test]
fn variables_lead_a_program_into_a_world() {
    let folder = tempfile::tempdir().unwrap();
    let tls = Tls::new(Mode::Both, Some(folder.path().to_owned()), Vec::new());
    let cloud = Localyun::with(Options { tls, ..Options::default() }).unwrap();
    let world = cloud.world().unwrap();
    let all = world.env();
    let value = |name: &str| all.iter().find(|(it, _)| *it == name).unwrap().1.clone();
    assert_eq!(value("ALIBABA_CLOUD_ACCESS_KEY_SECRET"), world.access_key_secret());
    let uri = value("ALIBABA_CLOUD_CREDENTIALS_URI");
    let path = uri.strip_prefix(world.url()).unwrap();
    let get = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", world.endpoint());
    let session = ask(at(&world), get.as_bytes()).json();
    let text = |name: &str| session[name].as_str().unwrap().to_owned();
    let key = (text("AccessKeyId"), text("AccessKeySecret"));
    let list = Call::of("DescribeContactList").with(|call| {
        call.key = key;
        call.token = Some(text("SecurityToken"));
    });
    assert_eq!(ask(at(&world), &list.bytes()).status, 200);
    world.calls().caller("localyun").verify(1).unwrap();
    // As `localyun env` has them: the vendor's hosts are reached through the server.
    let all = world.env_for(Client::Go).unwrap();
    let value = |name: &str| all.iter().find(|it| it.name == name).unwrap().value.clone();
    assert_eq!(value("HTTPS_PROXY"), world.url());
    assert!(Path::new(&value("SSL_CERT_FILE")).starts_with(folder.path()));
    // Without a folder for the authority nothing is written anywhere.
    let plain = Localyun::start().unwrap();
    assert!(matches!(plain.world().unwrap().env_for(Client::Go), Err(Error::Files(_))));
}

/// It blocks the thread that calls it, and starts no runtime on it.
#[test]
fn verbs_work_inside_a_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let cloud = Localyun::start().unwrap();
        let world = cloud.world().unwrap();
        assert_eq!(put(&world, "Alice").status, 200);
        world.outbox().wait().unwrap();
    });
}

/// Run by the test below in a process of its own.
#[test]
#[ignore = "fails on purpose"]
fn fails_on_purpose() {
    let cloud = Localyun::start().unwrap();
    let world = cloud.world().unwrap();
    put(&world, "Alice");
    world.calls().action("DeleteContact").verify(1).unwrap();
}

#[test]
fn a_test_that_fails_shows_its_calls() {
    let own = std::env::current_exe().unwrap();
    let run = std::process::Command::new(own)
        .args(["--exact", "embedded::fails_on_purpose", "--include-ignored"])
        .output()
        .unwrap();
    assert!(!run.status.success());
    let text = String::from_utf8_lossy(&run.stdout) + String::from_utf8_lossy(&run.stderr);
    assert!(text.contains("0 calls match, where exactly 1 should"), "{text}");
    assert!(text.contains("the last calls that the world "), "{text}");
    assert!(text.contains("200 Cms PutContact root"), "{text}");
}

/// The threads of this process, and what is in memory for servers that keep nothing.
#[cfg(target_os = "linux")]
fn left() -> (Vec<String>, Vec<PathBuf>) {
    let threads = std::fs::read_dir("/proc/self/task")
        .unwrap()
        .filter_map(|it| std::fs::read_to_string(it.unwrap().path().join("comm")).ok());
    let files = std::fs::read_dir("/proc/self/fd").unwrap();
    let files = files.filter_map(|it| std::fs::read_link(it.unwrap().path()).ok());
    (threads.collect(), files.filter(|it| it.to_string_lossy().contains("localyun")).collect())
}

/// Run by the test below in a process of its own, where no other test has servers.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "looks at the whole process"]
fn leaves_nothing() {
    let before = left();
    for _ in 0..2 {
        let cloud = Localyun::start().unwrap();
        let world = cloud.world().unwrap();
        put(&world, "Alice");
        world.snapshots().save("one").unwrap();
        assert!(left().0.len() > before.0.len());
        // A world holds its server.
        drop(cloud);
        assert_eq!(contacts(&world), 1);
    }
    // A thread that has ended is listed for a moment.
    for _ in 0..500 {
        if left() == before {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(left(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_dropped_server_leaves_no_threads_and_no_files() {
    let own = std::env::current_exe().unwrap();
    let run = std::process::Command::new(own)
        .args(["--exact", "embedded::leaves_nothing", "--include-ignored"])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
}

/// The page and the crate's documentation, which is compiled, have the same example.
#[test]
fn the_page_of_the_kits_has_the_example_of_the_crate() {
    let crate_text = include_str!("../src/lib.rs").replace("//! ", "");
    let page = include_str!("../kits/README.md");
    let example = page.split_once("```rust\n").unwrap().1.split_once("```").unwrap().0;
    assert!(example.contains("verify(1)") && crate_text.contains(example), "{example}");
}
