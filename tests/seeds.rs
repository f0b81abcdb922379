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

mod kills;
mod networks;
mod start;
mod worlds;

const HEAD: &str = "version: 1\naccounts:\n  - id: 1000000000000001\n";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/seeds")
}

/// The example with the contents of its files.
pub(crate) fn example() -> String {
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
    // The policy that a folder has from the start is one of those that are attached to it.
    assert_eq!((applied.updated, applied.unchanged), (1, 0));
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
    assert_eq!((unchanged.created, unchanged.updated), (0, 0));
    let unchanged = apply(&world, &every_kind()).await.unwrap();
    let all = applied.created + applied.updated;
    assert_eq!(unchanged, Applied { created: 0, updated: 0, unchanged: all });
    assert_eq!(export(&again).await, first);
}

#[tokio::test]
async fn a_contact_that_is_active_is_sent_no_link_and_one_that_is_pending_is() {
    let world = empty();
    apply(&world, &example()).await.unwrap();
    let messages = world.database.read(|tx| outbox::list(tx, None, 100)).unwrap();
    let to: Vec<_> = messages.iter().map(|it| &*it.to).collect();
    assert_eq!(to, ["new@example.com", "late@example.com"]);
}

#[tokio::test]
async fn secrets_are_exported_only_if_they_are_asked_for() {
    let world = empty();
    apply(&world, &example()).await.unwrap();
    let text = seed::export(&world, false).await.unwrap();
    for secret in ["cisecret", "rootsecret", "PRIVATE KEY", "Correct-horse", ": \"$", ": $"] {
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
async fn an_export_says_what_it_leaves_out() {
    let world = empty();
    apply(&world, &every_kind()).await.unwrap();
    let text = export(&world).await;
    for product in PRODUCTS.iter().filter(|it| !it.schema.is_empty() && !it.seeds.is_empty()) {
        assert!(!product.unseeded.is_empty(), "{}", product.id);
        let line = format!("# {} is exported without: {}\n", product.id, product.unseeded);
        assert!(text.contains(&line), "{text}");
    }
}

#[tokio::test]
async fn a_seed_may_need_more_documents_than_a_call() {
    let world = empty();
    let metadata = provider::metadata_xml();
    let entry = |n: usize| json!({ "name": format!("p{n}"), "metadata": format!("{metadata}<!-- {n} -->") });
    let providers: Vec<Value> = (0..20).map(entry).collect();
    let id = "1000000000000001";
    let seed =
        json!({ "version": 1, "accounts": [{ "id": id, "ims": { "saml_providers": providers } }] });
    assert_eq!(apply(&world, &seed.to_string()).await.unwrap().created, 20);
}

#[tokio::test]
async fn contacts_of_the_same_name_are_told_apart_by_their_ids() {
    let world = empty();
    let text = whole(
        "@arms: {contacts: [{name: a, id: 4, mail: a@b.cn}, {name: a, id: 9, mail: b@b.cn}], \
         contact_groups: [{name: g, contacts: [9]}]}",
    );
    assert_eq!(apply(&world, &text).await.unwrap().created, 3);
    let first = export(&world).await;
    let again = empty();
    apply(&again, &first).await.unwrap();
    assert_eq!(export(&again).await, first);
    let error = apply(&world, &text.replace("[9]", "[a]")).await.unwrap_err();
    assert!(error.contains("several contacts are called `a`: give the id"), "{error}");
    assert_eq!(apply(&world, &text.replace("b@b.cn", "c@b.cn")).await.unwrap().updated, 1);
}

/// Whatever `POST /_localyun/dysms/settings` can set is exported, and can be applied.
#[tokio::test]
async fn every_setting_of_text_messages_is_exported_and_applied() {
    let world = empty();
    let text = whole(
        "@dysms: {settings: [{account_state: frozen, balance: 3, strict_rules: true, forbidden_words: [x], \
         of_phone_per_day: 3, others_per_day: 4, day_limit: 5, month_limit: 6, ram_denial: product, \
         missing_variable: SMS_TEMPLATE_ILLEGAL, duplicate: true, per_minute: 2, per_hour: 3, audit: hold}]}",
    );
    assert_eq!(apply(&world, &text).await.unwrap().created, 1);
    let first = export(&world).await;
    let again = empty();
    apply(&again, &first).await.unwrap();
    assert_eq!(export(&again).await, first);
}

#[tokio::test]
async fn entries_of_messages_are_refused_as_calls_are() {
    for (entry, why) in [
        ("dysms: {signs: [{name: A, state: aproved}]}", "it must be one of approved"),
        ("dysms: {signs: [{name: Acme}, {name: acme}]}", "case makes no other"),
        (
            "dysms: {templates: [{code: SMS_1, content: x, state: zz}]}",
            "it must be one of approved",
        ),
        (
            "dm: {templates: [{name: t, subject: s, text: x, state: zz}]}",
            "approved, rejected or in_review",
        ),
        ("dm: {domains: [{name: BIG.test}]}", "lower case"),
        ("dm: {receivers: [{name: r, alias: r@b.cn, members: [{mail: bad}]}]}", "a mail address"),
    ] {
        let error = apply(&empty(), &whole(&format!("@{entry}"))).await.unwrap_err();
        assert!(error.contains(why), "{entry}: {error}");
    }
}

/// What of the example can be changed, and into what.
const CHANGES: &[(&str, &str)] = &[
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
    ("name: The processor is busy", "name: Busy"),
    ("threshold: 90", "threshold: 95"),
    ("disabled: true", "disabled: false"),
    ("level: CRITICAL}", "level: WARN}"),
    ("silence_time: 600", "silence_time: 300"),
    ("Level: \"3\"", "Level: \"2\""),
    (
        "id: 10000001\n          contact_groups: [everybody]",
        "id: 10000001\n          contact_groups: []",
    ),
    ("{key: team, value: web}, {key: night}", "{key: team, value: api}"),
    ("tags: [{key: team, value: web}, {key: night}]", "tags: []"),
    ("id: i-2, name: web-2", "id: i-3, name: web-3"),
    ("name: web-1, region: cn-hangzhou", "name: web-1, region: cn-shanghai"),
    ("email: ann@example.com", "email: eve@example.com"),
    ("send?access_token=0\"]", "send?access_token=1\"]"),
    ("name: Late,", "name: Later,"),
    ("pending_email: true", "pending_email: false"),
    ("name_sync: false", "name_sync: true"),
    ("max_members: 30", "max_members: 40"),
    ("NoContactGroups", "Nothing"),
    ("folder: /team/web", "folder: /team"),
    ("display_name: other", "display_name: another"),
    ("payer: 3000000000000003", "payer: 1000000000000001"),
    ("[FullAliyunAccess, no-groups]", "[FullAliyunAccess]"),
    ("display_name: Production", "display_name: Prod"),
    ("phone: \"13800000001\"", "phone: \"13800000002\""),
    ("contacts: [ops, night]", "contacts: [night]"),
    ("daily_times: 09:30,17:00", "daily_times: 10:00"),
    ("over\"}", "all over\"}"),
    ("name: Test,", "name: Tests,"),
    ("data of the shop", "data of the club"),
    ("more_aliases: [alias/shop]", "more_aliases: [alias/club]"),
    ("rotation: 31536000s", "rotation: 30d"),
    ("protected: true", "protected: false"),
    ("usage: SIGN/VERIFY, disabled: true", "usage: SIGN/VERIFY, disabled: false"),
    ("version: v1, value: correct horse", "version: v2, value: battery staple"),
    ("type: text, description: of the shop", "type: text, description: of the club"),
    ("{version_interval: false}", "{version_interval: true}"),
];

#[tokio::test]
async fn what_differs_is_changed_or_refused_by_name() {
    let world = empty();
    apply(&world, &example()).await.unwrap();
    for &(from, to) in CHANGES {
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
        ("rd-abc123,", "rd-abc124,", "directory[0]: the directory has the `id` rd-abc123"),
        ("fd-abcdefghi1", "fd-abcdefghi9", "folders[0]: it is there with another `id`"),
        ("scope: RAM", "scope: All", "control_policies[0]: the control policy has the `scope` RAM"),
        ("rg-aekzproduction1", "rg-aekzproduction2", "has the `id` rg-aekzproduction1"),
        (
            "id: 10000001",
            "id: 10000002",
            "monitor_groups[0]: the monitor group has the `id` 10000001",
        ),
        ("spec: EC_P256", "spec: EC_P256K", "keys[1]: the key has the `spec` EC_P256"),
        ("value: correct horse", "value: another", "secrets[0]: Rejected.ResourceExist"),
        ("key: alias/app}", "key: alias/sign}", "secrets[0]: the secret has the `key` alias/app"),
    ] {
        let text = example().replacen(from, to, 1);
        let files = text.replacen("{\"files\":{", "{\"files\":{\"pem/deploy-org.pem\":\"x\",", 1);
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
        "document: this must be an object, a text with one in JSON, or `{file: PATH}`, not a list",
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
        (
            "@cas: {contacts: [{mobile: 138-0000-0001, name: a}, {mobile: \"13800000001\", name: b}]}",
            "contacts[1]: AlreadyExists.Mobile",
        ),
        (
            "@cms: {monitor_groups: [{name: a, instances: [{category: ECS, id: i, name: i, region: r}]}]}",
            "monitor_groups[0]: write the `category` as `ecs`",
        ),
        ("@parent: 3000000000000003", "accounts[0]: there is no account 3000000000000003"),
        (
            "@resourcedirectory: {folders: [{path: /a}]}",
            "the account manages no resource directory",
        ),
        (
            "@resourcedirectory: {directory: [{id: rd-1}]}",
            "directory[0]: `rd-1` is not `rd-` and six letters or digits",
        ),
        (
            "@resourcedirectory: {directory: [{}], folders: [{path: /a/b}]}",
            "folders[0]: there is no folder `/a`",
        ),
        (
            "@resourcedirectory: {directory: [{}], folders: [{path: a}]}",
            "folders[0]: `path` begins with /",
        ),
        (
            "@resourcedirectory: {directory: [{}], folders: [{path: \"/a b\"}]}",
            "folders[0]: InvalidParameter.Folder.Name",
        ),
        (
            "@resourcedirectory: {directory: [{}], members: [{account: 9, folder: /, display_name: ab}]}",
            "members[0]: there is no account 9",
        ),
        (
            "@resourcedirectory: {directory: [{}], control_attachments: [{target: /, policies: [none]}]}",
            "there is no control policy called `none`",
        ),
        (
            "@resourcemanager: {resource_groups: [{name: ab, id: x, display_name: ab}]}",
            "`x` is not the id of a resource group",
        ),
        ("@arms: {contacts: [{name: a}]}", "contacts[0]: ParameterMissing"),
        (
            "@arms: {contacts: [{name: a, id: 1, mail: a@b.cn}, {name: b, id: 1, mail: b@b.cn}]}",
            "an entry before has the same",
        ),
        ("@arms: {contacts: [{name: a, id: 0, mail: a@b.cn}]}", "`id` is a whole number from 1 to"),
        ("@arms: {contact_groups: [{name: a, contacts: [b]}]}", "there is no contact `b`"),
        (
            "@cms: {alert_rules: [{id: a, name: a, namespace: n, metric: m, monitor_group: g}]}",
            "alert_rules[0]: there is no monitor group `g`",
        ),
        (
            "@cms: {event_rules: [{name: a, patterns: [{product: ecs}], targets: [{kind: x, id: 1}]}]}",
            "a `kind` is one of contact, webhook",
        ),
        ("@sae: {namespaces: [{id: x, name: a}]}", "namespaces[0]: "),
    ] {
        let error = apply(&world, &whole(text)).await.unwrap_err();
        assert!(error.contains(part), "{text}: {error}");
        let text = export(&world).await;
        let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines, ["version: 1", "accounts: []"], "{text}");
    }
}

#[test]
fn a_hostile_document_is_refused_with_a_few_lines() {
    let many = |part: &str| part.repeat(1024 * 1024 / part.len());
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
        let error = Seed::whole("s", &text).map(|_| ()).unwrap_err();
        assert!(error.lines().count() <= 20, "{}", &text[..20]);
    }
}

