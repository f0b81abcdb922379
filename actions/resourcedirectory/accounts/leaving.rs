//! How a member leaves the directory: by its removal or its deletion.
//!
//! Assumed: what a directory began with a member ends when the member leaves.

use crate::resourcedirectory::{
    accounts::codes,
    contacts::inheritance,
    control_policies,
    tables::{
        deletions, emails,
        members::{self, Member},
        records,
        tags::{self, ACCOUNT},
    },
    tree::Directory,
};
use crate::{Cx, Result, shared::verification};

/// Takes the member out of the directory; its account stays as it is. Whatever the directory keeps about a
/// member is undone here, and what it began with it ends: the check of a deletion, a change of the address,
/// a promotion, and the links and the codes that were sent for them.
pub(in crate::resourcedirectory) fn leave(
    cx: &mut Cx<'_>,
    directory: &Directory,
    member: &Member,
) -> Result<()> {
    inheritance::left(cx, member)?;
    control_policies::target_deleted(cx.tx, directory, &member.account)?;
    tags::remove_all(cx.tx, (&directory.id, ACCOUNT, &member.account))?;
    emails::delete(cx.tx, &member.account)?;
    records::delete(cx.tx, &member.account)?;
    deletions::delete(cx.tx, &member.account)?;
    codes::forget(cx, &member.account)?;
    verification::delete_links(cx.tx, cx.product, &directory.master, &member.account)?;
    members::remove(cx.tx, member)?;
    Ok(())
}
