//! `SetMemberDeletionPermission` lets the members of the directory be deleted, or not.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    directory::switches::{BAD_STATUS, STATUS, word, wording},
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::directories,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, Wording};

pub(in crate::resourcedirectory) struct SetMemberDeletionPermission {
    status: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    resource_directory_id: String,
    management_account_id: String,
    member_deletion_status: &'static str,
}

impl Action for SetMemberDeletionPermission {
    const NAME: &'static str = "SetMemberDeletionPermission";
    const DOC: &'static str = "Lets the members of the directory be deleted, or not.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[BAD_STATUS, NO_DIRECTORY, MEMBER_CALLS];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { status: p.required(STATUS.doc("Whether members may be deleted."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut directory = managed(cx)?;
        directory.member_deletion = self.status == word(true);
        directories::put(cx.tx, &directory)?;
        Ok(Response {
            resource_directory_id: directory.id,
            management_account_id: directory.master,
            member_deletion_status: word(directory.member_deletion),
        })
    }
}
