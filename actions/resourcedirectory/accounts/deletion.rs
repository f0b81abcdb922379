//! How a member is deleted: checked, then deleted at once or after the silence period.
//!
//! The vendor's pages: a member is deleted by a RAM user or role of the management account, once the directory allows
//! deletions; at once if it had nothing in the last 30 days that is paid for by use, or else 45 days later. A member
//! goes on working until the silence period is over (assumed).

use crate::resourcedirectory::{
    accounts::{
        deletion_checks::{found, ids, is_paid_by_use},
        deletion_states::{
            CHECK_FAILED, CHECKING, DELETE_FAILED, DELETING, Event, PRE_CHECKED, PRE_CHECKING,
            SUCCESS,
        },
        leaving,
    },
    callers::is_root,
    faults::WRONG_MEMBER,
    tables::{
        delegates,
        deletions::{self, Deletion},
        directories,
        members::{self, Member},
        recipients,
        tasks::TaskKind,
    },
    tasks,
    tree::Directory,
};
use crate::{
    Cx, Fault, Result,
    ports::store::Tx,
    ram::account,
    shared::{accounts, verification::DAY},
};

/// How long the silence period is, in milliseconds.
const SILENCE: i64 = 45 * DAY;

pub(in crate::resourcedirectory) const NO_LICENSE: Fault = Fault {
    status: 409,
    code: "NoLicense.ResourceDirectory",
    message: "The resource directory has not enabled the delete operation.",
};
pub(in crate::resourcedirectory) const ROOT_DELETES: Fault = Fault {
    status: 409,
    code: "CallerIdentityError.DeleteAccount",
    message: "Please use the RAM user or role of the management account to delete.",
};
pub(in crate::resourcedirectory) const WRONG_TYPE: Fault = Fault {
    status: 409,
    code: "MemberTypeError.DeleteAccount",
    message: "You can only delete accounts of the resource account type created by Resource Directory.",
};
/// As the vendor spells it.
pub(in crate::resourcedirectory) const DELEGATE: Fault = Fault {
    status: 409,
    code: "RemoveConfilctAccountAsDelegatedAdministator",
    message: "You attempted to remove a member that is registered as a delegated administrator. To complete this operation, you must first deregister this account as a delegated administrator.",
};
pub(in crate::resourcedirectory) const NO_CHECK: Fault = Fault {
    status: 409,
    code: "EntityNotExists.CheckAccount",
    message: "There is no check task for this account",
};

/// The status of the deletion of an account as lists of members show it: `Checking`, `Deleting`,
/// `CheckFailed` or `DeleteFailed`, or empty where it is not to be deleted.
pub(in crate::resourcedirectory) fn status(tx: &mut dyn Tx, account: &str) -> Result<&'static str> {
    let deletion = deletions::deletion(tx, account)?;
    let shown = [CHECKING, DELETING, CHECK_FAILED, DELETE_FAILED];
    let state = deletion.map(|it| it.state.as_str()).filter(|state| shown.contains(state));
    Ok(state.unwrap_or_default())
}

/// Whether an account is being deleted, or waits for the end of the silence period.
pub(in crate::resourcedirectory) fn is_running(tx: &mut dyn Tx, account: &str) -> Result<bool> {
    let deletion = deletions::deletion(tx, account)?;
    Ok(deletion.is_some_and(|it| [CHECKING, DELETING].contains(&it.state.as_str())))
}

/// Refuses what may not be done to an account while it is deleted, such as to move it.
pub(in crate::resourcedirectory) fn refuse(tx: &mut dyn Tx, account: &str) -> Result<()> {
    if is_running(tx, account)? { Err(WRONG_MEMBER.into()) } else { Ok(()) }
}

/// Refuses callers, directories and members for which there is no deletion.
pub(in crate::resourcedirectory) fn admit(
    cx: &mut Cx<'_>,
    directory: &Directory,
    member: &Member,
) -> Result<()> {
    if !directory.member_deletion {
        return Err(NO_LICENSE.into());
    }
    if is_root(cx) {
        return Err(ROOT_DELETES.into());
    }
    if member.cloud || !member.created {
        return Err(WRONG_TYPE.into());
    }
    if delegates::is_delegate(cx.tx, &member.account)? {
        return Err(DELEGATE.into());
    }
    Ok(())
}

/// What is known of the deletion of a member.
pub(in crate::resourcedirectory) fn of(tx: &mut dyn Tx, member: &Member) -> Result<Deletion> {
    let (account, directory) = (member.account.clone(), member.directory.clone());
    let none = || Deletion { account, directory, ..Deletion::default() };
    Ok(deletions::deletion(tx, &member.account)?.unwrap_or_else(none))
}

