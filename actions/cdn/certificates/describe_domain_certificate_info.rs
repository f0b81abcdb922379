//! `DescribeDomainCertificateInfo` answers the certificate of a domain: always one row, since clients take an empty list for a
//! domain that is gone.

use serde::Serialize;

use crate::cdn::{
    certificates::views,
    faults::NO_DOMAIN,
    resources::{NAME, RESOURCES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::cdn) struct DescribeDomainCertificateInfo {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    cert_infos: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Rows {
    cert_info: [Row; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Row {
    domain_name: String,
    server_certificate_status: &'static str,
    cert_name: String,
    cert_id: String,
    cert_type: String,
    cert_region: String,
    cert_domain_name: String,
    cert_org: String,
    cert_life: &'static str,
    cert_start_time: String,
    cert_expire_time: String,
    cert_update_time: String,
    server_certificate: String,
    status: &'static str,
    domain_cname_status: &'static str,
}

impl Action for DescribeDomainCertificateInfo {
    const NAME: &'static str = "DescribeDomainCertificateInfo";
    const DOC: &'static str = "Queries the certificate of a domain.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.cdn];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = views::info(cx, Service::Cdn, &self.name)?;
        let row = Row {
            // The unit alone (documented).
            cert_life: match it.months {
                0 => "",
                1..12 => "months",
                _ => "years",
            },
            domain_name: it.domain,
            server_certificate_status: it.protocol,
            cert_name: it.name,
            cert_id: it.id,
            cert_type: it.kind,
            cert_region: it.region,
            cert_domain_name: it.common,
            cert_org: it.org,
            cert_start_time: it.starts,
            cert_expire_time: it.ends,
            cert_update_time: it.changed,
            server_certificate: it.pem,
            status: it.status,
            domain_cname_status: it.cname_status,
        };
        Ok(Response { cert_infos: Rows { cert_info: [row] } })
    }
}
