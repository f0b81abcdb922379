//! `DescribeTransferDomains` lists the domains that an account has given away or got, the newest first.

use serde::Serialize;

use crate::alidns::{
    hosted::{ALL_RESOURCES, NAME},
    lists,
    names::DomainName,
    tables::transfers::{self, Transfer},
};
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::alidns) struct DescribeTransferDomains {
    kind: String,
    domain: Option<String>,
    from: Option<i64>,
    target: Option<i64>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    domain_transfers: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Rows {
    domain_transfer: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    id: i64,
    domain_name: String,
    from_user_id: i64,
    target_user_id: i64,
    create_time: String,
    create_timestamp: i64,
}

impl Action for DescribeTransferDomains {
    const NAME: &'static str = "DescribeTransferDomains";
    const DOC: &'static str = "Queries transfers of domains.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("TransferType").one_of(&["IN", "OUT"]).doc("What came, or what went.");
        Ok(Self {
            kind: p.required(kind)?,
            domain: p.optional(NAME)?,
            from: p.optional(int("FromUserId").doc("Only from this account."))?,
            target: p.optional(int("TargetUserId").doc("Only to this account."))?,
            page: lists::page(p, 20, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let domain =
            self.domain.map(|it| DomainName::parse(&it).map_or_else(|| it.clone(), |it| it.shown));
        let other = if self.kind == "IN" { self.from } else { self.target };
        let other = other.map(|it| it.to_string());
        let only = (other.as_deref(), domain.as_deref());
        let (found, total_count) = if self.kind == "IN" {
            transfers::taken(cx.tx, &account, only, self.page)?
        } else {
            transfers::given(cx.tx, &account, only, self.page)?
        };
        let row = |it: Transfer| Row {
            id: it.id,
            domain_name: it.domain,
            from_user_id: it.account.parse().unwrap_or_default(),
            target_user_id: it.target.parse().unwrap_or_default(),
            create_time: lists::minutes(it.made),
            create_timestamp: it.made,
        };
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            domain_transfers: Rows { domain_transfer: found.into_iter().map(row).collect() },
        })
    }
}
