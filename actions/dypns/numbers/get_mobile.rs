//! `GetMobile` answers the number of a phone, by a token that is used once.

use serde::Serialize;

use super::spending::{self, INVALID, NOT_FOR_LOGIN};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::dypns) struct GetMobile {
    token: String,
}

#[derive(Serialize)]
pub(in crate::dypns) struct Response {
    #[serde(rename = "GetMobileResultDTO")]
    found: Found,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Found {
    mobile: String,
}

impl Action for GetMobile {
    const NAME: &'static str = "GetMobile";
    const DOC: &'static str = "Answers the phone number that a token of a login stands for.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[INVALID, NOT_FOR_LOGIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let token = p.required(text("AccessToken").secret().doc("The token."))?;
        p.optional(text("OutId").doc("An id of the caller's."))?;
        Ok(Self { token })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { found: Found { mobile: spending::number(cx, &self.token)? } })
    }
}
