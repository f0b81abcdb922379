//! `GetAccountAlias` returns the alias of the account, which defaults to its id, as in its domain (the page of
//! `SetDefaultDomain`).

use serde::Serialize;

use super::tables::settings;
use crate::{Access, Action, Cx, Params, Result};

pub(super) struct GetAccountAlias {}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    account_alias: String,
}

impl Action for GetAccountAlias {
    const NAME: &'static str = "GetAccountAlias";
    const DOC: &'static str = "Queries the alias of the Alibaba Cloud account.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self {})
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let alias = settings::alias(cx.tx, account)?;
        Ok(Response { account_alias: alias.unwrap_or_else(|| account.clone()) })
    }
}
