//! `GetSecurityPreference` returns the security preference of the account.

use serde::Serialize;

use super::{security_preference::SecurityPreferenceView, tables::settings};
use crate::{Access, Action, Cx, Params, Result};

pub(super) struct GetSecurityPreference {}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    security_preference: SecurityPreferenceView,
}

impl Action for GetSecurityPreference {
    const NAME: &'static str = "GetSecurityPreference";
    const DOC: &'static str = "Queries the security preferences for RAM users.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self {})
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let preference = settings::security_preference(cx.tx, &cx.caller.account)?;
        Ok(Response { security_preference: preference.into() })
    }
}
