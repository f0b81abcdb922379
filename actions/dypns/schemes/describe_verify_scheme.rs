//! `DescribeVerifyScheme` answers what the SDK of an app is given.

use serde::Serialize;

use super::scheme_faults::NO_SCHEME;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success,
    dypns::{answers, tables::schemes},
    int, text,
};

pub(in crate::dypns) struct DescribeVerifyScheme {
    code: String,
}

#[derive(Serialize)]
pub(in crate::dypns) struct Response {
    #[serde(rename = "SchemeQueryResultDTO")]
    scheme: Found,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Found {
    app_encrypt_info: String,
}

impl Action for DescribeVerifyScheme {
    const NAME: &'static str = "DescribeVerifyScheme";
    const DOC: &'static str = "Queries what the SDK of an app is given for a scheme.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_SCHEME];
    const SUCCESS: Option<Success> = Some(answers::of_schemes);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let code = p.required(text("SchemeCode").doc("The scheme."))?;
        p.optional(int("CustomerId").doc("Taken, without effect."))?;
        Ok(Self { code })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let app_encrypt_info = schemes::info(cx.tx, &account, &self.code)?.ok_or(NO_SCHEME)?;
        Ok(Response { scheme: Found { app_encrypt_info } })
    }
}
