//! `CheckSmsVerifyCode` checks a code that the service has made. A code passes once.
//!
//! One that is wrong, expired, replaced or was never sent is answered with the status 400 (observed: many clients catch exactly
//! this code).

use serde::Serialize;

use super::given_templates::DEFAULT_SCHEME;
use crate::{
    Access, Action, Cx, Failure, Fault, Params, Result, Success,
    dypns::{
        answers::{self, BAD_NUMBER, BAD_PARAMETERS},
        tables::codes,
    },
    dysms::network,
    int, text,
};

const WRONG: Fault = Fault { status: 400, code: "isv.ValidateFail", message: "验证失败" };

pub(in crate::dypns) struct CheckSmsVerifyCode {
    phone: String,
    code: String,
    scheme: String,
    out_id: Option<String>,
    case: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Response {
    model: Model,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dypns) struct Model {
    verify_result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    out_id: Option<String>,
}

impl Action for CheckSmsVerifyCode {
    const NAME: &'static str = "CheckSmsVerifyCode";
    const DOC: &'static str = "Checks a verification code.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[WRONG, BAD_NUMBER, BAD_PARAMETERS];
    const SUCCESS: Option<Success> = Some(answers::of_messages);
    const FAILURE: Option<Failure> = Some(answers::refused);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let phone = p.required(text("PhoneNumber").doc("The number."))?;
        let code = p.required(text("VerifyCode").doc("The code."))?;
        let scheme =
            p.default(text("SchemeName").doc("The scheme that it was sent for."), DEFAULT_SCHEME)?;
        p.optional(text("CountryCode").doc("86."))?;
        let out_id = p.optional(text("OutId").doc("The id that it was sent with."))?;
        let case =
            p.default(int("CaseAuthPolicy").range(1, 2).doc("2: upper and lower case count."), 1)?;
        Ok(Self { phone, code, scheme, out_id, case })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let phone = network::mainland(&self.phone).ok_or(BAD_NUMBER)?;
        let account = cx.account().to_owned();
        let is_same = |code: &str| match self.case {
            2 => code == self.code,
            _ => code.eq_ignore_ascii_case(&self.code),
        };
        let all = codes::valid(cx.tx, &account, phone, cx.now)?;
        let found = all.into_iter().find(|it| {
            it.scheme == self.scheme
                && (self.out_id.is_none() || it.out_id == self.out_id)
                && it.code.as_deref().is_some_and(is_same)
        });
        let found = found.ok_or(WRONG)?;
        codes::spend(cx.tx, found.id)?;
        Ok(Response { model: Model { verify_result: "PASS", out_id: found.out_id } })
    }
}