/// Policies are kept as files, as they go to the cloud: a seed names them.
#[tokio::test]
async fn a_document_may_be_a_file() {
    let text = whole(
        "@ram: {policies: [{name: p, document: {file: policies/p.json}}], roles: [{name: r, trust_policy: {file: t.json}}]}",
    );
    let read = Seed::read("s", &text).unwrap();
    assert_eq!(
        read.missing().iter().map(|it| &*it.1).collect::<Vec<_>>(),
        ["policies/p.json", "t.json"]
    );
    let policy =
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:*","Resource":"*"}]}"#;
    let trust = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":["ecs.aliyuncs.com"]}}]}"#;
    let files = |policy: &str| {
        [("policies/p.json", policy), ("t.json", trust)]
            .map(|(name, it)| (name.to_owned(), it.to_owned()))
    };
    let world = empty();
    apply(&world, &seed::with_files(&text, &files(policy))).await.unwrap();
    let state = seed::to_json(&export(&world).await);
    let ram = &state["accounts"][0]["ram"];
    assert_eq!(ram["policies"][0]["document"]["Statement"][0]["Action"], "ram:*");
    assert_eq!(ram["roles"][0]["trust_policy"]["Statement"][0]["Action"], "sts:AssumeRole");
    let error = apply(&empty(), &seed::with_files(&text, &files("{"))).await.unwrap_err();
    assert!(error.starts_with("seed.yaml:4:"), "{error}");
    // A text names no file, and neither does an object with more in it.
    let other = "@ram: {policies: [{name: p, document: {file: {a: 1}}}, {name: q, document: {file: x, Version: y}}]}";
    assert!(Seed::read("s", &whole(other)).unwrap().missing().is_empty());
}

