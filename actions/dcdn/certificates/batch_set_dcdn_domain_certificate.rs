//! `BatchSetDcdnDomainCertificate` sets the certificate of several domains, as older clients do.

use crate::cdn::{
    certificates::bindings::{self, Wanted},
    faults::{
        BAD_PROTOCOL, BUSY, MANY_NAMES, NO_CERTIFICATE, NO_DOMAIN, NO_PRI, NO_PUB, NOT_A_PAIR,
        OFFLINE, SAME_CERT_NAME,
    },
    lists::Done,
    resources::SEVERAL,
    service::Service,
};
use crate::dcdn::resources::{OF_SEVERAL, RESOURCES};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, text};

pub(in crate::dcdn) struct BatchSetDcdnDomainCertificate {
    name: String,
    wanted: Wanted,
}

impl Action for BatchSetDcdnDomainCertificate {
    const NAME: &'static str = "BatchSetDcdnDomainCertificate";
    const DOC: &'static str = "Sets the certificate of domains, as older clients do.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_SEVERAL);
    const FAULTS: &'static [Fault] = &[
        NO_DOMAIN.dcdn,
        BUSY,
        OFFLINE.dcdn,
        BAD_PROTOCOL,
        NO_PUB,
        NO_PRI,
        NOT_A_PAIR,
        NO_CERTIFICATE,
        SAME_CERT_NAME,
        MANY_NAMES,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.required(SEVERAL)?;
        let wanted = Wanted {
            protocol: p
                .optional(text("SSLProtocol").doc("Whether it serves HTTPS: on or off."))?
                .unwrap_or_default(),
            kind: p.optional(
                text("CertType").doc("Where the certificate is from: upload, cas or free."),
            )?,
            id: None,
            name: p.optional(text("CertName").doc("The name of the certificate."))?,
            region: p.optional(
                text("Region").doc("The region of a certificate of the certificate service."),
            )?,
            public: p.optional(text("SSLPub").doc("The chain, the leaf first, as PEM."))?,
            private: p.optional(text("SSLPri").secret().doc("The private key, as PEM."))?,
            force: false,
            by_id: false,
        };
        Ok(Self { name, wanted })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        bindings::set_all(cx, Service::Dcdn, &self.name, &self.wanted)?;
        Ok(Done {})
    }
}
