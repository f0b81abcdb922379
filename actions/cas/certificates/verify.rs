//! `Verify` checks a signature of a message with the key of a certificate.
//!
//! Unlike in `Sign`, the message is always base64.
//!
//! Assumed: how a digest is written.

use serde::Serialize;

use crate::cas::{
    certificates::algorithms::{BAD_ALGORITHM, BAD_MESSAGE, SCHEMES, scheme},
    certificates::stored_keys::{self, CertificateSelector, Purpose},
    faults::NOT_FOUND,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text, x509};
use sha2::{Digest, Sha256};

pub(in crate::cas) struct Verify {
    selector: CertificateSelector,
    warehouse: Option<String>,
    message: String,
    kind: String,
    signature: String,
    algorithm: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    signature_valid: bool,
}

/// The signature is not base64.
const BAD_SIGNATURE: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.SignatureValue",
    message: "The SignatureValue parameter format is incorrect.",
};

fn is_number(it: &str) -> bool {
    it.parse::<i64>().is_ok()
}

impl Action for Verify {
    const NAME: &'static str = "Verify";
    const DOC: &'static str = "Verifies a signature with the key of a certificate.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, BAD_MESSAGE, BAD_SIGNATURE, BAD_ALGORITHM];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let warehouse = text("WarehouseId").form("id", is_number);
        let kind = text("MessageType").one_of(&["RAW", "DIGEST"]);
        let algorithm = text("SigningAlgorithm").one_of(SCHEMES).doc("The signing algorithm.");
        Ok(Self {
            selector: CertificateSelector::read(p)?,
            warehouse: p.optional(warehouse.doc("The warehouse of the named certificate."))?,
            message: p.required(text("Message").doc("The message, in base64."))?,
            kind: p.required(kind.doc("Whether this is the message or its digest."))?,
            signature: p.required(text("SignatureValue").doc("The signature, in base64."))?,
            algorithm: p.required(algorithm)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let warehouse = self.warehouse.and_then(|it| it.parse().ok());
        let kept = self.selector.find(cx, warehouse, Purpose::Sign)?;
        let public = &kept.certificate.key;
        let scheme = scheme(&self.algorithm, public)?;
        let signature = stored_keys::decode_base64(&self.signature).ok_or(BAD_SIGNATURE)?;
        let signature_valid = if self.kind == "DIGEST" {
            let digest = stored_keys::decode_digest(&self.message).ok_or(BAD_MESSAGE)?;
            match scheme {
                Some(scheme) => public.verifies_digest(scheme, &digest, &signature),
                None => x509::signed_data_is_by(&kept.certificate, &digest, &signature),
            }
        } else {
            let message = stored_keys::decode_base64(&self.message).ok_or(BAD_MESSAGE)?;
            let digest = Sha256::digest(&message);
            match scheme {
                Some(scheme) => public.verifies(scheme, &message, &signature),
                None => x509::signed_data_is_by(&kept.certificate, &digest, &signature),
            }
        };
        Ok(Response { signature_valid })
    }
}
