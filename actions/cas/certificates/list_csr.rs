//! `ListCsr` lists certificate signing requests, newest first.

use serde::Serialize;

use crate::cas::tables::{Owner, csrs};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, request::page::Page, text};

pub(in crate::cas) struct ListCsr {
    algorithm: Option<String>,
    keyword: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    csr_list: Vec<Csr>,
    current_page: i64,
    show_size: i64,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Csr {
    csr_id: i64,
    name: String,
    algorithm: String,
    key_size: i64,
    common_name: String,
    sans: String,
    corp_name: String,
    department: String,
    country_code: String,
    province: String,
    locality: String,
    has_private_key: bool,
    key_sha2: String,
}

impl Action for ListCsr {
    const NAME: &'static str = "ListCsr";
    const DOC: &'static str = "Queries certificate signing requests.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let algorithm = text("Algorithm").one_of(&["RSA", "ECC", "SM2"]);
        Ok(Self {
            algorithm: p.optional(algorithm.doc("Only those with a key of this kind."))?,
            keyword: p.optional(text("KeyWord").doc("Part of a domain or of a name."))?,
            page: Page::current_and_show(p, 50, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let filter = (self.algorithm.as_deref(), like.as_deref());
        let (found, total) = csrs::list(cx.tx, owner, filter, self.page)?;
        let csr_list = found.into_iter().map(|c| Csr {
            csr_id: c.id,
            name: c.name,
            algorithm: c.algorithm,
            key_size: c.key_size,
            common_name: c.common,
            sans: c.sans,
            corp_name: c.corp.unwrap_or_default(),
            department: c.department.unwrap_or_default(),
            country_code: c.country.unwrap_or_default(),
            province: c.province.unwrap_or_default(),
            locality: c.locality.unwrap_or_default(),
            has_private_key: c.key.is_some(),
            key_sha2: c.key_sha256,
        });
        Ok(Response {
            csr_list: csr_list.collect(),
            current_page: self.page.number,
            show_size: self.page.size,
            total_count: total,
        })
    }
}
