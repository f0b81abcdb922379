//! `GetPasswordPolicy` returns the password policy of the account.

use super::password_rules::Response;
use crate::{Access, Action, Cx, Params, Result, ram::account};

pub(super) struct GetPasswordPolicy;

impl Action for GetPasswordPolicy {
    const NAME: &'static str = "GetPasswordPolicy";
    const DOC: &'static str = "Queries the password policy of RAM users.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(account::password_policy(cx.tx, &cx.caller.account)?.into())
    }
}
