//! How an account becomes a member: it is created as one, accepts an invitation, or is the former manager of the
//! directory.

use crate::resourcedirectory::{
    accounts::access_role,
    contacts::inheritance,
    control_policies,
    faults::TOO_MANY_MEMBERS,
    tables::{
        members::{self, Member},
        tags::{self, ACCOUNT, Tag},
    },
    tree::Directory,
};
use crate::{Cx, Result, ports::store::Tx};

/// Whether the directory may have one more member.
pub(super) fn has_room(tx: &mut dyn Tx, directory: &Directory) -> Result<bool> {
    Ok(members::count(tx, &directory.id)? < directory.settings.members)
}

/// Refuses one more member where there is no room.
pub(crate) fn check_room(tx: &mut dyn Tx, directory: &Directory) -> Result<()> {
    if has_room(tx, directory)? { Ok(()) } else { Err(TOO_MANY_MEMBERS.into()) }
}

/// Adds a member with its tags. The management account gets a role in it, and whatever a member has
/// by its place in the tree is given to it here.
pub(in crate::resourcedirectory) fn join(
    cx: &mut Cx<'_>,
    directory: &Directory,
    member: &Member,
    tags: &[Tag],
) -> Result<()> {
    access_role::make(cx, directory, &member.account)?;
    members::add(cx.tx, member)?;
    control_policies::attach_defaults(cx, directory, &member.account)?;
    inheritance::joined(cx, directory, member)?;
    Ok(tags::put(cx.tx, (&directory.id, ACCOUNT, &member.account), tags)?)
}
