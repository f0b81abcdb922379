//! Seeds that a server is started with: what they make is what a reset goes back to.

use std::{net::SocketAddr, path::Path};

use super::*;

/// The state of a server with its secrets, as a seed.
fn shown(to: SocketAddr) -> String {
    let request = plain("GET", "/_localyun/seed?secrets=true", &[], b"");
    crate::support::ask(to, &request).text().to_owned()
}

fn reset(server: &Program) {
    let answer = crate::support::ask(server.address, &plain("POST", "/_localyun/reset", &[], b""));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn user(name: &str) -> Call {
    Call::of("CreateUser").query("UserName", name).with(|it| it.version = "2015-05-01".into())
}

fn serve(data: &str, seed: &Path, more: &[&str]) -> Program {
    let mut command = program(&["--listen", "127.0.0.1:0", "--data", data, "--seed"]);
    command.arg(seed).args(more);
    Program::spawn(&mut command)
}

#[test]
fn keys_of_a_seed_sign_and_a_reset_goes_back_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(&["--listen", "127.0.0.1:0", "--data", ":memory:", "--seed"]);
    command.arg(fixtures().join("example.yaml"));
    let server = Program::spawn(&mut command);
    let signed = |key: &str, secret: &str| {
        server
            .call(&Call::of("DescribeContactList").with(|it| it.key = (key.into(), secret.into())))
    };
    assert_eq!(signed("cikey", "cisecret").json()["Total"], 3);
    assert_eq!(signed("rootkey", "rootsecret").status, 200);
    assert_eq!(signed("otherkey", "othersecret").json()["Total"], 0);
    assert_eq!(signed("oldkey", "oldsecret").code(), "InvalidAccessKeyId.Inactive");
    let ask = |method: &str, path: &str| {
        crate::support::ask(server.address, &plain(method, path, &[], b""))
    };
    assert_eq!(ask("GET", "/_localyun/clock").json()["now"], "2026-01-01T00:00:00.000Z");
    let before = ask("GET", "/_localyun/seed").text().to_owned();
    let delete = Call::of("DeleteContact").query("ContactName", "ops");
    assert_eq!(server.call(&delete).status, 200);
    assert_ne!(ask("GET", "/_localyun/seed").text(), before);
    assert_eq!(ask("POST", "/_localyun/reset").status, 200);
    assert_eq!(ask("GET", "/_localyun/seed").text(), before);
    // The command makes of it what the server does.
    let endpoint = format!("http://{}", server.address);
    let file = folder.path().join("out.yaml");
    let out = run(&[
        "seed",
        "export",
        "--secrets",
        "-o",
        file.to_str().unwrap(),
        "--endpoint",
        &endpoint,
    ]);
    assert!(out.status.success(), "{out:?}");
    let applied = run(&["seed", "apply", file.to_str().unwrap(), "--endpoint", &endpoint]);
    let text = String::from_utf8(applied.stdout).unwrap();
    assert!(text.starts_with("0 created, 0 updated, "), "{text}");
}

#[test]
fn a_reset_restores_the_ids_and_the_messages_that_a_seed_has_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let (seed, data) = (folder.path().join("s.yaml"), folder.path().join("state.db"));
    let text = "@cms: {contacts: [{name: new, description: d, pending_mail: new@example.com}]}\n    \
                ram: {users: [{name: ann}], access_keys: [{user: ann, id: annkey, secret: null}]}\n    \
                resourcedirectory: {directory: [{}], folders: [{path: /team}]}";
    fs::write(&seed, whole(text)).unwrap();
    for data in [":memory:", data.to_str().unwrap()] {
        let server = serve(data, &seed, &[]);
        let before = shown(server.address);
        let outbox = || {
            let request = plain("GET", "/_localyun/outbox", &[], b"");
            crate::support::ask(server.address, &request).text().to_owned()
        };
        let sent = outbox();
        assert!(sent.contains("new@example.com"), "{sent}");
        for _ in 0..2 {
            assert_eq!(server.call(&user("zoe")).status, 200);
            assert_ne!(shown(server.address), before);
            reset(&server);
            assert_eq!(shown(server.address), before);
            assert_eq!(outbox(), sent);
        }
        assert_eq!(server.call(&user("zoe")).status, 200);
        let changed = shown(server.address);
        server.stop();
        if data != ":memory:" {
            // The next start keeps what was done, which has the seed: that is what a reset goes back to.
            let server = serve(data, &seed, &[]);
            assert_eq!(shown(server.address), changed);
            reset(&server);
            assert_eq!(shown(server.address), changed);
        }
    }
}

#[test]
fn what_is_drawn_after_a_reset_is_what_was_drawn_after_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let seed = folder.path().join("s.yaml");
    fs::write(&seed, whole("@ram: {users: [{name: ann}]}")).unwrap();
    let id = |server: &Program| server.call(&user("zoe")).json()["User"]["UserId"].clone();
    let server = serve(":memory:", &seed, &["--seed-random", "7"]);
    let first = id(&server);
    reset(&server);
    assert_eq!(id(&server), first);
    let again = serve(":memory:", &seed, &["--seed-random", "7"]);
    assert_eq!(id(&again), first);
}

#[test]
fn a_seed_that_changes_is_applied_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seed.yaml");
    let user = |name: &str| {
        fs::write(&file, whole(&format!("@ram: {{users: [{{name: {name}}}]}}"))).unwrap();
    };
    user("ann");
    let mut command =
        program(&["--listen", "127.0.0.1:0", "--data", ":memory:", "--watch", "--seed"]);
    command.arg(&file);
    let server = Program::spawn(&mut command);
    let wait_for = |part: &str| {
        let start = Instant::now();
        loop {
            let answer =
                crate::support::ask(server.address, &plain("GET", "/_localyun/seed", &[], b""));
            if answer.text().contains(part) {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "{part}: {}", answer.text());
            thread::sleep(Duration::from_millis(100));
        }
    };
    wait_for("name: ann\n");
    let made =
        Call::of("CreateUser").query("UserName", "zoe").with(|it| it.version = "2015-05-01".into());
    assert_eq!(server.call(&made).status, 200);
    // A second, so that the first look at the file was before this.
    thread::sleep(Duration::from_secs(2));
    fs::write(&file, "version: 1\nwrong").unwrap();
    thread::sleep(Duration::from_secs(2));
    user("bernhard");
    wait_for("name: bernhard\n");
    wait_for("name: ann\n");
    wait_for("name: zoe\n");
    // What a reset goes back to has followed, and has nothing of what calls did.
    let back = || crate::support::ask(server.address, &plain("POST", "/_localyun/reset", &[], b""));
    assert_eq!(back().status, 200);
    let start = Instant::now();
    while !shown(server.address).contains("name: bernhard\n") {
        assert!(start.elapsed() < Duration::from_secs(30), "{}", shown(server.address));
        assert_eq!(back().status, 200);
    }
    let text = shown(server.address);
    assert!(text.contains("name: ann\n") && !text.contains("name: zoe\n"), "{text}");
    let end = server.stop();
    assert!(end.stderr.contains("the seed is not applied"), "{}", end.stderr);
}
