//! Seeds whose server is killed while it applies them.

use std::sync::mpsc;

use localyun::random;

use super::*;

const USERS: usize = 5000;

/// How many kills are tried at the most until some have fallen while a seed was applied.
const MOST: u32 = 20;

#[test]
fn a_seed_that_is_cut_short_by_a_kill_is_there_in_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let users: Vec<_> = (0..USERS).map(|n| format!("{{name: u{n}}}")).collect();
    let text = whole(&format!("@ram: {{users: [{}]}}", users.join(", ")));
    let post = plain("POST", "/_localyun/seed", &[], text.as_bytes());
    // How long it takes where nobody kills it.
    let server = Program::serve(&data);
    let begun = Instant::now();
    assert_eq!(crate::support::ask(server.address, &post).json()["created"], USERS);
    let whole_time = begun.elapsed();
    server.kill();
    let mut inside = 0;
    for round in 0..MOST {
        for suffix in ["", "-wal", "-lock", "-shm", "-start"] {
            let _ = fs::remove_file(folder.path().join(format!("state.db{suffix}")));
        }
        let server = Program::serve(&data);
        // What was answered before is there afterwards, whatever becomes of the seed.
        assert_eq!(server.call(&Call::put("before")).status, 200);
        let (address, body) = (server.address, post.clone());
        let (sent, is_sent) = mpsc::channel();
        let asked = thread::spawn(move || {
            let mut client = crate::support::Client::open(address);
            client.send(&body);
            sent.send(()).unwrap();
            client.try_answer().ok().flatten().map(|it| it.status)
        });
        is_sent.recv().unwrap();
        thread::sleep(whole_time.mul_f64(random::fraction(7, u64::from(round)) * 1.1));
        server.kill();
        let answered = asked.join().unwrap();
        inside += u32::from(answered.is_none());
        let server = Program::serve(&data);
        let shown = crate::support::ask(server.address, &plain("GET", "/_localyun/seed", &[], b""));
        let count = shown.text().matches("name: u").count();
        assert!(count == USERS || count == 0 && answered.is_none(), "{count} {answered:?}");
        assert!(shown.text().contains("name: before\n"), "{}", &shown.text()[..300]);
        if inside < 5 {
            server.kill();
            continue;
        }
        // It can be applied now, whatever became of it.
        let again = crate::support::ask(server.address, &post).json();
        assert_eq!(again["created"], USERS - count);
        server.kill();
        return;
    }
    panic!("of {MOST} kills, {inside} fell while the seed was applied");
}
