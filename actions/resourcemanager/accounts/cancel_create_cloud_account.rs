//! `CancelCreateCloudAccount` cancels a new cloud account that was not confirmed.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        record_states::Kind,
        records::{NO_RECORD, cancel},
    },
    callers::{MANAGER, managed},
    faults::{NO_DIRECTORY, WRONG_MEMBER},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, text};

pub(in crate::resourcemanager) struct CancelCreateCloudAccount {
    record: String,
}

#[derive(Serialize)]
pub(in crate::resourcemanager) struct Response {}

impl Action for CancelCreateCloudAccount {
    const NAME: &'static str = "CancelCreateCloudAccount";
    const DOC: &'static str = "Cancels a new cloud account.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_RECORD, WRONG_MEMBER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { record: p.required(text("RecordId").doc("The account record."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        cancel(cx, &directory, Kind::Create, &self.record)?;
        Ok(Response {})
    }
}
