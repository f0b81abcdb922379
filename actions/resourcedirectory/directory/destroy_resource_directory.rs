//! `DestroyResourceDirectory` ends a directory that has neither members nor folders any more.
//!
//! The vendor's precondition names cloud accounts alone. Assumed: no other member may be left; the code of folders
//! that are left.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    contacts::inheritance,
    control_policies,
    faults::{NO_DIRECTORY, SUB_FOLDERS},
    handshakes::handshake_flow,
    tables::{directories, folders, members, tags},
    tasks,
};
use crate::{Access, Action, ApiError, CallerCheck, Cx, Fault, Params, Result};

pub(in crate::resourcedirectory) struct DestroyResourceDirectory;

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

const MEMBERS: Fault = Fault {
    status: 409,
    code: "DeleteConflict.ResourceDirectory.Account",
    message: "Failed to delete the resource directory because one or more member accounts exist. We recommend that you first remove these member accounts.",
};

impl Action for DestroyResourceDirectory {
    const NAME: &'static str = "DestroyResourceDirectory";
    const DOC: &'static str = "Ends the directory.";
    const ACCESS: Access = Access::Delete;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, MEMBERS, SUB_FOLDERS];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        if members::count(cx.tx, &directory.id)? > 0 {
            return Err(MEMBERS.into());
        }
        if folders::count(cx.tx, &directory.id)? > 0 {
            return Err(SUB_FOLDERS.into());
        }
        let root = folders::folder(cx.tx, &directory.id, &directory.root)?;
        let root = root.ok_or_else(|| ApiError::internal("a directory has no Root folder"))?;
        // Whatever the directory keeps goes with it.
        tasks::cancel_all(cx, &directory)?;
        inheritance::destroyed(cx, &directory)?;
        control_policies::directory_destroyed(cx.tx, &directory)?;
        handshake_flow::destroyed(cx, &directory)?;
        tags::remove_of_owner(cx.tx, &directory.id)?;
        members::forget(cx.tx, &root.id)?;
        members::forget(cx.tx, &directory.id)?;
        folders::remove(cx.tx, &root)?;
        directories::remove(cx.tx, &directory)?;
        Ok(Response {})
    }
}
