//! `DescribeAccountKmsStatus` tells whether the service was opened.

use serde::Serialize;

use crate::kms::{place::Place, tables::settings};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::kms) struct DescribeAccountKmsStatus;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    account_status: &'static str,
}

impl Action for DescribeAccountKmsStatus {
    const NAME: &'static str = "DescribeAccountKmsStatus";
    const DOC: &'static str = "Queries whether the service was opened.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let found = settings::settings(cx.tx, place.account)?;
        let account_status = match found.debt.as_str() {
            _ if !found.opened => "NotEnabled",
            "none" => "Enabled",
            _ => "InDebt",
        };
        Ok(Response { account_status })
    }
}
