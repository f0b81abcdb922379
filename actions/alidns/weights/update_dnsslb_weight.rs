//! `UpdateDNSSLBWeight` sets the weight of a record, where weights count.

use serde::Serialize;

use super::weighted;
use crate::alidns::{
    faults::{NO_RECORD, WEIGHTS_CLOSED},
    hosted::{self, RECORD, RESOURCES, RESOURCES_OF_RECORD},
    records::changes::{self, CLIENT},
    tables::{records, weights},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, int};

pub(in crate::alidns) struct UpdateDNSSLBWeight {
    id: String,
    weight: i64,
    client: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    record_id: String,
    weight: i64,
}

impl Action for UpdateDNSSLBWeight {
    const NAME: &'static str = "UpdateDNSSLBWeight";
    const DOC: &'static str = "Changes the weight of a record.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF_RECORD);
    const FAULTS: &'static [Fault] = &[NO_RECORD, WEIGHTS_CLOSED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(RECORD)?,
            weight: p.required(int("Weight").range(1, 100).doc("The weight."))?,
            client: p.optional(CLIENT)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let (domain, mut record) = hosted::of_record(cx.tx, &account, &self.id)?;
        if !weights::is_open(cx.tx, domain.seq, &weighted::of(&record))? {
            return Err(WEIGHTS_CLOSED.into());
        }
        record.weight = self.weight;
        records::put(cx.tx, &domain, &mut record)?;
        changes::changed(cx, &domain, &record, ("weight", self.client))?;
        Ok(Response { record_id: record.id, weight: record.weight })
    }
}
