//! What becomes of control policies when the tree of the directory changes.
//!
//! A member that moves keeps what is attached to it, and is bound by what is attached to its new
//! folders: nothing is to be done then.
//!
//! Assumed: nothing stays attached to what is gone.

use super::full_access;
use crate::resourcedirectory::{tables::control_policies, tree::Directory};
use crate::{
    Cx, Result,
    ports::store::{self, Tx},
};

/// Attaches the system policy to a folder or a member that is new in the directory, by its id, if
/// control policies are enabled.
pub(in crate::resourcedirectory) fn attach_defaults(
    cx: &mut Cx<'_>,
    directory: &Directory,
    target: &str,
) -> Result<()> {
    if directory.control_policies {
        control_policies::attach(cx.tx, &directory.id, (target, full_access::ID), cx.now)?;
    }
    Ok(())
}

/// Detaches everything from a folder that is deleted, or a member that leaves, by its id.
pub(in crate::resourcedirectory) fn target_deleted(
    tx: &mut dyn Tx,
    directory: &Directory,
    target: &str,
) -> store::Result<()> {
    control_policies::detach_all_of(tx, &directory.id, target)
}

/// Removes the control policies of a directory that is destroyed, before it is; their tags go with all of
/// its tags.
pub(in crate::resourcedirectory) fn directory_destroyed(
    tx: &mut dyn Tx,
    directory: &Directory,
) -> store::Result<()> {
    control_policies::detach_everywhere(tx, &directory.id)?;
    control_policies::remove_all(tx, &directory.id)
}
