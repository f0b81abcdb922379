//! `DisableControlPolicy` evaluates the control policies of a directory no longer, and detaches all of
//! them. None is deleted.

use crate::resourcedirectory::{
    callers::MANAGER,
    control_policies::enablement::{Response, change},
    faults::{CONCURRENT, MEMBER_CALLS, NO_DIRECTORY},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result};

pub(in crate::resourcedirectory) struct DisableControlPolicy;

impl Action for DisableControlPolicy {
    const NAME: &'static str = "DisableControlPolicy";
    const DOC: &'static str = "Disables the control policies of a directory.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, MEMBER_CALLS, CONCURRENT];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        change(cx, false)
    }
}
