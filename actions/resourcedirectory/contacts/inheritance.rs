//! Which contacts a member inherits by its place in the tree, and what happens to them when the tree
//! changes: a member inherits the contacts of the folders that it comes into, keeps them when it
//! leaves the directory, and exchanges them when it moves (the page of notification contacts).
//!
//! Assumed: a member that moves loses the contacts of its former folder also if the folder or the contact is deleted
//! before the task of the move ends.

use std::collections::HashSet;

use crate::{
    Cx, Result,
    ports::store::{self, Tx},
    resourcedirectory::{
        contacts::{
            confirmation,
            message_types::{MessageTypes, NAMES},
        },
        faults::CONCURRENT,
        tables::{
            contacts,
            folders::Folder,
            members::Member,
            recipients::{self, Link, Recipient},
            tasks::{self as task_rows, Task, TaskKind},
        },
        tasks,
        tree::Directory,
    },
};

/// The id of the recipient that is the owner of a cloud account.
const OWNER: &str = "owner";

/// The folders of a path, from Root down.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.split_terminator('/').skip(1)
}

/// The scopes of a contact's targets, which may be as many as the directory has members.
pub(super) struct Scopes(HashSet<String>);

impl Scopes {
    /// Those that the contact is bound to.
    pub(super) fn of(tx: &mut dyn Tx, contact: &str) -> store::Result<Self> {
        Ok(Self(contacts::targets(tx, contact)?.into_iter().map(|it| it.scope).collect()))
    }

    /// Whether one of them covers a member of this account in a folder of this path.
    pub(super) fn cover(&self, path: &str, account: &str) -> bool {
        self.0.contains(account) || folders_of(path).any(|folder| self.0.contains(folder))
    }
}

/// Removes a contact from an account, unless nobody else receives messages of some of its types: then
/// it stays for these. Answers them.
///
/// A contact without whom nobody would receive some types stays for these types alone, and not for all of its own
/// (assumed).
pub(super) fn release(
    tx: &mut dyn Tx,
    account: &str,
    contact: &str,
) -> store::Result<MessageTypes> {
    let all = recipients::of_account(tx, account)?;
    let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.id == contact);
    let Some(recipient) = own.into_iter().next() else { return Ok(MessageTypes::default()) };
    let alone = recipient.types.without_other_recipient(others.iter().map(|it| it.types));
    if alone.is_empty() {
        recipients::delete(tx, account, contact)?;
    } else {
        let kept = Recipient { types: alone, link: Link::Retained, ..recipient };
        recipients::put(tx, &kept)?;
    }
    Ok(alone)
}

/// The owner of a cloud account is a recipient of all message types, as in any account that was
/// registered by itself (assumed).
fn add_owner(tx: &mut dyn Tx, account: &str) -> store::Result<()> {
    recipients::put(
        tx,
        &Recipient {
            account: account.to_owned(),
            id: OWNER.into(),
            link: Link::Own,
            types: MessageTypes::of(NAMES.iter().copied()),
            name: "Account owner".into(),
            mail: format!("owner@{account}.example"),
            phone: String::new(),
        },
    )
}

/// A member was created, or has joined: it inherits the contacts of its folders.
pub(in crate::resourcedirectory) fn joined(
    cx: &mut Cx<'_>,
    directory: &Directory,
    member: &Member,
) -> Result<()> {
    if member.cloud && recipients::of_account(cx.tx, &member.account)?.is_empty() {
        add_owner(cx.tx, &member.account)?;
    }
    for folder in folders_of(&member.path) {
        for contact in contacts::bound_to(cx.tx, &directory.id, folder)? {
            if !contact.is_deleting() {
                recipients::put(cx.tx, &Recipient::of(&contact, &member.account))?;
            }
        }
    }
    Ok(())
}

/// A member leaves the directory, by its removal or deletion: its Message Center keeps its recipients, which are its
/// own from now on. No contact is bound to a member that has left (assumed).
pub(in crate::resourcedirectory) fn left(cx: &mut Cx<'_>, member: &Member) -> Result<()> {
    contacts::forget_scope(cx.tx, &member.account)?;
    recipients::disown_account(cx.tx, &member.account)?;
    Ok(())
}

/// Refuses to move a member while contacts are being unbound from one of its folders, or while those of
/// its former move are being exchanged.
pub(in crate::resourcedirectory) fn check_move(
    cx: &mut Cx<'_>,
    directory: &Directory,
    member: &Member,
) -> Result<()> {
    let queued = task_rows::queued(cx.tx, &directory.id, None)?;
    let blocks = |task: &Task| match task.kind {
        TaskKind::UnbindContact => {
            folders_of(&member.path).any(|it| task.scopes.iter().any(|s| s == it))
        }
        TaskKind::MoveContacts => task.subject == member.account,
        _ => false,
    };
    if queued.iter().any(blocks) { Err(CONCURRENT.into()) } else { Ok(()) }
}

/// A member has moved: `before` is its row as it was, `after` as it is now. Its contacts are
/// exchanged by a task.
pub(in crate::resourcedirectory) fn moved(
    cx: &mut Cx<'_>,
    directory: &Directory,
    before: &Member,
    after: &Member,
) -> Result<()> {
    let scopes = vec![before.path.clone()];
    tasks::begin(cx, directory, TaskKind::MoveContacts, &after.account, scopes)
}

/// Exchanges the contacts of a member that was in a folder of the path `before`: first those that it
/// has inherited are unbound, then those of its new folders are bound. Contacts of folders that it was and is in,
/// and its own, stay as they are.
pub(super) fn exchange(
    tx: &mut dyn Tx,
    directory: &str,
    before: &str,
    member: &Member,
) -> store::Result<()> {
    let account = &member.account;
    for recipient in recipients::of_account(tx, account)? {
        if recipient.link == Link::Bound {
            let scopes = Scopes::of(tx, &recipient.id)?;
            // Also if its former folder is no target any more, since it was deleted in the meantime.
            if !scopes.cover(&member.path, account) {
                release(tx, account, &recipient.id)?;
            }
        }
    }
    for folder in folders_of(&member.path) {
        for contact in contacts::bound_to(tx, directory, folder)? {
            if !contact.is_deleting() && !Scopes::of(tx, &contact.id)?.cover(before, account) {
                recipients::put(tx, &Recipient::of(&contact, account))?;
            }
        }
    }
    Ok(())
}

/// An empty folder is deleted: no contact is bound to it any longer (assumed).
pub(in crate::resourcedirectory) fn folder_deleted(cx: &mut Cx<'_>, folder: &Folder) -> Result<()> {
    Ok(contacts::forget_scope(cx.tx, &folder.id)?)
}

/// The directory, which has neither members nor folders left, is destroyed, and its contacts with it. The Message
/// Centers of former members keep their recipients (assumed, as where a member leaves).
pub(in crate::resourcedirectory) fn destroyed(
    cx: &mut Cx<'_>,
    directory: &Directory,
) -> Result<()> {
    while let Some(contact) = contacts::page(cx.tx, &directory.id, 0, 1)?.pop() {
        confirmation::delete_links(cx, directory, &contact.id)?;
        recipients::disown_contact(cx.tx, &contact.id)?;
        contacts::delete(cx.tx, &contact)?;
    }
    Ok(())
}
