//! `DescribeDcdnCertificateDetail` answers the stored certificate of a name.

use crate::cdn::{
    certificates::views::{self, Detail},
    faults::NO_CERTIFICATE,
};
use crate::dcdn::resources::ALL_RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::dcdn) struct DescribeDcdnCertificateDetail {
    name: String,
}

impl Action for DescribeDcdnCertificateDetail {
    const NAME: &'static str = "DescribeDcdnCertificateDetail";
    const DOC: &'static str = "Queries a stored certificate.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_CERTIFICATE];
    type Response = Detail;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(text("CertName").doc("The name of the certificate."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Detail> {
        views::detail_of_name(cx, &self.name)
    }
}
