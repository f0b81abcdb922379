//! `DescribeCertificateInfoByID` answers a certificate that domains serve, with these domains.

use serde::Serialize;

use crate::cdn::{
    certificates::views, faults::NOT_BOUND, resources::ALL_RESOURCES, service::Service,
};
use crate::{Access, Action, ApiError, Cx, Fault, Params, Result, text};

pub(in crate::cdn) struct DescribeCertificateInfoByID {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    cert_infos: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Rows {
    cert_info: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Row {
    cert_id: String,
    cert_name: String,
    cert_type: String,
    /// The names of the domains, as JSON in a text.
    domain_list: String,
    https_crt: String,
    create_time: String,
    cert_expire_time: String,
}

impl Action for DescribeCertificateInfoByID {
    const NAME: &'static str = "DescribeCertificateInfoByID";
    const DOC: &'static str = "Queries a certificate that domains serve.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NOT_BOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(text("CertId").doc("The id of the certificate."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = views::in_use(cx, Service::Cdn, &self.id)?;
        let row = Row {
            domain_list: serde_json::to_string(&it.domains).map_err(ApiError::internal)?,
            cert_id: it.id,
            cert_name: it.name,
            cert_type: it.kind,
            https_crt: it.pem,
            create_time: it.changed,
            cert_expire_time: it.ends,
        };
        Ok(Response { cert_infos: Rows { cert_info: vec![row] } })
    }
}
