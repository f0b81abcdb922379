//! Questions to the policies, without a call: they know the policies of keys too.

use serde_json::{Value, json};

use crate::support::{Call, Server, plain};

fn post(server: &Server, path: &str, body: &Value) -> Value {
    let json = ["content-type: application/json"];
    let path = format!("/_localyun/{path}");
    let answer = server.ask(&plain("POST", &path, &json, body.to_string().as_bytes()));
    assert!(answer.status < 300, "{path}: {}", answer.text());
    answer.json()
}

fn call(server: &Server, version: &str, action: &str, parameters: &[(&str, &str)]) -> Value {
    let mut call = Call::of(action).with(|it| it.version = version.into());
    for (name, value) in parameters {
        call = call.query(name, value);
    }
    let answer = server.call(&call);
    assert_eq!(answer.status, 200, "{action}: {}", answer.text());
    answer.json()
}

#[test]
fn a_policy_of_a_key_is_asked_too() {
    const INSTANCE: &str = "kst-hzz62ee817bvyyr5x0001";
    let server = Server::start();
    let kms =
        |action: &str, parameters: &[(&str, &str)]| call(&server, "2016-01-20", action, parameters);
    post(&server, "kms/instances", &json!({"id": INSTANCE}));
    let key = || {
        let made = kms("CreateKey", &[("DKMSInstanceId", INSTANCE)]);
        made["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned()
    };
    let (open, closed, tagged) = (key(), key(), key());
    for name in ["alice", "bob"] {
        call(&server, "2015-05-01", "CreateUser", &[("UserName", name)]);
    }
    let full =
        [("PolicyType", "System"), ("PolicyName", "AliyunKMSFullAccess"), ("UserName", "bob")];
    call(&server, "2015-05-01", "AttachPolicyToUser", &full);
    let set = |key: &str, effect: &str, who: &str, condition: &str| {
        let policy = format!(
            r#"{{"Version":"1","Statement":[{{"Effect":"{effect}","Principal":{{"RAM":["acs:ram::1000000000000001:user/{who}"]}},"Action":["kms:Encrypt"],"Resource":["*"]{condition}}}]}}"#
        );
        kms("SetKeyPolicy", &[("KeyId", key), ("Policy", &policy)]);
    };
    set(&open, "Allow", "alice", "");
    set(&closed, "Deny", "bob", "");
    set(&tagged, "Allow", "alice", r#","Condition":{"StringEquals":{"kms:tag/env":["test"]}}"#);
    kms("TagResource", &[("KeyId", &tagged), ("Tags", r#"[{"TagKey":"env","TagValue":"test"}]"#)]);
    let arn = |key: &str| format!("acs:kms:cn-hangzhou:1000000000000001:key/{key}");
    for (who, action, keys, allowed) in [
        ("user/alice", "kms:Encrypt", vec![&open], true),
        ("user/alice", "kms:Encrypt", vec![&closed], false),
        ("user/alice", "kms:Encrypt", vec![&open, &tagged], true),
        ("user/alice", "kms:Encrypt", vec![&open, &closed], false),
        ("user/alice", "kms:Decrypt", vec![&open], false),
        ("user/bob", "kms:Encrypt", vec![&open], true),
        ("user/bob", "kms:Encrypt", vec![&closed], false),
        ("user/bob", "kms:Decrypt", vec![&closed], true),
        ("root", "kms:Encrypt", vec![&closed], true),
    ] {
        let resources: Vec<_> = keys.iter().map(|key| arn(key)).collect();
        let question = json!({"as": who, "action": action, "resource": resources});
        let answer = post(&server, "policy/check", &question);
        assert_eq!(answer["allowed"], allowed, "{who} {action} {keys:?}: {answer}");
        if who == "user/bob" && !allowed {
            assert_eq!(answer["explicit"], true, "{answer}");
            assert_eq!(answer["policy_type"], "ResourcePolicy", "{answer}");
        }
    }
}
