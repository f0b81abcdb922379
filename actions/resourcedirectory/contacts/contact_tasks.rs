//! Tasks that bring a change of contacts, or of the tree, to the Message Centers of the members. They
//! are due work on the world's clock, after the time that the directory's settings say.

use crate::{
    Cx, Result,
    ports::{
        due::{DueWork, WorkOwner},
        store::Tx,
    },
    resourcedirectory::{
        contacts::{
            confirmation,
            contact_states::{ACTIVE, Event},
            inheritance::{self, as_recipient, covers, release},
        },
        faults::CONCURRENT,
        tables::{
            contacts::{self, BoundTarget, Contact},
            directories, folders, members, recipients,
            tasks::{self, Task, TaskKind},
        },
        tree::{Directory, is_account_id},
    },
    shared::ids,
};

/// A task ends.
pub(in crate::resourcedirectory) const TASK: DueWork = DueWork { kind: "contact_task", run };

/// How many accounts are read at a time.
const AT_ONCE: i64 = 500;

/// Queues a task of a directory.
pub(super) fn queue(
    cx: &mut Cx<'_>,
    directory: &Directory,
    kind: TaskKind,
    subject: &str,
    scopes: Vec<String>,
) -> Result<()> {
    let task = Task {
        id: ids::letters(cx.random, 16),
        directory: directory.id.clone(),
        kind,
        subject: subject.to_owned(),
        scopes,
        ends: cx.now.saturating_add(directory.settings.task_millis),
    };
    tasks::add(cx.tx, &task)?;
    let owner = WorkOwner { account: &directory.master, region: "" };
    cx.schedule_for(owner, task.ends, TASK.kind, &task.id)
}

/// Cancels a task.
pub(super) fn cancel(cx: &mut Cx<'_>, directory: &Directory, task: &Task) -> Result<()> {
    cx.cancel_for(&directory.master, TASK.kind, &task.id)?;
    Ok(tasks::delete(cx.tx, &task.id)?)
}

/// Refuses a change of a contact while a task of it runs.
pub(super) fn check_idle(tx: &mut dyn Tx, contact: &Contact) -> Result<()> {
    let idle = tasks::queued(tx, &contact.directory, Some(&contact.id))?.is_empty();
    if idle { Ok(()) } else { Err(CONCURRENT.into()) }
}

fn run(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    let Some(task) = tasks::task(cx.tx, id)? else { return Ok(()) };
    tasks::delete(cx.tx, id)?;
    if task.kind == TaskKind::Move {
        let member = members::member(cx.tx, &task.directory, &task.subject)?;
        let (Some(member), Some(before)) = (member, task.scopes.first()) else { return Ok(()) };
        return Ok(inheritance::exchange(cx.tx, &task.directory, before, &member)?);
    }
    let contact = contacts::contact(cx.tx, &task.directory, &task.subject)?;
    match (contact, task.kind) {
        (Some(contact), TaskKind::Bind) => bind(cx.tx, &contact, &task.scopes),
        (Some(contact), TaskKind::Unbind) => unbind(cx.tx, &contact),
        (Some(contact), TaskKind::Delete) => remove(cx, contact),
        (None, _) | (_, TaskKind::Move) => Ok(()),
    }
}

/// Makes the contact a recipient of the members in these scopes.
fn bind(tx: &mut dyn Tx, contact: &Contact, scopes: &[String]) -> Result<()> {
    for scope in scopes {
        if is_account_id(scope) {
            if members::member(tx, &contact.directory, scope)?.is_some() {
                recipients::put(tx, &as_recipient(contact, scope))?;
            }
        } else if let Some(folder) = folders::folder(tx, &contact.directory, scope)? {
            let model = as_recipient(contact, "");
            recipients::put_below(tx, &contact.directory, &folder.path, &model)?;
        }
    }
    Ok(())
}

/// Each account that the contact is bound to, in order.
fn each_bound(
    tx: &mut dyn Tx,
    contact: &str,
    mut visit: impl FnMut(&mut dyn Tx, &str) -> Result<()>,
) -> Result<()> {
    let mut after = String::new();
    loop {
        let accounts = recipients::bound_accounts(tx, contact, &after, AT_ONCE)?;
        let Some(last) = accounts.last() else { return Ok(()) };
        after.clone_from(last);
        for account in &accounts {
            visit(tx, account)?;
        }
    }
}

/// Removes the contact from the members that none of its targets covers any more.
fn unbind(tx: &mut dyn Tx, contact: &Contact) -> Result<()> {
    let targets = contacts::targets(tx, &contact.id)?;
    each_bound(tx, &contact.id, |tx, account| {
        let member = members::member(tx, &contact.directory, account)?;
        if member.is_some_and(|it| !covers(&targets, &it.path, account)) {
            release(tx, account, &contact.id)?;
        }
        Ok(())
    })
}

/// Removes the contact from all members, and then itself; if some of them would have no other
/// recipient, it stays bound to these (assumed) and says so.
fn remove(cx: &mut Cx<'_>, mut contact: Contact) -> Result<()> {
    let mut kept = Vec::new();
    each_bound(cx.tx, &contact.id, |tx, account| {
        let types = release(tx, account, &contact.id)?;
        if !types.is_empty() {
            kept.push((account.to_owned(), types));
        }
        Ok(())
    })?;
    if kept.is_empty() {
        return delete_now(cx, &contact);
    }
    contacts::unbind_all(cx.tx, &contact.id)?;
    for (account, types) in kept {
        let target = BoundTarget { scope: account.clone(), named: account, bound: cx.now };
        contacts::bind(cx.tx, &contact.id, &target)?;
        contacts::add_failure(cx.tx, &contact.id, &target.scope, types)?;
        recipients::rebind(cx.tx, &target.scope, &contact.id)?;
    }
    contact.state.move_to(cx, Event::Retained, ACTIVE)?;
    Ok(contacts::put(cx.tx, &contact)?)
}

/// Deletes a contact. What is left of it in Message Centers is each account's own.
pub(super) fn delete_now(cx: &mut Cx<'_>, contact: &Contact) -> Result<()> {
    recipients::disown_contact(cx.tx, &contact.id)?;
    if let Some(directory) = directories::directory(cx.tx, &contact.directory)? {
        confirmation::delete_links(cx, &directory, &contact.id)?;
    }
    Ok(contacts::delete(cx.tx, contact)?)
}
