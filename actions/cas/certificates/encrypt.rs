//! `Encrypt` encrypts a text with the public key of a certificate.

use serde::Serialize;

use crate::cas::{
    certificates::algorithms::{BAD_CIPHER, Cipher, cipher, is_cipher, is_message_kind},
    certificates::stored_keys::{self, CertificateSelector, Purpose},
    faults::{NOT_FOUND, NOT_NOW},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct Encrypt {
    selector: CertificateSelector,
    warehouse: Option<i64>,
    algorithm: String,
    text: String,
    kind: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    cert_identifier: String,
    ciphertext_blob: String,
}

/// The text is not base64, or too long for the key.
const BAD_TEXT: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.Plaintext",
    message: "The Plaintext parameter format is incorrect.",
};

/// Maximum size of an SM2 plaintext, in bytes.
const LIMIT: usize = 6047;

impl Action for Encrypt {
    const NAME: &'static str = "Encrypt";
    const DOC: &'static str = "Encrypts a text with the key of a certificate.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW, BAD_TEXT, BAD_CIPHER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let algorithm = text("Algorithm").form("algorithm", is_cipher);
        let kind = text("MessageType").form("message type", is_message_kind);
        Ok(Self {
            selector: CertificateSelector::read(p)?,
            warehouse: p
                .optional(int("WarehouseId").doc("The warehouse of the named certificate."))?,
            algorithm: p.required(algorithm.doc("The encryption algorithm."))?,
            text: p.required(text("Plaintext").doc("The text."))?,
            kind: p.default(kind.doc("The encoding of the text: RAW or Base64."), "RAW")?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let kept = self.selector.find(cx, self.warehouse, Purpose::Encrypt)?;
        let text = if self.kind.eq_ignore_ascii_case("RAW") {
            self.text.into_bytes()
        } else {
            stored_keys::decode_base64(&self.text).ok_or(BAD_TEXT)?
        };
        let public = &kept.certificate.key;
        let sealed = match (cipher(&self.algorithm), public.algorithm()) {
            (Some(Cipher::Oaep(sha1)), "RSA") => public.encrypt_oaep(cx.random, sha1, &text),
            (Some(Cipher::Sm2), "SM2") if text.len() <= LIMIT => {
                public.encrypt_sm2(cx.random, &text)
            }
            (Some(Cipher::Sm2), "SM2") => return Err(BAD_TEXT.into()),
            _ => return Err(BAD_CIPHER.into()),
        };
        Ok(Response {
            cert_identifier: kept.identifier,
            ciphertext_blob: stored_keys::encode_base64(&sealed.map_err(|_| BAD_TEXT)?),
        })
    }
}
