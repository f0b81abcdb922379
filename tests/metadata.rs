//! The instance metadata service: through the port of the server and on its own, in normal and in security hardening mode.

use std::net::SocketAddr;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use crate::{
    credentials::{caller, role},
    support::{Answer, Call, Client, Program, Server, ask, plain, program},
};

const HOST: &str = "host: 100.100.100.200";
const CREDENTIALS: &str = "/latest/meta-data/ram/security-credentials";
const TTL: &str = "x-aliyun-ecs-metadata-token-ttl-seconds";
const TOKEN: &str = "X-aliyun-ecs-metadata-token";

fn get(server: &Server, path: &str, headers: &[&str]) -> Answer {
    server.ask(&plain("GET", path, &[&[HOST], headers].concat(), b""))
}

#[track_caller]
fn text(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("text/plain"));
    answer.text().to_owned()
}

#[track_caller]
fn refused(answer: &Answer, status: u16, hint: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert!(answer.text().starts_with(&format!("{status} - ")), "{}", answer.text());
    let found = answer.header("x-localyun-hint").unwrap();
    assert!(found.contains(hint), "{found}");
}

fn put_token(server: &Server, ttl: &str) -> Answer {
    let ttl = format!("{TTL}: {ttl}");
    server.ask(&plain("PUT", "/latest/api/token", &[HOST, &ttl], b""))
}

#[track_caller]
fn token(server: &Server, ttl: &str) -> String {
    format!("{TOKEN}: {}", text(&put_token(server, ttl)))
}

fn in_json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_program_on_an_instance_gets_a_session_of_the_instances_role() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    role(&server, "Worker", r#"{"Service":["ecs.aliyuncs.com"]}"#);
    let token = token(&server, "21600");
    let instance = text(&get(&server, "/latest/meta-data/instance-id", &[]));
    for headers in [&[][..], &[&*token]] {
        for list in [CREDENTIALS.to_owned(), format!("{CREDENTIALS}/"), format!("{CREDENTIALS}/?")]
        {
            assert_eq!(text(&get(&server, &list, headers)), "Worker", "{list}");
        }
        for end in ["", "?", "/"] {
            let found = text(&get(&server, &format!("{CREDENTIALS}/Worker{end}"), headers));
            let credentials = in_json(&found);
            assert_eq!(credentials["Code"], "Success");
            // Six hours, whatever the longest session of the role is.
            assert_eq!(credentials["Expiration"], "2026-01-01T06:00:00Z");
            assert_eq!(credentials["LastUpdated"], "2026-01-01T00:00:00Z");
            let who = server.call(&caller(&credentials)).json();
            let want = format!("acs:ram::1000000000000001:assumed-role/Worker/vm-ram-{instance}");
            assert_eq!(who["Arn"], *want, "{who}");
        }
    }
}

