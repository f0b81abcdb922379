//! `GetControlPolicyEnablementStatus` shows whether the control policies of a directory are evaluated.

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    control_policies::enablement::{Response, status},
    faults::{MEMBER_CALLS, NO_DIRECTORY},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result};

pub(in crate::resourcedirectory) struct GetControlPolicyEnablementStatus;

impl Action for GetControlPolicyEnablementStatus {
    const NAME: &'static str = "GetControlPolicyEnablementStatus";
    const DOC: &'static str = "Shows whether the control policies of a directory are enabled.";
    const ACCESS: Access = Access::Get;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, MEMBER_CALLS];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        Ok(Response { enablement_status: status(cx.tx, &directory)? })
    }
}
