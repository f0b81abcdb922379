//! `DeleteVerifyScheme` deletes a scheme.

use serde::Serialize;

use super::scheme_faults::NO_SCHEME;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success,
    dypns::{answers, tables::schemes},
    int, text,
};

pub(in crate::dypns) struct DeleteVerifyScheme {
    code: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Response {
    result: bool,
}

impl Action for DeleteVerifyScheme {
    const NAME: &'static str = "DeleteVerifyScheme";
    const DOC: &'static str = "Deletes a scheme.";
    const ACCESS: Access = Access::Delete;
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
        if !schemes::delete(cx.tx, &account, &self.code)? {
            return Err(NO_SCHEME.into());
        }
        Ok(Response { result: true })
    }
}