#[test]
fn the_command_checks_a_seed_without_a_server() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seed.yaml");
    let check = |text: &str| {
        fs::write(&file, text).unwrap();
        let out = run(&["seed", "check", file.to_str().unwrap()]);
        (out.status.code(), String::from_utf8([out.stdout, out.stderr].concat()).unwrap())
    };
    let right = |what: &str| (Some(0), format!("{} is right: {what}\n", file.display()));
    assert_eq!(check("version: 1\n"), right("0 accounts"));
    fs::write(folder.path().join("p.json"), "{}").unwrap();
    let some =
        "@ram: {groups: [{name: a}, {name: b}], policies: [{name: a, document: {file: p.json}}]}";
    assert_eq!(check(&whole(some)), right("1 account, 1 file; ram: 1 policies, 2 groups"));
    for (document, what) in
        [("{file: p.json}", "the content of the file"), ("'no JSON'", "the text")]
    {
        fs::write(folder.path().join("p.json"), "no JSON").unwrap();
        let (status, text) =
            check(&whole(&format!("@ram: {{policies: [{{name: a, document: {document}}}]}}")));
        assert_eq!(status, Some(1), "{text}");
        let part = format!("policies[0].document: {what} is no object in JSON: ");
        assert!(text.contains(&part), "{text}");
    }
    let (status, text) = check("version: 1\nacounts: []\n");
    assert_eq!(status, Some(1));
    assert!(
        text.ends_with("seed.yaml:2:1: unknown name `acounts`; did you mean `accounts`?\n"),
        "{text}"
    );
    let (_, text) = check("{\"version\": 1, \"acco\\nts\": []}");
    assert!(text.ends_with("unknown name `acco\\nts`; did you mean `accounts`?\n"), "{text}");
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

