//! How a member leaves the directory: by its removal or its deletion.

use crate::resourcedirectory::{
    contacts::inheritance,
    control_policies,
    tables::{
        members::{self, Member},
        tags::{self, ACCOUNT},
    },
    tree::Directory,
};
use crate::{Cx, Result};

/// Takes the member out of the directory; its account stays as it is. Whatever the directory keeps about a
/// member is undone here.
pub(in crate::resourcedirectory) fn leave(
    cx: &mut Cx<'_>,
    directory: &Directory,
    member: &Member,
) -> Result<()> {
    inheritance::left(cx, directory, member)?;
    control_policies::target_deleted(cx.tx, directory, &member.account)?;
    tags::remove_all(cx.tx, (&directory.id, ACCOUNT, &member.account))?;
    members::remove(cx.tx, member)?;
    Ok(())
}
