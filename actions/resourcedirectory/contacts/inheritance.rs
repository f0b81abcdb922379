//! What becomes of message contacts when the tree changes: the page of notification contacts says that
//! a member inherits the contacts of the folders that it comes into, keeps them when it leaves the
//! directory, and exchanges them when it moves.

#![allow(dead_code)] // until the tree changes in all these ways

use crate::{
    Cx, Result,
    resourcedirectory::{
        tables::{folders::Folder, members::Member},
        tree::Directory,
    },
};

/// A member was created, or has joined: it inherits the contacts of its folders.
pub(in crate::resourcedirectory) fn joined(
    _cx: &mut Cx<'_>,
    _directory: &Directory,
    _member: &Member,
) -> Result<()> {
    Ok(())
}

/// A member leaves the directory, by its removal or deletion.
pub(in crate::resourcedirectory) fn left(
    _cx: &mut Cx<'_>,
    _directory: &Directory,
    _member: &Member,
) -> Result<()> {
    Ok(())
}

/// Refuses to move a member while contacts are unbound from one of its folders.
pub(in crate::resourcedirectory) fn check_move(
    _cx: &mut Cx<'_>,
    _directory: &Directory,
    _member: &Member,
) -> Result<()> {
    Ok(())
}

/// A member has moved: `before` is its row as it was, `after` as it is now.
pub(in crate::resourcedirectory) fn moved(
    _cx: &mut Cx<'_>,
    _directory: &Directory,
    _before: &Member,
    _after: &Member,
) -> Result<()> {
    Ok(())
}

/// An empty folder is deleted.
pub(in crate::resourcedirectory) fn folder_deleted(
    _cx: &mut Cx<'_>,
    _directory: &Directory,
    _folder: &Folder,
) -> Result<()> {
    Ok(())
}

/// The directory, which has no members and folders any more, is destroyed.
pub(in crate::resourcedirectory) fn destroyed(
    _cx: &mut Cx<'_>,
    _directory: &Directory,
) -> Result<()> {
    Ok(())
}
