//! With a seed and a frozen clock, one script is answered byte for byte the same in each run.

use std::{collections::BTreeSet, net::SocketAddr};

use serde_json::Value;

use crate::support::{Answer, Call, Program, Server, account, ask, plain, program};

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600_000;

/// An access key, and its token if it is temporary.
#[derive(Clone)]
pub(crate) struct Key {
    id: String,
    secret: String,
    token: Option<String>,
}

impl Key {
    /// That of the first account, or of the command line.
    pub(crate) fn root() -> Self {
        Self { id: "testid".into(), secret: "testsecret".into(), token: None }
    }

    /// Of `AccessKey` or `Credentials` in an answer, or of an account of a world.
    pub(crate) fn of(all: &Value) -> Self {
        let text = |name: &str| all[name].as_str().map(str::to_owned);
        let secret = text("AccessKeySecret").or_else(|| text("access_key_secret")).unwrap();
        let id = text("AccessKeyId").or_else(|| text("access_key_id")).unwrap();
        Self { id, secret, token: text("SecurityToken") }
    }
}

/// A client that plays the script, and all that it was answered.
pub(crate) struct Player {
    to: SocketAddr,
    /// The world that its control calls name.
    world: String,
    /// Requests are signed with this time, and with the number of their call as the nonce; with the machine's time and a new
    /// nonce if there is none.
    time: Option<i64>,
    /// Whether links are opened too.
    links: bool,
    /// Whether clocks are moved, and the outbox is read.
    controls: bool,
    calls: usize,
    answers: Vec<String>,
}

fn versioned(version: &str, action: &str) -> Call {
    Call::of(action).with(|it| it.version = version.into())
}

fn ram(action: &str) -> Call {
    versioned("2015-05-01", action)
}

fn sts(action: &str) -> Call {
    versioned("2015-04-01", action)
}

fn cas(action: &str) -> Call {
    versioned("2020-04-07", action)
}

fn directory(action: &str) -> Call {
    versioned("2022-04-19", action)
}

impl Player {
    pub(crate) fn new(to: SocketAddr, world: &str, time: Option<i64>) -> Self {
        let (world, answers) = (world.into(), Vec::new());
        let controls = time.is_some();
        Self { to, world, time, links: controls, controls, calls: 0, answers }
    }

    /// Without links, which no journal has.
    pub(crate) fn without_links(self) -> Self {
        Self { links: false, ..self }
    }

    /// Makes all calls of the script with this key of a root.
    pub(crate) fn play(mut self, root: &Key) -> Vec<String> {
        self.contacts(root);
        self.identities(root);
        self.certificates(root);
        self.members(root);
        self.errors(root);
        if self.controls {
            self.control("GET", "outbox", "");
        }
        self.answers
    }

    fn note(&mut self, what: &str, answer: &Answer) {
        let headers: String = answer
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect::<Vec<_>>()
            .join("\n");
        let body = String::from_utf8_lossy(&answer.body);
        self.answers.push(format!("{what}\n{}\n{headers}\n{body}", answer.status));
    }

    fn call(&mut self, key: &Key, call: Call) -> Answer {
        self.calls += 1;
        let nonce = self.time.map(|_| format!("nonce-{}", self.calls));
        let what = format!("{} {:?}", self.calls, call.action);
        let world = self.world.clone();
        let call = call.with(|it| {
            (it.key, it.token) = ((key.id.clone(), key.secret.clone()), key.token.clone());
            it.time = it.time.or(self.time);
            it.nonce = nonce;
            if !world.is_empty() {
                it.headers.push(("x-localyun-world".into(), world));
            }
        });
        let answer = ask(self.to, &call.bytes());
        self.note(&what, &answer);
        answer
    }

