//! `DescribeUserCertificateList` lists all certificates, the newest first, also those that have expired.
//!
//! The members of an item begin with a small letter (observed in clients: the vendor's Go SDK, and a script that looks for `id` and `name`).
//! Assumed: how many there are on a page by default, and at the most.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    cas::user_certificates::{self, UserCertificate},
    request::page::Page,
};

pub(in crate::cas20180713) struct DescribeUserCertificateList {
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas20180713) struct Response {
    certificate_list: Vec<Item>,
    current_page: i64,
    show_size: i64,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: i64,
    name: String,
    common: String,
    fingerprint: String,
    issuer: String,
    org_name: String,
    province: String,
    city: String,
    country: String,
    start_date: String,
    end_date: String,
    sans: String,
    expired: bool,
    buy_in_aliyun: bool,
}

impl Action for DescribeUserCertificateList {
    const NAME: &'static str = "DescribeUserCertificateList";
    const DOC: &'static str = "Queries the certificates of the account.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        user_certificates::language(p)?;
        Ok(Self { page: Page::current_and_show(p, 50, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (found, total_count) = user_certificates::page(cx, self.page)?;
        Ok(Response {
            certificate_list: found.into_iter().map(Item::from).collect(),
            current_page: self.page.number,
            show_size: self.page.size,
            total_count,
        })
    }
}

impl From<UserCertificate> for Item {
    fn from(it: UserCertificate) -> Self {
        Self {
            id: it.id,
            name: it.name,
            common: it.common,
            fingerprint: it.fingerprint,
            issuer: it.issuer,
            org_name: it.org_name,
            province: it.province,
            city: it.city,
            country: it.country,
            start_date: it.start_date,
            end_date: it.end_date,
            sans: it.sans,
            expired: it.expired,
            buy_in_aliyun: it.buy_in_aliyun,
        }
    }
}
