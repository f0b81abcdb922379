//! `DescribeDomainLogs` lists what was done to domains, the newest first.

use serde::Serialize;

use super::log_filters;
use crate::alidns::{
    groups::domain_groups,
    hosted::ALL_RESOURCES,
    lists::{self, Lang},
    tables::logs::{self, Wanted},
    written,
};
use crate::{Access, Action, Cx, Params, Result, request::page::Page, text};

pub(in crate::alidns) struct DescribeDomainLogs {
    wanted: Wanted,
    of_secondary: bool,
    lang: Lang,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    domain_logs: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Rows {
    domain_log: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    action_time: String,
    action_timestamp: i64,
    action: String,
    message: String,
    client_ip: String,
    domain_name: String,
    zone_id: String,
}

impl Action for DescribeDomainLogs {
    const NAME: &'static str = "DescribeDomainLogs";
    const DOC: &'static str = "Queries what was done to domains.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("Type").one_of(&["domain", "slavedns"]);
        let kind = p.optional(kind.doc("What was changed: there is no secondary DNS."))?;
        let group = p.optional(text("GroupId").doc("Only domains of this group."))?;
        let default = |it: String| if it == domain_groups::DEFAULT { String::new() } else { it };
        let wanted = Wanted { group: group.map(default), ..log_filters::read(p)? };
        let of_secondary = kind.as_deref() == Some("slavedns");
        Ok(Self { wanted, of_secondary, lang: lists::lang(p)?, page: lists::page(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let (found, total_count) = if self.of_secondary {
            (Vec::new(), 0)
        } else {
            logs::of_domains(cx.tx, &account, &self.wanted, self.page)?
        };
        let row = |it: logs::Entry| Row {
            action_time: lists::minutes(it.made),
            action_timestamp: it.made,
            action: written::deed(&it, self.lang),
            message: written::message(&it, self.lang),
            client_ip: it.client,
            domain_name: it.name,
            zone_id: it.zone,
        };
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            domain_logs: Rows { domain_log: found.into_iter().map(row).collect() },
        })
    }
}
