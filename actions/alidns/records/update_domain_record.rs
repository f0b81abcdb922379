//! `UpdateDomainRecord` makes a record another. What it leaves out is as in a new one.

use serde::Serialize;

use super::changes::{self, CLIENT, Described};
use crate::alidns::{
    faults::{
        BAD_PARAMETER, BAD_VALUE, CONFLICT, LOCKED, NO_PRIORITY, NO_RECORD, SAME_RECORD, SHORT_TTL,
    },
    hosted::{self, RECORD, RESOURCES, RESOURCES_OF_RECORD},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::alidns) struct UpdateDomainRecord {
    id: String,
    described: Described,
    client: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    record_id: String,
}

impl Action for UpdateDomainRecord {
    const NAME: &'static str = "UpdateDomainRecord";
    const DOC: &'static str = "Changes a record.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF_RECORD);
    const FAULTS: &'static [Fault] = &[
        NO_RECORD,
        LOCKED,
        BAD_PARAMETER,
        BAD_VALUE,
        NO_PRIORITY,
        SHORT_TTL,
        SAME_RECORD,
        CONFLICT,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let id = p.required(RECORD)?;
        Ok(Self { id, described: Described::read(p)?, client: p.optional(CLIENT)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let found = hosted::unlocked(cx.tx, &account, &self.id)?;
        let record = changes::update(cx, found, self.described, self.client)?;
        Ok(Response { record_id: record.id })
    }
}
