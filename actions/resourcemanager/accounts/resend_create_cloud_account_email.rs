//! `ResendCreateCloudAccountEmail` sends the mail of a new cloud account again, also where the link of the one before has expired.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        record_states::Kind,
        records::{NO_RECORD, Shown, TOO_OFTEN, resend},
    },
    callers::{MANAGER, managed},
    faults::{NO_DIRECTORY, WRONG_MEMBER},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, text};

pub(in crate::resourcemanager) struct ResendCreateCloudAccountEmail {
    record: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    account: Shown,
}

impl Action for ResendCreateCloudAccountEmail {
    const NAME: &'static str = "ResendCreateCloudAccountEmail";
    const DOC: &'static str = "Sends the mail that confirms a new cloud account again.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_RECORD, WRONG_MEMBER, TOO_OFTEN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { record: p.required(text("RecordId").doc("The account record."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        Ok(Response { account: resend(cx, &directory, Kind::Create, &self.record)? })
    }
}
