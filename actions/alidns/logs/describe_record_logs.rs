//! `DescribeRecordLogs` lists what was done to the records of a domain, the newest first.

use serde::Serialize;

use super::log_filters;
use crate::alidns::{
    hosted::{self, DOMAIN_FAULTS, NAME, RESOURCES},
    lists::{self, Lang},
    records::changes::CLIENT,
    tables::logs::{self, Wanted},
    written,
};
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::Page};

pub(in crate::alidns) struct DescribeRecordLogs {
    domain: String,
    wanted: Wanted,
    lang: Lang,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    record_logs: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Rows {
    record_log: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    action_time: String,
    action_timestamp: i64,
    action: String,
    message: String,
    client_ip: String,
}

impl Action for DescribeRecordLogs {
    const NAME: &'static str = "DescribeRecordLogs";
    const DOC: &'static str = "Queries what was done to the records of a domain.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = DOMAIN_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let domain = p.required(NAME)?;
        p.optional(CLIENT)?;
        let wanted = log_filters::read(p)?;
        Ok(Self { domain, wanted, lang: lists::lang(p)?, page: lists::page(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let domain = hosted::domain(cx.tx, &account, &self.domain)?;
        let (found, total_count) = logs::of_records(cx.tx, domain.seq, &self.wanted, self.page)?;
        let row = |it: logs::Entry| Row {
            action_time: lists::minutes(it.made),
            action_timestamp: it.made,
            action: written::deed(&it, self.lang),
            message: written::message(&it, self.lang),
            client_ip: it.client,
        };
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            record_logs: Rows { record_log: found.into_iter().map(row).collect() },
        })
    }
}
