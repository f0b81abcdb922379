//! The directory itself, with its switches and limits.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    resourcedirectory::{
        RESOURCEDIRECTORY,
        directory::enabling,
        tables::directories,
        tree::{Settings, is_id},
    },
    shared::ids,
};

use super::{check_id, managed, none, taken};

pub(super) const DIRECTORY: SeedKind = SeedKind {
    name: "directory",
    doc: "The resource directory that the account manages: a list of one.",
    key: &[],
    members: &[
        SeedMember::text("id", "The id, `rd-` and six letters or digits; made if it is not given."),
        SeedMember::text(
            "root",
            "The id of the Root folder, `r-` and six letters or digits; made if it is not given.",
        ),
        SeedMember::new(
            "control_policies",
            SeedType::Flag,
            "Whether control policies are enabled.",
        ),
        SeedMember::new("member_deletion", SeedType::Flag, "Whether members may be deleted."),
        SeedMember::new(
            "name_sync",
            SeedType::Flag,
            "Whether the display names of members become the names of their accounts.",
        ),
        SeedMember::new("max_folders", SeedType::Number, "How many folders it may have."),
        SeedMember::new("max_members", SeedType::Number, "How many members it may have."),
        SeedMember::new("max_contacts", SeedType::Number, "How many message contacts it may have."),
        SeedMember::new("task_seconds", SeedType::Number, "How long its tasks take."),
    ],
    export,
    create,
    update: Some(update),
};

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let Some(it) = managed(cx)? else { return Ok(Vec::new()) };
    Ok(vec![seed::fields([
        ("id", it.id.into()),
        ("root", it.root.into()),
        ("control_policies", seed::set(it.control_policies)),
        ("member_deletion", seed::set(it.member_deletion)),
        ("name_sync", seed::set(it.name_sync)),
        ("max_folders", it.settings.folders.into()),
        ("max_members", it.settings.members.into()),
        ("max_contacts", it.settings.contacts.into()),
        ("task_seconds", (it.settings.task_millis / 1000).into()),
    ])])
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    enabling::check(cx)?;
    let given = |name: &str| Some(seed::text(it, name).to_owned()).filter(|id| !id.is_empty());
    let id = given("id").unwrap_or_else(|| format!("rd-{}", ids::letters(cx.random, 6)));
    let root = given("root").unwrap_or_else(|| format!("r-{}", ids::letters(cx.random, 6)));
    check_id(&id, |id| is_id(id, "rd-", 6), "`rd-` and six letters or digits")?;
    check_id(&root, |id| is_id(id, "r-", 6), "`r-` and six letters or digits")?;
    if directories::directory(cx.tx, &id)?.is_some() {
        return Err(taken(&id));
    }
    if directories::has_root(cx.tx, &root)? {
        return Err(taken(&root));
    }
    let master = cx.caller.account.clone();
    enabling::enable_as(cx, master, (id, root))?;
    set(cx, it)
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    seed::refuse_change("the directory", it, present, &["id", "root"])?;
    set(cx, it).map(|()| true)
}

/// Sets what an entry gives.
fn set(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let switch = |name: &str, is: bool| {
        (it.contains_key(name) && seed::flag(it, name) != is).then_some(seed::flag(it, name))
    };
    let before = managed(cx)?.ok_or_else(none)?;
    if let Some(on) = switch("control_policies", before.control_policies) {
        let action = if on { "EnableControlPolicy" } else { "DisableControlPolicy" };
        seed::call(&RESOURCEDIRECTORY, cx, action, seed::values(&[]))?;
    }
    for (name, is, action) in [
        ("member_deletion", before.member_deletion, "SetMemberDeletionPermission"),
        ("name_sync", before.name_sync, "SetMemberDisplayNameSyncStatus"),
    ] {
        if let Some(on) = switch(name, is) {
            let status = if on { "Enabled" } else { "Disabled" };
            seed::call(&RESOURCEDIRECTORY, cx, action, seed::values(&[("Status", status)]))?;
        }
    }
    let mut directory = managed(cx)?.ok_or_else(none)?;
    let Settings { folders, members, contacts, task_millis } = directory.settings;
    let number = |name: &str, is: i64| match it.get(name).and_then(serde_json::Value::as_i64) {
        None => Ok(is),
        Some(number) if (0..=1_000_000).contains(&number) => Ok(number),
        Some(_) => {
            Err(ControlError::Wrong(format!("`{name}` is a whole number from 0 to 1000000")))
        }
    };
    directory.settings = Settings {
        folders: number("max_folders", folders)?,
        members: number("max_members", members)?,
        contacts: number("max_contacts", contacts)?,
        task_millis: number("task_seconds", task_millis / 1000)? * 1000,
    };
    Ok(directories::put(cx.tx, &directory)?)
}
