//! What those are answered who name what another directory has, or send what nobody should.

use std::{collections::BTreeSet, sync::Arc};

use actions::{
    Access, Caller, Entry, Parameters, Params, Principal, Product,
    resourcedirectory::RESOURCEDIRECTORY, resourcemanager::RESOURCEMANAGER,
};
use localyun::world::{Settings, World};
use serde_json::Value;

use crate::product::call_as;

/// 2026.
const START: i64 = 1_767_225_600_000;
/// The first and the last time that a clock can be set to: the years 1970 and 9999.
const ENDS: [i64; 2] = [0, 253_402_300_799_999];

/// Manages the directory.
const MASTER: &str = "1000000000000001";
/// Manages another one.
const OTHER: &str = "2000000000000002";
/// Has none.
const ALONE: &str = "3000000000000003";
/// Is invited to the first one.
const INVITED: &str = "4000000000000004";

/// A policy that allows everything.
const DOCUMENT: &str =
    r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;

/// The ids of things of one directory.
struct Ids {
    directory: String,
    root: String,
    folder: String,
    account: String,
    contact: String,
    policy: String,
    handshake: String,
    group: String,
    record: String,
}

impl Ids {
    /// Ids that nothing has.
    fn of_nothing() -> Self {
        Self {
            directory: "rd-000000".into(),
            root: "r-000000".into(),
            folder: "fd-0000000000".into(),
            account: "9999999999999999".into(),
            contact: "c-0000000000000000".into(),
            policy: "cp-0000000000000000".into(),
            handshake: "h-0000000000000000".into(),
            group: "rg-aekz00000000000".into(),
            record: "00000000-0000-0000-0000-000000000000".into(),
        }
    }

    fn all(&self) -> [&str; 9] {
        let Self { directory, root, folder, account, contact, policy, handshake, group, record } =
            self;
        [directory, root, folder, account, contact, policy, handshake, group, record]
    }

    /// What parameters of this name may have as a value; nothing if they name no thing.
    fn values(&self, name: &str) -> Vec<&str> {
        match name {
            "AccountId" | "BillingAccountId" | "PayerAccountId" => vec![&self.account],
            "FolderId" | "ChildId" | "ParentFolderId" | "DestinationFolderId" => {
                vec![&self.folder, &self.root]
            }
            "TargetId" => vec![&self.folder, &self.root, &self.account],
            "Member" | "Members.N" => {
                vec![&self.directory, &self.root, &self.folder, &self.account]
            }
            "ResourceId.N" => vec![&self.folder, &self.account, &self.policy, &self.group],
            "PolicyId" => vec![&self.policy],
            "ContactId" => vec![&self.contact],
            "HandshakeId" => vec![&self.handshake],
            "ResourceGroupId" | "ResourceGroupIds.N" => vec![&self.group],
            "RecordId" => vec![&self.record],
            _ => vec![],
        }
    }
}

/// What required parameters have that name no thing of a directory.
fn plain(name: &str) -> &'static str {
    match name {
        "EmailAddress" => "alice@example.com",
        "Email" => "new@example.com",
        "PhoneNumber" | "SecureMobilePhone" => "86-13312345678",
        "VerificationCode" => "123456",
        "Status" => "Enabled",
        "Name" | "NewPolicyName" | "DisplayName" | "NewDisplayName" | "NewFolderName" => "Another",
        "Title" => "Other",
        "FolderName" => "b",
        "TargetEntity" | "Resources.N.ResourceId" => "9999999999999998",
        "TargetType" => "Account",
        "PolicyDocument" | "NewPolicyDocument" => DOCUMENT,
        "MessageTypes.N" => "FaultMessage",
        "EnableMode" => "CurrentAccount",
        "EffectScope" => "RAM",
        "Resources.N.ResourceType" => "certificate",
        "Resources.N.Service" => "cas",
        "Resources.N.RegionId" => "cn-hangzhou",
        "ServicePrincipal" => "cloudfw.aliyuncs.com",
        "Tag.N.Key" | "TagKey.N" | "Key" => "team",
        "PolicyType" => "Custom",
        "PrincipalType" => "IMSUser",
        "PrincipalName" => "bob@1000000000000001.onaliyun.com",

        _ => "one",
    }
}

