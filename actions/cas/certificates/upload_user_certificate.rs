//! `UploadUserCertificate` stores a certificate and its private key.
//!
//! Measured: keys in PKCS#1, SEC 1 and PKCS#8 are accepted, the leaf alone and the leaf with its
//! issuer; format is checked before the match; a duplicate name is rejected, whatever the
//! `ClientToken`. The same certificate under another name is another certificate.

use serde::Serialize;

use crate::cas::{
    certificates::certificate_chain,
    faults::{CERTIFICATE_FORMAT, KEY_FORMAT, NAME_REPEAT, NOT_MATCH},
    tables::{
        Owner,
        certificates::{self, Certificate, PemTexts},
    },
    tags::tag_rules::{self, Tag},
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, shared::ids, text};

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
    const FAULTS: &'static [Fault] = &[NAME_REPEAT, NOT_MATCH, KEY_FORMAT, CERTIFICATE_FORMAT];
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
        let (facts, texts) = checked(self.texts)?;
        if certificates::has_name(cx.tx, owner, &self.name)? {
            return Err(NAME_REPEAT.into());
        }
        let mut row = Certificate {
            name: self.name,
            instance: format!("cas-upload-{}", instance(cx)),
            source: "upload".to_owned(),
            resource_group: self.resource_group.unwrap_or_default(),
            keyed: true,
            made: cx.now,
            ..facts
        };
        certificates::insert(cx.tx, owner, &mut row, &texts)?;
        tag_rules::put(cx.tx, owner, &row.instance, &self.tags)?;
        Ok(Response { cert_id: row.id, resource_id: row.instance })
    }
}

fn instance(cx: &mut Cx<'_>) -> String {
    ids::lower(cx.random, 6)
}

/// The row and the PEM texts of a certificate with its key, or of an SM2 pair.
fn checked(parameters: PemTexts) -> Result<(Certificate, PemTexts)> {
    let pair = [
        &parameters.key,
        &parameters.sign_cert,
        &parameters.sign_key,
        &parameters.encrypt_cert,
        &parameters.encrypt_key,
    ];
    if parameters.cert.is_empty()
        && let [None, Some(sign), Some(sign_key), Some(encrypt), Some(encrypt_key)] = pair
    {
        let chain = certificate_chain::read_pair(sign, sign_key)?;
        let other = certificate_chain::read_pair(encrypt, encrypt_key)?;
        let both = chain.iter().take(1).chain(other.iter().take(1));
        if both.map(|c| c.key.algorithm()).any(|algorithm| algorithm != "SM2") {
            return Err(CERTIFICATE_FORMAT.into());
        }
        let (row, chain) = certificate_chain::to_row(&chain)?;
        return Ok((row, PemTexts { chain, ..parameters }));
    }
    let chain = certificate_chain::read_pair(
        &parameters.cert,
        parameters.key.as_deref().unwrap_or_default(),
    )?;
    let (row, chain) = certificate_chain::to_row(&chain)?;
    Ok((row, PemTexts { chain, cert: parameters.cert, key: parameters.key, ..PemTexts::default() }))
}
