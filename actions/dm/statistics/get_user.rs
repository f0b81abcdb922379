//! `GetUser` answers whether the account has events of its mail published.

use serde::Serialize;

use crate::dm::tables::{Owner, settings};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::dm) struct GetUser;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Data {
    enable_eventbridge: bool,
}

impl Action for GetUser {
    const NAME: &'static str = "GetUser";
    const DOC: &'static str = "Queries whether events are published.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let enable_eventbridge = settings::read(cx.tx, owner)?.eventbridge;
        Ok(Response { data: Data { enable_eventbridge } })
    }
}
