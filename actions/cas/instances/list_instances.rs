//! `ListInstances` lists instances, newest first.
//!
//! Assumed: the counts are of what the filter finds.

use serde::Serialize;

use crate::cas::{
    certificates::expiry,
    instances::instance_orders::{BRANDS, VERSIONS},
    instances::instance_view::{self, InstanceFields},
    tables::{
        Owner,
        certificate_counts::TimeRange,
        certificate_usage,
        instances::{self, Filter},
    },
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::cas) struct ListInstances {
    status: Option<String>,
    kind: Option<String>,
    certificate_type: Option<String>,
    certificate_status: Option<String>,
    brand: Option<String>,
    version: Option<String>,
    auto_reissue: Option<i64>,
    keyword: Option<String>,
    resource_group: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    instance_list: Vec<InstanceItem>,
    current_page: i64,
    show_size: i64,
    total_count: i64,
    enable_reissue_count: i64,
    disable_reissue_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct InstanceItem {
    #[serde(flatten)]
    fields: InstanceFields,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_domain: Option<String>,
    using_product_list: Vec<String>,
}

const STATUSES: &[&str] =
    &["inactive", "pending", "normal", "willExpire", "expired", "refund", "closed"];

impl Action for ListInstances {
    const NAME: &'static str = "ListInstances";
    const DOC: &'static str = "Queries instances.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("InstanceType").one_of(&["BUY", "TEST"]);
        let certificate_type = text("CertificateType").one_of(&["DV", "OV", "EV"]);
        let certificate_status =
            text("CertificateStatus").one_of(&["issued", "revoked", "willExpire", "expired"]);
        let version = text("VersionType").one_of(VERSIONS);
        let brand = text("Brand").one_of(BRANDS);
        let reissue = int("AutoReissueFlag").range(0, 1);
        let deploy = int("ServerDeployFlag").range(0, 1);
        p.optional(deploy.doc("Has no effect: nothing is deployed to servers."))?;
        let status = text("Status").one_of(STATUSES).doc("Only those in this state.");
        Ok(Self {
            status: p.optional(status)?,
            kind: p.optional(kind.doc("Only bought or only test instances."))?,
            certificate_type: p.optional(certificate_type.doc("Only for this kind."))?,
            certificate_status: p
                .optional(certificate_status.doc("Only with a certificate in this state."))?,
            brand: p.optional(brand.doc("Only of this brand."))?,
            version: p.optional(version.doc("Only of this version."))?,
            auto_reissue: p
                .optional(reissue.doc("Only with automatic reissue on (1) or off (0)."))?,
            keyword: p.optional(text("Keyword").doc("Part of a domain, a name or an id."))?,
            resource_group: p.optional(text("ResourceGroupId").doc("Only those of this group."))?,
            page: Page::current_and_show(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let (statuses, ends) = instance_view::within(self.status.as_deref(), cx.now);
        let filter = Filter {
            statuses,
            ends,
            certificate_ends: self.certificate_status.as_deref().map(|s| certificates(s, cx.now)),
            kind: self.kind.as_deref(),
            certificate_type: self.certificate_type.as_deref(),
            brand: self.brand.as_deref(),
            version: self.version.as_deref(),
            auto_reissue: self.auto_reissue.map(|flag| flag == 1),
            resource_group: self.resource_group.as_deref(),
            like: like.as_deref(),
        };
        let (total, reissued, _) = instances::count(cx.tx, owner, &filter)?;
        let mut rows = Vec::new();
        for it in instances::list(cx.tx, owner, &filter, self.page)? {
            let held = instance_view::certificate(cx, &it)?;
            let products = match &held {
                Some(held) => certificate_usage::products(cx.tx, owner, held.id)?,
                None => Vec::new(),
            };
            rows.push(InstanceItem {
                fields: InstanceFields::of(owner, &it, held.as_ref(), cx.now),
                certificate_domain: held.map(|c| c.sans),
                using_product_list: products,
            });
        }
        Ok(Response {
            instance_list: rows,
            current_page: self.page.number,
            show_size: self.page.size,
            total_count: total,
            enable_reissue_count: reissued,
            disable_reissue_count: total - reissued,
        })
    }
}

fn certificates(status: &str, now: i64) -> TimeRange {
    match status {
        "revoked" => TimeRange::REVOKED,
        "willExpire" => expiry::expiring_soon(now),
        "expired" => expiry::expired(now),
        _ => expiry::not_expiring(now),
    }
}
