//! Credentials that a program finds by itself, from `/_localyun/credentials`: whose they are, how long they last, and who
//! gets none.

use serde_json::{Value, json};

use crate::support::{Answer, Call, Server, plain};

/// What a role trusts that an instance may have.
const ECS: &str = r#"{"Service":["ecs.aliyuncs.com"]}"#;
const ACCOUNT: &str = "1000000000000001";

fn get(server: &Server, query: &str, headers: &[&str]) -> Answer {
    server.ask(&plain("GET", &format!("/_localyun/credentials{query}"), headers, b""))
}

#[track_caller]
fn good(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[track_caller]
fn refused(answer: &Answer, status: u16, part: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let text = answer.json()["message"].as_str().unwrap().to_owned();
    assert!(text.contains(part), "{text}");
}

pub(crate) fn ram(action: &str) -> Call {
    Call::of(action).with(|call| call.version = "2015-05-01".into())
}

/// Makes a role that this principal may assume.
#[track_caller]
pub(crate) fn role(server: &Server, name: &str, principal: &str) {
    let trust = format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{principal}}}]}}"#
    );
    let call = ram("CreateRole").query("RoleName", name).query("AssumeRolePolicyDocument", &trust);
    let answer = server.call(&call);
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// A call that is signed with credentials.
pub(crate) fn signed(call: Call, credentials: &Value) -> Call {
    let text = |name: &str| credentials[name].as_str().unwrap().to_owned();
    call.with(|call| {
        call.key = (text("AccessKeyId"), text("AccessKeySecret"));
        call.token = Some(text("SecurityToken"));
    })
}

/// Who calls with credentials.
pub(crate) fn caller(credentials: &Value) -> Call {
    let call = Call::of("GetCallerIdentity").with(|call| call.version = "2015-04-01".into());
    signed(call, credentials)
}

#[track_caller]
fn arn(server: &Server, credentials: &Value) -> String {
    good(&server.call(&caller(credentials)))["Arn"].as_str().unwrap().to_owned()
}

fn roles(server: &Server) -> usize {
    good(&server.call(&ram("ListRoles")))["Roles"]["Role"].as_array().unwrap().len()
}

#[test]
fn an_account_without_a_role_gets_one_that_may_do_everything_and_one_alone() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    let first = good(&get(&server, "", &[]));
    let names: Vec<_> = first.as_object().unwrap().keys().map(String::as_str).collect();
    let want =
        ["AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration", "LastUpdated", "Code"];
    assert_eq!(names, want);
    assert_eq!(first["Code"], "Success");
    assert_eq!(first["LastUpdated"], "2026-01-01T00:00:00Z");
    assert_eq!(first["Expiration"], "2026-01-01T01:00:00Z");
    assert!(first["AccessKeyId"].as_str().unwrap().starts_with("STS."), "{first}");
    let second = good(&get(&server, "", &[]));
    assert_ne!(first["AccessKeyId"], second["AccessKeyId"]);
    assert_eq!(roles(&server), 1);
    for credentials in [&first, &second] {
        let want = format!("acs:ram::{ACCOUNT}:assumed-role/localyun/localyun");
        assert_eq!(arn(&server, credentials), want);
    }
    let put = signed(Call::put("ops"), &first);
    assert_eq!(good(&server.call(&put))["Code"], "200");
}

