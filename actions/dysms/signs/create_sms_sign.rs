//! `CreateSmsSign` applies for a sign in the newer generation: what is wrong is answered with the statuses 400 and 404.
//!
//! Any id of a qualification is accepted (modelled): those are not emulated.

use serde::Serialize;

use super::{
    new_faults::{BAD_LINK, BAD_NAME, EXISTS, NO_SCENE},
    sign_rules::{self, TOO_MANY},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::tables::signs::{self, Sign},
    text,
};

pub(in crate::dysms) struct CreateSmsSign {
    name: String,
    sign: Sign,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    sign_name: String,
    order_id: String,
}

impl Action for CreateSmsSign {
    const NAME: &'static str = "CreateSmsSign";
    const DOC: &'static str = "Applies for a sign, with a qualification.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[BAD_NAME, EXISTS, NO_SCENE, BAD_LINK, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(text("SignName").doc("The sign, without its brackets."))?,
            sign: super::new_faults::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        super::new_faults::check(&self.name, &self.sign)?;
        let account = cx.account().to_owned();
        if signs::sign(cx.tx, &account, &self.name)?.is_some() {
            return Err(EXISTS.into());
        }
        sign_rules::check_quota(cx)?;
        let sign = sign_rules::apply(cx, Sign { name: self.name, ..self.sign })?;
        Ok(Response { sign_name: sign.name, order_id: sign.order_id })
    }
}
