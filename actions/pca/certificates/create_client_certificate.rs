//! `CreateClientCertificate` issues the certificate of a client.

use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    cas::tags::tag_rules,
    int,
    pca::{
        certificates::end_entity::{self, Issued, OF_CLIENTS, Wanted},
        parameters,
    },
    text,
    x509::Usage,
};

pub(in crate::pca) struct CreateClientCertificate {
    wanted: Wanted,
}

impl Action for CreateClientCertificate {
    const NAME: &'static str = "CreateClientCertificate";
    const DOC: &'static str = "Issues the certificate of a client.";
    const ACCESS: Access = Access::Create;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = OF_CLIENTS;
    type Response = Issued;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        parameters::token(p)?;
        let common = p.optional(parameters::name("CommonName").doc("The name of the client."))?;
        let alias = end_entity::alias(p)?;
        let kind = p.optional(int("SanType").doc("1 mail addresses, 6 URIs."))?;
        let sans =
            p.optional(text("SanValue").doc("The alternative names, with commas between."))?;
        Ok(Self { wanted: Wanted::read(p, common)?.of_client(alias, kind, sans) })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Issued> {
        self.wanted.issue(cx, "CLIENT", Usage::Client, None)
    }
}
