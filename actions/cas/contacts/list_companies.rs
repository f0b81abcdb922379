//! `ListCompanies` lists companies, newest first.

use serde::Serialize;

use crate::cas::{
    contacts::company_fields::CompanyItem,
    tables::{Owner, companies},
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::cas) struct ListCompanies {
    id: Option<i64>,
    keyword: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    company_list: Vec<CompanyItem>,
    current_page: i64,
    show_size: i64,
    total_count: i64,
}

impl Action for ListCompanies {
    const NAME: &'static str = "ListCompanies";
    const DOC: &'static str = "Queries companies.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let keyword =
            text("Keyword").doc("Part of the name, the province, the country or the city.");
        Ok(Self {
            id: p.optional(int("CompanyId").doc("Only this company."))?,
            keyword: p.optional(keyword)?,
            page: Page::current_and_show(p, 10, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let filter = (self.id, like.as_deref());
        let (found, total) = companies::list(cx.tx, owner, filter, self.page)?;
        Ok(Response {
            company_list: found.into_iter().map(CompanyItem::from).collect(),
            current_page: self.page.number,
            show_size: self.page.size,
            total_count: total,
        })
    }
}
