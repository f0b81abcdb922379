//! `DescribeDomainRecords` lists the records of a domain, the newest first, or those that a search finds.

use super::{
    shown_records::{self, Listed, Rows},
    values,
};
use crate::alidns::{
    faults::{BAD_DOMAIN, BAD_PARAMETER, NO_DOMAIN, OTHERS_DOMAIN},
    hosted::{self, NAME, RESOURCES},
    lists, names,
    tables::search::{self, Search},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, request::page::Page, text};

pub(in crate::alidns) struct DescribeDomainRecords {
    domain: String,
    mode: Option<String>,
    keyword: Option<String>,
    rr: Option<String>,
    kinds: [Option<String>; 2],
    value: Option<String>,
    line: Option<String>,
    status: Option<String>,
    group: Option<i64>,
    direction: Option<String>,
    page: Page,
}

/// How a search looks: `COMBINATION` is not published, and clients send it (observed).
const MODES: &[&str] = &["LIKE", "EXACT", "ADVANCED", "COMBINATION"];

impl Action for DescribeDomainRecords {
    const NAME: &'static str = "DescribeDomainRecords";
    const DOC: &'static str = "Queries the records of a domain.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN, BAD_PARAMETER];
    type Response = Listed;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let mode = text("SearchMode").one_of(MODES);
        let (kind, keyword) = ("Only those of this type.", "Part of a sub-domain or a value.");
        let domain = p.required(NAME)?;
        let page = lists::page(p, 20, 500)?;
        let mode = p.optional(mode.doc("What is looked for, and how."))?;
        let keyword = p.optional(text("KeyWord").doc(keyword))?;
        let rr = p.optional(text("RRKeyWord").doc("Part of a sub-domain."))?;
        let by_keyword = p.optional(text("TypeKeyWord").doc(kind))?;
        let value = p.optional(text("ValueKeyWord").doc("Part of a value."))?;
        let by_type = p.optional(text("Type").doc(kind))?;
        p.optional(text("OrderBy").doc("What to order by: always by when they were made."))?;
        Ok(Self {
            domain,
            mode,
            keyword: keyword.map(|it| names::shown_labels(&it)),
            rr: rr.map(|it| names::shown_labels(&it)),
            kinds: [by_keyword, by_type],
            value,
            line: p.optional(text("Line").doc("Only those on this line."))?,
            status: p.optional(text("Status").doc("Only those that are enabled, or disabled."))?,
            group: p.optional(int("GroupId").doc("The group of records; there are none."))?,
            direction: p.optional(text("Direction").doc("DESC or ASC."))?,
            page,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Listed> {
        let account = cx.account().to_owned();
        let domain = hosted::domain(cx.tx, &account, &self.domain)?;
        let page = self.page;
        let (found, total_count) = if self.group == Some(0) {
            (Vec::new(), 0)
        } else {
            let wanted = self.search()?;
            search::list(cx.tx, &domain, &wanted, page)?
        };
        let record = found.into_iter().map(|it| shown_records::row(&domain, it, true)).collect();
        Ok(Listed {
            total_count,
            page_number: page.number,
            page_size: page.size,
            domain_records: Rows { record },
        })
    }
}

impl DescribeDomainRecords {
    /// What is looked for. With a keyword, or a mode that is about one, all other parameters are ignored (documented).
    fn search(self) -> Result<Search> {
        let ascending = self.direction.is_some_and(|it| it.eq_ignore_ascii_case("ASC"));
        let all = Search { ascending, ..Search::default() };
        match (self.mode.as_deref(), self.keyword) {
            (Some("EXACT"), word) => {
                return Ok(Search { any_is: word.map(|it| it.to_lowercase()), ..all });
            }
            (Some("LIKE"), word) => {
                return Ok(Search { in_any: word, ..all });
            }
            (None, Some(word)) => return Ok(Search { in_any: Some(word), ..all }),
            _ => {}
        }
        let enabled = match self.status.map(|it| it.to_ascii_lowercase()).as_deref() {
            None => None,
            Some("enable") => Some(true),
            Some("disable") => Some(false),
            Some(_) => return Err(BAD_PARAMETER.with("Status")),
        };
        // A type that there is not has no records.
        let kind = |it: String| values::kind(&it).map_or(it, str::to_owned);
        let [one, other] = self.kinds.map(|it| it.map(kind));
        let (kind, also_kind) = if one.is_none() { (other, None) } else { (one, other) };
        Ok(Search {
            in_rr: self.rr,
            in_value: self.value,
            kind,
            also_kind,
            line: self.line,
            enabled,
            ..all
        })
    }
}
