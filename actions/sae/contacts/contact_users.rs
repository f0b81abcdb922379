//! The users of an account as contacts: whom a name means, and who may add and manage whom.
//!
//! Source: the console's page. A RAM user adds others only if RAM lets it list users; the account itself adds all and
//! manages all. Assumed: users manage what they created and what they are; nobody but the account adds the account; a
//! role needs to list users.

use crate::{
    Cx, Fault, Principal, Result,
    ram::{account, attach::Entity, principals, users},
    sae::{NO_PERMISSION, contacts::contact_rules::NO_USER, tables::contacts::Contact},
    shared::accounts,
};

/// A RAM user names others without the permission to list them (documented). The words of that refusal are assumed.
pub(in crate::sae) const MAY_NOT_LIST: Fault = Fault {
    status: 400,
    code: NO_PERMISSION.code,
    message: "You are not authorized to operate on the specified resources. The ListUsers permission of RAM is required to add other RAM users as contacts.",
};

/// A user of the account, or the account itself.
#[derive(Clone, Debug)]
pub(in crate::sae) struct AccountUser {
    /// The name, as RAM has it; for the account, as it was given.
    pub(in crate::sae) name: String,
    pub(in crate::sae) id: String,
    pub(in crate::sae) root: bool,
}

/// The id by which a contact remembers who created it.
pub(in crate::sae) fn caller_id(cx: &Cx<'_>) -> String {
    match &cx.caller.principal {
        Principal::User { id, .. } => id.clone(),
        Principal::Session { role_id, .. } => role_id.clone(),
        Principal::Root | Principal::Anonymous => cx.caller.account.clone(),
    }
}

/// Whether the caller may change, delete and merge a contact.
pub(in crate::sae) fn check_may_manage(cx: &Cx<'_>, contact: &Contact) -> Result<()> {
    let may = match &cx.caller.principal {
        Principal::Root => true,
        Principal::User { id, .. } => contact.created_by == *id || contact.user_id == *id,
        Principal::Session { role_id, .. } => contact.created_by == *role_id,
        Principal::Anonymous => false,
    };
    if may { Ok(()) } else { Err(NO_PERMISSION.into()) }
}

/// The name of a RAM user that `given` stands for: it is bare or has a domain of the account, which is cut off. None
/// for the domain of another.
fn local_name<'a>(cx: &mut Cx<'_>, given: &'a str) -> Result<Option<&'a str>> {
    if given.contains('@') {
        return principals::name_in(cx, Entity::User, given);
    }
    Ok(Some(given))
}

/// Whom the caller names, if it may add that user. Whether there is such a user is not told to callers who may not
/// list users.
pub(in crate::sae) fn find(
    cx: &mut Cx<'_>,
    given: &str,
    kind: Option<&str>,
) -> Result<AccountUser> {
    let local = local_name(cx, given)?;
    let own = match &cx.caller.principal {
        Principal::User { name, .. } => local.is_some_and(|it| it.eq_ignore_ascii_case(name)),
        _ => false,
    };
    if !own && !users::may_list(cx)? {
        return Err(MAY_NOT_LIST.into());
    }
    if kind != Some("ROOT")
        && let Some(local) = local
        && let Some(user) = users::user(cx.tx, &cx.caller.account, local)?
    {
        return Ok(AccountUser { name: user.name, id: user.id, root: false });
    }
    let is_root = matches!(cx.caller.principal, Principal::Root);
    let named = kind == Some("ROOT") || (kind.is_none() && is_account(cx, given)?);
    match (named, is_root) {
        (false, _) => Err(NO_USER.into()),
        (true, false) => Err(NO_PERMISSION.into()),
        (true, true) => {
            let id = cx.caller.account.clone();
            Ok(AccountUser { name: given.to_owned(), id, root: true })
        }
    }
}

/// Whether the account itself is meant: by its id, its alias, or the name that it logs on with.
fn is_account(cx: &mut Cx<'_>, given: &str) -> Result<bool> {
    let own = &cx.caller.account;
    if given == own || account::alias(cx.tx, own)?.as_deref() == Some(given) {
        return Ok(true);
    }
    let row = accounts::account(cx.tx, own)?;
    Ok(row.is_some_and(|it| !it.name.is_empty() && it.name == given))
}
