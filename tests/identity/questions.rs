//! Questions to the policies, without a call or after one: they know the tags and the groups of machines and networks.

use serde_json::{Value, json};

use super::{
    ACCOUNT, allow,
    client::{Key, Server},
};
use localyun::config::Iam;

/// A call of the root, and a text of its answer.
async fn made(server: &Server, action: &str, parameters: &[(&str, &str)], path: &str) -> String {
    let parameters = [parameters, &[("RegionId", "cn-hangzhou")]].concat();
    let answer = server.call(&Key::root(), action, &parameters).await.good();
    answer.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned()
}

async fn check(server: &Server, action: &str, resources: &[String], more: &Value) -> Value {
    let mut question = json!({"as": "user/alice", "action": action, "resource": resources});
    for (name, value) in more.as_object().unwrap() {
        question[name] = value.clone();
    }
    server.control("POST", "policy/check", &question.to_string()).await.good()
}

#[tokio::test]
async fn tags_of_resources_are_facts_of_questions_too() {
    let server = Server::start(Iam::Enforce).await;
    let alice = server.user("alice").await;
    let vpc = async |env| {
        let tags = [("Tag.1.Key", "env"), ("Tag.1.Value", env)];
        made(&server, "vpc:CreateVpc", &tags, "/VpcId").await
    };
    let (dev, prod) = (vpc("dev").await, vpc("prod").await);
    server.control("POST", "clock", r#"{"advance": "2s"}"#).await.good();
    let group = async |env| {
        let of = [("VpcId", dev.as_str()), ("Tag.1.Key", "env"), ("Tag.1.Value", env)];
        made(&server, "ecs:CreateSecurityGroup", &of, "/SecurityGroupId").await
    };
    let (open, closed) = (group("dev").await, group("prod").await);
    let condition = json!({"StringEquals": {"acs:ResourceTag/env": "dev"}});
    let mut policy: Value = allow(&json!(["ecs:*", "vpc:*"]), &json!("*"));
    policy["Statement"][0]["Condition"] = condition;
    server.grant("alice", "dev", &policy).await;

    let group_arn = |id: &str| format!("acs:ecs:cn-hangzhou:{ACCOUNT}:securitygroup/{id}");
    let vpc_arn = |id: &str| format!("acs:vpc:cn-hangzhou:{ACCOUNT}:vpc/{id}");
    let none = json!({});
    for (action, resources, more, allowed) in [
        ("ecs:ModifySecurityGroupAttribute", vec![group_arn(&open)], &none, true),
        ("ecs:ModifySecurityGroupAttribute", vec![group_arn(&closed)], &none, false),
        ("ecs:ModifySecurityGroupAttribute", vec![group_arn("sg-none")], &none, false),
        ("vpc:ModifyVpcAttribute", vec![vpc_arn(&dev)], &none, true),
        ("vpc:ModifyVpcAttribute", vec![vpc_arn(&prod)], &none, false),
        ("ecs:JoinSecurityGroup", vec![group_arn(&open), vpc_arn(&dev)], &none, true),
        ("ecs:JoinSecurityGroup", vec![group_arn(&open), vpc_arn(&prod)], &none, false),
        // What the question says counts before what there is.
        (
            "ecs:ModifySecurityGroupAttribute",
            vec![group_arn(&open)],
            &json!({"tags": {"env": "prod"}}),
            false,
        ),
    ] {
        let answer = check(&server, action, &resources, more).await;
        assert_eq!(answer["allowed"], allowed, "{action} {resources:?} {more}: {answer}");
    }

    // After a call: what is missing today.
    let modify = async |id: &str| {
        let what =
            [("RegionId", "cn-hangzhou"), ("SecurityGroupId", id), ("Description", "Changed")];
        server.call(&alice, "ecs:ModifySecurityGroupAttribute", &what).await.status
    };
    assert_eq!((modify(&open).await, modify(&closed).await), (200, 403));
    let path = "policy/suggest?missing=true";
    let missing = server.control("GET", path, "").await.good();
    let statements = missing["policy"]["Statement"].to_string();
    assert!(statements.contains(&closed) && !statements.contains(&open), "{missing}");
    // Tagged since, it is allowed, and the other is not any more.
    for (id, env) in [(&closed, "dev"), (&open, "prod")] {
        let tags = [
            ("ResourceType", "securitygroup"),
            ("ResourceId.1", id.as_str()),
            ("Tag.1.Key", "env"),
            ("Tag.1.Value", env),
        ];
        made(&server, "ecs:TagResources", &tags, "").await;
    }
    let missing = server.control("GET", path, "").await.good();
    let statements = missing["policy"]["Statement"].to_string();
    assert!(statements.contains(&open) && !statements.contains(&closed), "{missing}");
}
