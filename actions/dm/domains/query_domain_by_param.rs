//! `QueryDomainByParam` lists domains, newest first.

use serde::Serialize;

use crate::dm::{
    lists::{self, Listed, minutes, seconds, status},
    tables::{
        Owner,
        domains::{self, Domain},
    },
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::dm) struct QueryDomainByParam {
    keyword: Option<String>,
    status: Option<i64>,
    page: Page,
}

#[derive(Serialize)]
pub(in crate::dm) struct Rows {
    domain: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    domain_id: String,
    domain_name: String,
    domain_record: String,
    domain_status: String,
    icp_status: &'static str,
    cname_auth_status: String,
    confirm_status: String,
    mx_auth_status: String,
    spf_auth_status: String,
    create_time: String,
    utc_create_time: i64,
}

impl Action for QueryDomainByParam {
    const NAME: &'static str = "QueryDomainByParam";
    const DOC: &'static str = "Queries domains.";
    const ACCESS: Access = Access::List;
    type Response = Listed<Rows>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let status = int("Status").range(0, 1);
        Ok(Self {
            keyword: p.optional(text("KeyWord").doc("Part of a name."))?,
            status: p
                .optional(status.doc("0 for those that mail may be sent from, 1 for others."))?,
            page: lists::page(p, 50, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Self::Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let (found, total) =
            domains::list(cx.tx, owner, (like.as_deref(), self.status), self.page)?;
        let domain = found.into_iter().map(row).collect();
        Ok(Listed::new(self.page, total, Rows { domain }))
    }
}

fn row(it: Domain) -> Row {
    Row {
        domain_id: it.id.to_string(),
        domain_status: status(it.records.are_enough()),
        icp_status: "1",
        cname_auth_status: status(it.records.cname),
        confirm_status: status(it.records.ownership),
        mx_auth_status: status(it.records.mx),
        spf_auth_status: status(it.records.spf),
        create_time: minutes(it.made),
        utc_create_time: seconds(it.made),
        domain_record: it.ownership_text,
        domain_name: it.name,
    }
}
