//! `DeleteDomainRecord` deletes a record.

use core::slice::from_ref;

use serde::Serialize;

use super::changes::{self, CLIENT};
use crate::alidns::{
    faults::{LOCKED, NO_RECORD},
    hosted::{self, RECORD, RESOURCES, RESOURCES_OF_RECORD},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::alidns) struct DeleteDomainRecord {
    id: String,
    client: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    record_id: String,
}

impl Action for DeleteDomainRecord {
    const NAME: &'static str = "DeleteDomainRecord";
    const DOC: &'static str = "Deletes a record.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF_RECORD);
    const FAULTS: &'static [Fault] = &[NO_RECORD, LOCKED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(RECORD)?, client: p.optional(CLIENT)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let (domain, record) = hosted::unlocked(cx.tx, &account, &self.id)?;
        changes::delete(cx, &domain, from_ref(&record), self.client)?;
        Ok(Response { record_id: record.id })
    }
}