#[test]
fn an_instance_without_a_role_gets_one_and_one_of_several_is_asked_for_by_name() {
    let server = Server::start();
    assert_eq!(text(&get(&server, CREDENTIALS, &[])), "localyun");
    refused(&get(&server, &format!("{CREDENTIALS}/nothing"), &[]), 404, "has no role nothing");
    role(&server, "people", r#"{"RAM":["acs:ram::1000000000000001:root"]}"#);
    refused(&get(&server, &format!("{CREDENTIALS}/people"), &[]), 404, "ecs.aliyuncs.com may not");
    role(&server, "other", r#"{"Service":["ecs.aliyuncs.com"]}"#);
    refused(&get(&server, CREDENTIALS, &[]), 404, "localyun, other");
    assert!(text(&get(&server, &format!("{CREDENTIALS}/other"), &[])).contains("STS."));
}

#[test]
fn what_is_known_of_the_instance_is_listed_and_read() {
    let server = Server::start();
    let read = |path: &str| text(&get(&server, path, &[]));
    let all = read("/latest/meta-data/");
    assert_eq!(all, read("/latest/meta-data"));
    for line in all.lines() {
        read(&format!("/latest/meta-data/{line}"));
    }
    assert_eq!(read("/latest/meta-data/region-id"), "cn-hangzhou");
    assert_eq!(read("/latest/meta-data/zone-id"), "cn-hangzhou-i");
    assert_eq!(read("/2016-01-01/meta-data/owner-account-id"), "1000000000000001");
    assert_eq!(read("/latest/meta-data/instance/instance-type"), "ecs.g7.large");
    assert_eq!(read("/latest/meta-data/private-ipv4"), "172.16.0.10");
    let document = in_json(&read("/latest/dynamic/instance-identity/document"));
    assert_eq!(document["instance-id"], read("/latest/meta-data/instance-id"));
    assert_eq!(document["region-id"], "cn-hangzhou");
    for path in ["/latest/user-data", "/latest/meta-data/eipv4", "/other/meta-data/mac"] {
        assert_eq!(get(&server, path, &[]).status, 404, "{path}");
    }
    refused(&server.ask(&plain("POST", "/latest/meta-data/mac", &[HOST], b"x")), 405, "by GET");
    refused(&get(&server, "/latest/api/token", &[]), 405, "by PUT");
    let mut client = Client::open(server.address);
    client.send(&plain("HEAD", "/latest/meta-data/mac", &[HOST], b""));
    let head = client.head();
    assert_eq!((head.status, head.header("content-length")), (200, Some("17")));
}

#[test]
fn a_token_is_valid_for_its_seconds_in_its_world() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    let mac = "/latest/meta-data/mac";
    for wrong in ["0", "21601", "x", "", "-1", "1.5"] {
        refused(&put_token(&server, wrong), 400, "from 1 to 21600");
    }
    refused(&server.ask(&plain("PUT", "/latest/api/token", &[HOST], b"")), 400, TTL);
    refused(&get(&server, mac, &[&format!("{TOKEN}: wrong")]), 403, "none of this server's");
    let (short, long) = (token(&server, "1"), token(&server, "21600"));
    text(&get(&server, mac, &[&short]));
    let body = json!({"advance": "1s"}).to_string();
    server.ask(&plain("POST", "/_localyun/clock", &[], body.as_bytes()));
    refused(&get(&server, mac, &[&short]), 403, "expired");
    text(&get(&server, mac, &[&long]));
    let world = server.ask(&plain("POST", "/_localyun/worlds", &[], b"{}")).json();
    let other = format!("x-localyun-world: {}", world["id"].as_str().unwrap());
    refused(&get(&server, mac, &[&long, &other]), 403, "none of this server's");
    let owner = text(&get(&server, "/latest/meta-data/owner-account-id", &[&other]));
    assert_eq!(world["accounts"][0]["account"], *owner);
    refused(&get(&server, mac, &["x-localyun-world: nothing"]), 404, "no world");
}

#[test]
fn security_hardening_mode_wants_a_token_for_everything() {
    let server = Server::with(|o| o.imds.require_token = true);
    for path in ["/latest/meta-data/", "/latest/meta-data/mac", CREDENTIALS] {
        refused(&get(&server, path, &[]), 403, "--imds-require-token");
    }
    text(&get(&server, "/latest/meta-data/mac", &[&token(&server, "60")]));
}

/// What a call of ECS or of VPC answers, once all that it began has ended.
fn cloud(server: &Server, version: &str, action: &str, parameters: &[(&str, &str)]) -> Value {
    let call = Call::of(action).with(|call| call.version = version.into());
    let call = parameters.iter().fold(call, |call, (name, value)| call.query(name, value));
    let answer = server.call(&call.query("RegionId", "cn-beijing"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let body = json!({"advance": "5s"}).to_string();
    server.ask(&plain("POST", "/_localyun/clock", &[], body.as_bytes()));
    answer.json()
}

/// Runs an instance; answers its id.
fn run_instance(server: &Server, more: &[(&str, &str)]) -> String {
    let made = |version: &str, action: &str, parameters: &[(&str, &str)], member: &str| {
        let answer = cloud(server, version, action, parameters);
        answer.pointer(member).and_then(Value::as_str).unwrap().to_owned()
    };
    let (ecs, vpc) = ("2014-05-26", "2016-04-28");
    let network = made(vpc, "CreateVpc", &[("CidrBlock", "10.0.0.0/8")], "/VpcId");
    let of_it = ("VpcId", &*network);
    let block = [of_it, ("CidrBlock", "10.1.0.0/24"), ("ZoneId", "cn-beijing-h")];
    let switch = made(vpc, "CreateVSwitch", &block, "/VSwitchId");
    let group = made(ecs, "CreateSecurityGroup", &[of_it], "/SecurityGroupId");
    let image = ("ImageId", "aliyun_3_x64_20G_alibase_20240819.vhd");
    let all = [
        image,
        ("InstanceType", "ecs.c7.large"),
        ("VSwitchId", &*switch),
        ("SecurityGroupId", &*group),
        ("PrivateIpAddress", "10.1.0.9"),
    ];
    made(ecs, "RunInstances", &[&all[..], more].concat(), "/InstanceIdSets/InstanceIdSet/0")
}

#[test]
fn an_instance_that_was_made_is_told_of_itself() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    role(&server, "Worker", r#"{"Service":["ecs.aliyuncs.com"]}"#);
    role(&server, "Other", r#"{"Service":["ecs.aliyuncs.com"]}"#);
    // `#!/bin/sh` and a byte that is no text.
    let given = [("RamRoleName", "Worker"), ("UserData", "IyEvYmluL3No/w==")];
    let id = run_instance(&server, &given);
    let named = format!("x-localyun-instance: {id}");
    // As clients send it whose proxy has a user.
    let pair = BASE64_STANDARD.encode(format!("{id}:"));
    let as_proxy = format!("proxy-authorization: Basic {pair}");
    for who in [&*named, &*as_proxy] {
        let read = |path: &str| text(&get(&server, path, &[who]));
        let all = read("/latest/meta-data/");
        for line in all.lines().filter(|line| *line != "ram/") {
            read(&format!("/latest/meta-data/{line}"));
        }
        assert_eq!(read("/latest/meta-data/instance-id"), id);
        assert_eq!(read("/latest/meta-data/region-id"), "cn-beijing");
        assert_eq!(read("/latest/meta-data/instance/instance-type"), "ecs.c7.large");
        assert_eq!(read("/latest/meta-data/private-ipv4"), "10.1.0.9");
        let mac = read("/latest/meta-data/mac");
        let of_it = format!("/latest/meta-data/network/interfaces/macs/{mac}");
        assert_eq!(read(&format!("{of_it}/primary-ip-address")), "10.1.0.9");
        assert_eq!(read(&format!("{of_it}/gateway")), "10.1.0.253");
        assert_eq!(read(&format!("{of_it}/netmask")), "255.255.255.0");
        let document = in_json(&read("/latest/dynamic/instance-identity/document"));
        assert_eq!(document["instance-id"], *id);
        assert_eq!(read(CREDENTIALS), "Worker");
        let credentials = in_json(&read(&format!("{CREDENTIALS}/Worker")));
        let arn = server.call(&caller(&credentials)).json();
        let want = format!("acs:ram::1000000000000001:assumed-role/Worker/vm-ram-{id}");
        assert_eq!(arn["Arn"], *want, "{arn}");
        // It has the role that it was given, and no other.
        let other = get(&server, &format!("{CREDENTIALS}/Other"), &[who]);
        assert_eq!(other.status, 404);
    }
    let user_data = get(&server, "/latest/user-data", &[&named]);
    assert_eq!((user_data.status, &*user_data.body), (200, &b"#!/bin/sh\xff"[..]));
    // The others are as they were.
    assert_ne!(text(&get(&server, "/latest/meta-data/instance-id", &[])), id);
    let nobody = get(&server, "/latest/meta-data/mac", &["x-localyun-instance: i-none"]);
    refused(&nobody, 404, "no instance i-none");
}

#[test]
fn an_instance_is_answered_as_its_options_say() {
    let server = Server::start();
    let mac = "/latest/meta-data/mac";
    let id = run_instance(&server, &[("HttpTokens", "required")]);
    let named = format!("x-localyun-instance: {id}");
    refused(&get(&server, mac, &[&named]), 403, "HttpTokens");
    let ttl = format!("{TTL}: 60");
    let own = server.ask(&plain("PUT", "/latest/api/token", &[HOST, &ttl, &named], b""));
    let own = format!("{TOKEN}: {}", text(&own));
    text(&get(&server, mac, &[&named, &own]));
    refused(&get(&server, CREDENTIALS, &[&named, &own]), 404, "no such item");
    let off = [("InstanceId", &*id), ("HttpEndpoint", "disabled")];
    cloud(&server, "2014-05-26", "ModifyInstanceMetadataOptions", &off);
    refused(&get(&server, mac, &[&named, &own]), 403, "HttpEndpoint");
}

#[test]
fn a_token_is_of_one_instance() {
    let server = Server::start();
    let mac = "/latest/meta-data/mac";
    let [one, other] = [(), ()].map(|()| run_instance(&server, &[("HttpTokens", "required")]));
    let [one, other] = [one, other].map(|id| format!("x-localyun-instance: {id}"));
    let of = |who: &str| {
        let ttl = format!("{TTL}: 60");
        let headers = [HOST, &ttl, who];
        let answer = server.ask(&plain("PUT", "/latest/api/token", &headers, b""));
        format!("{TOKEN}: {}", text(&answer))
    };
    text(&get(&server, mac, &[&one, &of(&one)]));
    refused(&get(&server, mac, &[&one, &of(&other)]), 403, "another instance");
    refused(&get(&server, mac, &[&other, &token(&server, "60")]), 403, "another instance");
    refused(&get(&server, mac, &[&of(&one)]), 403, "another instance");
    text(&get(&server, mac, &[&token(&server, "60")]));
}

#[test]
fn a_server_is_told_for_which_instance_it_answers() {
    let server = Server::with(|o| o.imds.instance = Some("i-none".into()));
    refused(&get(&server, "/latest/meta-data/mac", &[]), 404, "no instance i-none");
    let named = format!("x-localyun-instance: {}", run_instance(&server, &[]));
    text(&get(&server, "/latest/meta-data/mac", &[&named]));
}

/// As it comes from a client whose `HTTP_PROXY` is this server.
#[test]
fn a_request_for_a_proxy_is_meant_by_its_target() {
    let server = Server::start();
    let target = "http://100.100.100.200/latest/meta-data/region-id";
    assert_eq!(text(&get(&server, target, &[])), "cn-hangzhou");
    // Whoever names the server itself means its API.
    let api = server.ask(&plain("GET", "/latest/meta-data/region-id", &[], b""));
    assert_ne!(api.status, 200);
    let page = get(&server, "/latest/meta-data/mac", &["origin: https://evil.example"]);
    assert_eq!(page.status, 403);
    // The control API is not there.
    assert_eq!(get(&server, "/_localyun/credentials", &[]).status, 403);
}

/// Where the service of a program listens by itself.
fn own_address(program: &Program) -> SocketAddr {
    let health = ask(program.address, &plain("GET", "/_localyun/health", &[], b"")).json();
    health["imds"].as_str().unwrap().strip_prefix("http://").unwrap().parse().unwrap()
}

#[test]
fn the_service_listens_on_an_address_of_its_own() {
    let args = ["--listen", "127.0.0.1:0", "--data", ":memory:", "--imds", "127.0.0.1:0"];
    let program = Program::spawn(&mut program(&args));
    let to = own_address(&program);
    let get = |path: &str, headers: &[&str]| ask(to, &plain("GET", path, headers, b""));
    // By whatever address it has.
    for host in [HOST, "host: 127.0.0.1:80", "host: localhost"] {
        assert_eq!(text(&get("/latest/meta-data/region-id", &[host])), "cn-hangzhou");
    }
    assert_eq!(text(&get(CREDENTIALS, &[HOST])), "localyun");
    let credentials = in_json(&text(&get(&format!("{CREDENTIALS}/localyun"), &[HOST])));
    assert_eq!(program.call(&caller(&credentials)).status, 200);
    refused(&get("/latest/meta-data/mac", &["host: evil.example"]), 403, "by an address");
    let page = ["host: 127.0.0.1", "origin: https://evil.example"];
    refused(&get("/latest/meta-data/mac", &page), 403, "evil.example");
    refused(&get("/_localyun/health", &[HOST]), 404, "meta-data");
}
