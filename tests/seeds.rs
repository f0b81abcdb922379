//! Seed files: what is read and refused, what is applied, and that an exported state is the same state again.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use actions::{PRODUCTS, ports::outbox};
use localyun::world::{
    Settings, World,
    seed::{self, Applied, Seed},
};
use serde_json::{Value, json};

use crate::{
    support::{Answer, Call, Program, Server, plain, program, run},
    transcripts::provider,
};

const HEAD: &str = "version: 1\naccounts:\n  - id: 1000000000000001\n";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/seeds")
}

/// The example with the contents of its files.
fn example() -> String {
    let text = fs::read_to_string(fixtures().join("example.yaml")).unwrap();
    let seed = Seed::read("example.yaml", &text).unwrap();
    let files = seed
        .missing()
        .iter()
        .map(|(_, name)| (name.clone(), fs::read_to_string(fixtures().join(name)).unwrap()));
    seed::with_files(&text, &files.collect::<Vec<_>>())
}

/// A world without accounts, and with nothing in it.
fn empty() -> Arc<World> {
    World::alone(&Settings::default()).unwrap()
}

async fn apply(world: &Arc<World>, text: &str) -> Result<Applied, String> {
    let seed = Arc::new(Seed::whole("seed.yaml", text)?);
    seed::apply(world, &seed).await.map_err(|error| error.message(&seed))
}

async fn export(world: &World) -> String {
    seed::export(world, true).await.unwrap()
}

fn post(server: &Server, path: &str, body: &str) -> Answer {
    server.ask(&plain("POST", path, &[], body.as_bytes()))
}

/// Every kind that a product declares, with what an update changes. SAML metadata is large, so it is made here.
fn every_kind() -> String {
    let metadata = json!(provider::metadata_xml());
    let saml = format!(
        "      saml_providers:\n        - name: saml\n          metadata: {metadata}\n    cas:\n"
    );
    example().replacen("    cas:\n", &saml, 1)
}

#[tokio::test]
async fn an_exported_state_is_the_same_state_again() {
    let world = empty();
    let applied = apply(&world, &every_kind()).await.unwrap();
    assert_eq!((applied.updated, applied.unchanged), (0, 0));
    let first = export(&world).await;
    for product in PRODUCTS {
        for kind in product.seeds {
            assert!(first.contains(&format!("      {}:\n", kind.name)), "{}: {first}", kind.name);
        }
    }
    let again = empty();
    apply(&again, &first).await.unwrap();
    assert_eq!(export(&again).await, first);
    // What is there already is left alone.
    let unchanged = apply(&again, &first).await.unwrap();
    assert_eq!(unchanged, Applied { created: 0, updated: 0, unchanged: applied.created });
    let unchanged = apply(&world, &every_kind()).await.unwrap();
    assert_eq!(unchanged, Applied { created: 0, updated: 0, unchanged: applied.created });
    assert_eq!(export(&again).await, first);
}

#[tokio::test]
async fn a_contact_that_is_active_is_sent_no_link_and_one_that_is_pending_is() {
    let world = empty();
    apply(&world, &example()).await.unwrap();
    let messages = world.database.read(|tx| outbox::list(tx, None, 100)).unwrap();
    let to: Vec<_> = messages.iter().map(|it| &*it.to).collect();
    assert_eq!(to, ["new@example.com"]);
}

