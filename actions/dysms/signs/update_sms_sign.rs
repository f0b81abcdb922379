//! `UpdateSmsSign` changes a rejected sign in the newer generation: what is wrong is answered with the statuses 400 and 404.
//!
//! Any id of a qualification is accepted (modelled): those are not emulated.

use serde::Serialize;

use super::{
    new_faults::{BAD_LINK, BAD_NAME, NO_SCENE, NOT_FOUND},
    sign_rules::{self, NO_MODIFICATION},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::tables::signs::{self, Sign},
    text,
};

pub(in crate::dysms) struct UpdateSmsSign {
    name: String,
    sign: Sign,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    sign_name: String,
    order_id: String,
}

impl Action for UpdateSmsSign {
    const NAME: &'static str = "UpdateSmsSign";
    const DOC: &'static str = "Changes a rejected sign, which is then in review again.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[BAD_NAME, NO_SCENE, BAD_LINK, NOT_FOUND, NO_MODIFICATION];
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
        let present = signs::sign(cx.tx, &account, &self.name)?.ok_or(NOT_FOUND)?;
        let sign = sign_rules::change(cx, present, self.sign)?;
        Ok(Response { sign_name: sign.name, order_id: sign.order_id })
    }
}
