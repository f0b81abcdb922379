//! Worlds that begin with a seed, or with a snapshot.

use std::net::SocketAddr;

use super::*;

fn control(to: SocketAddr, method: &str, path: &str, body: &str) -> Answer {
    let target = format!("/_localyun/{path}");
    crate::support::ask(to, &plain(method, &target, &[], body.as_bytes()))
}

/// The world that a body makes, and the key of the root of its first account.
#[track_caller]
fn make(to: SocketAddr, body: &str) -> (Value, (String, String)) {
    let answer = control(to, "POST", "worlds", body);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let made = answer.json();
    let text = |name: &str| made["accounts"][0][name].as_str().unwrap().to_owned();
    let key = (text("access_key_id"), text("access_key_secret"));
    (made, key)
}

/// How many contacts a call sees.
fn contacts(to: SocketAddr, key: (&str, &str), world: Option<&str>) -> Answer {
    let mut call = Call::of("DescribeContactList").with(|it| it.key = (key.0.into(), key.1.into()));
    if let Some(world) = world {
        call = call.header("x-localyun-world", world);
    }
    crate::support::ask(to, &call.bytes())
}

fn serve(folder: &Path) -> Program {
    let (seed, data) = (folder.join("team.yaml"), folder.join("state.db"));
    fs::write(&seed, example()).unwrap();
    let mut command = program(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    command.arg("--seed").arg(seed);
    Program::spawn(&mut command)
}

#[test]
fn a_world_begins_with_a_seed_by_its_name_or_as_an_object() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path());
    let to = server.address;
    // What calls do to the first world is not in the seed.
    let delete = Call::of("DeleteContact").query("ContactName", "bot");
    assert_eq!(server.call(&delete).status, 200);
    let (named, key) = make(to, r#"{"from": "team"}"#);
    let id = named["id"].as_str().unwrap();
    assert_eq!(named["from"], "team");
    assert_eq!(named["accounts"].as_array().unwrap().len(), 3);
    assert_eq!(contacts(to, (&key.0, &key.1), None).json()["Total"], 3);
    // The keys that the seed fixes lead into the first world, and into this one where the header names it.
    assert_eq!(contacts(to, ("cikey", "cisecret"), None).json()["Total"], 2);
    assert_eq!(contacts(to, ("cikey", "cisecret"), Some(id)).json()["Total"], 3);
    assert_eq!(contacts(to, ("otherkey", "othersecret"), Some(id)).json()["Total"], 0);
    let clock = control(to, "GET", &format!("clock?world={id}"), "").json();
    assert_eq!(clock["now"], "2026-01-01T00:00:00.000Z");
    // A key of the seed with another secret opens neither.
    assert_eq!(contacts(to, ("cikey", "wrong"), Some(id)).code(), "SignatureDoesNotMatch");
    let seed = json!({ "version": 1, "accounts": [{
        "id": "5000000000000005",
        "cms": { "contacts": [{ "name": "ann", "description": "b", "mail": "a@example.com" }] },
        "ram": { "root_keys": [{ "id": "onlyhere", "secret": "hidden" }] },
    }] });
    let (inline, key) = make(to, &json!({ "from": seed, "ttl": "10m" }).to_string());
    let id = inline["id"].as_str().unwrap();
    assert_eq!((&inline["from"], &inline["ttl"]), (&json!("seed"), &json!("10m")));
    assert_eq!(inline["accounts"][0]["account"], "5000000000000005");
    assert_eq!(contacts(to, (&key.0, &key.1), None).json()["Total"], 1);
    assert_eq!(contacts(to, ("onlyhere", "hidden"), Some(id)).json()["Total"], 1);
    assert_eq!(contacts(to, ("onlyhere", "hidden"), None).code(), "InvalidAccessKeyId.NotFound");
    // A reset goes back to the seed.
    let call =
        Call::of("DeleteContact").query("ContactName", "ann").with(|it| it.key = key.clone());
    assert_eq!(server.call(&call).status, 200);
    assert_eq!(contacts(to, (&key.0, &key.1), None).json()["Total"], 0);
    assert_eq!(control(to, "POST", &format!("reset?world={id}"), "").status, 200);
    assert_eq!(contacts(to, (&key.0, &key.1), None).json()["Total"], 1);
    // The worlds in which seeds were applied are gone.
    assert_eq!(control(to, "GET", "worlds", "").json()["worlds"].as_array().unwrap().len(), 2);
}

