//! `GetSecurityPreference` returns the security preference of the account.
//!
//! Settings that RAM does not show are at their defaults first, which are assumed where the vendor's page has none.

use super::preferences::Response;
use crate::{Access, Action, Cx, Params, Result, ram::account};

pub(super) struct GetSecurityPreference;

impl Action for GetSecurityPreference {
    const NAME: &'static str = "GetSecurityPreference";
    const DOC: &'static str = "Queries the security preference of RAM users.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(account::security_preference(cx.tx, &cx.caller.account)?.into())
    }
}
