//! A process that is killed while clients write, fork, save, restore and seed at the same time: what was answered is
//! counted afterwards.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::{
        Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::json;

use crate::support::{Answer, Call, Client, Program, ask, plain};

/// When something was asked for, and when that was answered, in numbers that only rise; not at all if the server was
/// killed first.
#[derive(Clone, Copy)]
struct Span {
    asked: u64,
    answered: Option<u64>,
}

impl Span {
    /// Whether it was over before the other began.
    fn is_before(&self, other: &Self) -> bool {
        self.answered.is_some_and(|at| at < other.asked)
    }
}

/// What all clients of one run have asked for.
#[derive(Default)]
struct Asked {
    now: AtomicU64,
    /// The contacts and users that were written, by name.
    writes: Mutex<Vec<(String, Span)>>,
    /// The snapshots that were saved, by name.
    saves: Mutex<Vec<(String, Span)>>,
    /// Each restore, with the time in which the snapshot was saved.
    restores: Mutex<Vec<(Span, Span)>>,
    forks: AtomicUsize,
}

impl Asked {
    fn now(&self) -> u64 {
        self.now.fetch_add(1, Ordering::SeqCst)
    }

    /// Asks once, and says when; the answer is there unless the server is gone.
    fn ask(&self, client: &mut Client, request: &[u8]) -> (Span, Option<Answer>) {
        let asked = self.now();
        let answer = client.try_send(request).then(|| client.try_answer().ok().flatten()).flatten();
        if let Some(answer) = &answer {
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        (Span { asked, answered: answer.is_some().then(|| self.now()) }, answer)
    }

    /// Whether a write must be there: it was answered, and each restore that may have come after it brought a state that
    /// was saved after it.
    fn is_kept(&self, write: &Span) -> bool {
        let restores = self.restores.lock().unwrap();
        let has_it =
            |(restore, saved): &(Span, Span)| restore.is_before(write) || write.is_before(saved);
        write.answered.is_some() && restores.iter().all(has_it)
    }
}

fn control(path: &str, body: &str) -> Vec<u8> {
    plain("POST", &format!("/_localyun/{path}"), &[], body.as_bytes())
}

/// Writes contacts of these names until the server is gone.
fn write(to: SocketAddr, asked: &Asked, prefix: &str) {
    let mut client = Client::open(to);
    for n in 0.. {
        let name = format!("{prefix}{n}");
        let (span, answer) = asked.ask(&mut client, &Call::put(&name).bytes());
        asked.writes.lock().unwrap().push((name, span));
        if answer.is_none() {
            return;
        }
    }
}

/// Applies seeds, each with one user.
fn seed(to: SocketAddr, asked: &Asked, prefix: &str) {
    let mut client = Client::open(to);
    for n in 0.. {
        let name = format!("{prefix}{n}");
        let seed = json!({"version": 1, "accounts": [
            {"id": "1000000000000001", "ram": {"users": [{"name": name}]}},
        ]});
        let (span, answer) = asked.ask(&mut client, &control("seed", &seed.to_string()));
        asked.writes.lock().unwrap().push((name, span));
        if answer.is_none() {
            return;
        }
    }
}

/// Makes forks, writes into each, and drops it.
fn fork(to: SocketAddr, asked: &Asked) {
    let mut client = Client::open(to);
    loop {
        let (_, Some(made)) = asked.ask(&mut client, &control("worlds", r#"{"from": "default"}"#))
        else {
            return;
        };
        let made = made.json();
        let (id, first) = (made["id"].as_str().unwrap(), &made["accounts"][0]);
        let text = |name: &str| first[name].as_str().unwrap().to_owned();
        let key = (text("access_key_id"), text("access_key_secret"));
        let put = Call::put("only-in-a-fork").with(|call| call.key = key);
        let drop = plain("DELETE", &format!("/_localyun/worlds/{id}"), &[], b"");
        for request in [put.bytes(), drop] {
            if asked.ask(&mut client, &request).1.is_none() {
                return;
            }
        }
        asked.forks.fetch_add(1, Ordering::SeqCst);
    }
}

/// Saves snapshots, and restores every second one at once.
fn save(to: SocketAddr, asked: &Asked, prefix: &str) {
    let mut client = Client::open(to);
    for n in 0.. {
        let name = format!("{prefix}{n}");
        let body = json!({ "name": name }).to_string();
        let (saved, answer) = asked.ask(&mut client, &control("snapshots", &body));
        asked.saves.lock().unwrap().push((name.clone(), saved));
        if answer.is_none() {
            return;
        }
        if n % 2 == 0 {
            continue;
        }
        let path = format!("snapshots/{name}/restore");
        let (restored, answer) = asked.ask(&mut client, &control(&path, "{}"));
        asked.restores.lock().unwrap().push((restored, saved));
        if answer.is_none() {
            return;
        }
    }
}

/// The names of the contacts, users and snapshots that a server has.
fn names(server: &Program) -> (BTreeSet<String>, BTreeSet<String>) {
    let seed = ask(server.address, &plain("GET", "/_localyun/seed", &[], b""));
    assert_eq!(seed.status, 200, "{}", seed.text());
    let names = seed
        .text()
        .lines()
        .filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("name: "));
    let saved = ask(server.address, &plain("GET", "/_localyun/snapshots", &[], b"")).json();
    let saved = saved["snapshots"].as_array().unwrap().iter();
    (
        names.map(str::to_owned).collect(),
        saved.map(|it| it["name"].as_str().unwrap().to_owned()).collect(),
    )
}

#[test]
fn a_kill_during_forks_snapshots_restores_and_seeds_loses_nothing_that_was_answered() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let asked = Asked::default();
    for round in 0..3 {
        let server = Program::serve(&data);
        let to = server.address;
        let count = |of: &Mutex<Vec<(String, Span)>>| of.lock().unwrap().len();
        let before =
            (count(&asked.writes), count(&asked.saves), asked.forks.load(Ordering::SeqCst));
        // Every snapshot has this one, so there is something that must be left whatever the last restore did.
        let first = format!("first-{round}");
        let (span, _) = asked.ask(&mut Client::open(to), &Call::put(&first).bytes());
        asked.writes.lock().unwrap().push((first, span));
        thread::scope(|scope| {
            let asked = &asked;
            let clients = [
                scope.spawn(move || write(to, asked, &format!("contact-{round}-"))),
                scope.spawn(move || seed(to, asked, &format!("user-{round}-"))),
                scope.spawn(move || fork(to, asked)),
                scope.spawn(move || save(to, asked, &format!("saved-{round}-"))),
            ];
            // A client ends before the kill only where an assertion of it fails.
            let busy = || {
                count(&asked.writes) < before.0 + 30
                    || count(&asked.saves) < before.1 + 4 + round
                    || asked.forks.load(Ordering::SeqCst) < before.2 + 2
            };
            while busy() && clients.iter().all(|it| !it.is_finished()) {
                thread::yield_now();
            }
            server.kill();
        });
        let server = Program::serve(&data);
        let (have, saved) = names(&server);
        server.kill();
        let writes = asked.writes.lock().unwrap();
        let kept: BTreeSet<_> =
            writes.iter().filter(|it| asked.is_kept(&it.1)).map(|it| it.0.clone()).collect();
        let lost: Vec<_> = kept.difference(&have).collect();
        assert!(lost.is_empty(), "of {} that were answered, these are lost: {lost:?}", kept.len());
        assert!(kept.len() > round, "{kept:?}");
        assert!(!have.contains("only-in-a-fork"));
        let wanted = asked.saves.lock().unwrap();
        let wanted = wanted.iter().filter(|it| it.1.answered.is_some()).map(|it| it.0.clone());
        let lost: Vec<_> = wanted.filter(|it| !saved.contains(it)).collect();
        assert!(lost.is_empty(), "snapshots that were answered are lost: {lost:?}");
    }
}
