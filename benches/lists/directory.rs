//! A resource directory of 1,000 folders and 10,000 members beside one of 10 and 20.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use actions::ports::{
    outbox,
    store::{StoreError, Tx},
};
use localyun::{
    web,
    world::{Settings, World, due},
};
use serde_json::{Value, json};

use super::{
    control,
    many::{MANY, call_product},
    row,
    tree::{self, MASTER, ROOT},
};

/// The owner of each member's account, who receives all messages.
const OWNERS: &str = "INSERT INTO message_recipient (account, id, link, types, name, mail, phone)
     SELECT account, 'owner', 0, 63, 'Account owner', 'owner@example.com', '' FROM resource_member";
const NO_CONTACTS: &str = "DELETE FROM message_recipient WHERE id <> 'owner'";

/// A world of one account, which may manage a directory.
fn empty() -> Arc<World> {
    let accounts = vec![format!("{MASTER}:testid:testsecret").parse().unwrap()];
    let frozen = Some(1_767_225_600_000);
    World::alone(&Settings { accounts, frozen, seed: Some(1), ..Settings::default() }).unwrap()
}

struct Tree {
    world: Arc<World>,
    folders: i64,
    members: i64,
}

impl Tree {
    async fn of(folders: i64, members: i64) -> Self {
        let world = empty();
        tree::fill(&world, folders, members).await;
        control(&world, "resourcedirectory/settings", &json!({ "members": 20_000 })).await;
        Self { world, folders, members }
    }

    async fn call(&self, action: &str, params: &[(&str, &str)]) -> Value {
        call_product(&self.world, ("resourcedirectory", MASTER), action, params).await
    }

    /// The time until the answer, and until the tasks of the call have run.
    async fn time(&self, action: &str, params: &[(&str, &str)]) -> (Duration, Duration) {
        let started = Instant::now();
        self.call(action, params).await;
        let answered = started.elapsed();
        due::clock_moved(&self.world).await;
        (answered, started.elapsed())
    }

    /// The id of a new contact, whose address is confirmed.
    async fn contact(&self, name: &str) -> String {
        let mail = format!("{name}@example.com");
        let params = [
            ("Name", name),
            ("EmailAddress", &*mail),
            ("Title", "Other"),
            ("MessageTypes.1", "FaultMessage"),
        ];
        let added = self.call("AddMessageContact", &params).await;
        let id = added["Contact"]["ContactId"].as_str().unwrap().to_owned();
        let send = [("ContactId", &*id), ("EmailAddress", &*mail)];
        self.call("SendEmailVerificationForMessageContact", &send).await;
        let read = |tx: &mut dyn Tx| -> Result<_, StoreError> { outbox::list(tx, Some(&mail), 1) };
        let link = self.world.database.read(read).unwrap().pop().unwrap().link.unwrap();
        assert_eq!(web::open(&self.world, &link).await.status, 200);
        id
    }

    /// How many members receive the messages of a contact.
    fn reached(&self, contact: &str) -> i64 {
        let count = |tx: &mut dyn Tx| -> Result<_, StoreError> {
            let sql = "SELECT COUNT(*) FROM message_recipient WHERE id = $1 AND link = 2";
            tx.row(sql, &[contact.into()], |row| row.int(0))
        };
        self.world.database.read(count).unwrap().unwrap()
    }
}

pub(super) async fn measure() {
    calls(&[Tree::of(10, 20).await, Tree::of(1000, 10_000).await]).await;
    println!("{:<52}{:>10}{:>10}", "longest of 5, 10,000 members", "answer ms", "task ms");
    let tree = Tree::of(1000, 10_000).await;
    all_members(&tree, "only recipient").await;
    tree::run(&tree.world, vec![(OWNERS, vec![])]).await;
    all_members(&tree, "one of two").await;
    control_policies().await;
}

