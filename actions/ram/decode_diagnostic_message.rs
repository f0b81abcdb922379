//! `DecodeDiagnosticMessage` decodes the diagnostic message of a denied call.
//!
//! A message is valid for 24 hours. Its validity in the cloud is unknown, as is whether other
//! accounts may decode it; here they may not.

use serde::Serialize;
use serde_json::Value;

use crate::{Access, Action, Cx, Fault, Params, Result, core::diagnosis::Diagnosed, text};

pub(super) struct DecodeDiagnosticMessage {
    token: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    decoded_diagnostic_message: Value,
}

const EXPIRED: Fault = Fault {
    status: 400,
    code: "EncodedMessageExpire",
    message: "The EncodedDiagnosticMessage is expired.",
};
const NOT_FOUND: Fault = Fault {
    status: 404,
    code: "EntityNotExist",
    message: "The specific DecodedDiagnosticMessage cannot be found.",
};

impl Action for DecodeDiagnosticMessage {
    const NAME: &'static str = "DecodeDiagnosticMessage";
    const DOC: &'static str = "Decodes the diagnostic message of a denied call.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[EXPIRED, NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let token = text("EncodedDiagnosticMessage");
        Ok(Self { token: p.required(token.doc("The EncodedDiagnosticMessage of the error."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = Diagnosed::unseal(cx.vault, &self.token);
        let found = found.filter(|it| it.account == cx.caller.account).ok_or(NOT_FOUND)?;
        if cx.now > found.until {
            return Err(EXPIRED.into());
        }
        Ok(Response { decoded_diagnostic_message: found.message })
    }
}
