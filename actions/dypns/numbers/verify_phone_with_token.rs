//! `VerifyPhoneWithToken` says whether a phone has a number, by a token that is used once.

use serde::Serialize;

use super::spending::{self, INVALID};
use crate::{
    Access, Action, Cx, Fault, Params, Result, dypns::answers::BAD_NUMBER, dysms::network,
    shared::ids, text,
};

pub(in crate::dypns) struct VerifyPhoneWithToken {
    token: String,
    phone: String,
}

#[derive(Serialize)]
pub(in crate::dypns) struct Response {
    #[serde(rename = "GateVerify")]
    verified: Verified,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Verified {
    verify_result: &'static str,
    verify_id: String,
}

impl Action for VerifyPhoneWithToken {
    const NAME: &'static str = "VerifyPhoneWithToken";
    const DOC: &'static str = "Says whether a phone has a number.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[INVALID, BAD_NUMBER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let token = p.required(text("SpToken").secret().doc("The token."))?;
        let phone = p.required(text("PhoneNumber").doc("The number."))?;
        Ok(Self { token, phone })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let phone = network::mainland(&self.phone).ok_or(BAD_NUMBER)?;
        let verify_result = spending::verdict(cx, &self.token, phone)?;
        let verify_id = ids::digits(cx.random, 18);
        Ok(Response { verified: Verified { verify_result, verify_id } })
    }
}
