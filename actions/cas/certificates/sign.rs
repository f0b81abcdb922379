//! `Sign` signs a message with the key of a certificate.
//!
//! Assumed: how a digest is written.

use serde::Serialize;

use crate::cas::{
    certificates::algorithms::{BAD_ALGORITHM, BAD_MESSAGE, SCHEMES, scheme},
    certificates::stored_keys::{self, CertificateSelector, Purpose},
    faults::{NOT_FOUND, NOT_NOW},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, int, text,
    x509::{self, Error},
};

pub(in crate::cas) struct Sign {
    selector: CertificateSelector,
    warehouse: Option<i64>,
    message: String,
    kind: String,
    algorithm: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    signature: String,
}

impl Action for Sign {
    const NAME: &'static str = "Sign";
    const DOC: &'static str = "Signs a message with the key of a certificate.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW, BAD_MESSAGE, BAD_ALGORITHM];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("MessageType").one_of(&["RAW", "DIGEST", "BASE64", "BLIND"]);
        let algorithm = text("SigningAlgorithm").one_of(SCHEMES).doc("The signing algorithm.");
        Ok(Self {
            selector: CertificateSelector::read(p)?,
            warehouse: p
                .optional(int("WarehouseId").doc("The warehouse of the named certificate."))?,
            message: p.required(text("Message").doc("The message."))?,
            kind: p
                .required(kind.doc("The form of the message: text, digest, base64 or blinded."))?,
            algorithm: p.required(algorithm)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let kept = self.selector.find(cx, self.warehouse, Purpose::Sign)?;
        let key = kept.private()?;
        let scheme = scheme(&self.algorithm, &kept.certificate.key)?;
        let random = &mut *cx.random;
        let signed = match (self.kind.as_str(), scheme) {
            ("BLIND", Some(_)) => {
                let blinded = stored_keys::decode_base64(&self.message).ok_or(BAD_MESSAGE)?;
                key.sign_blinded(random, &blinded)
            }
            ("DIGEST", scheme) => {
                let digest = stored_keys::decode_digest(&self.message).ok_or(BAD_MESSAGE)?;
                match scheme {
                    Some(scheme) => key.sign_digest(random, scheme, &digest),
                    None => x509::signed_digest(random, &key, &kept.certificate, &digest),
                }
            }
            (kind, scheme) => {
                let message = match kind {
                    "RAW" => self.message.into_bytes(),
                    _ => stored_keys::decode_base64(&self.message).ok_or(BAD_MESSAGE)?,
                };
                match scheme {
                    Some(scheme) => key.sign(random, scheme, &message),
                    None => x509::signed_data(random, &key, &kept.certificate, &message),
                }
            }
        };
        let signed = signed.map_err(|_: Error| BAD_MESSAGE)?;
        Ok(Response { signature: stored_keys::encode_base64(&signed) })
    }
}
