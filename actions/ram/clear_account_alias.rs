//! `ClearAccountAlias` removes the account's alias, so that another account may use it.
//!
//! Assumed: there need not be an alias.

use super::{tables::settings, views::EmptyResponse};
use crate::{Access, Action, Cx, Params, Result};

pub(super) struct ClearAccountAlias {}

impl Action for ClearAccountAlias {
    const NAME: &'static str = "ClearAccountAlias";
    const DOC: &'static str = "Clears the alias of the Alibaba Cloud account.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = EmptyResponse;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self {})
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        settings::delete_alias(cx.tx, &cx.caller.account)?;
        Ok(EmptyResponse {})
    }
}
