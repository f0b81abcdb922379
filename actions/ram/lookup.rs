//! Finds the resources named by a call, or returns the not-found error.

use super::{
    faults::{NO_ACCESS_KEY, NO_GROUP, NO_USER},
    tables::{
        attachments::Entity,
        groups::{self, Group},
        keys::{self, Key},
        roles,
        users::{self, User},
    },
};
use crate::{Cx, Result};

/// The user of this name.
pub(super) fn user(cx: &mut Cx<'_>, name: &str) -> Result<User> {
    let found = users::user(cx.tx, &cx.caller.account, name)?;
    found.ok_or_else(|| NO_USER.into())
}

/// The group of this name.
pub(super) fn group(cx: &mut Cx<'_>, name: &str) -> Result<Group> {
    let found = groups::group(cx.tx, &cx.caller.account, name)?;
    found.ok_or_else(|| NO_GROUP.into())
}

/// The number of the user, group or role called `name`, if there is one.
pub(super) fn seq_if_any(cx: &mut Cx<'_>, entity: Entity, name: &str) -> Result<Option<i64>> {
    let account = &cx.caller.account;
    Ok(match entity {
        Entity::User => users::user(cx.tx, account, name)?.map(|user| user.seq),
        Entity::Group => groups::group(cx.tx, account, name)?.map(|group| group.seq),
        Entity::Role => roles::role(cx.tx, account, name)?.map(|role| role.seq),
    })
}

/// The key of this id, if it belongs to `owner`: a user, or the root.
pub(super) fn key(cx: &mut Cx<'_>, id: &str, owner: Option<&User>) -> Result<Key> {
    let found = keys::key(cx.tx, id)?
        .filter(|key| key.account == cx.caller.account && key.user == owner.map(|user| user.seq));
    found.ok_or_else(|| NO_ACCESS_KEY.into())
}
