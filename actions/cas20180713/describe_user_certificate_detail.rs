//! `DescribeUserCertificateDetail` returns a certificate with its private key.
//!
//! Terraform's provider takes an answer without an `Id` for a certificate that does not exist (observed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    cas::user_certificates::{self, UserCertificate},
    int,
};

pub(in crate::cas20180713) struct DescribeUserCertificateDetail {
    id: i64,
}

#[derive(Serialize)]
pub(in crate::cas20180713) struct Response {
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    found: Option<Detail>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Detail {
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
    cert: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

impl Action for DescribeUserCertificateDetail {
    const NAME: &'static str = "DescribeUserCertificateDetail";
    const DOC: &'static str = "Queries the details of a certificate.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        user_certificates::language(p)?;
        Ok(Self { id: p.required(int("CertId").doc("The certificate."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = user_certificates::detail(cx, self.id)?;
        Ok(Response { found: found.map(|(it, cert, key)| Detail::of(it, cert, key)) })
    }
}

impl Detail {
    fn of(it: UserCertificate, cert: String, key: Option<String>) -> Self {
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
            cert,
            key,
        }
    }
}
