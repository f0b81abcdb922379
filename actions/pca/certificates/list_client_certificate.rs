//! `ListClientCertificate` lists the certificates of clients and servers, the newest first, also those that are revoked.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    pca::{
        parameters,
        tables::{
            Owner,
            certificates::{self, Filter, PcaCertificate},
        },
        view::{self, Facts},
    },
    request::page::Page,
};

pub(in crate::pca) struct ListClientCertificate {
    identifier: Option<String>,
    resource_group: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct Response {
    certificate_list: Vec<Item>,
    current_page: i64,
    page_count: i64,
    show_size: i64,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    id: i64,
    #[serde(flatten)]
    facts: Facts,
    days: i64,
    sans: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    alias_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_identifier: Option<String>,
}

impl Action for ListClientCertificate {
    const NAME: &'static str = "ListClientCertificate";
    const DOC: &'static str = "Queries the certificates of clients and servers.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            identifier: p.optional(parameters::identifier())?,
            resource_group: p.optional(parameters::group("Only those of this group."))?,
            page: Page::current_and_show(p, 20, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let filter = Filter {
            kinds: ("CLIENT", "SERVER"),
            identifier: self.identifier.as_deref(),
            resource_group: self.resource_group.as_deref(),
            ..Filter::default()
        };
        let (found, total_count) = certificates::list(cx.tx, owner, &filter, self.page)?;
        Ok(Response {
            certificate_list: found.into_iter().map(Item::from).collect(),
            current_page: self.page.number,
            page_count: view::pages(total_count, self.page.size),
            show_size: self.page.size,
            total_count,
        })
    }
}

impl From<PcaCertificate> for Item {
    fn from(it: PcaCertificate) -> Self {
        Self {
            id: it.id,
            facts: Facts::of(&it),
            days: view::days(&it),
            sans: it.sans,
            alias_name: it.alias,
            custom_identifier: it.custom,
        }
    }
}