async fn call(
    world: &Arc<World>,
    account: &str,
    product: &'static Product,
    action: &str,
    pairs: &[(&str, &str)],
) -> Value {
    let caller =
        Caller { account: account.into(), principal: Principal::Root, access_key: String::new() };
    let (_, mut body) = call_as(world, caller, product, action, pairs).await;
    body.as_object_mut().unwrap().remove("RequestId");
    assert_ne!(body["Code"], "InternalError", "{action} {pairs:.200?}");
    body
}

/// The answer of a call of the management account that must succeed: the text at `pointer`.
async fn made(
    world: &Arc<World>,
    product: &'static Product,
    action: &str,
    pairs: &[(&str, &str)],
    pointer: &str,
) -> String {
    let answer = call(world, MASTER, product, action, pairs).await;
    let found = answer.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("{action}: {answer}")).to_owned()
}

async fn directory(world: &Arc<World>) -> Ids {
    let (rd, rm) = (&RESOURCEDIRECTORY, &RESOURCEMANAGER);
    let mode = [("EnableMode", "CurrentAccount")];
    let id = "/ResourceDirectory/ResourceDirectoryId";
    let directory = made(world, rd, "EnableResourceDirectory", &mode, id).await;
    let root = "/ResourceDirectory/RootFolderId";
    let root = made(world, rd, "GetResourceDirectory", &[], root).await;
    let folder = made(
        world,
        rd,
        "CreateFolder",
        &[("FolderName", "a"), ("Tag.1.Key", "team")],
        "/Folder/FolderId",
    )
    .await;
    let shop = [("DisplayName", "shop"), ("ParentFolderId", &*folder)];
    let account = made(world, rd, "CreateResourceAccount", &shop, "/Account/AccountId").await;
    let alice = [
        ("Name", "Alice"),
        ("EmailAddress", "alice@example.com"),
        ("Title", "Other"),
        ("MessageTypes.1", "FaultMessage"),
    ];
    let contact = made(world, rd, "AddMessageContact", &alice, "/Contact/ContactId").await;
    let policy = [("PolicyName", "p"), ("PolicyDocument", DOCUMENT), ("EffectScope", "RAM")];
    let policy = made(world, rd, "CreateControlPolicy", &policy, "/ControlPolicy/PolicyId").await;
    let enabled = "/EnablementStatus";
    made(world, rd, "EnableControlPolicy", &[], enabled).await;
    let target = [("TargetEntity", INVITED), ("TargetType", "Account")];
    let invite = "InviteAccountToResourceDirectory";
    let handshake = made(world, rd, invite, &target, "/Handshake/HandshakeId").await;
    let group = [("Name", "ops"), ("DisplayName", "ops"), ("Tag.1.Key", "team")];
    let group = made(world, rm, "CreateResourceGroup", &group, "/ResourceGroup/Id").await;
    let lab = [("DisplayName", "lab"), ("Email", "lab@example.com")];
    let record = made(world, rm, "CreateCloudAccount", &lab, "/Account/RecordId").await;
    Ids { directory, root, folder, account, contact, policy, handshake, group, record }
}

