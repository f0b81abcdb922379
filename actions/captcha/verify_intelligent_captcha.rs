//! `VerifyIntelligentCaptcha` says whether a challenge was solved. A negative verdict is an answer like a positive one:
//! HTTP 200 with `Success` true.

use serde::Serialize;

use crate::captcha::verdict;
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::captcha) struct VerifyIntelligentCaptcha {
    param: String,
    scene: Option<String>,
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
    verify_code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    certify_id: Option<String>,
}

impl Action for VerifyIntelligentCaptcha {
    const NAME: &'static str = "VerifyIntelligentCaptcha";
    const DOC: &'static str = "Verifies what the page's SDK says of a challenge.";
    const ACCESS: Access = Access::Update;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let scene = text("SceneId").doc("The scene of the challenge.");
        Ok(Self { param: p.default(verdict::PARAM, "")?, scene: p.optional(scene)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = verdict::of(cx, &self.param, self.scene.as_deref())?;
        Ok(Response {
            result: Verdict {
                verify_result: found.passes(),
                verify_code: found.code,
                certify_id: found.certify_id,
            },
        })
    }
}
