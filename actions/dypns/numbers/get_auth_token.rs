//! `GetAuthToken` answers what a page needs to ask a carrier for a token.
//!
//! It has a parameter that is called `Version`, like the version of an API, which says nothing of that (observed).

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, int, shared::ids, text};

pub(in crate::dypns) struct GetAuthToken;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Response {
    token_info: TokenInfo,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct TokenInfo {
    access_token: String,
    jwt_token: String,
}

impl Action for GetAuthToken {
    const NAME: &'static str = "GetAuthToken";
    const DOC: &'static str = "Answers the tokens with which a page begins to verify a number.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.required(text("Url").doc("The page."))?;
        p.required(text("Origin").doc("Its origin."))?;
        p.optional(text("SceneCode").doc("The scheme."))?;
        p.optional(int("BizType").doc("What it is for."))?;
        p.optional(int("CmApiCode").doc("The interface of China Mobile."))?;
        p.optional(int("CuApiCode").doc("The interface of China Unicom."))?;
        p.optional(int("CtApiCode").doc("The interface of China Telecom."))?;
        p.optional(text("Version").doc("The version of the SDK of the page."))?;
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let access_token = ids::letters(cx.random, 64);
        // The page hands it to the carrier's SDK, which no emulator serves: it has the form of a token, and says nothing.
        let part = |cx: &mut Cx<'_>, count| ids::letters(cx.random, count);
        let jwt_token = format!("{}.{}.{}", part(cx, 36), part(cx, 96), part(cx, 43));
        Ok(Response { token_info: TokenInfo { access_token, jwt_token } })
    }
}
