//! Contacts of SAE where a transcript does not reach: calls at the same time, what is kept in ARMS beside the contacts,
//! and what holds without policies.

use std::sync::Arc;

use actions::{
    Caller, Principal,
    arms::ARMS,
    ports::store::{StoreError, Value as Stored},
    ram::RAM,
    sae::SAE,
};
use localyun::{
    config::Iam,
    world::{Settings, World},
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::product::call_as;

const ACCOUNT: &str = "1000000000000001";

fn world(iam: Iam) -> Arc<World> {
    let accounts = vec![format!("{ACCOUNT}:testid:testsecret").parse().unwrap()];
    let settings = Settings { accounts, seed: Some(1), iam, ..Settings::default() };
    World::alone(&settings).unwrap()
}

fn root() -> Caller {
    Caller { account: ACCOUNT.into(), principal: Principal::Root, access_key: String::new() }
}

async fn create(world: &Arc<World>, caller: Caller, name: &str, phone: &str) -> (u16, Value) {
    let kind = if name.starts_with("root") { "ROOT" } else { "RAM" };
    let parameters = [("UserName", name), ("UserType", kind), ("Phone", phone)];
    call_as(world, caller, &SAE, "CreateContact", &parameters).await
}

/// The texts of the first column of the rows.
fn column(world: &World, sql: &'static str) -> Vec<String> {
    let found: Result<_, StoreError> =
        world.database.read(|tx| tx.rows(sql, &[Stored::from(ACCOUNT)], |row| row.text(0)));
    found.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_contacts_that_are_created_at_once_with_one_number_one_is() {
    let world = world(Iam::Enforce);
    let mut calls = JoinSet::new();
    for n in 0..20 {
        let world = Arc::clone(&world);
        calls
            .spawn(async move { create(&world, root(), &format!("root{n}"), "13811110000").await });
    }
    let answers = calls.join_all().await;
    let done = answers.iter().filter(|(status, _)| *status == 200).count();
    let refused = |(_, body): &&(u16, Value)| body["Code"] == "InstanceExist.ContactPhone";
    assert_eq!((done, answers.iter().filter(refused).count()), (1, 19));
    let page = [("Page", "1"), ("Size", "100")];
    let (_, listed) = call_as(&world, root(), &ARMS, "DescribeContacts", &page).await;
    assert_eq!(listed["PageBean"]["Total"], 1);
    let (_, listed) = call_as(&world, root(), &SAE, "ListContacts", &[]).await;
    assert_eq!(listed["Data"]["TotalSize"], 1);
}

#[tokio::test]
async fn arms_has_a_policy_for_the_group_of_all_contacts_and_a_bot_for_each_webhook_of_wecom() {
    let world = world(Iam::Enforce);
    let webhook = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1";
    create(&world, root(), "root1", "13811110001").await;
    let change = [("ContactId", "1"), ("WeComRobot", webhook)];
    call_as(&world, root(), &SAE, "UpdateContact", &change).await;

    let policies = "SELECT rules FROM arms_policy WHERE account = $1 AND name = 'sae:default'";
    let policy = || -> Value { serde_json::from_str(&column(&world, policies)[0]).unwrap() };
    assert_eq!(
        policy()["matching"],
        json!([[{ "key": "_aliyun_arms_product_type", "value": "SAE", "operator": "eq" }]])
    );
    assert_eq!(policy()["notify"]["channels"], json!(["email", "dingTalk"]));
    let group =
        |id| json!([{ "kind": "CONTACT_GROUP", "id": id, "name": "sae:default", "channels": [] }]);
    assert_eq!(policy()["notify"]["objects"], group(1));

    // A group that was deleted is made anew, and the policy has the new one.
    call_as(&world, root(), &ARMS, "DeleteContactGroup", &[("ContactGroupId", "1")]).await;
    call_as(&world, root(), &SAE, "UpdateContact", &[("ContactId", "1")]).await;
    assert_eq!(policy()["notify"]["objects"], group(2));
    assert_eq!(column(&world, policies).len(), 1);

    // The bot has the name of the user, and goes with the webhook.
    let robots = "SELECT name || ' ' || kind || ' ' || url FROM arms_robot WHERE account = $1";
    assert_eq!(column(&world, robots), [format!("sae:root1 wechat {webhook}")]);
    call_as(&world, root(), &SAE, "UpdateContact", &[("ContactId", "1"), ("UserName", ACCOUNT)])
        .await;
    assert_eq!(column(&world, robots), [format!("sae:{ACCOUNT} wechat {webhook}")]);
    call_as(&world, root(), &SAE, "UpdateContact", &[("ContactId", "1"), ("WeComRobot", "")]).await;
    assert_eq!(column(&world, robots), [""; 0]);
    call_as(&world, root(), &SAE, "UpdateContact", &change).await;
    call_as(&world, root(), &SAE, "DeleteContact", &[("ContactId", "1")]).await;
    assert_eq!(column(&world, robots), [""; 0]);
}

/// Who adds whom is what the product does, and no permission of the call: it holds in every mode.
#[tokio::test]
async fn a_user_who_may_not_list_users_adds_itself_alone_whatever_the_mode() {
    for iam in [Iam::Enforce, Iam::Audit, Iam::Off] {
        let world = world(iam);
        let mut id = String::new();
        for name in ["bob", "alice"] {
            let (_, made) =
                call_as(&world, root(), &RAM, "CreateUser", &[("UserName", name)]).await;
            made["User"]["UserId"].as_str().unwrap().clone_into(&mut id);
        }
        let principal = Principal::User { id, name: "alice".into() };
        let alice = Caller { principal, ..root() };
        let full = [
            ("PolicyType", "System"),
            ("PolicyName", "AliyunSAEFullAccess"),
            ("UserName", "alice"),
        ];
        call_as(&world, root(), &RAM, "AttachPolicyToUser", &full).await;
        let (_, body) = create(&world, alice.clone(), "bob", "13811110001").await;
        assert_eq!(body["Code"], "Resouce.no.permission", "{iam:?}");
        let (status, _) = create(&world, alice.clone(), "alice", "13811110000").await;
        assert_eq!(status, 200, "{iam:?}");
        let list = [("PolicyName", "AliyunRAMReadOnlyAccess"), full[0], full[2]];
        call_as(&world, root(), &RAM, "AttachPolicyToUser", &list).await;
        let (status, _) = create(&world, alice, "bob", "13811110001").await;
        assert_eq!(status, 200, "{iam:?}");
    }
}
