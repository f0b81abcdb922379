//! `SetCdnDomainSSLCertificate` sets the certificate of a domain, or ends its HTTPS.

use crate::cdn::{
    certificates::bindings::{self, Wanted},
    lists::Done,
    resources::{NAME, RESOURCES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cdn) struct SetCdnDomainSSLCertificate {
    name: String,
    wanted: Wanted,
}

impl Action for SetCdnDomainSSLCertificate {
    const NAME: &'static str = "SetCdnDomainSSLCertificate";
    const DOC: &'static str = "Sets the certificate of a domain.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = bindings::FAULTS;
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.required(NAME)?;
        let wanted = Wanted {
            protocol: p.required(text("SSLProtocol").doc("Whether it serves HTTPS: on or off."))?,
            kind: p.optional(
                text("CertType").doc("Where the certificate is from: upload, cas or free."),
            )?,
            id: p.optional(
                int("CertId").doc("The id of a certificate of the certificate service."),
            )?,
            name: p.optional(text("CertName").doc("The name of the certificate."))?,
            region: p.optional(text("CertRegion").doc("The region of that certificate."))?,
            public: p.optional(text("SSLPub").doc("The chain, the leaf first, as PEM."))?,
            private: p.optional(text("SSLPri").secret().doc("The private key, as PEM."))?,
            force: false,
            by_id: false,
        };
        Ok(Self { name, wanted })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        bindings::set(cx, Service::Cdn, &self.name, &self.wanted)?;
        Ok(Done {})
    }
}
