//! Tasks that bring a change of contacts, or of the tree, to the Message Centers of the members.

use crate::{
    Cx, Result,
    ports::store::Tx,
    resourcedirectory::{
        contacts::{
            confirmation,
            contact_states::{ACTIVE, Event},
            inheritance::{self, Scopes, release},
        },
        faults::CONCURRENT,
        tables::{
            contacts::{self, BoundTarget, Contact},
            directories, folders, members,
            recipients::{self, Recipient},
            tasks::{Task, TaskKind},
        },
        tasks,
        tree::is_account_id,
    },
};

/// How many accounts are read at a time.
const AT_ONCE: i64 = 500;

/// Refuses a change of a contact while a task of it runs.
pub(super) fn check_idle(tx: &mut dyn Tx, contact: &Contact) -> Result<()> {
    if tasks::is_running(tx, &contact.directory, &contact.id)? {
        return Err(CONCURRENT.into());
    }
    Ok(())
}

/// Ends a task of a contact. Nothing is left to do for one that was deleted meanwhile.
pub(in crate::resourcedirectory) fn end(cx: &mut Cx<'_>, task: &Task) -> Result<()> {
    let contact = contacts::contact(cx.tx, &task.directory, &task.subject)?;
    let Some(contact) = contact else { return Ok(()) };
    match task.kind {
        TaskKind::BindContact => bind(cx.tx, &contact, &task.scopes),
        TaskKind::UnbindContact => unbind(cx.tx, &contact),
        _ => remove(cx, contact),
    }
}

/// Ends the task of a member that has moved, if it has not left the directory meanwhile.
pub(in crate::resourcedirectory) fn end_move(tx: &mut dyn Tx, task: &Task) -> Result<()> {
    let member = members::member(tx, &task.directory, &task.subject)?;
    let (Some(member), Some(before)) = (member, task.scopes.first()) else { return Ok(()) };
    Ok(inheritance::exchange(tx, &task.directory, before, &member)?)
}

/// Makes the contact a recipient of the members in these scopes.
fn bind(tx: &mut dyn Tx, contact: &Contact, scopes: &[String]) -> Result<()> {
    for scope in scopes {
        if is_account_id(scope) {
            if members::member(tx, &contact.directory, scope)?.is_some() {
                recipients::put(tx, &Recipient::of(contact, scope))?;
            }
        } else if let Some(folder) = folders::folder(tx, &contact.directory, scope)? {
            let model = Recipient::of(contact, "");
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
    let scopes = Scopes::of(tx, &contact.id)?;
    each_bound(tx, &contact.id, |tx, account| {
        let member = members::member(tx, &contact.directory, account)?;
        if member.is_some_and(|it| !scopes.cover(&it.path, account)) {
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
    let bound = cx.now;
    let target =
        |account: &String| BoundTarget { scope: account.clone(), named: account.clone(), bound };
    let targets: Vec<_> = kept.iter().map(|(account, _)| target(account)).collect();
    contacts::bind(cx.tx, &contact.id, &targets)?;
    for (account, types) in kept {
        contacts::add_failure(cx.tx, &contact.id, &account, types)?;
        recipients::rebind(cx.tx, &account, &contact.id)?;
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
