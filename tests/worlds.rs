//! Worlds side by side in one process: each has its keys, tokens, clock, due work, outbox and links.

use std::sync::Arc;

use actions::ports::{
    outbox::{self, OutboxMessage},
    store::StoreError,
};
use localyun::{
    keys::KeySecret,
    world::{Settings, World},
};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

use crate::support::{Answer, Call, Server};

/// 2026-01-01
const START: i64 = 1_767_225_600_000;

/// A server with a world besides its first, and the key that leads into it.
struct Two {
    server: Server,
    key: (String, String),
    name: String,
    runtime: Runtime,
}

impl Two {
    fn start() -> Self {
        let server = Server::start();
        let settings = Settings { frozen: Some(START), ..Settings::default() };
        let (name, accounts) = server.app.worlds.add(settings, 1);
        let KeySecret::Shared(secret) = &accounts[0].secret else { panic!() };
        let key = (accounts[0].access_key_id.clone(), secret.clone());
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        Self { server, key, name, runtime }
    }

    /// A call in the world besides the first.
    fn other(&self, call: &Call) -> Answer {
        self.server.call(&call.clone().with(|call| call.key = self.key.clone()))
    }

    fn world(&self) -> Arc<World> {
        let found = self.runtime.block_on(self.server.app.worlds.named(&self.name));
        found.unwrap().unwrap()
    }
}

fn sent(world: &World) -> Vec<OutboxMessage> {
    let sent: Result<_, StoreError> = world.database.read(|tx| outbox::list(tx, None, 10));
    sent.unwrap()
}

/// A call to a product of the RPC style.
fn call(version: &str, action: &str) -> Call {
    Call::of(action).with(|call| call.version = version.into())
}

fn contacts(answer: &Answer) -> usize {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["Total"].as_u64().unwrap().try_into().unwrap()
}

#[test]
fn what_one_has_the_other_has_not() {
    let two = Two::start();
    let list = Call::of("DescribeContactList");
    assert_eq!(two.server.call(&Call::put("mine")).status, 200);
    for name in ["one", "two"] {
        let put = two.other(&Call::put(name));
        assert_eq!(put.status, 200, "{}", put.text());
    }
    assert_eq!(contacts(&two.server.call(&list)), 1);
    assert_eq!(contacts(&two.other(&list)), 2);
    // A reset is of one of them.
    two.runtime.block_on(two.world().reset()).unwrap();
    assert_eq!((contacts(&two.server.call(&list)), contacts(&two.other(&list))), (1, 0));
}

#[test]
fn keys_and_tokens_lead_into_the_world_that_made_them() {
    let two = Two::start();
    assert_eq!(two.key.0.len(), 24, "as long as any other");
    let ram = |action| call("2015-05-01", action);
    assert_eq!(two.other(&ram("CreateUser").query("UserName", "ann")).status, 200);
    let made = two.other(&ram("CreateAccessKey").query("UserName", "ann")).json();
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{value}")).to_owned();
    assert!(made["AccessKey"].is_object(), "{made}");
    let made = &made["AccessKey"];
    let ann = (text(&made["AccessKeyId"]), text(&made["AccessKeySecret"]));
    assert_eq!(ann.0.len(), 24);
    let who = call("2015-04-01", "GetCallerIdentity");
    let as_ann = who.clone().with(|call| call.key = ann.clone());
    let here = two.server.call(&as_ann).json();
    assert!(here["Arn"].as_str().is_some_and(|arn| arn.ends_with("user/ann")), "{here}");
    let root = here["AccountId"].as_str().unwrap();
    let trust = format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{"RAM":["acs:ram::{root}:root"]}}}}]}}"#
    );
    let role = ram("CreateRole").query("RoleName", "r").query("AssumeRolePolicyDocument", &trust);
    let role = two.other(&role).json();
    let role = role["Role"]["Arn"].as_str().unwrap_or_else(|| panic!("{role}")).to_owned();
    let policy = ram("AttachPolicyToUser")
        .query("PolicyType", "System")
        .query("PolicyName", "AdministratorAccess")
        .query("UserName", "ann");
    let attached = two.other(&policy);
    assert_eq!(attached.status, 200, "{}", attached.text());
    let assume = call("2015-04-01", "AssumeRole")
        .query("RoleArn", &role)
        .query("RoleSessionName", "session")
        .with(|call| call.key = ann.clone());
    let session = two.server.call(&assume).json();
    assert!(session["Credentials"].is_object(), "{session}");
    let session = &session["Credentials"];
    let as_session = who.with(|call| {
        call.key = (text(&session["AccessKeyId"]), text(&session["AccessKeySecret"]));
        call.token = Some(text(&session["SecurityToken"]));
    });
    let here = two.server.call(&as_session).json();
    let arn = here["Arn"].as_str().unwrap_or_default();
    assert!(arn.ends_with("assumed-role/r/session"), "{here}");
    // The key of a world that is no more is a key that nobody knows.
    assert!(two.server.app.worlds.remove(&two.name));
    for call in [as_ann, as_session] {
        let gone = two.server.call(&call);
        assert!([400, 404].contains(&gone.status), "{}", gone.text());
    }
}

