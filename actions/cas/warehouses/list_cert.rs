//! `ListCert` lists the certificates in warehouses, newest first.

use serde::Serialize;

use crate::cas::tables::{
    Owner,
    warehouses::{self, Certificates},
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::cas) struct ListCert {
    warehouse: Option<i64>,
    keyword: Option<String>,
    kind: Option<String>,
    origin: Option<String>,
    status: Option<String>,
    identifiers: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    cert_list: Vec<CertificateItem>,
    current_page: i64,
    show_size: i64,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct CertificateItem {
    identifier: String,
    common_name: String,
    sans: String,
    issuer: String,
    serial_no: String,
    algorithm: String,
    sign_algorithm: String,
    cert_type: String,
    source_type: String,
    status: &'static str,
    exist_private_key: bool,
    before_date: i64,
    after_date: i64,
    wh_id: i64,
    wh_instance_id: String,
}

impl Action for ListCert {
    const NAME: &'static str = "ListCert";
    const DOC: &'static str = "Queries the certificates in warehouses.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("CertType")
            .one_of(&["CA", "CERT"])
            .doc("Only authorities (CA) or only others (CERT).");
        let origin = text("SourceType")
            .one_of(&["upload", "aliyun"])
            .doc("Only certificates from this source.");
        let status = text("Status").one_of(&["ISSUE", "REVOKE"]).doc("Only those in this state.");
        let identifiers = text("Identifiers").doc("Only these, comma-separated.");
        Ok(Self {
            warehouse: p.optional(int("WarehouseId").doc("Only those of this warehouse."))?,
            keyword: p.optional(text("KeyWord").doc("Part of a name, domain or identifier."))?,
            kind: p.optional(kind)?,
            origin: p.optional(origin)?,
            status: p.optional(status)?,
            identifiers: p.optional(identifiers)?,
            page: Page::current_and_show(p, 50, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let among = self.identifiers.map(|it| format!(",{},", it.replace(' ', "")));
        let filter = Certificates {
            warehouse: self.warehouse,
            kind: self.kind.as_deref(),
            origin: self.origin.as_deref(),
            revoked: self.status.map(|it| it == "REVOKE"),
            like: like.as_deref(),
            among: among.as_deref(),
        };
        let (found, total) = warehouses::list_certificates(cx.tx, owner, &filter, self.page)?;
        Ok(Response {
            cert_list: found.into_iter().map(CertificateItem::from).collect(),
            current_page: self.page.number,
            show_size: self.page.size,
            total_count: total,
        })
    }
}

impl From<warehouses::Certificate> for CertificateItem {
    fn from(c: warehouses::Certificate) -> Self {
        Self {
            status: if c.revoked.is_some() { "REVOKE" } else { "ISSUE" },
            exist_private_key: c.key.is_some(),
            identifier: c.identifier,
            common_name: c.common,
            sans: c.sans,
            issuer: c.issuer,
            serial_no: c.serial,
            algorithm: c.algorithm,
            sign_algorithm: c.signed_by,
            cert_type: c.kind,
            source_type: c.origin,
            before_date: c.not_before,
            after_date: c.not_after,
            wh_id: c.warehouse,
            wh_instance_id: c.warehouse_instance,
        }
    }
}
