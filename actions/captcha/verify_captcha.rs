//! `VerifyCaptcha` is the older form of `VerifyIntelligentCaptcha`: it names no scene, and its verdict has no code.

use serde::Serialize;

use crate::captcha::verdict;
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::captcha) struct VerifyCaptcha {
    param: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::captcha) struct Response {
    result: Verdict,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::captcha) struct Verdict {
    verify_result: bool,
}

impl Action for VerifyCaptcha {
    const NAME: &'static str = "VerifyCaptcha";
    const DOC: &'static str = "Verifies what the page's SDK says of a challenge; the older form.";
    const ACCESS: Access = Access::Update;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { param: p.default(verdict::PARAM, "")? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = verdict::of(cx, &self.param, None)?;
        Ok(Response { result: Verdict { verify_result: found.passes() } })
    }
}
