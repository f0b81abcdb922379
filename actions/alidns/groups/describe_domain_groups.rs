//! `DescribeDomainGroups` lists groups of domains: the default one, then the others, the oldest first.

use serde::Serialize;

use super::domain_groups;
use crate::alidns::{
    hosted::ALL_RESOURCES,
    lists::{self, Lang},
    tables::{
        domains::{self, Wanted},
        groups::{self, Group},
        settings,
    },
};
use crate::{
    Access, Action, Cx, Params, Result, request::page::Page, shared::filters::pattern, text,
};

pub(in crate::alidns) struct DescribeDomainGroups {
    keyword: Option<String>,
    lang: Lang,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    domain_groups: Groups,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Groups {
    domain_group: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    group_id: String,
    group_name: String,
    domain_count: i64,
}

impl Action for DescribeDomainGroups {
    const NAME: &'static str = "DescribeDomainGroups";
    const DOC: &'static str = "Queries groups of domains.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let keyword = p.optional(text("KeyWord").doc("Part of a name."))?;
        Ok(Self { keyword, lang: lists::lang(p)?, page: lists::page(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let like = self.keyword.as_deref().map(pattern);
        let default = domain_groups::default_group(self.lang);
        let word = self.keyword.unwrap_or_default().trim().to_lowercase();
        let mut all = Vec::new();
        if word.is_empty() && settings::read(cx.tx, &account)?.group_of_all {
            let name = self.lang.pick("All domains", "全部域名");
            all.push(Group { id: String::new(), name: name.to_owned() });
        }
        if default.name.to_lowercase().contains(&word) {
            all.push(default);
        }
        all.extend(groups::list(cx.tx, &account, like.as_deref())?);
        let (found, total_count) = self.page.and_total(all);
        let mut domain_group = Vec::new();
        for it in found {
            let domain_count = match &*it.id {
                "" => {
                    let none = Page { number: 1, size: 0 };
                    domains::list(cx.tx, &account, &Wanted::default(), none)?.1
                }
                domain_groups::DEFAULT => domains::in_group(cx.tx, &account, "")?,
                id => domains::in_group(cx.tx, &account, id)?,
            };
            domain_group.push(Row { group_id: it.id, group_name: it.name, domain_count });
        }
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            domain_groups: Groups { domain_group },
        })
    }
}
