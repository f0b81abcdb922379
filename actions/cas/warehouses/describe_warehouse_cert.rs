//! `DescribeWarehouseCert` shows a certificate in a warehouse.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, warehouses},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct DescribeWarehouseCert {
    identifier: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    cert_identifier: String,
    cert_type: String,
    cert_status: &'static str,
    common_name: String,
    issuer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer_identifier: Option<String>,
    content: String,
    fingerprint: String,
    warehouse_instance_id: String,
}

impl Action for DescribeWarehouseCert {
    const NAME: &'static str = "DescribeWarehouseCert";
    const DOC: &'static str = "Queries a certificate in a warehouse.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { identifier: p.required(text("CertIdentifier").doc("The certificate."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = warehouses::certificate(cx.tx, owner, &self.identifier)?.ok_or(NOT_FOUND)?;
        Ok(Response {
            cert_identifier: found.identifier,
            cert_type: found.kind,
            cert_status: if found.revoked.is_some() { "REVOKE" } else { "ISSUE" },
            common_name: found.common,
            issuer: found.issuer,
            issuer_identifier: found.parent,
            content: found.cert,
            fingerprint: found.sha1,
            warehouse_instance_id: found.warehouse_instance,
        })
    }
}