    /// The body of an answer that must be good.
    #[track_caller]
    fn good(&mut self, key: &Key, call: Call) -> Value {
        let answer = self.call(key, call);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// The body of an answer of the control API, without the port of the server.
    fn control(&mut self, method: &str, path: &str, body: &str) -> String {
        let world = if self.world.is_empty() { "" } else { &*format!("?world={}", self.world) };
        let target = format!("/_localyun/{path}{world}");
        let answer = ask(self.to, &plain(method, &target, &[], body.as_bytes()));
        let text = answer.text().replace(&self.to.to_string(), "[address]");
        self.answers.push(format!("{method} {path}\n{}\n{text}", answer.status));
        text
    }

    fn contacts(&mut self, root: &Key) {
        let mail = Call::of("PutContact")
            .query("ContactName", "ops")
            .query("Describe", "On call")
            .query("Channels.Mail", "ops@example.com");
        self.good(root, mail);
        self.good(root, Call::put("robot"));
        let group = Call::of("PutContactGroup")
            .query("ContactGroupName", "all")
            .query("ContactNames.1", "ops")
            .query("ContactNames.2", "robot");
        self.good(root, group);
        self.good(root, Call::of("DescribeContactList"));
        let answer = self.call(root, Call::rpc("DescribeContactList").query("Format", "XML"));
        assert!(answer.text().starts_with("<?xml"), "{}", answer.text());
        if self.links {
            let outbox = self.control("GET", "outbox", "");
            let link = outbox.split_once("[address]").unwrap().1;
            let link: String = link.chars().take_while(|it| !"\"\\ ".contains(*it)).collect();
            let page = ask(self.to, &plain("GET", &link, &[], b""));
            assert_eq!(page.status, 200, "{link}: {}", page.text());
            self.note("the link", &page);
            self.good(root, Call::of("DescribeContactList"));
        }
    }

    fn identities(&mut self, root: &Key) {
        for name in ["ann", "bob"] {
            self.good(root, ram("CreateUser").query("UserName", name));
        }
        let key = self.good(root, ram("CreateAccessKey").query("UserName", "ann"));
        let ann = Key::of(&key["AccessKey"]);
        self.good(root, ram("CreateVirtualMFADevice").query("VirtualMFADeviceName", "phone"));
        let denied = self.call(&ann, ram("ListUsers"));
        assert_eq!(denied.status, 403);
        let who = self.good(root, sts("GetCallerIdentity"));
        let account = who["AccountId"].as_str().unwrap().to_owned();
        let trust = format!(
            r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{"RAM":["acs:ram::{account}:root"]}}}}]}}"#
        );
        let role =
            ram("CreateRole").query("RoleName", "reader").query("AssumeRolePolicyDocument", &trust);
        self.good(root, role);
        for (action, name, holder) in [
            ("AttachPolicyToUser", "UserName", "ann"),
            ("AttachPolicyToRole", "RoleName", "reader"),
        ] {
            let policy = if name == "UserName" {
                "AliyunSTSAssumeRoleAccess"
            } else {
                "AliyunRAMReadOnlyAccess"
            };
            let attach = ram(action)
                .query("PolicyType", "System")
                .query("PolicyName", policy)
                .query(name, holder);
            self.good(root, attach);
        }
        let arn = format!("acs:ram::{account}:role/reader");
        let assume = sts("AssumeRole")
            .query("RoleArn", &arn)
            .query("RoleSessionName", "one")
            .query("Policy", r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:List*","Resource":"*"}]}"#);
        let session = Key::of(&self.good(&ann, assume)["Credentials"]);
        self.good(&session, ram("ListUsers"));
        assert_eq!(self.call(&session, ram("GetUser").query("UserName", "ann")).status, 403);
        self.call(&session, sts("GetCallerIdentity").query("Format", "XML"));
        self.good(
            root,
            ram("GetAccessKeyLastUsed").query("UserName", "ann").query("UserAccessKeyId", &ann.id),
        );
        let disable = ram("UpdateAccessKey")
            .query("UserName", "ann")
            .query("UserAccessKeyId", &ann.id)
            .query("Status", "Inactive");
        self.good(root, disable);
        assert_eq!(self.call(&ann, sts("GetCallerIdentity")).code(), "InvalidAccessKeyId.Inactive");
    }

    fn certificates(&mut self, root: &Key) {
        let csr = cas("CreateCsr")
            .query("Algorithm", "RSA")
            .query("KeySize", "2048")
            .query("CommonName", "example.com")
            .query("CountryCode", "CN")
            .query("Province", "Zhejiang")
            .query("Locality", "Hangzhou");
        self.good(root, csr);
        let order = cas("CreateCertificateForPackageRequest")
            .query("ProductCode", "digicert-free-1-free")
            .query("Domain", "example.com")
            .query("Username", "ann")
            .query("Phone", "13312345678")
            .query("Email", "ann@example.com")
            .query("ValidateType", "DNS");
        let order = self.good(root, order)["OrderId"].to_string();
        let state = || cas("DescribeCertificateState").query("OrderId", &order);
        self.good(root, state());
        if self.controls {
            // A key is made for the due work; a call of another product does not overtake it.
            self.control("POST", "clock", r#"{"advance": "2h"}"#);
            self.time = self.time.map(|time| time + 7_200_000);
        }
        self.good(root, ram("CreateUser").query("UserName", "cid"));
        self.good(root, state());
        self.good(root, ram("CreateAccessKey").query("UserName", "cid"));
        self.good(root, cas("ListUserCertificateOrder").query("OrderType", "CERT"));
    }

    fn members(&mut self, root: &Key) {
        self.call(root, directory("CreateResourceAccount").query("DisplayName", "shop"));
        self.good(root, directory("EnableResourceDirectory").query("EnableMode", "CurrentAccount"));
        self.good(root, directory("CreateFolder").query("FolderName", "prod"));
        self.good(root, directory("CreateResourceAccount").query("DisplayName", "shop"));
        self.good(root, directory("ListAccounts"));
        let contact = versioned("2019-08-08", "CreateOrUpdateContact")
            .query("ContactName", "Joe")
            .query("Phone", "13811110000")
            .query("Email", "joe@example.com");
        self.good(root, contact);
        self.good(root, versioned("2019-08-15", "ListUsers"));
    }

    fn errors(&mut self, root: &Key) {
        self.call(root, Call::of("NoSuchAction"));
        self.call(root, Call::of("PutContact"));
        self.call(root, ram("CreateUser").query("UserName", "ann").query("Format", "XML"));
        let wrong = Key { secret: "wrong".into(), ..root.clone() };
        assert_eq!(self.call(&wrong, Call::put("robot")).code(), "SignatureDoesNotMatch");
        let nobody = Key { id: "nobody".into(), ..root.clone() };
        self.call(&nobody, Call::put("robot"));
        let late = Call::put("late").with(|it| it.time = Some(START - 3_600_000));
        assert_eq!(self.call(root, late).code(), "InvalidTimeStamp.Expired");
        if self.world.is_empty() {
            let refused = ask(self.to, &plain("OPTIONS", "/", &[], b""));
            assert_eq!(refused.status, 405);
            self.note("OPTIONS", &refused);
        }
    }
}

