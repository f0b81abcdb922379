//! `DescribeSubDomainRecords` lists the records of one sub-domain, the newest first.

use super::{
    changes::CLIENT,
    shown_records::{self, Listed, Rows},
    sub_domain_names, values,
};
use crate::alidns::{
    faults::{BAD_DOMAIN, BAD_PARAMETER, NO_DOMAIN, OTHERS_DOMAIN},
    hosted::NAME,
    lists,
    tables::search,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, request::page::Page, text};

pub(in crate::alidns) struct DescribeSubDomainRecords {
    name: String,
    domain: Option<String>,
    kind: Option<String>,
    line: Option<String>,
    page: Page,
}

impl Action for DescribeSubDomainRecords {
    const NAME: &'static str = "DescribeSubDomainRecords";
    const DOC: &'static str = "Queries the records of a sub-domain.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = sub_domain_names::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(sub_domain_names::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN, BAD_PARAMETER];
    type Response = Listed;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let (name, domain) = (p.required(sub_domain_names::NAME)?, p.optional(NAME)?);
        let kind = p.optional(text("Type").doc("Only those of this type."))?;
        let line = p.optional(text("Line").doc("Only those on this line."))?;
        p.optional(CLIENT)?;
        Ok(Self { name, domain, kind, line, page: lists::page(p, 20, 500)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Listed> {
        let account = cx.account().to_owned();
        let (domain, rr) =
            sub_domain_names::find(cx.tx, &account, &self.name, self.domain.as_deref())?;
        let kind = self.kind.map(|it| values::kind(&it).map_or(it, str::to_owned));
        let only = (kind.as_deref(), self.line.as_deref());
        let (found, total_count) = search::of_name(cx.tx, (domain.seq, &rr), only, self.page)?;
        let record = found.into_iter().map(|it| shown_records::row(&domain, it, false)).collect();
        Ok(Listed {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            domain_records: Rows { record },
        })
    }
}
