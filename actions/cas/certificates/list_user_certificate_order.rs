//! `ListUserCertificateOrder` lists certificates or orders, newest first; each kind has its own
//! fields.
//!
//! The keyword is searched in domains and instance ids, never in names, without wildcards
//! (measured); a certificate's full id finds it too (public reports of clients). Without a status,
//! valid certificates, expiring soon or not, or all orders are listed; a certificate has no status
//! in the list (documented).

use serde::Serialize;

use crate::cas::{
    certificates::expiry,
    orders::order_view,
    tables::{
        Owner,
        certificate_counts::TimeRange,
        certificate_lists::{self, Filter, Keyword},
        certificates::Certificate,
    },
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, request::page::Page, shared::format, text};

pub(in crate::cas) struct ListUserCertificateOrder {
    kind: String,
    keyword: Option<String>,
    status: Option<String>,
    resource_group: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    certificate_order_list: Vec<CertificateOrOrder>,
    current_page: i64,
    show_size: i64,
    total_count: i64,
}

/// A list item of either kind, with its own fields.
#[derive(Serialize)]
#[serde(untagged)]
pub(in crate::cas) enum CertificateOrOrder {
    Certificate(CertificateItem),
    Order(order_view::OrderItem),
}

/// A certificate.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct CertificateItem {
    certificate_id: i64,
    name: String,
    instance_id: String,
    common_name: String,
    sans: String,
    org_name: String,
    country: String,
    province: String,
    city: String,
    issuer: String,
    start_date: String,
    end_date: String,
    expired: bool,
    fingerprint: String,
    sha2: String,
    serial_no: String,
    upload: bool,
    resource_group_id: String,
}

impl Action for ListUserCertificateOrder {
    const NAME: &'static str = "ListUserCertificateOrder";
    const DOC: &'static str = "Queries certificates or certificate orders.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("OrderType").one_of(&["CPACK", "BUY", "UPLOAD", "CERT"]);
        let keyword =
            text("Keyword").doc("Part of a domain or of an instance id, or a certificate's id.");
        let status = text("Status").one_of(&[
            "PAYED",
            "CHECKING",
            "CHECKED_FAIL",
            "ISSUED",
            "WILLEXPIRED",
            "EXPIRED",
            "NOTACTIVATED",
            "REVOKED",
        ]);
        Ok(Self {
            kind: p.default(kind.doc("Orders or certificates."), "CPACK")?,
            keyword: p.optional(keyword)?,
            status: p.optional(status.doc("Only those in this state."))?,
            resource_group: p.optional(text("ResourceGroupId").doc("Only those of this group."))?,
            page: Page::current_and_show(p, 50, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let group = self.resource_group.as_deref();
        let (shown, total) = match self.ends(cx.now) {
            // All orders use quota: other purchases are instances.
            None if self.kind == "CPACK" => {
                let state = (self.status.as_deref(), cx.now);
                let like = self.keyword.as_deref().map(pattern);
                let (found, total) =
                    order_view::list(cx.tx, owner, state, (group, like.as_deref()), self.page)?;
                (found.into_iter().map(CertificateOrOrder::Order).collect(), total)
            }
            None => (Vec::new(), 0),
            Some(ends) => {
                let keyword = self.keyword.as_deref().map(Keyword::new);
                let filter = Filter {
                    ends,
                    source: (self.kind == "UPLOAD").then_some("upload"),
                    resource_group: group,
                    instance: None,
                    keyword: keyword.as_ref(),
                    by_name: false,
                };
                let (found, total) = certificate_lists::list(cx.tx, owner, &filter, self.page)?;
                let rows =
                    found.into_iter().map(|c| CertificateOrOrder::Certificate(row(c, cx.now)));
                (rows.collect(), total)
            }
        };
        Ok(Response {
            certificate_order_list: shown,
            current_page: self.page.number,
            show_size: self.page.size,
            total_count: total,
        })
    }
}

impl ListUserCertificateOrder {
    /// The end times of the listed certificates; `None` if orders are listed, or the status is one
    /// that only orders have.
    fn ends(&self, now: i64) -> Option<TimeRange> {
        match (self.kind.as_str(), self.status.as_deref()) {
            ("CPACK" | "BUY", _) => None,
            (_, None) => Some(expiry::valid(now)),
            (_, Some("ISSUED")) => Some(expiry::not_expiring(now)),
            (_, Some("WILLEXPIRED")) => Some(expiry::expiring_soon(now)),
            (_, Some("EXPIRED")) => Some(expiry::expired(now)),
            (_, Some(_)) => None,
        }
    }
}

fn row(c: Certificate, now: i64) -> CertificateItem {
    CertificateItem {
        certificate_id: c.id,
        start_date: format::date(c.not_before),
        end_date: format::date(c.not_after),
        expired: c.not_after < now,
        upload: c.source == "upload",
        name: c.name,
        instance_id: c.instance,
        common_name: c.common,
        sans: c.sans,
        org_name: c.org.unwrap_or_default(),
        country: c.country.unwrap_or_default(),
        province: c.province.unwrap_or_default(),
        city: c.city.unwrap_or_default(),
        issuer: c.issuer,
        fingerprint: c.sha1,
        sha2: c.sha256,
        serial_no: c.serial,
        resource_group_id: c.resource_group,
    }
}
