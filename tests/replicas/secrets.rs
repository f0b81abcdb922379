//! What a key does for the secrets in a shared database: who reads it, or a copy of it, sees none.

use std::{collections::BTreeSet, fs};

use actions::{
    ports::{
        outbox::Channel,
        store::{StoreError, Tx},
    },
    shared::verification::{self, LinkRequest, PreviousLinks},
};
use localyun::{
    config::Auth,
    store::{Opening, SecretKey},
    world::{Settings, World},
};
use rusqlite::Connection;
use serde_json::json;

use super::{Pair, START, contacts, control, good, ram, rpc, signed};
use crate::support::{
    Call, Server, ask, plain,
    postgres::{self, Schema},
    run,
};

fn key(digits: &str) -> SecretKey {
    SecretKey::of(&digits.repeat(32)).unwrap()
}

fn settings(schema: &Schema, key: Option<SecretKey>) -> Settings {
    Settings {
        data: schema.data(),
        opening: Opening { secret_key: key, ..Opening::default() },
        accounts: vec!["1000000000000001:testid:testsecret".parse().unwrap()],
        ..Settings::default()
    }
}

fn server(schema: &Schema, key: Option<SecretKey>) -> Server {
    Server::with(|it| {
        it.data = schema.data();
        it.clock = Some(START);
        it.opening.secret_key = key;
    })
}

/// The id and the secret of an access key of a new user.
fn made_key(server: &Server, user: &str) -> (String, String) {
    let user = [("UserName", user)];
    good(&server.call(&ram("CreateUser", &user)));
    let made = good(&server.call(&ram("CreateAccessKey", &user)));
    let text = |name: &str| made["AccessKey"][name].as_str().unwrap().to_owned();
    (text("AccessKeyId"), text("AccessKeySecret"))
}

/// The tables that have a row with a text in it, a file of bytes included.
fn tables_with(schema: &Schema, text: &str) -> Vec<String> {
    let hex = base16ct::lower::encode_string(text.as_bytes());
    postgres::connected(schema.url(), |client| {
        let mut found = postgres::written(client, schema.name());
        found.retain(|table| {
            let sql = format!(
                "SELECT COUNT(*) FROM {}.{table} t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0",
                schema.name()
            );
            client.query_one(&sql, &[&text, &hex]).unwrap().get::<_, i64>(0) > 0
        });
        found
    })
}

#[test]
fn a_start_needs_the_key_that_the_secrets_are_sealed_with() {
    let test = "a_start_needs_the_key_that_the_secrets_are_sealed_with";
    let Some(url) = postgres::url_or_skip(test) else { return };
    let schema = Schema::take(&url);
    let first = World::alone(&settings(&schema, Some(key("01")))).unwrap();
    let secret = *first.database.secret();
    drop(first);
    let open = |key| World::alone(&settings(&schema, key));
    let why = open(None).map(drop).unwrap_err().to_string();
    assert!(why.contains("give their key with --secret-key FILE"), "{why}");
    let why = open(Some(key("02"))).map(drop).unwrap_err().to_string();
    assert!(why.contains("sealed with another key"), "{why}");
    let again = open(Some(key("01"))).unwrap();
    assert_eq!(again.database.secret(), &secret);
}

