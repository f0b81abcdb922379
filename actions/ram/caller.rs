//! The default user of a call: the caller.

use super::{
    faults::NO_USER,
    lookup,
    tables::users::{self, User},
};
use crate::{Cx, Principal, Result};

/// The user of this name; without a name the calling user, or `None` for the root.
pub(super) fn named_or_caller(cx: &mut Cx<'_>, name: Option<&str>) -> Result<Option<User>> {
    match name {
        Some(name) => lookup::user(cx, name).map(Some),
        None => user(cx),
    }
}

/// The calling user; `None` for the root.
pub(super) fn user(cx: &mut Cx<'_>) -> Result<Option<User>> {
    match &cx.caller.principal {
        Principal::Root => Ok(None),
        Principal::User { id, .. } => {
            let found = users::user_of_id(cx.tx, &cx.caller.account, id)?;
            found.map(Some).ok_or_else(|| NO_USER.into())
        }
        // A session is not a user, and a role has neither keys nor a password.
        Principal::Session { .. } | Principal::Anonymous => Err(NO_USER.into()),
    }
}
