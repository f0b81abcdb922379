//! `DescribeDcdnDomainByCertificate` lists the domains that a certificate is for.

use crate::cdn::{
    certificates::matches::{self, Asked, Matches},
    faults::BAD_PUB,
    service::Service,
};
use crate::dcdn::resources::ALL_RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(in crate::dcdn) struct DescribeDcdnDomainByCertificate(Asked);

impl Action for DescribeDcdnDomainByCertificate {
    const NAME: &'static str = "DescribeDcdnDomainByCertificate";
    const DOC: &'static str = "Queries the domains that a certificate is for.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_PUB];
    type Response = Matches;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let https = flag("SSLStatus").doc("Only those that serve HTTPS, or that do not.");
        let exact = flag("Exact").doc("Whether names below a star do not count.");
        Ok(Self(Asked {
            public: p.required(text("SSLPub").doc("The certificate: PEM in base64."))?,
            https: p.optional(https)?,
            exact: p.default(exact, false)?,
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Matches> {
        matches::of(cx, Service::Dcdn, &self.0)
    }
}