#[test]
fn who_reads_the_database_sees_no_secret_and_servers_see_all() {
    let test = "who_reads_the_database_sees_no_secret_and_servers_see_all";
    let Some(url) = postgres::url_or_skip(test) else { return };
    let schema = Schema::take(&url);
    let (a, b) = (server(&schema, Some(key("01"))), server(&schema, Some(key("01"))));
    let made = made_key(&a, "alice");
    let who = |key| signed(rpc("GetCallerIdentity", "2015-04-01", &[]), key);
    for server in [&a, &b] {
        good(&server.call(&who(&made)));
    }
    let place = [("SecretName", "db"), ("VersionId", "v1"), ("SecretData", "kms-plain-value")];
    good(&a.call(&rpc("CreateSecret", "2016-01-20", &place)));
    let login = [("UserName", "alice"), ("Password", "Console-pass-1")];
    good(&b.call(&ram("CreateLoginProfile", &login)));
    let ding = "https://oapi.dingtalk.com/robot/send?access_token=ding-token-1";
    let put = [("ContactName", "bot"), ("Describe", "x"), ("Channels.DingWebHook", ding)];
    let put =
        put.iter().fold(Call::of("PutContact"), |call, (name, value)| call.query(name, value));
    good(&a.call(&put));
    // A text that looks sealed is what it was, and opens nothing.
    let found: String = postgres::connected(schema.url(), |client| {
        let sql = format!("SELECT secret FROM {}.ram_access_key WHERE id = $1", schema.name());
        client.query_one(&sql, &[&made.0]).unwrap().get(0)
    });
    assert!(found.starts_with("sealed:1:"), "{found}");
    let renamed = [("UserName", "alice"), ("NewDisplayName", &*found), ("NewComments", &*found)];
    good(&a.call(&ram("UpdateUser", &renamed)));
    let shown = good(&b.call(&ram("GetUser", &[("UserName", "alice")])));
    assert_eq!(shown["User"]["Comments"], found);
    for plain in [&*made.1, "testsecret", "kms-plain-value", "Console-pass-1", "ding-token-1"] {
        assert_eq!(tables_with(&schema, plain), Vec::<String>::new(), "{plain}");
    }
    // What is looked up by a secret is found.
    let by_ding = Call::of("DescribeContactList").query("ChanelType", "DingWebHook");
    let list = good(&b.call(&by_ding.query("ChanelValue", ding)));
    assert_eq!(list["Contacts"]["Contact"][0]["Name"], "bot", "{list}");
}

#[test]
fn what_no_transcript_keeps_is_sealed_too() {
    let Some(url) = postgres::url_or_skip("what_no_transcript_keeps_is_sealed_too") else { return };
    let schema = Schema::take(&url);
    let server = server(&schema, Some(key("01")));
    let wanted = json!({ "issuer": "https://idp.example", "claims": { "sub": "alice" } });
    for _ in 0..2 {
        control(&server, "POST", "ims/oidc-tokens", &wanted);
    }
    // Links of which the ones before stay valid.
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let write = |tx: &mut dyn Tx| {
        let ask = LinkRequest {
            link: "confirm",
            subjects: &["7"],
            channel: Channel::Mail,
            value: "alice@example.com",
            life: verification::DAY,
            previous_links: PreviousLinks::Kept,
            heading: "",
            body: "",
        };
        verification::put(tx, ("cms", "1000000000000001", "link-token"), &ask, START)?;
        verification::find(tx, "cms", "link-token")
    };
    let found: Result<_, StoreError> =
        runtime.block_on(server.app.world().database.write(write, |_| ()));
    assert_eq!(found.unwrap().map(|it| it.subjects), Some(vec!["7".to_owned()]));
    postgres::connected(schema.url(), |client| {
        for (table, column) in [
            ("ims_oidc_signing_key", "private_key"),
            ("verification", "slot"),
            ("verification", "token"),
        ] {
            let sql = format!("SELECT {column} FROM {}.{table}", schema.name());
            let kept: String = client.query_one(&sql, &[]).unwrap().get(0);
            assert!(kept.starts_with("sealed:1:"), "{table}.{column}: {kept}");
        }
    });
}