/// A seed from elsewhere may name what it wants to see of whoever applies it.
#[cfg(unix)]
#[test]
fn a_seed_names_only_files_of_its_folder() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("seeds");
    fs::create_dir_all(folder.join("below")).unwrap();
    let policy =
        r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:*","Resource":"*"}]}"#;
    for file in ["secret.json", "seeds/own.json", "seeds/below/own.json"] {
        fs::write(outside.path().join(file), policy).unwrap();
    }
    symlink("../secret.json", folder.join("out.json")).unwrap();
    symlink("..", folder.join("up")).unwrap();
    symlink("below/own.json", folder.join("in.json")).unwrap();
    let seed = folder.join("seed.yaml");
    let path = seed.to_str().unwrap();
    let write = |name: &str| {
        let text = format!("@ram: {{policies: [{{name: p, document: {{file: '{name}'}}}}]}}");
        fs::write(&seed, whole(&text)).unwrap();
    };
    let absolute = folder.join("own.json");
    let server = Server::start();
    let url = format!("http://{}", server.address);
    for good in ["own.json", "below/own.json", "below/../own.json", "in.json", "./own.json"]
        .into_iter()
        .chain([absolute.to_str().unwrap()])
    {
        write(good);
        let out = run(&["seed", "check", path]);
        assert!(out.status.success(), "{good}: {}", String::from_utf8_lossy(&out.stderr));
    }
    let serve = ["serve", "--data", ":memory:", "--listen", "127.0.0.1:0", "--seed", path];
    for bad in
        ["/etc/passwd", "../secret.json", "out.json", "up/secret.json", "../none.json", "/none"]
    {
        write(bad);
        let apply = ["seed", "apply", path, "--endpoint", &url];
        for command in [&["seed", "check", path][..], &apply, &serve] {
            let out = run(command);
            let why = String::from_utf8(out.stderr).unwrap();
            assert_eq!(out.status.code(), Some(1), "{bad}: {why}");
            assert!(why.contains("seed.yaml:4:"), "{bad}: {why}");
            assert!(why.contains(&format!("`{bad}` is not in the folder of the seed")), "{why}");
        }
    }
    write("below");
    let why = String::from_utf8(run(&["seed", "check", path]).stderr).unwrap();
    assert!(why.contains("`below`: it is no regular file"), "{why}");
}

#[test]
fn the_server_applies_and_exports_over_its_control_api() {
    let server = Server::start();
    let answer = post(&server, "/_localyun/seed", &example());
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["unchanged"], 0);
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
