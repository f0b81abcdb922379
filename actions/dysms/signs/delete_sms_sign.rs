//! `DeleteSmsSign` deletes a sign that is not in review.

use serde::Serialize;

use super::{sign_rules::NO_DELETION, sign_states::IN_REVIEW};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{sending::codes::NO_SIGN, tables::signs},
    text,
};

pub(in crate::dysms) struct DeleteSmsSign {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    sign_name: String,
}

impl Action for DeleteSmsSign {
    const NAME: &'static str = "DeleteSmsSign";
    const DOC: &'static str = "Deletes a sign.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_SIGN, NO_DELETION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(text("SignName").doc("The sign."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let sign = signs::sign(cx.tx, &account, &self.name)?.ok_or(NO_SIGN)?;
        if sign.state.as_str() == IN_REVIEW {
            return Err(NO_DELETION.into());
        }
        signs::delete(cx.tx, &account, &sign.name)?;
        Ok(Response { sign_name: sign.name })
    }
}
