//! `Decrypt` decrypts a text with the private key of a certificate.

use serde::Serialize;

use crate::cas::{
    certificates::algorithms::{BAD_CIPHER, Cipher, cipher, is_cipher, is_message_kind},
    certificates::stored_keys::{self, CertificateSelector, Purpose},
    faults::{NOT_FOUND, NOT_NOW},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct Decrypt {
    selector: CertificateSelector,
    warehouse: Option<i64>,
    algorithm: String,
    sealed: String,
    kind: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    cert_identifier: String,
    plaintext: String,
}

/// Not base64, or not encrypted with this algorithm and the certificate's key.
const BAD_BLOB: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.CiphertextBlob",
    message: "The CiphertextBlob parameter format is incorrect.",
};
/// The plaintext is not UTF-8, so it can be returned only in base64.
const NO_TEXT: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.MessageType",
    message: "The MessageType parameter format is incorrect.",
};

impl Action for Decrypt {
    const NAME: &'static str = "Decrypt";
    const DOC: &'static str = "Decrypts a text with the key of a certificate.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW, BAD_BLOB, BAD_CIPHER, NO_TEXT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let algorithm = text("Algorithm").form("algorithm", is_cipher);
        let kind = text("MessageType").form("message type", is_message_kind);
        Ok(Self {
            selector: CertificateSelector::read(p)?,
            warehouse: p
                .optional(int("WarehouseId").doc("The warehouse of the named certificate."))?,
            algorithm: p.required(algorithm.doc("The encryption algorithm."))?,
            sealed: p.required(text("CiphertextBlob").doc("The ciphertext, in base64."))?,
            kind: p.default(
                kind.doc("The encoding of the plaintext in the answer: RAW or Base64."),
                "Base64",
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let kept = self.selector.find(cx, self.warehouse, Purpose::Encrypt)?;
        let key = kept.private()?;
        let sealed = stored_keys::decode_base64(&self.sealed).ok_or(BAD_BLOB)?;
        let opened = match (cipher(&self.algorithm), kept.certificate.key.algorithm()) {
            (Some(Cipher::Oaep(sha1)), "RSA") => key.decrypt_oaep(sha1, &sealed),
            (Some(Cipher::Sm2), "SM2") => key.decrypt_sm2(&sealed),
            _ => return Err(BAD_CIPHER.into()),
        };
        let opened = opened.map_err(|_| BAD_BLOB)?;
        let plaintext = if self.kind.eq_ignore_ascii_case("RAW") {
            String::from_utf8(opened).map_err(|_| NO_TEXT)?
        } else {
            stored_keys::encode_base64(&opened)
        };
        Ok(Response { cert_identifier: kept.identifier, plaintext })
    }
}
