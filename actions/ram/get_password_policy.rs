//! `GetPasswordPolicy` returns the password policy of the account.

use serde::Serialize;

use super::{password_policy::PasswordRules, tables::settings};
use crate::{Access, Action, Cx, Params, Result};

pub(super) struct GetPasswordPolicy {}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    password_policy: PasswordRules,
}

impl Action for GetPasswordPolicy {
    const NAME: &'static str = "GetPasswordPolicy";
    const DOC: &'static str = "Queries the password policy for RAM users.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self {})
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let password_policy = settings::password_policy(cx.tx, &cx.caller.account)?.rules;
        Ok(Response { password_policy })
    }
}
