//! `EnableControlPolicy` begins to evaluate the control policies of a directory, and attaches the system
//! policy to every folder and member.
//!
//! The vendor refuses to enable them again and again within some minutes; Localyun does not, as clients
//! would only wait.

use crate::resourcedirectory::{
    callers::MANAGER,
    control_policies::enablement::{Response, change},
    faults::{CONCURRENT, MEMBER_CALLS, NO_DIRECTORY},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result};

pub(in crate::resourcedirectory) struct EnableControlPolicy;

impl Action for EnableControlPolicy {
    const NAME: &'static str = "EnableControlPolicy";
    const DOC: &'static str = "Enables the control policies of a directory.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, MEMBER_CALLS, CONCURRENT];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        change(cx, true)
    }
}
