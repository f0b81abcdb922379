//! `DecodeDiagnosticMessage` tells why a call was refused, from the text that came with the
//! refusal.
//!
//! A message lives for 24 hours. How long it does in the cloud is not known, nor whether another
//! account may read it; here none may.

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
    const DOC: &'static str = "Tells why a call was refused.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[EXPIRED, NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let token = text("EncodedDiagnosticMessage");
        Ok(Self { token: p.required(token.doc("The text that came with the refusal."))? })
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
