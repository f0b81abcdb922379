//! `SetDomainServerCertificate` sets the certificate of a domain, as older clients do.

use crate::cdn::{
    certificates::bindings::{self, Wanted},
    faults::{
        BAD_PROTOCOL, BUSY, NO_CERTIFICATE, NO_DOMAIN, NO_PRI, NO_PUB, NOT_A_PAIR, OFFLINE,
        SAME_CERT_NAME,
    },
    lists::Done,
    resources::{NAME, RESOURCES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cdn) struct SetDomainServerCertificate {
    name: String,
    wanted: Wanted,
}

impl Action for SetDomainServerCertificate {
    const NAME: &'static str = "SetDomainServerCertificate";
    const DOC: &'static str = "Sets the certificate of a domain, as older clients do.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[
        NO_DOMAIN.cdn,
        BUSY,
        OFFLINE.cdn,
        BAD_PROTOCOL,
        NO_PUB,
        NO_PRI,
        NOT_A_PAIR,
        NO_CERTIFICATE,
        SAME_CERT_NAME,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.required(NAME)?;
        let force = text("ForceSet").doc("1: a certificate of the same name gives way.");
        let wanted = Wanted {
            protocol: p
                .optional(
                    text("ServerCertificateStatus").doc("Whether it serves HTTPS: on or off."),
                )?
                .unwrap_or_default(),
            kind: p.optional(
                text("CertType").doc("Where the certificate is from: upload, cas or free."),
            )?,
            id: None,
            name: p.optional(text("CertName").doc("The name of the certificate."))?,
            region: None,
            public: p
                .optional(text("ServerCertificate").doc("The chain, the leaf first, as PEM."))?,
            private: p.optional(text("PrivateKey").secret().doc("The private key, as PEM."))?,
            force: p.optional(force)?.as_deref() == Some("1"),
            by_id: false,
        };
        Ok(Self { name, wanted })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        bindings::set(cx, Service::Cdn, &self.name, &self.wanted)?;
        Ok(Done {})
    }
}
