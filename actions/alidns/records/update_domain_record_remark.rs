//! `UpdateDomainRecordRemark` sets the remark of a record, or removes it.

use serde::Serialize;

use super::changes::{self, CLIENT};
use crate::alidns::{
    faults::{BAD_PARAMETER, NO_RECORD},
    hosted::{self, RECORD, RESOURCES, RESOURCES_OF_RECORD},
    tables::records,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, text};

pub(in crate::alidns) struct UpdateDomainRecordRemark {
    id: String,
    remark: Option<String>,
    client: Option<String>,
}

#[derive(Serialize)]
pub(in crate::alidns) struct Response {}

impl Action for UpdateDomainRecordRemark {
    const NAME: &'static str = "UpdateDomainRecordRemark";
    const DOC: &'static str = "Changes the remark of a record.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF_RECORD);
    const FAULTS: &'static [Fault] = &[NO_RECORD, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let remark = text("Remark").line(1, 50).doc("The remark; none removes it.");
        Ok(Self {
            id: p.required(RECORD)?,
            remark: p.optional(remark)?,
            client: p.optional(CLIENT)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let (domain, mut record) = hosted::of_record(cx.tx, &account, &self.id)?;
        record.remark = self.remark.unwrap_or_default();
        records::put(cx.tx, &domain, &mut record)?;
        changes::changed(cx, &domain, &record, ("remark", self.client))?;
        Ok(Response {})
    }
}