#[tokio::test]
async fn secrets_are_exported_only_if_they_are_asked_for() {
    let world = empty();
    apply(&world, &example()).await.unwrap();
    let text = seed::export(&world, false).await.unwrap();
    for secret in ["cisecret", "rootsecret", "PRIVATE KEY", "$"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert!(text.contains("secret: null"), "{text}");
    // It is applied where they are there, and changes nothing.
    let applied = apply(&world, &text).await.unwrap();
    assert_eq!((applied.created, applied.updated), (0, 0));
    // Where they are not, new ones are drawn.
    let keys = format!("{HEAD}    ram:\n      root_keys:\n        - {{id: drawn, secret: null}}\n");
    apply(&world, &keys).await.unwrap();
    let text = export(&world).await;
    let drawn = text.split("id: drawn\n").nth(1).unwrap().trim_start();
    assert!(drawn.starts_with("secret: ") && !drawn.starts_with("secret: null"), "{drawn}");
}

#[tokio::test]
async fn what_differs_is_changed_or_refused_by_name() {
    let world = empty();
    apply(&world, &example()).await.unwrap();
    for (from, to) in [
        ("Night shift", "Day shift"),
        ("contacts: [ops, bot]", "contacts: [new]"),
        ("contacts: [ops, bot]", "contacts: []"),
        ("description: Reads alert contacts", "description: Reads"),
        ("\"cms:Describe*\"", "\"cms:*\""),
        ("comments: Who builds", "comments: Who runs"),
        ("display_name: Continuous integration", "display_name: CI"),
        ("groups: [developers]", "groups: []"),
        ("[AliyunYundunCertFullAccess]", "[AdministratorAccess]"),
        ("inactive: true", "inactive: false"),
        ("Correct-horse-9", "Correct-horse-10"),
        ("max_session_duration: 7200", "max_session_duration: 3600"),
        ("client_ids: [localyun]", "client_ids: [other]"),
        ("fail: busy", "fail: broken"),
    ] {
        let text = example();
        assert!(text.contains(from), "{from}");
        let changed = apply(&world, &text.replacen(from, to, 1)).await.unwrap();
        assert_eq!((changed.created, changed.updated), (0, 1), "{to}");
        let back = apply(&world, &text).await.unwrap();
        assert_eq!((back.created, back.updated), (0, 1), "{from}");
    }
    let before = export(&world).await;
    for (from, to, part) in [
        (
            "200000000000000001",
            "200000000000000002",
            "users[0]: the user has the id 200000000000000001",
        ),
        ("cisecret", "another", "access_keys[0]: the access key has another secret"),
        (
            "https://idp.example.com",
            "https://other.example.com",
            "has the issuer https://idp.example.com",
        ),
        (
            "deploy-www.pem",
            "deploy-org.pem",
            "certificates[0]: it is there with another `certificate`",
        ),
    ] {
        let text = example().replacen(from, to, 1);
        let files =
            text.replacen("{\"files\":{", "{\"files\":{\"../cas/pem/deploy-org.pem\":\"x\",", 1);
        let error = apply(&world, &files).await.unwrap_err();
        assert!(error.contains(part), "{error}");
        // All of it, or nothing.
        assert_eq!(export(&world).await, before);
    }
}

/// Documents that are wrong: what is said of each, and whether the JSON Schema refuses it too.
const WRONG: [(&str, &str, bool); 33] = [
    ("", "s:1:1: the document is empty", true),
    ("[]", "s:1:1: this must be an object, not a list", true),
    ("accounts: []", "s:1:1: `version` is missing", true),
    ("version: 2", "s:1:10: `version` must be 1", true),
    ("version: \"1\"", "s:1:10: `version` must be 1", true),
    ("version: 1\nclocks: x", "s:2:1: unknown name `clocks`; did you mean `clock`?", true),
    ("version: 1\nclock: noon", "s:2:8: clock: `noon` is not a time", false),
    ("version: 1\naccounts: {}", "s:2:11: accounts: this must be a list, not an object", true),
    (
        "version: 1\naccounts:\n  - x",
        "s:3:5: accounts[0]: this must be an object, not a text",
        true,
    ),
    (
        "version: 1\naccounts:\n  - ram: {}",
        "s:3:5: accounts[0]: `id` has 16 digits, and is required",
        true,
    ),
    ("version: 1\naccounts:\n  - id: 12", "s:3:5: accounts[0]: `id` has 16 digits", false),
    ("version: 1\nversion: 1", "s:2:1: `version` is here twice", false),
    (
        "version: 1\naccounts: [{id: 1000000000000001}, {id: 1000000000000001}]",
        "s:2:36: accounts[1]: the account 1000000000000001 is there twice",
        false,
    ),
    (
        "@ram: {userz: []}",
        "s:4:11: accounts[0].ram: unknown name `userz`; did you mean `users`?",
        true,
    ),
    ("@rem: {}", "s:4:5: accounts[0]: unknown name `rem`; did you mean `ram`?", true),
    ("@zzzzzz: {}", "unknown name `zzzzzz`; there are id, name, parent, cms, ram", true),
    (
        "@ram: {users: {}}",
        "s:4:18: accounts[0].ram.users: this must be a list, not an object",
        true,
    ),
    ("@ram: {users: [{}]}", "s:4:19: accounts[0].ram.users[0]: `name` is missing", true),
    (
        "@ram: {users: [{name: a, mail: b}]}",
        "s:4:29: accounts[0].ram.users[0]: unknown name `mail`; did you mean `email`?",
        true,
    ),
    (
        "@ram: {users: [{name: true}]}",
        "s:4:26: accounts[0].ram.users[0].name: this must be a text, not a flag: write it in quotes",
        true,
    ),
    (
        "@ram: {users: [{name: 1.5}]}",
        "users[0].name: this must be a text, not a number: write it in quotes",
        true,
    ),
    ("@ram: {users: [{name: null}]}", "users[0].name: this must be a text, not null", true),
    ("@ram: {users: [{name: [a]}]}", "users[0].name: this must be a text, not a list", true),
    (
        "@ram: {users: [{name: a}, {name: a}]}",
        "s:4:30: accounts[0].ram.users[1]: an entry before has the same name",
        false,
    ),
    (
        "@ram: {users: [{name: a, groups: b}]}",
        "groups: this must be a list of texts, not a text",
        true,
    ),
    (
        "@ram: {roles: [{name: a, trust_policy: {}, max_session_duration: long}]}",
        "max_session_duration: this must be a whole number, not a text",
        true,
    ),
    (
        "@ram: {roles: [{name: a, trust_policy: {}, allow_console_login: \"true\"}]}",
        "allow_console_login: this must be `true` or `false`, not a text",
        true,
    ),
    (
        "@ram: {policies: [{name: a, document: []}]}",
        "document: this must be an object, or a text with one in JSON, not a list",
        true,
    ),
    (
        "@cas: {certificates: [{name: a, certificate: {path: b}}]}",
        "certificate: unknown name `path`",
        true,
    ),
    (
        "@cas: {certificates: [{name: a, certificate: {file: b}}]}",
        "s:4:56: the server reads no files that a request names",
        false,
    ),
    ("@ram: {users: [&a {name: a}, *a]}", "anchors are not read", false),
    ("@ram: {users: [{name: !!str a}]}", "tags are not read", false),
    ("version: 1\n---\nversion: 1", "s:3:1: there are more documents than one", false),
];

/// `@` stands for the head of a document.
fn whole(text: &str) -> String {
    text.strip_prefix('@').map_or(text.to_owned(), |rest| format!("{HEAD}    {rest}\n"))
}

#[test]
fn what_is_wrong_is_said_with_line_and_column_and_the_schema_refuses_it_too() {
    let schema = seed::schema();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (text, part, by_schema) in WRONG {
        let text = whole(text);
        let error = Seed::whole("s", &text).map(|_| ()).unwrap_err();
        assert!(error.contains(part), "{text}: {error}");
        if by_schema {
            assert!(!validator.is_valid(&seed::to_json(&text)), "{text}");
        }
    }
    for good in [&example(), &every_kind(), "version: 1", r#"{"version": 1, "accounts": []}"#] {
        Seed::whole("s", good).unwrap();
        let errors: Vec<_> =
            validator.iter_errors(&seed::to_json(good)).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[tokio::test]
async fn what_an_action_refuses_is_said_with_line_and_column_and_changes_nothing() {
    let world = empty();
    for (text, part) in [
        (
            "@ram: {users: [{name: a}, {name: \"b c\"}]}",
            "seed.yaml:4:30: accounts[0].ram.users[1]: InvalidParameter",
        ),
        ("@ram: {users: [{name: a, groups: [none]}]}", "users[0]: EntityNotExist.Group"),
        ("@ram: {users: [{name: a}, {name: A}]}", "users[1]: EntityAlreadyExists.User"),
        ("@ram: {users: [{name: a, id: 1}]}", "users[0]: `id` has 18 digits"),
        ("@ram: {policies: [{name: a, document: {}}]}", "policies[0]: MalformedPolicyDocument"),
        ("@ram: {access_keys: [{user: a, id: k}]}", "access_keys[0]: EntityNotExist.User"),
        ("@ram: {root_keys: [{id: a b}]}", "root_keys[0]: `id` has 1 to 128"),
        ("@ram: {root_keys: [{id: a}, {id: b}, {id: c}]}", "root_keys[2]: nobody has more than 2"),
        (
            "@cms: {contact_groups: [{name: a, contacts: [b]}]}",
            "contact_groups[0]: ContactNotExists",
        ),
        ("@cas: {resources: [{product: NONE, domain: a}]}", "resources[0]: `product` is one of"),
        (
            "@cas: {resources: [{product: cdn, domain: a}]}",
            "resources[0]: write the product as `CDN`",
        ),
        (
            "@cas: {resources: [{product: ALB, domain: a}]}",
            "known by `instance_id` and `listener_id`",
        ),
        ("@cas: {certificates: [{name: a, certificate: x}]}", "certificates[0]: "),
        ("@parent: 3000000000000003", "accounts[0]: there is no account 3000000000000003"),
    ] {
        let error = apply(&world, &whole(text)).await.unwrap_err();
        assert!(error.contains(part), "{text}: {error}");
        let text = export(&world).await;
        let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines, ["version: 1", "accounts: []"], "{text}");
    }
}

#[test]
fn a_hostile_document_is_refused_soon() {
    let start = Instant::now();
    let many = |part: &str| part.repeat(8 * 1024 * 1024 / part.len());
    for text in [
        many("["),
        many("{"),
        many("- "),
        many("a: "),
        many("? "),
        many("!"),
        many("&a "),
        many("*a "),
        many("\""),
        many("\t"),
        many("%"),
        many("a"),
        many("---\n"),
        many("[a,"),
        many("'"),
        format!("a: &a [x]\nb: &b [*a,*a,*a]\n{}", many("c: [*b,*b]\n")),
        format!("version: 1\naccounts: [{}", many("a,")),
        format!("version: 1\n{}: 1", many("x")),
        "a: |\n".to_owned() + &many("  x\n"),
    ] {
        assert!(Seed::whole("s", &text).is_err(), "{}", &text[..20]);
    }
    assert!(start.elapsed() < Duration::from_secs(240), "{:?}", start.elapsed());
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
fn the_command_checks_a_seed_without_a_server() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seed.yaml");
    let check = |text: &str| {
        fs::write(&file, text).unwrap();
        let out = run(&["seed", "check", file.to_str().unwrap()]);
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    assert_eq!(check("version: 1\n"), (Some(0), String::new()));
    let (status, text) = check("version: 1\nacounts: []\n");
    assert_eq!(status, Some(1));
    assert!(
        text.ends_with("seed.yaml:2:1: unknown name `acounts`; did you mean `accounts`?\n"),
        "{text}"
    );
    let (status, text) =
        check(&whole("@cas: {certificates: [{name: a, certificate: {file: no.pem}}]}"));
    assert_eq!(status, Some(1));
    assert!(text.contains("seed.yaml:4:56: cannot read `no.pem`"), "{text}");
    fs::write(&file, "version: 2").unwrap();
    let out = run(&[
        "serve",
        "--data",
        ":memory:",
        "--listen",
        "127.0.0.1:0",
        "--seed",
        file.to_str().unwrap(),
    ]);
    assert_eq!(out.status.code(), Some(1));
    let schema: Value = serde_json::from_slice(&run(&["seed", "schema"]).stdout).unwrap();
    assert_eq!(schema, seed::schema());
}

#[test]
fn a_seed_that_changes_is_applied_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seed.yaml");
    let user = |name: &str| {
        fs::write(&file, whole(&format!("@ram: {{users: [{{name: {name}}}]}}"))).unwrap()
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
    // A second, so that the first look at the file was before this.
    thread::sleep(Duration::from_secs(2));
    fs::write(&file, "version: 1\nwrong").unwrap();
    thread::sleep(Duration::from_secs(2));
    user("bernhard");
    wait_for("name: bernhard\n");
    wait_for("name: ann\n");
    let end = server.stop();
    assert!(end.stderr.contains("the seed is not applied"), "{}", end.stderr);
}

#[test]
fn a_seed_that_is_cut_short_by_a_kill_is_applied_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("state.db");
    let users: String = (0..2000).map(|n| format!("{{name: u{n}}}, ")).collect();
    let text = whole(&format!("@ram: {{users: [{users}]}}"));
    for wait in [0, 5, 40, 160] {
        let server = Program::serve(&data);
        let address = server.address;
        let body = text.clone();
        let sent = thread::spawn(move || {
            let mut client = crate::support::Client::open(address);
            client.send(&plain("POST", "/_localyun/seed", &[], body.as_bytes()));
            client.try_answer().ok().flatten().is_some()
        });
        thread::sleep(Duration::from_millis(wait));
        server.kill();
        let answered = sent.join().unwrap();
        let server = Program::serve(&data);
        let ask = |request: &[u8]| crate::support::ask(server.address, request);
        let shown = ask(&plain("GET", "/_localyun/seed", &[], b""));
        // All of it, or nothing; and all of it if that was answered.
        let count = shown.text().matches("name: u").count();
        assert!(count == 2000 || count == 0 && !answered, "{count} {answered}");
        let again = ask(&plain("POST", "/_localyun/seed", &[], text.as_bytes()));
        let (created, unchanged) =
            (again.json()["created"].clone(), again.json()["unchanged"].clone());
        assert_eq!((created, unchanged), (json!(2000 - count), json!(count)));
        server.kill();
        fs::remove_file(&data).unwrap();
        let log = folder.path().join("state.db-wal");
        let _ = fs::remove_file(log);
    }
}

#[test]
fn the_server_applies_and_exports_over_its_control_api() {
    let server = Server::start();
    let answer = post(&server, "/_localyun/seed", &example());
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["updated"], 0);
    let answer = post(&server, "/_localyun/seed?name=mine.yaml", "version: 1\nx: 1");
    assert_eq!(answer.status, 400);
    assert!(
        answer.json()["message"].as_str().unwrap().starts_with("mine.yaml:2:1: unknown name `x`")
    );
    let answer = server.ask(&plain("GET", "/_localyun/seed/schema", &[], b""));
    assert_eq!(answer.json(), seed::schema());
    let answer = server.ask(&plain("GET", "/_localyun/seed?secrets=maybe", &[], b""));
    assert_eq!(answer.status, 400);
}
