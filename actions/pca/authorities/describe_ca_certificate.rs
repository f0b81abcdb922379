//! `DescribeCACertificate` returns an authority.
//!
//! There are no quotas of certificates here, so it shows none; how many it has issued it does.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cas::faults::NOT_FOUND,
    pca::{
        issuing, parameters,
        tables::{
            Owner,
            certificates::{self, PcaCertificate},
        },
        view::{self, Facts, TagItem},
    },
};

pub(in crate::pca) struct DescribeCACertificate {
    identifier: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct Response {
    certificate: Authority,
    #[serde(skip_serializing_if = "Option::is_none")]
    years: Option<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Authority {
    #[serde(flatten)]
    facts: Facts,
    full_algorithm: String,
    issuer_type: &'static str,
    ca_cert_chain: String,
    cert_issued_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_max_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crl_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crl_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crl_day: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    years: Option<i64>,
    tags: Vec<TagItem>,
}

impl Action for DescribeCACertificate {
    const NAME: &'static str = "DescribeCACertificate";
    const DOC: &'static str = "Queries an authority.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { identifier: p.required(parameters::identifier())? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = certificates::certificate(cx.tx, owner, &self.identifier)?
            .filter(PcaCertificate::is_authority)
            .ok_or(NOT_FOUND)?;
        let certificate = Authority {
            facts: Facts::of(&found),
            issuer_type: "local",
            ca_cert_chain: issuing::chain(cx, &found)?,
            cert_issued_count: certificates::issued(cx.tx, owner, &found.identifier)?,
            cert_max_time: found.max_days,
            crl_status: found.crl.is_some().then_some("ACTIVE"),
            crl_day: found.crl_day,
            crl_url: found.crl,
            years: found.years,
            full_algorithm: found.algorithm,
            tags: view::tag_items(cx, &found.identifier)?,
        };
        Ok(Response { certificate, years: found.years })
    }
}