/// Begins a check, unless one is running.
pub(in crate::resourcedirectory) fn begin_check(
    cx: &mut Cx<'_>,
    directory: &Directory,
    mut deletion: Deletion,
) -> Result<()> {
    if deletion.state == PRE_CHECKING {
        return Ok(());
    }
    let to = deletion.state.next(Event::Check).ok_or(WRONG_MEMBER)?;
    deletion.state.move_to(cx, Event::Check, to)?;
    deletions::put(cx.tx, &deletion)?;
    tasks::begin(cx, directory, TaskKind::CheckAccount, &deletion.account, Vec::new())
}

/// Begins to delete a member whose state allows it, and abandons these checks.
pub(in crate::resourcedirectory) fn begin(
    cx: &mut Cx<'_>,
    directory: &Directory,
    member: &Member,
    mut deletion: Deletion,
    abandoned: Vec<String>,
) -> Result<Deletion> {
    deletion.state.move_to(cx, Event::Delete, CHECKING)?;
    deletion.silent = is_paid_by_use(cx.tx, member)?;
    deletion.found.clear();
    deletion.abandoned = abandoned;
    (deletion.began, deletion.ended) = (cx.now, None);
    deletions::put(cx.tx, &deletion)?;
    tasks::begin(cx, directory, TaskKind::DeleteAccount, &deletion.account, Vec::new())?;
    Ok(deletion)
}

/// What a task is about. None if the member is gone in the meantime.
fn subject(cx: &mut Cx<'_>, account: &str) -> Result<Option<(Directory, Member, Deletion)>> {
    let Some(directory) = directories::joined_by(cx.tx, account)? else { return Ok(None) };
    let Some(member) = members::member(cx.tx, &directory.id, account)? else { return Ok(None) };
    let deletion = deletions::deletion(cx.tx, account)?;
    Ok(deletion.map(|deletion| (directory, member, deletion)))
}

/// Ends a check.
pub(in crate::resourcedirectory) fn end_check(cx: &mut Cx<'_>, account: &str) -> Result<()> {
    let Some((_, member, mut deletion)) = subject(cx, account)? else { return Ok(()) };
    if deletion.state == PRE_CHECKING {
        deletion.found = ids(&found(cx.tx, &member)?);
        deletion.state.move_to(cx, Event::Checked, PRE_CHECKED)?;
        deletions::put(cx.tx, &deletion)?;
    }
    Ok(())
}

/// Takes the next step of a deletion: ends its check, or deletes the account.
pub(in crate::resourcedirectory) fn step(cx: &mut Cx<'_>, account: &str) -> Result<()> {
    let Some((directory, member, mut deletion)) = subject(cx, account)? else { return Ok(()) };
    let mut left = found(cx.tx, &member)?;
    left.retain(|it| !it.abandonable || !deletion.abandoned.iter().any(|id| id == it.id));
    match deletion.state.as_str() {
        CHECKING if left.is_empty() => {
            deletion.state.move_to(cx, Event::Passed, DELETING)?;
            let wait = if deletion.silent { SILENCE } else { directory.settings.task_millis };
            let next = (TaskKind::DeleteAccount, account, Vec::new());
            tasks::begin_for(cx, &directory, wait, next)?;
        }
        CHECKING => fail(cx, &mut deletion, CHECK_FAILED)?,
        // `CHECKING` has checked what may be abandoned: what came since then is deleted with the account.
        DELETING if left.iter().any(|it| !it.abandonable) => {
            left.retain(|it| !it.abandonable);
            fail(cx, &mut deletion, DELETE_FAILED)?;
        }
        DELETING => {
            remove(cx, &directory, &member)?;
            deletion.state.move_to(cx, Event::Deleted, SUCCESS)?;
            deletion.ended = Some(cx.now);
        }
        _ => return Ok(()),
    }
    deletion.found = ids(&left);
    Ok(deletions::put(cx.tx, &deletion)?)
}

fn fail(cx: &mut Cx<'_>, deletion: &mut Deletion, to: &str) -> Result<()> {
    deletion.state.move_to(cx, Event::Failed, to)?;
    deletion.ended = Some(cx.now);
    Ok(())
}

/// Deletes the account: it leaves the directory, and its keys, users and roles are gone.
fn remove(cx: &mut Cx<'_>, directory: &Directory, member: &Member) -> Result<()> {
    let id = &member.account;
    leaving::leave(cx, directory, member)?;
    recipients::delete_all(cx.tx, id)?;
    account::delete(cx.tx, id)?;
    cx.cancel_all_for(id)?;
    Ok(accounts::delete(cx.tx, id)?)
}