/// A balancer tells the servers behind it apart by what the ids of their keys begin with.
#[test]
fn the_keys_of_all_worlds_of_a_server_begin_alike() {
    let server = Server::with(|options| options.world_prefix = "b7".into());
    let names: Vec<_> = (0..20)
        .map(|_| {
            let (name, accounts) = server.app.worlds.add(Settings::default(), 1);
            let key = &accounts[0].access_key_id;
            assert!(key.starts_with(&format!("LTAI5t{name}")) && key.len() == 24, "{key}");
            name
        })
        .collect();
    assert!(names.iter().all(|name| name.starts_with("b7") && name.len() == 6), "{names:?}");
    // So do those that are made in the first world, which are found there.
    let ram = |action| call("2015-05-01", action).query("UserName", "ann");
    assert_eq!(server.call(&ram("CreateUser")).status, 200);
    let made = server.call(&ram("CreateAccessKey")).json()["AccessKey"].clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ann = (text(&made["AccessKeyId"]), text(&made["AccessKeySecret"]));
    assert!(ann.0.starts_with("LTAI5tb7") && ann.0.len() == 24, "{}", ann.0);
    let who = call("2015-04-01", "GetCallerIdentity").with(|call| call.key = ann);
    let who = server.call(&who).json();
    assert!(who["Arn"].as_str().is_some_and(|arn| arn.ends_with("user/ann")), "{who}");
}

#[test]
fn each_has_its_clock_its_messages_and_its_links() {
    let two = Two::start();
    let put = Call::of("PutContact")
        .query("ContactName", "ann")
        .query("Describe", "d")
        .query("Channels.Mail", "ann@example.com");
    assert_eq!(two.other(&put).status, 200);
    let world = two.world();
    let messages = sent(&world);
    assert_eq!((messages.len(), messages[0].at), (1, START));
    assert!(sent(two.server.app.world()).is_empty());
    let link = two.server.app.link(&world, messages[0].link.as_deref().unwrap());
    let path = link.strip_prefix(two.server.app.base()).unwrap();
    let get = |path: &str| {
        let head = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", two.server.address);
        two.server.ask(head.as_bytes())
    };
    // In the first world nobody has sent it.
    let (elsewhere, _) = path.split_once('?').unwrap();
    assert_eq!(get(elsewhere).status, 404);
    assert_eq!(get(&elsewhere.replace("link", "lonk")).status, 404);
    assert_eq!(get(&format!("{elsewhere}?world=nobody")).status, 404);
    assert_eq!(get(path).status, 200);
    // Time passes in one of them only.
    world.clock.advance(60_000);
    assert_eq!(world.clock.now(), START + 60_000);
    assert!(two.server.app.world().clock.now() > START + 1_000_000);
}

#[test]
fn work_becomes_due_by_the_clock_of_its_world() {
    let two = Two::start();
    let order = call("2020-04-07", "CreateCertificateForPackageRequest")
        .query("ProductCode", "digicert-free-1-free")
        .query("Domain", "example.com")
        .query("Username", "ann")
        .query("Phone", "13312345678")
        .query("Email", "ann@example.com")
        .query("ValidateType", "DNS");
    let made = two.other(&order);
    assert_eq!(made.status, 200, "{}", made.text());
    let next = |world: &World| -> Option<i64> {
        let next: Result<_, StoreError> = world.database.read(actions::ports::due::next);
        next.unwrap()
    };
    let world = two.world();
    let at = next(&world).unwrap();
    assert!(at > START, "it waits for its world's time, which is frozen");
    assert_eq!(next(two.server.app.world()), None);
    world.clock.advance(at - START);
    two.runtime.block_on(localyun::world::due::clock_moved(&world));
    assert_ne!(next(&world), Some(at), "it was carried out");
}

/// Whether a thread of this process may be counted.
#[cfg(target_os = "linux")]
#[test]
fn a_world_that_nobody_enters_costs_no_thread_and_no_file() {
    let two = Two::start();
    let count = |what| std::fs::read_dir(format!("/proc/self/{what}")).unwrap().count();
    // Other tests run beside this one, so it is the order that counts.
    let (threads, files) = (count("task"), count("fd"));
    for _ in 0..1000 {
        two.server.app.worlds.add(Settings::default(), 1);
    }
    assert!(count("task") < threads + 500 && count("fd") < files + 500);
    assert_eq!(two.server.app.worlds.opened().len(), 1);
    assert_eq!(two.other(&Call::put("one")).status, 200);
    assert_eq!(two.server.app.worlds.opened().len(), 2);
}
