//! `ListCertificates` lists certificates in the format of the newer actions, newest first.
//!
//! The id is a string, and there is no serial number, as in real answers (observed by Terraform's
//! provider).

use serde::Serialize;

use crate::cas::{
    certificates::expiry,
    tables::{
        Owner,
        certificate_counts::TimeRange,
        certificate_lists::{self, Filter, Keyword},
        certificate_usage,
        certificates::Certificate,
    },
};
use crate::{Access, Action, Cx, Params, Result, request::page::Page, text};

pub(in crate::cas) struct ListCertificates {
    source: Option<String>,
    status: Option<String>,
    instance: Option<String>,
    keyword: Option<String>,
    resource_group: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    certificate_list: Vec<CertificateItem>,
    current_page: i64,
    show_size: i64,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct CertificateItem {
    certificate_id: String,
    cert_identifier: String,
    certificate_name: String,
    certificate_source: String,
    certificate_status: &'static str,
    common_name: String,
    domain: String,
    subject_alternative_names: Vec<String>,
    algorithm: String,
    key_size: i64,
    issuer: String,
    finger_print: String,
    not_before: i64,
    not_after: i64,
    exist_private_key: bool,
    instance_id: String,
    using_product_list: Vec<String>,
}

impl Action for ListCertificates {
    const NAME: &'static str = "ListCertificates";
    const DOC: &'static str = "Queries certificates.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let source = text("CertificateSource").one_of(&["BUY", "TEST", "UPLOAD"]);
        let status =
            text("CertificateStatus").one_of(&["issued", "revoked", "willExpire", "expired"]);
        let keyword = text("Keyword").doc("Part of a domain, a name or an instance id, or the id.");
        Ok(Self {
            source: p.optional(source.doc("Only certificates from this source."))?,
            status: p.optional(status.doc("Only those in this state."))?,
            instance: p.optional(text("InstanceId").doc("Only those of this instance."))?,
            keyword: p.optional(keyword)?,
            resource_group: p.optional(text("ResourceGroupId").doc("Only those of this group."))?,
            page: Page::current_and_show(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let keyword = self.keyword.as_deref().map(Keyword::new);
        let source = self.source.map(|it| it.to_lowercase());
        let filter = Filter {
            ends: match self.status.as_deref() {
                Some("issued") => expiry::not_expiring(cx.now),
                Some("willExpire") => expiry::expiring_soon(cx.now),
                Some("expired") => expiry::expired(cx.now),
                Some(_) => TimeRange::REVOKED,
                None => TimeRange::ANY,
            },
            source: source.as_deref(),
            resource_group: self.resource_group.as_deref(),
            instance: self.instance.as_deref(),
            keyword: keyword.as_ref(),
            by_name: true,
        };
        let (found, total) = certificate_lists::list(cx.tx, owner, &filter, self.page)?;
        let mut certificate_list = Vec::with_capacity(found.len());
        for c in found {
            let products = certificate_usage::products(cx.tx, owner, c.id)?;
            certificate_list.push(row(c, owner, products, cx.now));
        }
        Ok(Response {
            certificate_list,
            current_page: self.page.number,
            show_size: self.page.size,
            total_count: total,
        })
    }
}

fn row(
    c: Certificate,
    owner: Owner<'_>,
    using_product_list: Vec<String>,
    now: i64,
) -> CertificateItem {
    CertificateItem {
        certificate_id: c.id.to_string(),
        cert_identifier: format!("{}-{}", c.id, owner.site),
        certificate_source: c.source.to_uppercase(),
        certificate_status: expiry::status(&c, now),
        subject_alternative_names: c.domains().map(str::to_owned).collect(),
        domain: c.sans,
        using_product_list,
        certificate_name: c.name,
        common_name: c.common,
        algorithm: c.algorithm,
        key_size: c.key_size,
        issuer: c.issuer,
        finger_print: c.sha1,
        not_before: c.not_before,
        not_after: c.not_after,
        exist_private_key: c.keyed,
        instance_id: c.instance,
    }
}