/// All that the management account sees of its directory.
async fn seen(world: &Arc<World>) -> Vec<Value> {
    let (rd, rm) = (&RESOURCEDIRECTORY, &RESOURCEMANAGER);
    let mut seen = Vec::new();
    for (product, action, pairs) in [
        (rd, "GetResourceDirectory", &[][..]),
        (rd, "ListAccounts", &[]),
        (rd, "ListFoldersForParent", &[]),
        (rd, "ListMessageContacts", &[]),
        (rd, "ListControlPolicies", &[]),
        (rd, "GetControlPolicyEnablementStatus", &[]),
        (rd, "ListDelegatedAdministrators", &[]),
        (rd, "ListHandshakesForResourceDirectory", &[]),
        (rd, "ListTagResources", &[("ResourceType", "Account")]),
        (rd, "ListTagResources", &[("ResourceType", "Folder")]),
        (rd, "ListTagResources", &[("ResourceType", "ControlPolicy")]),
        (rd, "ListTagResources", &[("ResourceType", "ResourceGroup")]),
        (rm, "ListResourceGroups", &[]),
    ] {
        seen.push(call(world, MASTER, product, action, pairs).await);
    }
    seen
}

/// The calls of an action that name `ids`: one for each thing that a parameter may name; and whether any may.
fn calls<'a>(
    product: &Product,
    entry: &Entry,
    ids: &'a Ids,
) -> (Vec<Vec<(String, &'a str)>>, bool) {
    let nothing = Parameters::default();
    let mut described = Params::describing(&nothing, product.wording);
    (entry.describe)(&mut described);
    let described = described.described();
    let mut calls: Vec<Vec<(String, &str)>> = vec![vec![]];
    let mut names_any = false;
    for parameter in &described {
        let key = parameter.name.replace(".N", ".1");
        let values = match (&*parameter.name, ids.values(&parameter.name)) {
            ("ResourceType", _) => vec!["Account", "Folder", "ControlPolicy", "ResourceGroup"],
            (_, values) if !values.is_empty() => {
                names_any = true;
                values
            }
            (name, _) if parameter.required || name == "TagKey.N" => vec![plain(name)],
            _ => continue,
        };
        let longer = |value: &&'a str| {
            let add = |call: &Vec<_>| [&call[..], &[(key.clone(), *value)]].concat();
            calls.iter().map(add).collect::<Vec<_>>()
        };
        calls = values.iter().flat_map(longer).collect();
    }
    (calls, names_any)
}

async fn told(
    world: &Arc<World>,
    account: &str,
    (product, entry): (&'static Product, &Entry),
    pairs: &[(String, &str)],
) -> String {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (&**name, *value)).collect();
    call(world, account, product, entry.name, &pairs).await.to_string()
}

/// All actions of both products: what deletes comes last, and what reads first.
fn all() -> Vec<(&'static Product, &'static Entry)> {
    let products = [&RESOURCEDIRECTORY, &RESOURCEMANAGER].into_iter();
    let of_product =
        |product: &'static Product| product.actions.iter().map(move |it| (product, it));
    let mut all: Vec<(&'static Product, &'static Entry)> = products.flat_map(of_product).collect();
    all.sort_by_key(|(_, entry)| match entry.access {
        Access::Get | Access::List => 0,
        Access::Delete => 2,
        _ => 1,
    });
    all
}

/// The actions that answer an account alike, and those that answer it otherwise, whether a call names what
/// the directory has or what nobody has.
async fn compare(
    world: &Arc<World>,
    account: &str,
    ids: &Ids,
) -> (BTreeSet<&'static str>, BTreeSet<&'static str>) {
    let none = Ids::of_nothing();
    let (mut alike, mut otherwise) = (BTreeSet::new(), BTreeSet::new());
    for (product, entry) in all() {
        let ((theirs, names_any), nobodys) =
            (calls(product, entry, ids), calls(product, entry, &none));
        let pairs = theirs.into_iter().zip(nobodys.0).filter(|_| names_any);
        for (theirs, nobodys) in pairs {
            let mut answer = told(world, account, (product, entry), &theirs).await;
            let want = told(world, account, (product, entry), &nobodys).await;
            for (id, other) in ids.all().into_iter().zip(none.all()) {
                answer = answer.replace(id, other);
            }
            if answer == want { &mut alike } else { &mut otherwise }.insert(entry.name);
        }
    }
    alike.retain(|name| !otherwise.contains(name));
    (alike, otherwise)
}

