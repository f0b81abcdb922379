//! The accounts: those of the command line, and those that calls make.

use std::sync::Arc;

use actions::{
    Access, Action, Caller, Cx, Entry, PRODUCTS, Params, Principal, Product, Result,
    ports::store::StoreError,
    shared::accounts::{self, Account},
    text,
};
use localyun::world::{Settings, World};
use serde::Serialize;
use serde_json::Value;

use crate::product::call_as;

const START: i64 = 1_767_225_600_000;
const PARENT: &str = "1000000000000001";

/// As a product will that has accounts made.
struct MakeAccount(String);

#[derive(Serialize)]
struct Made {
    id: String,
}

impl Action for MakeAccount {
    const NAME: &'static str = "MakeAccount";
    const DOC: &'static str = "Makes an account under that of the caller.";
    const ACCESS: Access = Access::Create;
    type Response = Made;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(text("Name"))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Made> {
        let parent = cx.account().to_owned();
        accounts::create(cx, &parent, &self.0).map(|made| Made { id: made.id })
    }
}

static MAKER: Product =
    Product::new("maker", "Maker", "2026-01-01").actions(&[Entry::of::<MakeAccount>()]);

/// A world that was started with these accounts and their keys.
fn world(data: &str, started_with: &[&str]) -> Arc<World> {
    let accounts = started_with.iter().map(|it| it.parse().unwrap()).collect();
    let (data, frozen, seed) = (data.into(), Some(START), Some(1));
    let settings = Settings { data, accounts, frozen, seed, ..Settings::default() };
    World::alone(&settings).unwrap()
}

const TOLD: &[&str] =
    &["1000000000000001:a:s", "2000000000000002:b:s", "1000000000000001:another:s"];

async fn call(
    world: &Arc<World>,
    account: &str,
    action: &str,
    parameters: &[(&str, &str)],
) -> Value {
    let caller =
        Caller { account: account.into(), principal: Principal::Root, access_key: String::new() };
    let (id, action) = action.split_once(':').unwrap();
    let product = PRODUCTS.iter().find(|it| it.id == id).copied().unwrap_or(&MAKER);
    let (status, body) = call_as(world, caller, product, action, parameters).await;
    assert_eq!(status, 200, "{body}");
    body
}

fn account(world: &World, id: &str) -> Option<Account> {
    let found: Result<_, StoreError> = world.database.read(|tx| accounts::account(tx, id));
    found.unwrap()
}

fn members(world: &World, after: &str, most: i64) -> Vec<String> {
    let found: Result<_, StoreError> =
        world.database.read(|tx| accounts::members(tx, PARENT, after, most));
    found.unwrap().into_iter().map(|it| it.id).collect()
}

#[tokio::test]
async fn the_accounts_of_the_command_line_are_rows_without_a_parent() {
    let world = world(":memory:", TOLD);
    for id in [PARENT, "2000000000000002"] {
        let row = Account { id: id.into(), parent: None, name: String::new(), created: START };
        assert_eq!(account(&world, id), Some(row));
    }
    assert_eq!(account(&world, "3000000000000003"), None);
}

#[tokio::test]
async fn an_account_that_is_made_has_a_parent_a_root_with_keys_and_nothing_in_any_product() {
    let world = world(":memory:", TOLD);
    let mut made = Vec::new();
    for name in ["a", "b", "c"] {
        let answer = call(&world, PARENT, "maker:MakeAccount", &[("Name", name)]).await;
        made.push(answer["id"].as_str().unwrap().to_owned());
    }
    let first = made[0].clone();
    assert!(first.len() == 16 && first.bytes().all(|b| b.is_ascii_digit()), "{first}");
    let row = account(&world, &first).unwrap();
    assert_eq!((row.parent.as_deref(), &*row.name, row.created), (Some(PARENT), "a", START));
    made.sort();
    assert_eq!(members(&world, "", 10), made);
    assert_eq!(members(&world, &made[0], 1), made[1..2], "a page");

    let key = call(&world, &first, "ram:CreateAccessKey", &[]).await;
    let key = key["AccessKey"]["AccessKeyId"].as_str().unwrap();
    let found = world.key(key).unwrap().unwrap();
    assert_eq!(found.caller.account, first);
    assert!(matches!(found.caller.principal, Principal::Root));

    call(&world, PARENT, "ram:CreateUser", &[("UserName", "alice")]).await;
    let users = call(&world, &first, "ram:ListUsers", &[]).await;
    assert_eq!(users["Users"]["User"], Value::Array(Vec::new()));
    call(&world, &first, "ram:CreateUser", &[("UserName", "alice")]).await;
}

#[tokio::test]
async fn a_restart_keeps_accounts_and_a_reset_restores_those_of_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db").display().to_string();
    let first = world(&data, TOLD);
    call(&first, PARENT, "maker:MakeAccount", &[("Name", "a")]).await;
    first.reset().await.unwrap();
    assert_eq!(members(&first, "", 10), Vec::<String>::new());
    assert!(account(&first, PARENT).is_some() && account(&first, "2000000000000002").is_some());

    let kept = call(&first, PARENT, "maker:MakeAccount", &[("Name", "a")]).await;
    first.database.close();
    drop(first);
    let second = world(&data, &["3000000000000003:c:s"]);
    let all = [PARENT, "2000000000000002", "3000000000000003", kept["id"].as_str().unwrap()];
    assert!(all.iter().all(|id| account(&second, id).is_some()));
    call(&second, PARENT, "maker:MakeAccount", &[("Name", "b")]).await;
    second.reset().await.unwrap();
    assert!(all.iter().all(|id| account(&second, id).is_some()), "also of an account that was new");
    assert_eq!(members(&second, "", 10).len(), 1);
}