type Pairs = Vec<(&'static str, String)>;

/// An action, and its parameters in each round.
type Measured = (&'static str, fn(&Tree, usize) -> Pairs);

/// Calls that are about one folder, one member, or a page.
const CALLS: &[Measured] = &[
    ("ListAccounts", |_, _| Vec::new()),
    ("ListAccounts", |it, _| vec![("PageNumber", (it.members / 10).to_string())]),
    ("ListAccounts", |_, _| vec![("IncludeTags", "true".into())]),
    ("ListAccountsForParent", |_, _| vec![("ParentFolderId", ROOT.into())]),
    ("ListAccountsForParent", |it, _| vec![("PageNumber", (it.members / 10).to_string())]),
    ("ListFoldersForParent", |it, _| vec![("PageNumber", (it.folders / 10).to_string())]),
    ("GetFolder", |it, _| vec![("FolderId", format!("fd-{}", 1_000_000_000 + it.folders))]),
    ("GetAccount", |it, _| vec![("AccountId", tree::member(it.members))]),
    ("ListMessageContacts", |_, _| Vec::new()),
    ("ListMessageContacts", |_, _| vec![("Member", ROOT.into())]),
    ("MoveAccount", |_, round| {
        let to = if round.is_multiple_of(2) { "fd-1000000001" } else { ROOT };
        vec![("AccountId", tree::member(1)), ("DestinationFolderId", to.into())]
    }),
    ("CreateResourceAccount", |_, round| vec![("DisplayName", format!("new{round}"))]),
];

async fn calls(trees: &[Tree; 2]) {
    for tree in trees {
        for name in
            ["ann", "bob", "carol", "dave", "eve", "frank", "grace", "heidi", "ivan", "judy"]
        {
            let contact = tree.contact(name).await;
            let bind = [("ContactId", &*contact), ("Members.1", ROOT)];
            tree.time("AssociateMembers", &bind).await;
            assert_eq!(tree.reached(&contact), tree.members);
        }
    }
    for (action, params) in CALLS {
        let mut best = [Duration::MAX; 2];
        let mut told = "";
        for round in 0..30 {
            for (tree, best) in trees.iter().zip(&mut best) {
                let params = params(tree, round);
                told = params.first().map_or("", |it| it.0);
                let params: Vec<_> = params.iter().map(|(name, value)| (*name, &**value)).collect();
                *best = tree.time(action, &params).await.1.min(*best);
            }
        }
        row(&format!("{action} {told}"), best[0], best[1]);
    }
}

/// What is done with a contact of all members.
async fn all_members(tree: &Tree, about: &str) {
    let mut longest = [(Duration::ZERO, Duration::ZERO); 4];
    for round in 'a'..='e' {
        // One that nobody replaces is still there after its deletion.
        let name = about.split(' ').next().unwrap_or_default();
        let contact = tree.contact(&format!("{name}{round}")).await;
        let id = ("ContactId", &*contact);
        let bind = tree.time("AssociateMembers", &[id, ("Members.1", ROOT)]).await;
        assert_eq!(tree.reached(&contact), tree.members);
        let types = [("MessageTypes.1", "FaultMessage"), ("MessageTypes.2", "SecurityMessage")];
        let update = tree.time("UpdateMessageContact", &[id, types[0], types[1]]).await;
        let unbind = tree.time("DisassociateMembers", &[id, ("Members.1", ROOT)]).await;
        assert_eq!(tree.reached(&contact), 0);
        tree.time("AssociateMembers", &[id, ("Members.1", ROOT)]).await;
        let delete = [id, ("RetainContactInMembers", "false")];
        let delete = tree.time("DeleteMessageContact", &delete).await;
        for (longest, took) in longest.iter_mut().zip([bind, update, unbind, delete]) {
            *longest = (took.0.max(longest.0), took.1.max(longest.1));
        }
        // The next finds what this one found.
        tree::run(&tree.world, vec![(NO_CONTACTS, vec![])]).await;
    }
    let names =
        ["AssociateMembers", "UpdateMessageContact", "DisassociateMembers", "DeleteMessageContact"];
    for (name, (answer, task)) in names.iter().zip(longest) {
        let millis = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "{:<52}{:>10.2}{:>10.1}",
            format!("{name}, {about}"),
            millis(answer),
            millis(task)
        );
    }
}

/// A call of a member below five folders, each with a control policy of its own, beside one of an account that
/// belongs to no directory.
async fn control_policies() {
    let world = empty();
    let manage = async |action: &str, params: &[(&str, &str)]| {
        call_product(&world, ("resourcedirectory", MASTER), action, params).await
    };
    let enabled = manage("EnableResourceDirectory", &[("EnableMode", "CurrentAccount")]).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut folder = text(&enabled["ResourceDirectory"]["RootFolderId"]);
    let mut targets = vec![folder.clone()];
    for _ in 0..5 {
        let params = [("FolderName", "folder"), ("ParentFolderId", &*folder)];
        folder = text(&manage("CreateFolder", &params).await["Folder"]["FolderId"]);
        targets.push(folder.clone());
    }
    let params = [("DisplayName", "member"), ("ParentFolderId", &*folder)];
    let member = text(&manage("CreateResourceAccount", &params).await["Account"]["AccountId"]);
    targets.push(member.clone());
    manage("EnableControlPolicy", &[]).await;
    for (target, name) in targets.iter().zip('a'..) {
        let name = format!("policy{name}");
        let document = json!({ "Version": "1", "Statement": [
            { "Effect": "Deny", "Action": "cms:Delete*", "Resource": "*" },
        ] });
        let document = document.to_string();
        let params =
            [("PolicyName", &*name), ("EffectScope", "All"), ("PolicyDocument", &*document)];
        let policy = manage("CreateControlPolicy", &params).await;
        let policy = text(&policy["ControlPolicy"]["PolicyId"]);
        let params = [("PolicyId", &*policy), ("TargetId", &**target)];
        manage("AttachControlPolicy", &params).await;
    }
    println!("{:<52}{:>10}{:>10}{:>8}", "best of 1000, in turns", "alone us", "member us", "ratio");
    for (product, action) in [("sts", "GetCallerIdentity"), ("cms", "DescribeContactList")] {
        let mut best = [Duration::MAX; 2];
        for _ in 0..1000 {
            for (account, best) in [MANY, &member].into_iter().zip(&mut best) {
                let started = Instant::now();
                call_product(&world, (product, account), action, &[]).await;
                *best = started.elapsed().min(*best);
            }
        }
        row(action, best[0], best[1]);
    }
}
