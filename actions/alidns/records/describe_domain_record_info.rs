//! `DescribeDomainRecordInfo` answers a record.

use serde::Serialize;

use super::{changes::CLIENT, shown_records};
use crate::alidns::{
    faults::NO_RECORD,
    groups::domain_groups,
    hosted::{self, RECORD, RESOURCES, RESOURCES_OF_RECORD},
    lists::{self, Lang},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::alidns) struct DescribeDomainRecordInfo {
    id: String,
    lang: Lang,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    domain_id: String,
    domain_name: String,
    puny_code: String,
    group_id: String,
    group_name: String,
    record_id: String,
    #[serde(rename = "RR")]
    rr: String,
    #[serde(rename = "Type")]
    kind: String,
    value: String,
    #[serde(rename = "TTL")]
    ttl: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<i64>,
    line: String,
    status: &'static str,
    locked: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    remark: String,
}

impl Action for DescribeDomainRecordInfo {
    const NAME: &'static str = "DescribeDomainRecordInfo";
    const DOC: &'static str = "Queries a record.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF_RECORD);
    const FAULTS: &'static [Fault] = &[NO_RECORD];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let id = p.required(RECORD)?;
        p.optional(CLIENT)?;
        Ok(Self { id, lang: lists::lang(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let (domain, it) = hosted::of_record(cx.tx, &account, &self.id)?;
        let group = domain_groups::of(cx.tx, &account, &domain.group, self.lang)?;
        Ok(Response {
            domain_id: domain.id,
            domain_name: domain.shown,
            puny_code: domain.name,
            group_id: group.id,
            group_name: group.name,
            record_id: it.id,
            rr: it.rr,
            kind: it.kind,
            value: it.value,
            ttl: it.ttl,
            priority: it.priority,
            line: it.line,
            status: shown_records::status(it.enabled),
            locked: it.locked,
            remark: it.remark,
        })
    }
}
