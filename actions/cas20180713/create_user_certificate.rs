//! `CreateUserCertificate` stores a certificate and its private key, as `UploadUserCertificate` does in the later version.
//!
//! A name has up to 128 characters (documented).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cas::user_certificates::{self, UPLOAD_FAULTS},
    text,
};

pub(in crate::cas20180713) struct CreateUserCertificate {
    name: String,
    cert: String,
    key: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas20180713) struct Response {
    cert_id: i64,
}

impl Action for CreateUserCertificate {
    const NAME: &'static str = "CreateUserCertificate";
    const DOC: &'static str = "Uploads a certificate.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = UPLOAD_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        user_certificates::language(p)?;
        Ok(Self {
            name: p.required(text("Name").line(1, 128).doc("A name, unique in the account."))?,
            cert: p.required(text("Cert").doc("The chain, the leaf first, as PEM."))?,
            key: p.required(text("Key").doc("The private key, as PEM."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { cert_id: user_certificates::upload(cx, self.name, self.cert, self.key)? })
    }
}
