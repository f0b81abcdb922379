//! `GetDefaultDomain` returns the domain of the account's logon names. Without an alias it has the account's id (the page of
//! `SetDefaultDomain`).

use serde::Serialize;

use super::user_info;
use crate::{Access, Action, Cx, Params, Result};

pub(super) struct GetDefaultDomain;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    default_domain_name: String,
}

impl Action for GetDefaultDomain {
    const NAME: &'static str = "GetDefaultDomain";
    const DOC: &'static str = "Queries the default domain of the account.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { default_domain_name: user_info::domain(cx)? })
    }
}
