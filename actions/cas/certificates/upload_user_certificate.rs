//! `UploadUserCertificate` stores a certificate and its private key.
//!
//! Measured: keys in PKCS#1, SEC 1 and PKCS#8 are accepted, the leaf alone and the leaf with its
//! issuer; format is checked before the match; a duplicate name is rejected, whatever the
//! `ClientToken`. The same certificate under another name is another certificate.

use serde::Serialize;

use crate::cas::{
    certificates::uploads::{self, FAULTS},
    tables::{Owner, certificates::PemTexts},
    tags::tag_rules::{self, Tag},
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, text};

pub(in crate::cas) struct UploadUserCertificate {
    name: String,
    resource_group: Option<String>,
    texts: PemTexts,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    cert_id: i64,
    resource_id: String,
}

impl Action for UploadUserCertificate {
    const NAME: &'static str = "UploadUserCertificate";
    const DOC: &'static str = "Uploads a certificate.";
    const ACCESS: Access = Access::Create;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let resource_group = text("ResourceGroupId").line(1, 64).doc("The resource group.");
        p.optional(text("ClientToken").doc("Has no effect."))?;
        Ok(Self {
            name: p.required(text("Name").line(1, 63).doc("A name, unique in the account."))?,
            resource_group: p.optional(resource_group)?,
            texts: PemTexts {
                chain: String::new(),
                csr: None,
                cert: p.default(text("Cert").doc("The chain, the leaf first, as PEM."), "")?,
                key: p.optional(text("Key").doc("The private key, as PEM."))?,
                sign_cert: p.optional(text("SignCert").doc("The SM2 signing certificate."))?,
                sign_key: p.optional(text("SignPrivateKey").doc("The SM2 signing key."))?,
                encrypt_cert: p
                    .optional(text("EncryptCert").doc("The SM2 encryption certificate."))?,
                encrypt_key: p
                    .optional(text("EncryptPrivateKey").doc("The SM2 encryption key."))?,
            },
            tags: tag_rules::read(p, tag_rules::TAGS)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let group = self.resource_group.unwrap_or_default();
        let row = uploads::store(cx, self.name, group, self.texts)?;
        tag_rules::put(cx.tx, owner, &row.instance, &self.tags)?;
        Ok(Response { cert_id: row.id, resource_id: row.instance })
    }
}
