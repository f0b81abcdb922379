//! `QuerySmsSign` reads a sign in the older generation.

use serde::Serialize;

use super::sign_states;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{NO_REASON, sending::codes::NO_SIGN, tables::signs},
    shared::format::shanghai_time,
    text,
};

pub(in crate::dysms) struct QuerySmsSign {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    sign_name: String,
    sign_status: i64,
    create_date: String,
    reason: String,
}

impl Action for QuerySmsSign {
    const NAME: &'static str = "QuerySmsSign";
    const DOC: &'static str = "Queries a sign and the state of its review.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_SIGN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(text("SignName").doc("The sign."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let sign = signs::sign(cx.tx, &account, &self.name)?.ok_or(NO_SIGN)?;
        Ok(Response {
            sign_name: sign.name,
            sign_status: sign_states::number(sign.state.as_str()),
            create_date: shanghai_time(sign.made),
            reason: sign.reason.unwrap_or_else(|| NO_REASON.to_owned()),
        })
    }
}
