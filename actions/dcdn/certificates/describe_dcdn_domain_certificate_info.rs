//! `DescribeDcdnDomainCertificateInfo` answers the certificate of a domain: always one row.

use serde::Serialize;

use crate::cdn::{certificates::views, faults::NO_DOMAIN, resources::NAME, service::Service};
use crate::dcdn::resources::RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::dcdn) struct DescribeDcdnDomainCertificateInfo {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Response {
    cert_infos: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Rows {
    cert_info: [Row; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Row {
    domain_name: String,
    #[serde(rename = "SSLProtocol")]
    ssl_protocol: &'static str,
    cert_name: String,
    cert_id: String,
    cert_type: String,
    cert_region: String,
    cert_domain_name: String,
    cert_org: String,
    cert_life: String,
    cert_expire_time: String,
    #[serde(rename = "SSLPub")]
    ssl_pub: String,
    status: &'static str,
}

impl Action for DescribeDcdnDomainCertificateInfo {
    const NAME: &'static str = "DescribeDcdnDomainCertificateInfo";
    const DOC: &'static str = "Queries the certificate of a domain.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = views::info(cx, Service::Dcdn, &self.name)?;
        let row = Row {
            cert_life: match it.months {
                0 => String::new(),
                months => format!("{months} months"),
            },
            domain_name: it.domain,
            ssl_protocol: it.protocol,
            cert_name: it.name,
            cert_id: it.id,
            cert_type: it.kind,
            cert_region: it.region,
            cert_domain_name: it.common,
            cert_org: it.org,
            cert_expire_time: it.ends,
            ssl_pub: it.pem,
            status: it.status,
        };
        Ok(Response { cert_infos: Rows { cert_info: [row] } })
    }
}