/// A world at this time, with a directory, and one of another account.
async fn world(frozen: i64) -> (Arc<World>, Ids) {
    let accounts = [MASTER, OTHER, ALONE, INVITED];
    let accounts = accounts.map(|id| format!("{id}:k{id}:s").parse().unwrap()).to_vec();
    let settings =
        Settings { accounts, frozen: Some(frozen), seed: Some(1), ..Settings::default() };
    let world = World::alone(&settings).unwrap();
    let ids = directory(&world).await;
    let mode = [("EnableMode", "CurrentAccount")];
    call(&world, OTHER, &RESOURCEDIRECTORY, "EnableResourceDirectory", &mode).await;
    (world, ids)
}

#[tokio::test]
async fn odd_values_are_no_internal_errors() {
    let (world, ids) = world(START).await;
    let long = "a".repeat(1 << 16);
    let odd = [
        "",
        " ",
        "0",
        "-1",
        "9223372036854775807",
        "-9223372036854775808",
        "99999999999999999999",
        "yes",
        "True",
        "[]",
        "[{}]",
        "{\"",
        "*",
        "../..",
        "a\u{0}\nb",
        "\u{202e}\u{1f600}\u{301}",
        "%_!",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
        &long,
    ];
    for (product, entry) in all() {
        let nothing = Parameters::default();
        let mut described = Params::describing(&nothing, product.wording);
        (entry.describe)(&mut described);
        let base = calls(product, entry, &ids).0.into_iter().next().unwrap_or_default();
        for parameter in described.described() {
            let name = parameter.name.replace(".N", ".1");
            for value in odd {
                let mut pairs = base.clone();
                pairs.retain(|(other, _)| *other != name);
                pairs.push((name.clone(), value));
                told(&world, MASTER, (product, entry), &pairs).await;
            }
        }
    }
}

#[tokio::test]
async fn a_directory_works_at_the_first_and_the_last_time_of_a_clock() {
    for (at, other) in ENDS.into_iter().zip(ENDS.into_iter().rev()) {
        let (world, ids) = world(at).await;
        compare(&world, MASTER, &ids).await;
        world.clock.set(other);
        seen(&world).await;
        compare(&world, MASTER, &ids).await;
        compare(&world, INVITED, &ids).await;
    }
}

#[tokio::test]
async fn nobody_learns_or_changes_anything_of_another_directory() {
    let (world, ids) = world(START).await;
    let before = seen(&world).await;
    for account in [OTHER, ALONE, &ids.account] {
        let (_, otherwise) = compare(&world, account, &ids).await;
        assert!(otherwise.is_empty(), "{account} {otherwise:?}");
    }
    assert_eq!(seen(&world).await, before);

    // A delegated administrator reads the tree.
    let delegate = [("AccountId", &*ids.account), ("ServicePrincipal", "cloudfw.aliyuncs.com")];
    call(&world, MASTER, &RESOURCEDIRECTORY, "RegisterDelegatedAdministrator", &delegate).await;
    let before = seen(&world).await;
    let (_, otherwise) = compare(&world, &ids.account, &ids).await;
    let reads = [
        "GetAccount",
        "GetFolder",
        "ListAccountsForParent",
        "ListAncestors",
        "ListFoldersForParent",
    ];
    assert_eq!(otherwise.into_iter().collect::<Vec<_>>(), reads);
    assert_eq!(seen(&world).await, before);

    // The management account is answered otherwise, so what is named is there, but by what asks for more.
    let (alike, _) = compare(&world, MASTER, &ids).await;
    let more = [
        "AcceptHandshake",
        "BindSecureMobilePhone",
        "CancelPromoteResourceAccount",
        "DeclineHandshake",
        "GetMessageContactDeletionStatus",
        "GetResourceGroupResourceCounts",
        "ListResources",
        "ResendPromoteResourceAccountEmail",
        "SendVerificationCodeForBindSecureMobilePhone",
    ];
    assert_eq!(alike.into_iter().collect::<Vec<_>>(), more);
}
