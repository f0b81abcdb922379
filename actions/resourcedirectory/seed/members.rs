//! Members, which are accounts of the seed, and those of them that are delegated administrators.

use std::collections::HashMap;

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    request::page::Page,
    resourcedirectory::{
        RESOURCEDIRECTORY,
        accounts::{
            create_resource_account::CreateResourceAccount,
            joining::{check_room, join},
            member_names::check_display,
            payers::check_payer,
        },
        directory::directory_view::account_name,
        tables::{
            delegates, directories, folders,
            members::{self, Member},
        },
    },
    shared::{accounts, ids},
};

use super::{ALL, folder_at, managed, none, paths};

pub(super) const MEMBERS: SeedKind = SeedKind {
    name: "members",
    doc: "The members: accounts that the seed has, or that there are.",
    key: &["account"],
    members: &[
        SeedMember::text("account", "The account.").required(),
        SeedMember::text("folder", "The path of the folder that it is in; / for Root.").required(),
        SeedMember::text("display_name", "What it is called in the directory.").required(),
        SeedMember::text("logon_name", "The name that it logs on with; made if it is not given."),
        SeedMember::new(
            "invited",
            SeedType::Flag,
            "Whether it was invited, not made in the directory.",
        ),
        SeedMember::new(
            "cloud_account",
            SeedType::Flag,
            "Whether its root logs on. An account that was invited always is one.",
        ),
        SeedMember::text("payer", "The account that pays for it, one before; itself if not given."),
        SeedMember::text("secure_phone", "Its secure mobile phone."),
    ],
    export,
    create,
    update: Some(update),
};

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let Some(directory) = managed(cx)? else { return Ok(Vec::new()) };
    let folders: HashMap<_, _> =
        paths(cx, &directory)?.into_iter().map(|(path, folder)| (folder.id, path)).collect();
    let mut all = members::after(cx.tx, &directory.id, "", ALL)?;
    // Those who pay come before those that they pay for.
    all.sort_by_key(|it| !it.payer.is_empty() && it.payer != directory.master);
    let shown = all.into_iter().map(|it| {
        seed::fields([
            ("account", it.account.into()),
            ("folder", folders.get(&it.folder).cloned().into()),
            ("display_name", it.display.into()),
            ("logon_name", it.name.into()),
            ("invited", seed::set(!it.created)),
            ("cloud_account", seed::set(it.cloud)),
            ("payer", it.payer.into()),
            ("secure_phone", it.phone.into()),
        ])
    });
    Ok(shown.collect())
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let directory = managed(cx)?.ok_or_else(none)?;
    let (account, display) = (seed::text(it, "account"), seed::text(it, "display_name"));
    if accounts::account(cx.tx, account)?.is_none() {
        return Err(ControlError::Wrong(format!("there is no account {account}")));
    }
    let elsewhere = directories::joined_by(cx.tx, account)?.is_some()
        || directories::managed_by(cx.tx, account)?.is_some();
    if elsewhere {
        let why =
            format!("the account {account} manages a resource directory, or is in another one");
        return Err(ControlError::Wrong(why));
    }
    let id = folder_at(cx, seed::text(it, "folder"))?;
    let folder = folders::folder(cx.tx, &directory.id, &id)?.ok_or_else(none)?;
    // Names and ids are checked as those of an account that is made.
    let names = [("display_name", "DisplayName"), ("payer", "PayerAccountId")];
    seed::read::<CreateResourceAccount>(&RESOURCEDIRECTORY, seed::parameters(it, &names))?;
    check_display(cx.tx, &directory, display, "")?;
    check_room(cx.tx, &directory)?;
    check_payer(cx.tx, &directory, seed::text(it, "payer"))?;
    let invited = seed::flag(it, "invited");
    let name = match seed::text(it, "logon_name") {
        "" if invited => account_name(cx.tx, account)?,
        "" => {
            let end = directory.id.to_ascii_lowercase();
            format!("{}@{end}.aliyunid.com", ids::lower(cx.random, 10))
        }
        name => name.to_owned(),
    };
    if members::is_named(cx.tx, &name)? {
        return Err(ControlError::Wrong(format!("another member logs on as {name}")));
    }
    let made = Member {
        display: display.to_owned(),
        created: !invited,
        cloud: invited || seed::flag(it, "cloud_account"),
        payer: seed::text(it, "payer").to_owned(),
        phone: seed::text(it, "secure_phone").to_owned(),
        ..Member::new(account.to_owned(), name, folder, cx.now)
    };
    Ok(join(cx, &directory, &made, &[])?)
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    let kept = ["logon_name", "invited", "cloud_account", "secure_phone"];
    seed::refuse_change("the member", it, present, &kept)?;
    let account = seed::text(it, "account");
    let differs = |name: &str| it.contains_key(name) && it.get(name) != present.get(name);
    if differs("folder") {
        let folder = folder_at(cx, seed::text(it, "folder"))?;
        let parameters = [("AccountId", account), ("DestinationFolderId", &folder)];
        seed::call(&RESOURCEDIRECTORY, cx, "MoveAccount", seed::values(&parameters))?;
    }
    if differs("display_name") {
        let parameters =
            [("AccountId", account), ("NewDisplayName", seed::text(it, "display_name"))];
        seed::call(&RESOURCEDIRECTORY, cx, "UpdateAccount", seed::values(&parameters))?;
    }
    if differs("payer") {
        let directory = managed(cx)?.ok_or_else(none)?;
        let payer = seed::text(it, "payer");
        check_payer(cx.tx, &directory, payer)?;
        if let Some(mut member) = members::member(cx.tx, &directory.id, account)? {
            payer.clone_into(&mut member.payer);
            member.changed = cx.now;
            members::put(cx.tx, &member)?;
        }
    }
    Ok(true)
}

pub(super) const DELEGATED_ADMINISTRATORS: SeedKind = SeedKind {
    name: "delegated_administrators",
    doc: "Members that manage a trusted service for the directory.",
    key: &["account", "service"],
    members: &[
        SeedMember::text("account", "The member.").required(),
        SeedMember::text("service", "The service: cloudfw.aliyuncs.com.").required(),
    ],
    export: |cx| {
        let Some(directory) = managed(cx)? else { return Ok(Vec::new()) };
        let page = Page { number: 1, size: ALL };
        let (all, _) = delegates::of_directory(cx.tx, &directory.id, None, page)?;
        let shown = |it: delegates::Delegate| {
            seed::fields([("account", it.account.into()), ("service", it.service.into())])
        };
        Ok(all.into_iter().map(shown).collect())
    },
    create: |cx, it| {
        let names = [("account", "AccountId"), ("service", "ServicePrincipal")];
        let parameters = seed::parameters(it, &names);
        seed::call(&RESOURCEDIRECTORY, cx, "RegisterDelegatedAdministrator", parameters).map(drop)
    },
    update: None,
};