#[track_caller]
fn same(one: &[String], other: &[String]) {
    for (one, other) in one.iter().zip(other) {
        assert_eq!(one, other);
    }
    assert_eq!(one.len(), other.len());
    assert!(one.len() > 40);
}

fn control(to: SocketAddr, path: &str, body: &str) -> Value {
    let answer = ask(to, &plain("POST", &format!("/_localyun/{path}"), &[], body.as_bytes()));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[test]
fn two_programs_with_one_seed_answer_the_same_and_so_does_one_after_a_reset() {
    let run = || {
        let args = ["--listen", "127.0.0.1:0", "--data", ":memory:", "--seed-random", "7"];
        let args = [&args[..], &["--clock", "2026-01-01T00:00:00Z"]].concat();
        let server = Program::spawn(&mut program(&args));
        let play = || Player::new(server.address, "", Some(START)).play(&Key::root());
        let first = play();
        control(server.address, "reset", "");
        (first, play())
    };
    let (one, again) = run();
    same(&one, &again);
    let (other, _) = run();
    same(&one, &other);
    let date = "date: Thu, 01 Jan 2026 00:00:00 GMT";
    assert!(one[0].contains(date), "{}", one[0]);
}

#[test]
fn each_start_with_a_kept_file_makes_other_ids_and_two_runs_the_same() {
    let run = || {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("state.db");
        let start = || {
            let args = ["--listen", "127.0.0.1:0", "--seed-random", "7", "--clock", "2026-01-01"];
            Program::spawn(&mut program(&[&args[..], &["--data", data.to_str().unwrap()]].concat()))
        };
        // The ids of the user, and of the request.
        let create = |server: &Program, name: &str| {
            let call = ram("CreateUser").query("UserName", name).with(|it| it.time = Some(START));
            let made = server.call(&call).json();
            (made["User"]["UserId"].clone(), made["RequestId"].clone())
        };
        let mut made = Vec::new();
        let server = start();
        made.push(create(&server, "first"));
        server.stop();
        let server = start();
        made.push(create(&server, "second"));
        server.kill();
        let server = start();
        let third = create(&server, "third");
        control(server.address, "reset", "");
        assert_eq!(create(&server, "third"), third, "a reset goes back to how this start began");
        made.push(third);
        server.stop();
        let server = start();
        made.push(create(&server, "fourth"));
        // A state that was there before it stays as it is when another is saved and restored.
        control(server.address, "snapshots", r#"{"name": "four"}"#);
        server.stop();
        let server = start();
        control(server.address, "snapshots/four/restore", "{}");
        made.push(create(&server, "fifth"));
        server.stop();
        let server = start();
        made.push(create(&server, "sixth"));
        made
    };
    let made = run();
    assert_eq!(run(), made);
    for ids in [|it: &(Value, Value)| it.0.to_string(), |it: &(Value, Value)| it.1.to_string()] {
        let ids: BTreeSet<_> = made.iter().map(ids).collect();
        assert_eq!(ids.len(), made.len(), "{made:?}");
    }
}

#[test]
fn worlds_with_one_seed_answer_the_same_and_those_with_another_do_not() {
    let run = |random: u64| {
        let server = Server::with(|it| {
            (it.clock, it.seed) = (Some(START), Some(7));
            it.accounts.push(account("1000000000000002:other:secret"));
        });
        let made = control(server.address, "worlds", &format!(r#"{{"random": {random}}}"#));
        let (id, key) = (made["id"].as_str().unwrap(), Key::of(&made["accounts"][0]));
        let player = || Player::new(server.address, id, Some(START));
        let first = player().play(&key);
        control(server.address, &format!("reset?world={id}"), "");
        same(&first, &player().play(&key));
        first
    };
    let (one, other) = (run(3), run(4));
    same(&one, &run(3));
    assert_ne!(one, other);
}