#[test]
fn a_world_that_cannot_begin_so_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path());
    let to = server.address;
    assert_eq!(control(to, "POST", "snapshots", r#"{"name": "early"}"#).status, 200);
    let (other, _) = make(to, "{}");
    for (status, body, parts) in [
        (
            404,
            r#"{"from": "nowhere"}"#.to_owned(),
            &["`nowhere`", "`default`, `empty`", "`early`", "`team`", other["id"].as_str().unwrap()][..],
        ),
        (400, r#"{"from": {"version": 1, "acounts": []}}"#.into(), &["from:1:", "`accounts`?"]),
        (400, r#"{"from": {"version": 2}}"#.into(), &["from:1:22: `version` must be 1"]),
        // As it was sent, whatever it is sent with.
        (
            400,
            "{\n  \"ttl\": \"1m\",\n  \"from\": {\n    \"version\": 1,\n    \"acounts\": []\n  }\n}".into(),
            &["from:5:5: unknown name `acounts`"],
        ),
        (
            400,
            "{\n\t\"from\": {\n\t\t\"version\": 1,\n\t\t\"acounts\": []\n\t}\n}".into(),
            &["from:", "unknown name `acounts`"],
        ),
        (
            400,
            r#"{"from": {"version": 1, "accounts": [{"id": "1000000000000001", "ram": {"users": [{"name": "b c"}]}}]}}"#
                .into(),
            &["from:1:", "accounts[0].ram.users[0]: InvalidParameter"],
        ),
    ] {
        let answer = control(to, "POST", "worlds", &body);
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
        for part in parts {
            assert!(answer.text().contains(part), "{part}: {}", answer.text());
        }
    }
    let there = control(to, "GET", "worlds", "").json();
    assert_eq!(there["worlds"].as_array().unwrap().len(), 1);
}

#[test]
fn a_world_begins_with_a_snapshot_which_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path());
    let to = server.address;
    assert_eq!(control(to, "POST", "snapshots", r#"{"name": "early"}"#).status, 200);
    let download = || control(to, "GET", "snapshots/early", "").body;
    let before = download();
    let delete = Call::of("DeleteContact").query("ContactName", "bot");
    assert_eq!(server.call(&delete).status, 200);
    let (first, key) = make(to, r#"{"from": "early"}"#);
    let (second, other) = make(to, r#"{"from": "early"}"#);
    assert_eq!(first["from"], "early");
    // Each has keys of its own, and the state of then.
    assert_ne!(key, other);
    assert_eq!(first["accounts"][0]["account"], "1000000000000001");
    assert_eq!(contacts(to, (&key.0, &key.1), None).json()["Total"], 3);
    let id = first["id"].as_str().unwrap();
    assert_eq!(contacts(to, ("cikey", "cisecret"), Some(id)).json()["Total"], 3);
    assert_eq!(contacts(to, ("cikey", "cisecret"), None).json()["Total"], 2);
    let put = Call::put("more").with(|it| it.key = key.clone());
    assert_eq!(server.call(&put).status, 200);
    assert_eq!(contacts(to, (&key.0, &key.1), None).json()["Total"], 4);
    assert_eq!(contacts(to, (&other.0, &other.1), None).json()["Total"], 3);
    assert_eq!(control(to, "POST", &format!("reset?world={id}"), "").status, 200);
    assert_eq!(contacts(to, (&key.0, &key.1), None).json()["Total"], 3);
    assert_ne!(first["id"], second["id"]);
    assert_eq!(download(), before);
}

/// The ids of the accounts of a world, and a key of each.
fn accounts(made: &Value) -> Vec<(&str, (&str, &str))> {
    let all = made["accounts"].as_array().unwrap().iter();
    all.map(|it| {
        let text = |name: &str| it[name].as_str().unwrap();
        (text("account"), (text("access_key_id"), text("access_key_secret")))
    })
    .collect()
}

#[test]
fn a_world_has_a_key_for_each_account_of_what_it_begins_with() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path());
    let to = server.address;
    let (made, _) = make(to, r#"{"accounts": 2}"#);
    let (id, own) = (made["id"].as_str().unwrap(), accounts(&made));
    let put = Call::put("ann").with(|it| it.key = (own[1].1.0.into(), own[1].1.1.into()));
    assert_eq!(server.call(&put).status, 200);
    let seed = json!({ "version": 1, "accounts": [
        { "id": "5000000000000005", "cms": { "contacts": [
            { "name": "bob", "description": "b", "mail": "a@example.com" },
        ] } },
        { "id": "5000000000000006", "parent": "5000000000000005" },
    ] });
    let added = control(to, "POST", &format!("seed?world={id}"), &seed.to_string());
    assert_eq!(added.status, 200, "{}", added.text());
    let saved = control(to, "POST", &format!("snapshots?world={id}"), r#"{"name": "all"}"#);
    assert_eq!(saved.status, 200, "{}", saved.text());
    let more = ["5000000000000005", "5000000000000006"];
    let mut ids: Vec<_> = own.iter().map(|it| it.0).chain(more).collect();
    for from in [id, "all"] {
        let (fork, _) = make(to, &json!({ "from": from }).to_string());
        let there = accounts(&fork);
        if from == "all" {
            // The server's own accounts are not those of another world.
            ids[..3].sort_unstable();
        }
        assert_eq!(there.iter().map(|it| it.0).collect::<Vec<_>>(), ids, "{from}");
        for (account, key) in &there {
            let held = usize::from(*account == own[1].0 || *account == "5000000000000005");
            assert_eq!(contacts(to, *key, None).json()["Total"], held, "{from}: {account}");
        }
        let few =
            control(to, "POST", "worlds", &json!({ "from": from, "accounts": 2 }).to_string());
        assert!(few.text().contains("has 4 accounts"), "{}", few.text());
        let (more, _) = make(to, &json!({ "from": from, "accounts": 5 }).to_string());
        assert_eq!(accounts(&more).len(), 5);
    }
    // Those of a seed of the server are its own.
    let (fork, _) = make(to, r#"{"from": "default"}"#);
    let there = accounts(&fork);
    assert_eq!((there.len(), there[0].0), (3, "1000000000000001"));
    assert_eq!(contacts(to, there[0].1, None).json()["Total"], 3);
}

#[test]
fn a_world_begins_with_a_seed_as_text_which_may_change_what_it_begins_with() {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(folder.path());
    let to = server.address;
    let contact = "cms: {contacts: [{name: ann, description: b, mail: a@example.com}]}";
    let text = format!("version: 1\naccounts:\n- id: 5000000000000005\n  {contact}\n");
    let (made, key) = make(to, &json!({ "seed": text }).to_string());
    assert_eq!((&made["from"], accounts(&made).len()), (&json!("seed"), 1));
    assert_eq!(contacts(to, (&key.0, &key.1), None).json()["Total"], 1);
    let text = format!("version: 1\naccounts:\n- id: 1000000000000001\n  {contact}\n");
    for from in ["default", "team"] {
        let (made, key) = make(to, &json!({ "from": from, "seed": text }).to_string());
        assert_eq!((&made["from"], accounts(&made).len()), (&json!(from), 3));
        assert_eq!(contacts(to, (&key.0, &key.1), None).json()["Total"], 4);
    }
    for (seed, part) in [
        (json!("version: 1\naccounts:\n- id: 12\n"), "seed:3:3: accounts[0]: `id` has 16 digits"),
        (json!("version: 1\nacounts: []\n"), "seed:2:1: unknown name `acounts`"),
        (json!("version: ["), "seed:"),
        (json!({ "version": 2 }), "seed:1:20: `version` must be 1"),
        (json!(7), "`seed` cannot be 7"),
    ] {
        let refused = control(to, "POST", "worlds", &json!({ "seed": seed }).to_string());
        assert_eq!(refused.status, 400, "{}", refused.text());
        assert!(refused.text().contains(part), "{part}: {}", refused.text());
    }
    assert_eq!(control(to, "GET", "worlds", "").json()["worlds"].as_array().unwrap().len(), 3);
}
