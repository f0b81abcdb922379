//! The role through which the management account enters a member.

use crate::{Cx, Result, ram::account_roles, resourcedirectory::tree::Directory};

const ROLE: &str = "ResourceDirectoryAccountAccessRole";

/// Makes the role in the account, created or invited, unless it has a role of this name.
pub(in crate::resourcedirectory) fn make(
    cx: &mut Cx<'_>,
    directory: &Directory,
    account: &str,
) -> Result<()> {
    account_roles::make_trusting(cx, account, ROLE, (&directory.master, "AdministratorAccess"))
}
