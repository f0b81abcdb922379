//! Keys for signing and encryption: those of certificates in warehouses and of user certificates.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    tables::{Owner, certificates, warehouses},
    tags::tag_targets,
    wording,
};
use crate::{
    ApiError, Cx, ParameterError, Params, Problem, Result, text,
    x509::{Certificate, PrivateKey},
};

/// Selects the certificate that a call names.
pub(in crate::cas) struct CertificateSelector {
    identifier: Option<String>,
    custom: Option<String>,
}

/// The purpose of the key: SM2 pairs have a key for each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::cas) enum Purpose {
    Sign,
    Encrypt,
}

/// A certificate and its key.
pub(in crate::cas) struct CertificateWithKey {
    pub(in crate::cas) identifier: String,
    pub(in crate::cas) certificate: Certificate,
    key: Option<String>,
    usable: bool,
}

impl CertificateSelector {
    /// Reads the two parameters that can name it.
    pub(in crate::cas) fn read(p: &mut Params<'_>) -> Result<Self> {
        let custom = text("CustomIdentifier").doc("The name of a certificate in a warehouse.");
        Ok(Self {
            identifier: p.optional(text("CertIdentifier").doc("The certificate."))?,
            custom: p.optional(custom)?,
        })
    }

    /// The certificate, with the key for a purpose.
    pub(in crate::cas) fn find(
        self,
        cx: &mut Cx<'_>,
        warehouse: Option<i64>,
        purpose: Purpose,
    ) -> Result<CertificateWithKey> {
        let owner = Owner::of(cx);
        let kept = match (self.identifier, self.custom) {
            (Some(identifier), _) => warehouses::certificate(cx.tx, owner, &identifier)?
                .map_or_else(|| user_certificate(cx, identifier, purpose), in_warehouse),
            (None, Some(name)) => match warehouses::named(cx.tx, owner, warehouse, &name)? {
                Some(found) => in_warehouse(found),
                None => Err(NOT_FOUND.into()),
            },
            (None, None) => Err(missing("CertIdentifier")),
        };
        let kept = kept?;
        if kept.usable { Ok(kept) } else { Err(NOT_NOW.into()) }
    }
}

impl CertificateWithKey {
    /// The private key, if there is one.
    pub(in crate::cas) fn private(&self) -> Result<PrivateKey> {
        let key = self.key.as_deref().ok_or(NOT_NOW)?;
        PrivateKey::from_pem(key).map_err(ApiError::internal)
    }
}

fn in_warehouse(found: warehouses::Certificate) -> Result<CertificateWithKey> {
    with_key(found.identifier, &found.cert, found.key, found.revoked.is_none())
}

/// A user certificate, by `12342649-cn-hangzhou`.
fn user_certificate(
    cx: &mut Cx<'_>,
    identifier: String,
    purpose: Purpose,
) -> Result<CertificateWithKey> {
    let owner = Owner::of(cx);
    let found = tag_targets::certificate(cx.tx, owner, &identifier)?.ok_or(NOT_FOUND)?;
    let texts = certificates::texts(cx.tx, owner, found.id)?.ok_or(NOT_FOUND)?;
    let (cert, key) = match (texts.cert.as_str(), purpose) {
        ("", Purpose::Sign) => (texts.sign_cert.unwrap_or_default(), texts.sign_key),
        ("", Purpose::Encrypt) => (texts.encrypt_cert.unwrap_or_default(), texts.encrypt_key),
        _ => (texts.cert, texts.key),
    };
    with_key(identifier, &cert, key, !found.revoked)
}

fn with_key(
    identifier: String,
    cert: &str,
    key: Option<String>,
    usable: bool,
) -> Result<CertificateWithKey> {
    let chain = Certificate::chain_from_pem(cert).map_err(ApiError::internal)?;
    let certificate = chain.into_iter().next().ok_or(NOT_FOUND)?;
    Ok(CertificateWithKey { identifier, certificate, key, usable })
}

/// Decodes a digest of 32 bytes from base64 or hexadecimal.
pub(in crate::cas) fn decode_digest(parameters: &str) -> Option<Vec<u8>> {
    let hex = || {
        (0..parameters.len() / 2)
            .map(|i| u8::from_str_radix(parameters.get(i * 2..i * 2 + 2)?, 16).ok())
            .collect::<Option<Vec<u8>>>()
    };
    let bytes = if parameters.len() == 64 { hex() } else { decode_base64(parameters) };
    bytes.filter(|it| it.len() == 32)
}

/// Decodes base64.
pub(in crate::cas) fn decode_base64(parameters: &str) -> Option<Vec<u8>> {
    STANDARD.decode(parameters.trim()).ok()
}

/// Encodes base64.
pub(in crate::cas) fn encode_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn missing(name: &str) -> ApiError {
    wording(&ParameterError { name, problem: Problem::Missing })
}
