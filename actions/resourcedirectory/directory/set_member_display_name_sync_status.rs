//! `SetMemberDisplayNameSyncStatus` decides whether a display name that the management account gives a member also
//! becomes the name of the member's account. Display names that members have already stay as they are (assumed).

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    directory::switches::{BAD_STATUS, STATUS, word, wording},
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::directories,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, Wording};

pub(in crate::resourcedirectory) struct SetMemberDisplayNameSyncStatus {
    status: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    member_account_display_name_sync_status: &'static str,
}

impl Action for SetMemberDisplayNameSyncStatus {
    const NAME: &'static str = "SetMemberDisplayNameSyncStatus";
    const DOC: &'static str = "Decides whether display names become the names of accounts.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[BAD_STATUS, MEMBER_CALLS, NO_DIRECTORY];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { status: p.required(STATUS.doc("Whether they do."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut directory = managed(cx)?;
        directory.name_sync = self.status == word(true);
        directories::put(cx.tx, &directory)?;
        Ok(Response { member_account_display_name_sync_status: word(directory.name_sync) })
    }
}
