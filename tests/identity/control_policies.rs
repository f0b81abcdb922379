//! Control policies of a resource directory over a socket: they bind at once, and the refusal says
//! which policy it was and where it is attached.

use actions::ports::store::StoreError;
use localyun::{config::Iam, world::transaction::Transaction};
use serde_json::json;
use tokio::runtime::Handle;

use super::{
    client::{Key, Server},
    denied::{explained, hinted},
};

/// A directory whose control policies are enabled, with a member in a folder.
struct Directory {
    folder: String,
    member: String,
    policy: String,
    /// The key of a user of the member who may do everything.
    alice: Key,
}

/// The policy denies `cms:DeleteContact`, to the account itself too, and is attached to nothing.
async fn directory(server: &Server) -> Directory {
    let root = Key::root();
    let call = async |key: &Key, action: &str, params: &[(&str, &str)]| {
        server.call(key, action, params).await.good()
    };
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    call(&root, "resourcedirectory:EnableResourceDirectory", &[("EnableMode", "CurrentAccount")])
        .await;
    let made = call(&root, "resourcedirectory:CreateFolder", &[("FolderName", "prod")]).await;
    let folder = text(&made["Folder"]["FolderId"]);
    let shop = [("DisplayName", "shop"), ("ParentFolderId", folder.as_str())];
    let made = call(&root, "resourcedirectory:CreateResourceAccount", &shop).await;
    let member = text(&made["Account"]["AccountId"]);
    call(&root, "resourcedirectory:EnableControlPolicy", &[]).await;
    let denied = json!({ "Version": "1", "Statement": [
        { "Effect": "Deny", "Action": "cms:DeleteContact", "Resource": "*" },
    ] });
    let denied = denied.to_string();
    let policy =
        [("PolicyName", "no-deletes"), ("EffectScope", "All"), ("PolicyDocument", &*denied)];
    let made = call(&root, "resourcemanager:CreateControlPolicy", &policy).await;
    let policy = text(&made["ControlPolicy"]["PolicyId"]);

    let boss = server.user("boss").await;
    server.attach("boss", "System", "AliyunSTSAssumeRoleAccess").await;
    let role = format!("acs:ram::{member}:role/ResourceDirectoryAccountAccessRole");
    let wanted = [("RoleArn", role.as_str()), ("RoleSessionName", "session")];
    let session = call(&boss, "sts:AssumeRole", &wanted).await;
    let session = Key::of(&session["Credentials"]);
    call(&session, "ram:CreateUser", &[("UserName", "alice")]).await;
    let all =
        [("UserName", "alice"), ("PolicyType", "System"), ("PolicyName", "AdministratorAccess")];
    call(&session, "ram:AttachPolicyToUser", &all).await;
    let made = call(&session, "ram:CreateAccessKey", &[("UserName", "alice")]).await;
    Directory { folder, member, policy, alice: Key::of(&made["AccessKey"]) }
}

impl Directory {
    /// What becomes of a call that the policy denies.
    async fn asked(&self, server: &Server) -> super::client::Answer {
        server.call(&self.alice, "cms:DeleteContact", &[("ContactName", "a")]).await
    }

    async fn attach(&self, server: &Server, action: &str, target: &str) {
        let it = [("PolicyId", self.policy.as_str()), ("TargetId", target)];
        server.call(&Key::root(), action, &it).await.good();
    }
}

#[tokio::test]
async fn a_refusal_names_the_policy_and_where_it_is_attached() {
    let server = Server::start(Iam::Enforce).await;
    let directory = directory(&server).await;
    assert_eq!(directory.asked(&server).await.code(), "ContactNotExists");
    for (target, name) in [
        (&directory.folder, format!("the folder {}", directory.folder)),
        (&directory.member, format!("the member {}", directory.member)),
    ] {
        directory.attach(&server, "resourcedirectory:AttachControlPolicy", target).await;
        let answer = directory.asked(&server).await;
        let words = format!(
            "Statement 1 of the custom control policy no-deletes, attached to {name}, denies \
             cms:DeleteContact on *. No policy of the member outweighs it."
        );
        hinted(&answer, &words);
        assert_eq!(answer.body["AccessDeniedDetail"]["PolicyType"], "ControlPolicy");
        assert_eq!(explained(&server, &answer).await["explanation"]["reasons"], json!([words]));
        // What was remembered of the account is not used after it has changed.
        directory.attach(&server, "resourcemanager:DetachControlPolicy", target).await;
        assert_eq!(directory.asked(&server).await.code(), "ContactNotExists");
    }
}

#[tokio::test]
async fn they_are_reported_where_nothing_is_enforced_and_not_asked_where_policies_are_off() {
    let audit = Server::start(Iam::Audit).await;
    let under_audit = directory(&audit).await;
    under_audit.attach(&audit, "resourcedirectory:AttachControlPolicy", &under_audit.folder).await;
    let answer = under_audit.asked(&audit).await;
    assert_eq!(answer.code(), "ContactNotExists");
    assert!(answer.head.contains("x-localyun-audit: invalidauthorization"), "{}", answer.head);

    let off = Server::start(Iam::Off).await;
    let unchecked = directory(&off).await;
    unchecked.attach(&off, "resourcedirectory:AttachControlPolicy", &unchecked.folder).await;
    let answer = unchecked.asked(&off).await;
    assert_eq!(answer.code(), "ContactNotExists");
    assert!(!answer.head.contains("x-localyun-audit"), "{}", answer.head);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_before_a_policy_was_attached_is_not_taken_for_what_binds_after_it() {
    let server = Server::start(Iam::Enforce).await;
    let directory = directory(&server).await;
    let world = server.app.world();
    let (here, runtime) = (&directory, Handle::current());
    let attaches = || {
        let target = (&server, "resourcedirectory:AttachControlPolicy", &*here.member);
        std::thread::scope(|threads| {
            let attach = || runtime.block_on(here.attach(target.0, target.1, target.2));
            threads.spawn(attach).join().unwrap();
        });
    };
    // A policy binds the member once it is attached, though it is looked up in a transaction that has begun to
    // read before that.
    let bound = async |attaches: &dyn Fn()| -> Result<usize, StoreError> {
        let work = |transaction: &mut Transaction<'_>| {
            let generation = world.identities.generation();
            transaction.tx.row("SELECT id FROM account LIMIT 1", &[], |row| row.text(0))?;
            attaches();
            let levels = world.control_levels(generation, transaction.tx, &here.member)?;
            Ok(format!("{levels:?}").matches("no-deletes").count())
        };
        world.read(work).await
    };
    assert_eq!(bound(&attaches).await.unwrap(), 0);
    assert_ne!(bound(&|| ()).await.unwrap(), 0);
}
