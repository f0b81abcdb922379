//! Handshakes with more accounts than a transcript has: how many may wait for an answer, that each expires
//! by itself, and what an account brings along when it accepts.

use std::sync::Arc;

use actions::{
    Caller, Principal,
    ports::store::{StoreError, Value as Stored},
    resourcedirectory::RESOURCEDIRECTORY,
};
use localyun::world::{Settings, World};
use serde_json::Value;

use crate::product::call_as;

const START: i64 = 1_767_225_600_000;
const DAY: i64 = 86_400_000;

fn account(number: usize) -> String {
    format!("10000000000000{number:02}")
}

/// A world of 30 accounts, the first of which manages a directory.
async fn world() -> Arc<World> {
    let accounts = (0..30).map(|n| format!("{}:k{n}:s", account(n)).parse().unwrap()).collect();
    let settings = Settings { accounts, frozen: Some(START), seed: Some(1), ..Settings::default() };
    let world = World::alone(&settings).unwrap();
    let mode = [("EnableMode", "CurrentAccount")];
    call(&world, &account(0), "EnableResourceDirectory", &mode).await;
    world
}

async fn call(
    world: &Arc<World>,
    account: &str,
    action: &str,
    parameters: &[(&str, &str)],
) -> (u16, Value) {
    let caller =
        Caller { account: account.into(), principal: Principal::Root, access_key: String::new() };
    call_as(world, caller, &RESOURCEDIRECTORY, action, parameters).await
}

async fn invite(world: &Arc<World>, number: usize) -> Result<String, Value> {
    let target = account(number);
    let parameters = [("TargetEntity", &*target), ("TargetType", "Account")];
    let (_, body) = call(world, &account(0), "InviteAccountToResourceDirectory", &parameters).await;
    let id = body["Handshake"]["HandshakeId"].as_str().map(str::to_owned);
    id.ok_or_else(|| body["Code"].clone())
}

#[tokio::test]
async fn as_many_invitations_wait_for_an_answer_as_the_limit_allows_and_each_expires() {
    let world = world().await;
    // Twelve today and eight tomorrow: none of them is too many for its day.
    let mut sent = Vec::new();
    for number in 1..=12 {
        sent.push(invite(&world, number).await.unwrap());
    }
    world.clock.advance(DAY);
    for number in 13..=20 {
        sent.push(invite(&world, number).await.unwrap());
    }
    assert_eq!(invite(&world, 21).await, Err("LimitExceeded.InvitationRate".into()));

    // An answer makes room for one more.
    let id = [("HandshakeId", &*sent[0])];
    let (status, _) = call(&world, &account(1), "AcceptHandshake", &id).await;
    assert_eq!(status, 200);
    invite(&world, 21).await.unwrap();
    assert_eq!(invite(&world, 22).await, Err("LimitExceeded.InvitationRate".into()));

    // 14 days after they were sent eleven have expired; the accepted one has not.
    world.clock.advance(13 * DAY);
    let page = [("PageSize", "100")];
    let (_, listed) = call(&world, &account(0), "ListHandshakesForResourceDirectory", &page).await;
    let listed = listed["Handshakes"]["Handshake"].as_array().unwrap();
    let in_state = |state: &str| listed.iter().filter(|it| it["Status"] == state).count();
    assert_eq!(
        (listed.len(), in_state("Expired"), in_state("Accepted"), in_state("Pending")),
        (21, 11, 1, 9)
    );
    let newest = account(21);
    assert_eq!(listed[0]["TargetEntity"], *newest, "the newest first");
    invite(&world, 22).await.unwrap();

    // What was sent later is not of today, once the clock is set back.
    world.clock.set(START);
    invite(&world, 23).await.unwrap();
}

#[tokio::test]
async fn the_tags_of_an_invitation_are_those_of_the_member_once_it_has_accepted() {
    let world = world().await;
    let target = account(1);
    let tags = || -> Vec<(String, String)> {
        let found: Result<_, StoreError> = world.database.read(|tx| {
            let of = [Stored::from(&*target)];
            let sql =
                "SELECT name, value FROM resource_tag WHERE kind = 'Account' AND resource = $1
                       ORDER BY name";
            tx.rows(sql, &of, |row| Ok((row.text(0)?, row.text(1)?)))
        });
        found.unwrap()
    };
    let parameters = [
        ("TargetEntity", &*target),
        ("TargetType", "Account"),
        ("Tag.1.Key", "team"),
        ("Tag.1.Value", "ops"),
        ("Tag.2.Key", "empty"),
    ];
    let (_, body) =
        call(&world, &account(0), "InviteAccountToResourceDirectory", &parameters).await;
    let id = body["Handshake"]["HandshakeId"].as_str().unwrap();
    assert_eq!(tags(), []);
    call(&world, &target, "AcceptHandshake", &[("HandshakeId", id)]).await;
    assert_eq!(tags(), [("empty".into(), String::new()), ("team".into(), "ops".into())]);
}
