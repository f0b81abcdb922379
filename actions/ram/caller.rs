//! Whom a call is about that names no user: the one who calls.

use super::{
    faults::NO_USER,
    lookup,
    tables::users::{self, User},
};
use crate::{Cx, Principal, Result};

/// The user of this name; without a name the user who calls, or none for the account itself.
pub(super) fn named_or_caller(cx: &mut Cx<'_>, name: Option<&str>) -> Result<Option<User>> {
    match name {
        Some(name) => lookup::user(cx, name).map(Some),
        None => user(cx),
    }
}

/// The user who calls; none if it is the account itself.
pub(super) fn user(cx: &mut Cx<'_>) -> Result<Option<User>> {
    match &cx.caller.principal {
        Principal::Root => Ok(None),
        Principal::User { id, .. } => {
            let found = users::user_of_id(cx.tx, &cx.caller.account, id)?;
            found.map(Some).ok_or_else(|| NO_USER.into())
        }
        // A session is no user, and a role has neither keys nor a password.
        Principal::Session { .. } | Principal::Anonymous => Err(NO_USER.into()),
    }
}
