//! A process that is killed while it saves or restores.

use super::*;

/// Asks the same connection again and again, until the server is gone. How often it was answered with 200.
fn until_gone(address: SocketAddr, answered: &AtomicU64, request: impl Fn(u64) -> Vec<u8>) {
    let mut client = Client::open(address);
    for n in 0.. {
        if !client.try_send(&request(n)) {
            return;
        }
        match client.try_answer() {
            Ok(Some(answer)) => assert_eq!(answer.status, 200, "{}", answer.text()),
            Ok(None) | Err(_) => return,
        }
        answered.fetch_add(1, Ordering::SeqCst);
    }
}

fn control(path: &str, body: &str) -> Vec<u8> {
    let length = if body.is_empty() { "content-length: 0" } else { "x-y: z" };
    plain("POST", &format!("/_localyun/{path}"), &[length], body.as_bytes())
}

fn spawn(
    address: SocketAddr,
    request: impl Fn(u64) -> Vec<u8> + Send + 'static,
) -> (Arc<AtomicU64>, thread::JoinHandle<()>) {
    let answered = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&answered);
    (answered, thread::spawn(move || until_gone(address, &count, request)))
}

fn wait_for(count: &AtomicU64, least: u64) {
    while count.load(Ordering::SeqCst) < least {
        thread::yield_now();
    }
}

#[test]
fn a_kill_while_it_saves_leaves_all_that_was_answered_and_no_half_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let (mut wanted, mut listed) = (0, 0);
    for round in 0..3 {
        let server = Program::serve(&data);
        let address = server.address;
        let writes = spawn(address, move |n| Call::put(&format!("c{round}-{n}")).bytes());
        let saves = spawn(address, move |n| {
            control("snapshots", &json!({ "name": format!("s{round}-{n}") }).to_string())
        });
        wait_for(&writes.0, 10);
        wait_for(&saves.0, 2 + round);
        server.kill();
        writes.1.join().unwrap();
        saves.1.join().unwrap();
        wanted += writes.0.load(Ordering::SeqCst);
        listed += saves.0.load(Ordering::SeqCst);
        let server = Program::serve(&data);
        let have = contacts(&server);
        assert!((wanted..=wanted + 1).contains(&have), "{have} contacts of {wanted}");
        let names = server.names();
        // The last may have been finished, and not answered.
        assert!(
            (listed..=listed + round + 1).contains(&(names.len() as u64)),
            "{names:?}: {listed}"
        );
        for name in &names {
            // The table is created with the first contact.
            let held =
                rows(&server.download(name)).get("cms_contact").map_or(0, |it| it.len() as u64);
            assert!(held <= have, "{name} has {held} contacts");
        }
        server.stop();
        let files = fs::read_dir(folder.path().join("state.db-snapshots")).unwrap();
        let files: Vec<_> =
            files.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        assert!(files.iter().all(|file| !file.starts_with('.')), "{files:?}");
        (wanted, listed) = (have, names.len() as u64);
    }
}

#[test]
fn a_kill_while_it_restores_leaves_the_one_state_or_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let server = Program::serve(&data);
    server.save("a");
    put(&server, "ann");
    server.save("b");
    server.stop();
    for round in 0..3 {
        let server = Program::serve(&data);
        let restores = spawn(server.address, |n| {
            control(&format!("snapshots/{}/restore", if n % 2 == 0 { "a" } else { "b" }), "")
        });
        wait_for(&restores.0, 2 + round);
        server.kill();
        restores.1.join().unwrap();
        let server = Program::serve(&data);
        let same = |name: &str| {
            server.good("GET", &format!("snapshots/{name}/diff/now"), b"")["same"] == true
        };
        assert!(same("a") != same("b"));
        server.stop();
    }
}
