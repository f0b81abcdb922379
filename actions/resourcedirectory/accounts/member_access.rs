//! The role through which the management account enters a member.

use crate::resourcedirectory::tree::Directory;
use crate::{Cx, Result, ram::account_roles};

const ROLE: &str = "ResourceDirectoryAccountAccessRole";

/// Makes the role in a member: it may do everything there, and the users and roles of the management
/// account may assume it.
pub(in crate::resourcedirectory) fn grant(
    cx: &mut Cx<'_>,
    directory: &Directory,
    member: &str,
) -> Result<()> {
    let trusted = (directory.master.as_str(), "AdministratorAccess");
    account_roles::make_trusting(cx, member, ROLE, trusted)
}
