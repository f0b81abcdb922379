//! `SetDomainRecordStatus` has a record answered or not. It may have the status already (observed).

use serde::Serialize;

use super::changes::{self, CLIENT};
use crate::alidns::{
    faults::{BAD_PARAMETER, LOCKED, NO_RECORD},
    hosted::{self, RECORD, RESOURCES, RESOURCES_OF_RECORD},
    tables::records,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, text};

pub(in crate::alidns) struct SetDomainRecordStatus {
    id: String,
    status: String,
    client: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    record_id: String,
    status: &'static str,
}

impl Action for SetDomainRecordStatus {
    const NAME: &'static str = "SetDomainRecordStatus";
    const DOC: &'static str = "Enables or disables a record.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF_RECORD);
    const FAULTS: &'static [Fault] = &[NO_RECORD, LOCKED, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let status = text("Status").form("status: Enable or Disable", |it| {
            it.eq_ignore_ascii_case("Enable") || it.eq_ignore_ascii_case("Disable")
        });
        Ok(Self {
            id: p.required(RECORD)?,
            status: p.required(status.doc("Enable or Disable, in any case."))?,
            client: p.optional(CLIENT)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let (domain, mut record) = hosted::unlocked(cx.tx, &account, &self.id)?;
        let enabled = self.status.eq_ignore_ascii_case("Enable");
        if record.enabled != enabled {
            changes::replaced(cx, &domain, &mut record)?;
            record.enabled = enabled;
            record.changed = Some(cx.now);
            records::put(cx.tx, &domain, &mut record)?;
            let deed = if enabled { "start" } else { "pause" };
            changes::changed(cx, &domain, &record, (deed, self.client))?;
        }
        let status = if enabled { "Enable" } else { "Disable" };
        Ok(Response { record_id: record.id, status })
    }
}