#[test]
fn a_world_that_was_begun_without_a_key_is_sealed_by_the_first_that_has_one() {
    let test = "a_world_that_was_begun_without_a_key_is_sealed_by_the_first_that_has_one";
    let Some(url) = postgres::url_or_skip(test) else { return };
    let schema = Schema::take(&url);
    let before = server(&schema, None);
    let made = made_key(&before, "alice");
    let comments = [("UserName", "alice"), ("NewComments", "sealed:1:by alice")];
    good(&before.call(&ram("UpdateUser", &comments)));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(before.app.world().keep()).unwrap();
    let with = tables_with(&schema, &made.1);
    assert_eq!(
        BTreeSet::from_iter(with),
        ["ram_access_key", "world_start"].map(String::from).into()
    );
    drop(before);
    let server = server(&schema, Some(key("01")));
    assert_eq!(tables_with(&schema, &made.1), Vec::<String>::new());
    let who = || signed(rpc("GetCallerIdentity", "2015-04-01", &[]), &made);
    good(&server.call(&who()));
    let shown = good(&server.call(&ram("GetUser", &[("UserName", "alice")])));
    assert_eq!(shown["User"]["Comments"], "sealed:1:by alice");
    // What a reset goes back to is sealed as well, and can be read.
    good(&server.call(&Call::put("late")));
    control(&server, "POST", "reset", &serde_json::Value::Null);
    good(&server.call(&who()));
    assert_eq!(contacts(&server), Vec::<String>::new());
    assert_eq!(tables_with(&schema, &made.1), Vec::<String>::new());
}

#[test]
fn a_snapshot_is_plain_and_what_it_restores_is_sealed() {
    let test = "a_snapshot_is_plain_and_what_it_restores_is_sealed";
    let Some(url) = postgres::url_or_skip(test) else { return };
    let schema = Schema::take(&url);
    let server = server(&schema, Some(key("01")));
    let made = made_key(&server, "alice");
    let world = control(&server, "POST", "worlds", &json!({ "from": "default" }));
    assert!(world["id"].is_string());
    control(&server, "POST", "snapshots", &json!({ "name": "one" }));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.db");
    let get = plain("GET", "/_localyun/snapshots/one", &[], b"");
    fs::write(&path, ask(server.address, &get).body).unwrap();
    let db = Connection::open(&path).unwrap();
    let sql = "SELECT secret FROM ram_access_key WHERE id = $1";
    let secret: String = db.query_row(sql, [&made.0], |row| row.get(0)).unwrap();
    assert_eq!(secret, made.1);
    good(
        &server
            .call(&ram("DeleteAccessKey", &[("UserName", "alice"), ("UserAccessKeyId", &*made.0)])),
    );
    control(&server, "POST", "snapshots/one/restore", &serde_json::Value::Null);
    good(&server.call(&signed(rpc("GetCallerIdentity", "2015-04-01", &[]), &made)));
    assert_eq!(tables_with(&schema, &made.1), Vec::<String>::new());
}

#[test]
fn a_key_that_is_none_or_of_no_use_is_refused_at_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    let name = file.to_str().unwrap();
    let refused = |data: &str| {
        let ended = run(&["--listen", "127.0.0.1:0", "--data", data, "--secret-key", name]);
        assert!(!ended.status.success());
        String::from_utf8(ended.stderr).unwrap()
    };
    let shared = "postgres://nobody@127.0.0.1:1/none";
    assert!(refused(":memory:").contains("--data postgres://"), "{}", refused(":memory:"));
    assert!(refused(shared).contains("cannot read the secret key"), "{}", refused(shared));
    fs::write(&file, "swordfish").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(refused(shared).contains("chmod 600"), "{}", refused(shared));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    }
    let why = refused(shared);
    assert!(why.contains("openssl rand -base64 32") && !why.contains("swordfish"), "{why}");
}

/// A pair without a key goes on as before.
#[test]
fn without_a_key_secrets_are_as_they_are() {
    let test = "without_a_key_secrets_are_as_they_are";
    let Some(pair) = Pair::with(test, Some(START), Auth::Strict) else { return };
    let made = made_key(&pair.a, "alice");
    assert_eq!(tables_with(&pair.schema, &made.1), ["ram_access_key"]);
}
