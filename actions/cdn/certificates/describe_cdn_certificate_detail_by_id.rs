//! `DescribeCdnCertificateDetailById` answers the stored certificate of an id.

use crate::cdn::{
    certificates::views::{self, Detail},
    faults::{BAD_REGION, NO_CERT_ID},
    resources::ALL_RESOURCES,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cdn) struct DescribeCdnCertificateDetailById {
    id: String,
    region: Option<String>,
}

impl Action for DescribeCdnCertificateDetailById {
    const NAME: &'static str = "DescribeCdnCertificateDetailById";
    const DOC: &'static str = "Queries a stored certificate by its id.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_CERT_ID, BAD_REGION];
    type Response = Detail;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(text("CertId").doc("The id of the certificate."))?,
            region: p.optional(text("CertRegion").doc("The region of the certificate."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Detail> {
        views::detail_of_id(cx, &self.id, self.region.as_deref())
    }
}
