//! `SetMemberDisplayNameSyncStatus` decides whether a display name that the management account gives a
//! member also becomes the name of the member's account. Names that members have already stay as they are
//! (assumed).

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    directory::directory_view::word,
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::directories,
    worded,
};
use crate::{
    Access, Action, ApiError, CallerCheck, Cx, Fault, ParameterError, Params, Problem, Result,
    Wording, text,
};

pub(in crate::resourcedirectory) struct SetMemberDisplayNameSyncStatus {
    status: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    member_account_display_name_sync_status: &'static str,
}

const BAD_STATUS: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Status",
    message: "The specified Status is invalid.",
};

fn wording(bad: &ParameterError<'_>) -> ApiError {
    match bad.problem {
        Problem::Missing => worded(bad, bad.name),
        _ => BAD_STATUS.into(),
    }
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
        let status = text("Status").one_of(&["Enabled", "Disabled"]);
        Ok(Self { status: p.required(status.doc("Whether they do."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut directory = managed(cx)?;
        directory.name_sync = self.status == "Enabled";
        directories::put(cx.tx, &directory)?;
        Ok(Response { member_account_display_name_sync_status: word(directory.name_sync) })
    }
}