#[test]
fn the_only_role_for_instances_is_used_with_what_it_may_do() {
    let server = Server::start();
    role(&server, "people", &format!(r#"{{"RAM":["acs:ram::{ACCOUNT}:root"]}}"#));
    role(&server, "Worker", ECS);
    let credentials = good(&get(&server, "", &[]));
    let want = format!("acs:ram::{ACCOUNT}:assumed-role/Worker/localyun");
    assert_eq!(arn(&server, &credentials), want);
    let denied = server.call(&signed(Call::put("ops"), &credentials));
    assert_eq!(denied.status, 403, "{}", denied.text());
    assert_eq!(roles(&server), 2);
}

#[test]
fn one_of_several_roles_is_named_by_name_or_by_arn() {
    let server = Server::start();
    role(&server, "a", ECS);
    role(&server, "b", ECS);
    role(&server, "people", &format!(r#"{{"RAM":["acs:ram::{ACCOUNT}:root"]}}"#));
    refused(&get(&server, "", &[]), 400, "name one with ?role=: a, b");
    for query in ["?role=b", "?role=B", &format!("?role=acs:ram::{ACCOUNT}:role/b")] {
        let credentials = good(&get(&server, query, &[]));
        assert_eq!(
            arn(&server, &credentials),
            format!("acs:ram::{ACCOUNT}:assumed-role/b/localyun")
        );
    }
    refused(&get(&server, "?role=c", &[]), 404, "has no role c");
    refused(&get(&server, "?role=people", &[]), 400, r#""Service": ["ecs.aliyuncs.com"]"#);
    refused(&get(&server, "?role=acs:ram::x:role/b", &[]), 400, "in digits");
    refused(&get(&server, "?role=acs:oss:b", &[]), 400, "an ARN such as");
    let other = "acs:ram::2000000000000002:role/b";
    refused(&get(&server, &format!("?role={other}"), &[]), 404, "no account 2000000000000002");
    let both = format!("?role={other}&account={ACCOUNT}");
    refused(&get(&server, &both, &[]), 400, "belongs to the account 2000000000000002");
    assert_eq!(roles(&server), 3);
}

#[test]
fn credentials_last_as_long_as_is_asked() {
    let server = Server::with(|o| o.clock = Some(1_767_225_600_000));
    let credentials = good(&get(&server, "?ttl=60", &[]));
    assert_eq!(credentials["Expiration"], "2026-01-01T00:01:00Z");
    arn(&server, &credentials);
    let body = json!({"advance": "61s"}).to_string();
    server.ask(&plain("POST", "/_localyun/clock", &[], body.as_bytes()));
    let late = server.call(&caller(&credentials));
    assert_eq!((late.status, late.code()), (400, "InvalidSecurityToken.Expired".into()));
    for wrong in ["0", "43201", "x", "-1"] {
        refused(&get(&server, &format!("?ttl={wrong}"), &[]), 400, "from 1 to 43200");
    }
    refused(&get(&server, "?ttl=3601", &[]), 400, "at most 3600 seconds");
    refused(&get(&server, "?roles=x", &[]), 400, "did you mean `role`?");
}

#[test]
fn another_account_and_another_world_have_their_own() {
    let server = Server::with(|o| {
        o.accounts.push(crate::support::account("2000000000000002:otherid:othersecret"));
    });
    let credentials = good(&get(&server, "?account=2000000000000002", &[]));
    assert!(arn(&server, &credentials).contains(":2000000000000002:"));
    assert_eq!(roles(&server), 0);
    refused(&get(&server, "?account=3000000000000003", &[]), 404, "no account 3000000000000003");
    refused(&get(&server, "?account=x", &[]), 400, "in digits");
    let world = good(&server.ask(&plain("POST", "/_localyun/worlds", &[], b"{}")));
    let id = world["id"].as_str().unwrap();
    let credentials = good(&get(&server, &format!("?world={id}"), &[]));
    // The id of the key alone leads into the world.
    let account = world["accounts"][0]["account"].as_str().unwrap();
    assert!(arn(&server, &credentials).contains(&format!(":{account}:")), "{world}");
    assert_eq!(roles(&server), 0);
    refused(&get(&server, "?world=nothing", &[]), 404, "nothing");
}

/// The Python client sends the host without its port; some clients end the target with `?`.
#[test]
fn clients_ask_in_their_ways_and_pages_of_other_sites_get_nothing() {
    let server = Server::start();
    good(&get(&server, "?", &["host: 127.0.0.1"]));
    good(&get(&server, "?role=&ttl=", &["host: localhost"]));
    refused(&get(&server, "", &["origin: https://evil.example"]), 403, "evil.example");
    refused(&get(&server, "", &["host: evil.example"]), 403, "127.0.0.1");
    let post = server.ask(&plain("POST", "/_localyun/credentials", &[], b""));
    assert_eq!(post.status, 405);
}
