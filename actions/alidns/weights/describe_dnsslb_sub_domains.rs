//! `DescribeDNSSLBSubDomains` lists the sub-domains of a domain that may have weights: those with two records or more of a type
//! on a line, and those whose weights count.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::alidns::{
    hosted::{self, DOMAIN_FAULTS, NAME, RESOURCES},
    lists, names,
    records::changes::CLIENT,
    tables::weights::{self, Weighted},
};
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::Page, text};

pub(in crate::alidns) struct DescribeDNSSLBSubDomains {
    domain: String,
    rr: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    slb_sub_domains: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Rows {
    slb_sub_domain: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    sub_domain: String,
    #[serde(rename = "Type")]
    kind: String,
    record_count: i64,
    open: bool,
    line_algorithms: Lines,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Lines {
    line_algorithm: Vec<Line>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Line {
    line: String,
    open: bool,
}

impl Action for DescribeDNSSLBSubDomains {
    const NAME: &'static str = "DescribeDNSSLBSubDomains";
    const DOC: &'static str = "Queries the sub-domains with weighted records.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = DOMAIN_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let domain = p.required(NAME)?;
        p.optional(CLIENT)?;
        let rr = p.optional(text("Rr").doc("Only this sub-domain."))?;
        Ok(Self { domain, rr, page: lists::page(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let domain = hosted::domain(cx.tx, &account, &self.domain)?;
        let open = weights::all(cx.tx, domain.seq)?;
        let mut lines: BTreeMap<Weighted, i64> = open.iter().map(|it| (it.clone(), 0)).collect();
        lines.extend(weights::counted(cx.tx, domain.seq)?);
        let mut found: BTreeMap<(String, String), Vec<(Weighted, i64)>> = BTreeMap::new();
        let wanted = self.rr.map(|it| names::ascii(&it));
        for (it, count) in lines {
            let listed = count > 1 || open.contains(&it);
            if listed && wanted.as_ref().is_none_or(|rr| *rr == it.rr) {
                found.entry((it.rr.clone(), it.kind.clone())).or_default().push((it, count));
            }
        }
        let (page, total_count) = self.page.and_total(found.into_iter().collect());
        let row = |((rr, kind), lines): ((String, String), Vec<(Weighted, i64)>)| Row {
            sub_domain: format!("{}.{}", names::shown(&rr), domain.shown),
            kind,
            record_count: lines.iter().map(|(_, count)| count).sum(),
            open: lines.iter().any(|(it, _)| open.contains(it)),
            line_algorithms: Lines {
                line_algorithm: lines
                    .into_iter()
                    .map(|(it, _)| Line { open: open.contains(&it), line: it.line })
                    .collect(),
            },
        };
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            slb_sub_domains: Rows { slb_sub_domain: page.into_iter().map(row).collect() },
        })
    }
}
