//! `SetMemberDeletionPermission` lets the members of the directory be deleted, or not.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::directories,
    wording as common_wording,
};
use crate::{
    Access, Action, ApiError, CallerCheck, Cx, Fault, ParameterError, Params, Problem, Result,
    Wording, text,
};

pub(in crate::resourcedirectory) struct SetMemberDeletionPermission {
    status: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    resource_directory_id: String,
    management_account_id: String,
    member_deletion_status: String,
}

const BAD_STATUS: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Status",
    message: "The specified Status is invalid.",
};

fn wording(bad: &ParameterError<'_>) -> ApiError {
    match bad.problem {
        Problem::Missing => common_wording(bad),
        _ => BAD_STATUS.into(),
    }
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
        let status = text("Status").one_of(&["Enabled", "Disabled"]);
        Ok(Self { status: p.required(status.doc("Whether members may be deleted."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut directory = managed(cx)?;
        directory.member_deletion = self.status == "Enabled";
        directories::put(cx.tx, &directory)?;
        Ok(Response {
            resource_directory_id: directory.id,
            management_account_id: directory.master,
            member_deletion_status: self.status,
        })
    }
}
